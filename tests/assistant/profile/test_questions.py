"""Which questions a claim answers, and which ask something else."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.profile.questions import Asked, asked, compiled, patterns
from memory.claims.slots import slots
from memory.types import Status
from tests.assistant.profile.invented import a_claim, in_year

TODAY = date(2026, 3, 9)


def slots_of(question: str, *people: str) -> set[str]:
    return {slot for way in asked(question, people, TODAY) for slot in way.slots}


@pytest.mark.parametrize(
    ("question", "slot"),
    [
        ("Where do I live?", "lives_in"),
        ("Where do I live these days?", "lives_in"),
        ("where did I live before", "lives_in"),
        ("Can you tell me where I was born?", ""),
        ("Do you know where I live?", ""),
        ("Am I vegetarian?", "diet"),
        ("Am I still vegetarian?", "diet"),
        ("What are my hobbies?", "hobby"),
        ("What's my job?", "job"),
        ("How old am I?", "age"),
        ("Who is Ana?", "relation"),
        ("What is my sister called?", "relation"),
        ("Wo wohne ich jetzt?", "lives_in"),
        ("Was sind meine Hobbys?", "hobby"),
        ("Where do I like to sit on a plane nowadays?", ""),
        ("What colour is my bicycle?", ""),
        ("Where did I live when the boiler broke?", ""),
        ("What did I do for Ana's birthday?", ""),
        ("What is my blood group?", ""),
    ],
)
def test_a_question_about_oneself_is_known_by_its_whole(question, slot):
    assert slot in slots_of(question) if slot else slots_of(question) == set()


def test_no_question_of_the_sample_is_taken_for_one():
    told = json.loads((Path(__file__).parents[2] / "sample/questions.json").read_text())
    taken = {
        (slot, way.value)
        for kind in told.values()
        for one in kind
        for way in asked(one["question"], ["Isla", "Priya", "Dev"], TODAY)
        for slot in way.slots
    }

    # "Do I have a penicillin allergy according to the skin test?" needs a claim of all these words.
    assert {value for _, value in taken} <= {
        "penicillin allergy according to the skin test",
        "a penicillin allergy according to the skin test",
        "",
    }


def test_the_value_asked_for_must_be_that_of_the_claim():
    (way,) = [one for one in asked("Am I vegetarian?") if one.value and "diet" in one.slots]

    assert way.answered_by(a_claim(1, "Is vegetarian.", "vegetarian", slot="diet"))
    assert not way.answered_by(a_claim(1, "Is vegan.", "vegan", slot="diet"))
    assert not way.answered_by(
        a_claim(1, "Is vegetarian.", "vegetarian", slot="diet", subject="Ana")
    )


def test_of_somebody_else_it_is_asked_with_their_name():
    (way,) = asked("Where does Ana live?", ["Ana Byron", "Bo"])

    assert (way.subject, way.slots) == ("Ana Byron", ("lives_in",))
    assert slots_of("What is Ana's job?", "Ana") == {"job", "employer", "past_job"}
    assert slots_of("Where does Ana live?", "Bo") == set()


def test_the_past_and_a_year_ask_for_what_held_then():
    (before,) = asked("Where did I live before?", (), TODAY)
    (year,) = asked("Where did I live in 2019?", (), TODAY)
    now = a_claim(1, "Lives in Leeds.", slot="lives_in", since=in_year(2021))
    then = a_claim(
        2,
        "Lives in Bath.",
        slot="lives_in",
        status=Status.SUPERSEDED,
        since=in_year(2018),
        until=in_year(2021),
    )

    assert [way.in_time(then) for way in (before, year)] == [True, True]
    assert [way.in_time(now) for way in (before, year)] == [False, False]
    assert Asked(("lives_in",)).in_time(now)
    assert Asked(("born_in",), past=True).in_time(a_claim(3, "Was born in Bath.", slot="born_in"))


def test_every_slot_that_is_asked_for_is_a_slot():
    assert {slot for named, _ in patterns() for slot in named} <= set(slots())


def test_a_pattern_is_read_as_the_file_puts_it():
    pattern = compiled("what [kind of] (food|drink)[s] do i like {value}")

    assert pattern.fullmatch("what foods do i like very much")
    assert pattern.fullmatch("what kind of drink do i like x")
    assert not pattern.fullmatch("what kind do i like x")
