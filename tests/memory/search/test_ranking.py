"""What comes first, each reason by itself, and the newer of two statements before the older."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.search import ranking as module
from memory.search.around import Around
from memory.search.query import understood
from memory.search.ranking import Candidate, Ranked, newer_first, ranked
from memory.types import ChunkId

TODAY = date(2026, 3, 18)
QUERY = understood("What is the rent?", TODAY)
TEXT = "The rent is paid on the first of the month, and nobody ever asked for more than that. "
EQUAL = Around(0.5, 0.5, 0.5, 0.5)


def a_candidate(id: int, **more) -> Candidate:
    fields: dict[str, Any] = {
        "document": "d", "chat": True, "locator": f"#{id}", "at": float(id), "people": "Bo",
        "text": TEXT * 2, "in_time": 0.0,
    }  # fmt: skip
    return Candidate(ChunkId(id), **(fields | more))


def order(query=QUERY, *, words=None, held=1.0, fits=None, **differs) -> list[int]:
    """Rank two candidates, of which the second differs in what is told."""
    two = [a_candidate(1), replace(a_candidate(2), **differs)]
    fits = {ChunkId(1): EQUAL, ChunkId(2): EQUAL} if fits is None else fits
    return [one.candidate.id for one in ranked(query, two, words or {}, held, fits)]


# Each reason


def test_of_equals_the_first_that_was_read_comes_first():
    assert order() == [1, 2]


@pytest.mark.parametrize("part", ["itself", "near", "wide", "words"])
def test_what_fits_better_comes_first_by_itself_or_with_what_is_around_it(part):
    better = replace(EQUAL, **{part: 0.6})

    assert order(fits={ChunkId(1): EQUAL, ChunkId(2): better}) == [2, 1]


def test_what_shares_more_words_comes_first():
    assert order(words={ChunkId(1): 0.5, ChunkId(2): 1.0}) == [2, 1]


def test_words_weigh_less_where_little_of_what_was_asked_is_held():
    fits = {ChunkId(1): replace(EQUAL, itself=0.7), ChunkId(2): EQUAL}

    assert order(words={ChunkId(2): 1.0}, held=1.0, fits=fits) == [2, 1]
    assert order(words={ChunkId(2): 1.0}, held=0.01, fits=fits) == [1, 2]
    words_around = {ChunkId(1): replace(EQUAL, itself=0.7), ChunkId(2): replace(EQUAL, words=1.0)}
    assert order(held=1.0, fits=words_around) == [2, 1]
    assert order(held=0.01, fits=words_around) == [1, 2]


def test_what_is_of_the_time_asked_for_comes_first():
    assert order(in_time=1.0) == [2, 1]


def test_a_question_answers_nothing():
    asking = (
        "Bo: Would you say that the rent of such a small flat by the water is too high for us?”"
    )

    assert order(text=asking, fits={}) == [1, 2]
    (first, second) = ranked(QUERY, [a_candidate(1, text=asking), a_candidate(2)], {}, 1.0, {})
    assert (first.candidate.id, second.candidate.id) == (2, 1)


def test_who_states_something_and_asks_for_more_answers_in_full():
    both = (TEXT * 2)[:-2] + ", would you pay it?"

    assert ranked(QUERY, [a_candidate(1, text=both)], {}, 1.0, {})[0].score == (
        ranked(QUERY, [a_candidate(1)], {}, 1.0, {})[0].score
    )


def test_a_message_of_a_few_words_says_little():
    (first, second) = ranked(QUERY, [a_candidate(1, text="Yes."), a_candidate(2)], {}, 1.0, {})

    assert (first.candidate.id, second.candidate.id) == (2, 1)
    longer = ranked(QUERY, [a_candidate(1), a_candidate(2, text=TEXT * 9)], {}, 1.0, {})
    assert longer[0].score == longer[1].score


@pytest.mark.parametrize("people", ["Assistant", "ChatGPT", "claude"])
def test_what_a_program_said_counts_less_unless_it_is_asked_for(people):
    two = [a_candidate(1, people=people), a_candidate(2)]
    asked = understood("What did ChatGPT say the rent is?", TODAY)

    assert [one.candidate.id for one in ranked(QUERY, two, {}, 1.0, {})] == [2, 1]
    assert [one.candidate.id for one in ranked(asked, two, {}, 1.0, {})] == [1, 2]


def test_a_mail_of_somebody_called_like_a_program_counts_in_full():
    two = [a_candidate(1, people="Claude", chat=False), a_candidate(2, chat=False)]

    assert [one.candidate.id for one in ranked(QUERY, two, {}, 1.0, {})] == [1, 2]


def test_the_form_of_what_is_no_message_makes_no_difference():
    for text in ("Yes.", TEXT + "Is it so?"):
        two = [a_candidate(1, chat=False, text=text), a_candidate(2, chat=False)]

        assert [one.candidate.id for one in ranked(QUERY, two, {}, 1.0, {})] == [1, 2]


def test_of_a_long_message_only_the_best_part_is_left():
    parts = [a_candidate(n, locator="#1") for n in (1, 2, 3)]
    fits = {ChunkId(2): EQUAL}

    assert [one.candidate.id for one in ranked(QUERY, parts, {}, 1.0, fits)] == [2]
    mail = [replace(one, chat=False) for one in parts]
    assert [one.candidate.id for one in ranked(QUERY, mail, {}, 1.0, fits)] == [2, 1, 3]
    elsewhere = [parts[0], replace(parts[1], document="e")]
    assert len(ranked(QUERY, elsewhere, {}, 1.0, {})) == 2


@pytest.mark.parametrize(
    ("broad", "close"), [("in 2021", "in March 2021"), ("in March 2021", "on 3 March 2021")]
)
def test_a_time_weighs_the_more_the_closer_it_is_named(broad, close):
    def weight(when: str) -> float:
        query = understood(f"What was the rent {when}?", TODAY)
        two = [a_candidate(1, in_time=1.0), a_candidate(2)]
        first, second = ranked(query, two, {}, 1.0, {})
        return first.score - second.score

    assert weight(close) > weight(broad) > 0


def test_what_is_of_whom_the_question_means_comes_first():
    two = [a_candidate(1), a_candidate(2)]
    fits = {ChunkId(1): EQUAL, ChunkId(2): EQUAL}
    found = ranked(QUERY, two, {}, 1.0, fits, {ChunkId(1): 0.5, ChunkId(2): 1.0})

    assert [one.candidate.id for one in found] == [2, 1]
    assert found[0].score - found[1].score == pytest.approx(module.PEOPLE / 2)


# The newer first


SAME = np.eye(4, dtype="f4")[0]
OTHER = np.eye(4, dtype="f4")[1]
LIKE = (SAME * 0.3 + OTHER * 0.95).astype("f4")  # a cosine of 0.3 to SAME


@pytest.fixture(autouse=True)
def bars(monkeypatch):
    """Fix how alike two statements must be, whatever is found to be best."""
    for name, bar in {"ALIKE": 0.4, "AS_GOOD": 0.6, "HOLDS": 0.6}.items():
        monkeypatch.setattr(module, name, bar)
    for name, bar in {"ALIKE_SAID": 0.25, "AS_GOOD_SAID": 0.45, "HOLDS_SAID": 0.4}.items():
        monkeypatch.setattr(module, name, bar)
    for name, bar in {"AS_GOOD_COUNTED": 0.6, "HOLDS_COUNTED": 0.25}.items():
        monkeypatch.setattr(module, name, bar)


def moved(*scored: tuple[float, Candidate], alike=SAME) -> list[int]:
    found = [Ranked(one, score) for score, one in scored]
    vectors = {one.id: SAME if n == 0 else alike for n, (_, one) in enumerate(scored)}
    return [one.candidate.id for one in newer_first(QUERY, found, vectors)[0]]


OLD, NEW = a_candidate(1), a_candidate(5)


def test_the_later_of_two_statements_comes_first():
    assert moved((1.0, OLD), (0.9, NEW)) == [5, 1]
    assert moved((1.0, NEW), (0.9, OLD)) == [5, 1]


def test_how_many_were_moved_is_told():
    found = [Ranked(one, 1.0) for one in (OLD, NEW)]

    assert newer_first(QUERY, found, {OLD.id: SAME, NEW.id: SAME})[1] == 1
    assert newer_first(QUERY, found[::-1], {OLD.id: SAME, NEW.id: SAME})[1] == 0


def test_only_a_statement_of_the_same_thing_takes_the_place():
    assert moved((1.0, OLD), (0.9, NEW), alike=OTHER) == [1, 5]


def test_only_one_that_fits_nearly_as_well_takes_the_place():
    assert moved((1.0, OLD), (0.5, NEW)) == [1, 5]
    assert moved((-0.2, OLD), (-0.3, NEW)) == [5, 1]
    assert moved((0.0, OLD), (-0.3, NEW)) == [5, 1]


def test_of_one_that_says_that_something_changed_less_is_asked():
    changed = replace(NEW, text="Actually the rent has been raised to 900 pounds.")

    assert moved((1.0, OLD), (0.5, changed), alike=LIKE) == [5, 1]
    assert moved((1.0, OLD), (0.5, NEW), alike=LIKE) == [1, 5]
    assert moved((1.0, OLD), (0.9, NEW), alike=LIKE) == [1, 5]
    assert moved((1.0, OLD), (0.4, changed), alike=LIKE) == [1, 5]
    assert moved((1.0, OLD), (0.5, changed), alike=OTHER) == [1, 5]
    unchanged = replace(NEW, text="The knew and the renew of it.")  # no word by itself
    assert moved((1.0, OLD), (0.5, unchanged), alike=LIKE) == [1, 5]


def test_of_one_that_gives_another_number_for_it_less_is_asked():
    asked = understood("When is the deadline of the garden project of the council?", TODAY)
    first = replace(OLD, text="The garden project has a deadline of 1 April at the council.")

    def order_of(later: str, score=0.7) -> list[int]:
        two = [Ranked(first, 1.0), Ranked(replace(NEW, text=later), score)]
        return [o.candidate.id for o in newer_first(asked, two, {OLD.id: SAME, NEW.id: LIKE})[0]]

    assert order_of("My deadline: 5 April, as the plan says.") == [5, 1]
    assert order_of("My deadline: 1 April, as the plan says.") == [1, 5]
    assert order_of("My deadline comes near, and 5 of us are ill.") == [1, 5]
    assert order_of("On 5 April there is cake.") == [1, 5]
    assert order_of("My deadline: 5 April, as the plan says.", score=0.5) == [1, 5]


def test_only_one_that_says_as_much_of_what_was_asked_takes_the_place():
    query = understood("What is the winter deposit of an apartment on the mountain?", TODAY)
    full = replace(OLD, text="The winter deposit of an apartment on the mountain is 800 pounds.")

    def first(later: str) -> int:
        two = [Ranked(full, 1.0), Ranked(replace(NEW, text=later), 0.9)]
        return newer_first(query, two, {OLD.id: SAME, NEW.id: SAME})[0][0].candidate.id

    assert first("Winters: deposits of apartments on mountains are 900 pounds.") == NEW.id
    assert first("The deposit of that apartment is 900 pounds.") == OLD.id
    assert first("The deposit of that apartment was raised to 900 pounds.") == NEW.id
    assert first("The rain was raised.") == OLD.id


def test_only_the_same_person_says_anew():
    assert moved((1.0, OLD), (0.9, replace(NEW, people="Ada"))) == [1, 5]


def test_what_follows_at_once_goes_on():
    assert moved((1.0, OLD), (0.9, a_candidate(2))) == [1, 2]
    assert moved((1.0, OLD), (0.9, a_candidate(3))) == [3, 1]


def test_between_documents_the_date_tells_which_is_later():
    elsewhere = replace(NEW, document="e")

    assert moved((1.0, OLD), (0.9, elsewhere)) == [5, 1]
    assert moved((1.0, OLD), (0.9, replace(elsewhere, at=OLD.at))) == [1, 5]
    assert moved((1.0, OLD), (0.9, replace(elsewhere, at=None))) == [1, 5]
    assert moved((1.0, replace(OLD, at=None)), (0.9, elsewhere)) == [1, 5]
    # The number of a chunk tells only when it was read.
    assert moved((1.0, replace(OLD, at=9.0)), (0.9, elsewhere)) == [1, 5]


def test_what_has_no_vector_yet_stays_where_it_is():
    found = [Ranked(one, 1.0) for one in (OLD, NEW)]

    assert newer_first(QUERY, found, {NEW.id: SAME}) == (found, 0)
    assert newer_first(QUERY, found, {OLD.id: SAME}) == (found, 0)
    assert newer_first(QUERY, found, {}) == (found, 0)


def test_what_a_program_said_is_not_moved():
    said = [replace(one, people="Assistant") for one in (OLD, NEW)]

    assert moved((1.0, said[0]), (0.9, said[1])) == [1, 5]
    assert moved((1.0, OLD), (0.95, replace(said[1], id=ChunkId(3))), (0.9, NEW)) == [5, 3, 1]


def test_only_among_the_first_results():
    far = [(1.0, OLD)] + [(0.95, a_candidate(n * 10, people=f"P{n}")) for n in range(2, 7)]

    assert moved(*far, (0.94, a_candidate(99)))[-1] == 99
    assert moved(*far[:-1], (0.94, a_candidate(99)))[0] == 99


def test_of_three_the_newest_comes_first_and_the_oldest_last():
    three = [(1.0, OLD), (0.9, NEW), (0.8, a_candidate(9))]

    assert moved(*three) == [9, 5, 1]


@given(
    st.lists(
        st.tuples(st.floats(-1, 3), st.integers(1, 40), st.sampled_from(["Bo", "ai"])), max_size=9
    )
)
def test_nothing_is_lost_or_invented_whatever_is_moved(drawn):
    unlike = {id: (score, people) for score, id, people in drawn}
    best = sorted(unlike.items(), key=lambda one: -one[1][0])
    found = [Ranked(a_candidate(id, people=p), score) for id, (score, p) in best]
    after, _ = newer_first(QUERY, found, {ChunkId(id): SAME for id in unlike})

    assert sorted(one.candidate.id for one in after) == sorted(unlike)
    assert all(a.score >= b.score for a, b in pairwise(found))


def test_no_words_are_in_a_repr():
    assert "rent" not in repr(ranked(QUERY, [a_candidate(1)], {}, 1.0, {}))
