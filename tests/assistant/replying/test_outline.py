"""The lines for each intent, from the letter and the facts alone; and which intent they suggest."""

from __future__ import annotations

import pytest

from assistant.replying.asked import Letter
from assistant.replying.facts import Fact
from assistant.replying.outline import Intent, Line, outline, own_line, suggested
from assistant.replying.saying import Point
from memory.types import Kind
from tests.assistant.replying.letters import a_fact, a_letter, a_passage

FRIDAY = "Would you like to come to dinner on Friday at 7 pm or Saturday?"


def points(letter: Letter, intent: Intent, *facts: Fact) -> list[tuple[str, str]]:
    return [(line.point.value, line.text) for line in outline(letter, intent, facts)]


def busy(letter: Letter, *days: int) -> list[Fact]:
    return [a_fact("Dentist", private=True, busy=letter.asks[0].days[n]) for n in days]


def test_accepting_takes_the_first_day():
    assert points(a_letter(FRIDAY), Intent.ACCEPT) == [
        ("thank_invitation", "Thank you for the invitation."),
        ("accept_day", "Friday 27 November at 7 pm works for me."),
    ]


def test_who_never_thanks_is_offered_to_and_no_more():
    (thanks, _) = outline(a_letter(FRIDAY), Intent.ACCEPT, (), thanks=False)

    assert not thanks.kept


def test_accepting_takes_a_day_on_which_nothing_is_on():
    letter = a_letter(FRIDAY)
    (_, (_, told)) = points(letter, Intent.ACCEPT, *busy(letter, 0))

    assert told == "Saturday 28 November works for me."


def test_declining_gives_no_reason():
    letter = a_letter("Would you like to come on Friday?")

    assert points(letter, Intent.DECLINE, *busy(letter, 0)) == [
        ("thank_invitation", "Thank you for the invitation."),
        ("decline_day", "Unfortunately I cannot make it on Friday 27 November."),
    ]


def test_asking_asks_for_what_the_letter_leaves_open():
    assert points(a_letter("You are invited to our wedding."), Intent.ASK)[-1][0] == "ask_day"
    assert points(a_letter("Come over for tea on Sunday!"), Intent.ASK)[-1][0] == "ask_time"
    assert points(a_letter("Could you send me the lease?"), Intent.ASK)[-1][0] == "ask_due"


def test_a_request_is_done_by_when_it_is_wanted():
    (line,) = points(a_letter("Could you send me the lease by Monday?"), Intent.ACCEPT)

    assert line == ("accept_by", "I will do that by Monday 30 November.")


def test_german_is_answered_in_german():
    told = points(a_letter("Kannst du mir bitte bis Freitag das Rezept schicken?"), Intent.ACCEPT)

    assert told == [("accept_by", "Das mache ich bis Freitag, 27. November.")]


def test_a_fact_answers_as_it_stands_or_quoted_and_says_which():
    letter = a_letter("When does the lease end?")
    (_, plain) = outline(letter, Intent.INFORM, [a_fact("The lease ends on 31 May 2027.")])
    assert (plain.text, plain.facts, plain.kept) == ("The lease ends on 31 May 2027.", (0,), True)

    (_, theirs, open_) = outline(letter, Intent.INFORM, [a_fact("You have my lease until May.")])
    assert not theirs.kept
    assert "“You have my lease until May.”" in theirs.text
    assert open_.point is Point.LOOK_UP


def test_the_users_own_words_are_their_own_to_say_again_unless_somebody_is_spoken_to():
    letter = a_letter("Where do you live?")
    (_, mine) = outline(letter, Intent.INFORM, [a_fact("I live in Leeds.", mine=True)])
    (_, to_them, _) = outline(letter, Intent.INFORM, [a_fact("I live near you.", mine=True)])

    assert (mine.text, mine.kept) == ("I live in Leeds.", True)
    assert not to_them.kept


def test_of_a_chat_nothing_is_said_with_its_speakers():
    passage = a_passage("Bo: The key is here.", kind=Kind.CHAT)
    fact = Fact(0, "Bo: The key is here.", passage)
    (_, line, _) = outline(a_letter("Where is the key?"), Intent.INFORM, [fact])

    assert not line.kept


def test_what_is_private_is_offered_and_not_in_the_draft():
    letter = a_letter("When does the lease end?", known=False)
    facts = [a_fact("The lease ends on 31 May 2027.", private=True)]
    (_, offered, instead) = outline(letter, Intent.INFORM, facts)

    assert (offered.kept, offered.facts) == (False, (0,))
    assert instead.text == "I have to look that up first."


def test_of_several_questions_the_open_ones_are_told_again():
    letter = a_letter("When does the lease end? Who has the key?")

    assert [told for _, told in points(letter, Intent.INFORM)][1:] == [
        "“When does the lease end?” I have to look that up first.",
        "“Who has the key?” I have to look that up first.",
    ]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        (FRIDAY, Intent.ACCEPT),
        ("You are invited to our wedding.", Intent.ASK),
        ("Could you send me the lease?", Intent.ACCEPT),
        ("When does the lease end?", Intent.INFORM),
        ("It rains.", Intent.INFORM),
    ],
)
def test_an_intent_is_suggested_with_its_reason(text, intent):
    found = suggested(a_letter(text), ())

    assert found.intent is intent
    assert found.why.endswith(".")


def test_declining_is_suggested_only_if_every_day_is_taken():
    letter = a_letter(FRIDAY)

    assert suggested(letter, busy(letter, 0, 1)).intent is Intent.DECLINE
    assert suggested(letter, busy(letter, 1)).intent is Intent.ACCEPT


def test_what_is_asked_twice_is_answered_once():
    letter = a_letter("Could you send me the lease? Could you bring the key?")

    assert [told for _, told in points(letter, Intent.ACCEPT)] == ["I will do that."]


def test_a_changed_line_is_the_users_own_and_keeps_what_it_stands_on():
    line = Line(Point.ACCEPT_COME, "I will gladly come.", (0,))

    assert line.changed("I will gladly come.") is line
    assert line.changed(" I come with cake ") == Line(Point.OWN, "I come with cake", (0,))
    assert own_line(" Cake! ") == Line(Point.OWN, "Cake!")
