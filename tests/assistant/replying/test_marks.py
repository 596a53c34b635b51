"""What a draft says is marked with what it stands on; what stands on nothing is told apart."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.replying.facts import Fact
from assistant.replying.marks import Basis, Mark, Standing, marked
from assistant.replying.outline import Line, own_line
from assistant.replying.saying import Point
from tests.assistant.replying.letters import AT, a_fact, a_letter

LEASE = a_fact(
    "The lease ends on 31 May 2027.",
    passage="The lease ends on 31 May 2027 and the deposit of 850 pounds is paid back.",
)
TOLD = Line(Point.ANSWER, LEASE.text, (0,))


def mark(
    draft: str, *lines: Line, facts: tuple[Fact, ...] = (LEASE,), letter: str = "", **more: Any
) -> Mark:
    basis = Basis(lines, facts, a_letter(letter), today=AT.date(), **more)
    (found,) = marked(draft, basis)
    assert draft[found.start : found.end] == draft
    return found


def test_a_fact_cites_the_passage_that_has_it():
    found = mark("The lease ends on 31 May 2027.", TOLD)

    assert (found.standing, found.cites) == (Standing.SUPPORTED, (1,))


def test_a_fact_in_other_words_is_still_supported():
    assert mark("The lease ends on 31.05.2027.", TOLD).standing is Standing.SUPPORTED
    assert mark("The deposit is 850 pounds.", TOLD).standing is Standing.SUPPORTED


@pytest.mark.parametrize(
    ("draft", "missing"),
    [
        ("The lease ends on 30 May 2027.", ("30 May 2027",)),
        ("The deposit is 950 pounds.", ("950",)),
        ("The deposit is three pounds.", ("three",)),
        ("The lease ends on 31 May 2027, says Craig.", ("Craig",)),
    ],
)
def test_a_detail_from_nowhere_is_named(draft, missing):
    found = mark(draft, TOLD)

    assert (found.standing, found.missing) == (Standing.UNSUPPORTED, missing)


def test_a_fact_turned_round_is_not_supported():
    assert mark("The lease does not end on 31 May 2027.", TOLD).standing is Standing.UNSUPPORTED


def test_a_fact_that_was_dropped_from_the_outline_supports_nothing():
    assert mark("The lease ends on 31 May 2027.").standing is Standing.UNSUPPORTED


def test_what_the_user_wrote_counts_as_said():
    cake = own_line("I bring 12 pieces of cake")

    assert mark("I bring 12 pieces of cake.", cake).standing is Standing.SAID
    assert mark("I bring 13 pieces of cake.", cake).standing is Standing.UNSUPPORTED
    assert mark("I do not bring 12 pieces of cake.", cake).standing is Standing.UNSUPPORTED


def test_an_intent_in_the_users_own_phrase_is_said_with_its_day():
    line = Line(Point.ACCEPT_DAY, "Friday 27 November at 7 pm works for me.")

    assert mark("Great, see you on Friday 27 November at 7 pm!", line).standing is Standing.SAID
    assert mark("See you on Saturday 28 November!", line).standing is Standing.UNSUPPORTED


def test_no_is_not_said_where_yes_was_chosen():
    line = Line(Point.ACCEPT_COME, "I will gladly come.")

    assert mark("I cannot come.", line).standing is Standing.UNSUPPORTED
    assert mark("I will come!", line).standing is Standing.SAID


def test_what_the_letter_says_may_be_said_again():
    found = mark("Your boiler broke in Leith.", letter="Our boiler broke in Leith.")

    assert found.standing is Standing.LETTER


def test_greeting_thanks_and_closing_state_nothing():
    assert mark("Dear Bo,", frame=("Dear Bo,", "Best wishes\nAda")).standing is Standing.PLAIN
    assert mark("Thank you very much!").standing is Standing.PLAIN
    thanks = a_fact("Thank you very much!")
    assert mark("Thank you very much!", TOLD, facts=(thanks,)).standing is Standing.PLAIN


def test_german_nouns_are_no_names():
    line = own_line("Ich bringe Kuchen und Tee")
    found = mark("Ich bringe Kuchen und Tee.", line, letter="Kannst du bitte etwas mitbringen?")

    assert found.standing is Standing.SAID


def test_each_sentence_has_its_mark_in_order():
    draft = "Dear Bo,\n\nThe lease ends on 31 May 2027. The moon is made of cheese.\n\nAda"
    basis = Basis((TOLD,), (LEASE,), a_letter(""), ("Dear Bo,", "Ada"), AT.date())

    assert [one.standing.value for one in marked(draft, basis)] == [
        "plain", "supported", "unsupported", "plain",
    ]  # fmt: skip


def test_what_is_missing_is_in_no_repr():
    assert "Craig" not in repr(mark("The lease ends, says Craig.", TOLD))
