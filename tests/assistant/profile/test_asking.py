"""A question is asked where it gains more than it costs, at most two, none twice."""

from __future__ import annotations

import pytest

from assistant.profile.asking import (
    MOST,
    Unsure,
    believed,
    cost,
    gain,
    slots,
    unsure_of,
    worth_asking,
)
from assistant.profile.context import Situation
from memory.types import ClaimKind, Scope
from tests.assistant.profile.invented import NOW, a_claim

EVEN = {"a": 0.5, "b": 0.5}


def a_length(value, **more):
    fields = {"kind": ClaimKind.STYLE, "slot": "length", "changed_at": NOW} | more
    return a_claim(1, f"Writes {value} mails.", value, **fields)


def test_what_is_gained_is_what_would_be_lost_without_knowing():
    assert gain(Unsure("x", "?", EVEN)) == pytest.approx(0.5)
    assert gain(Unsure("x", "?", EVEN, matters=0.4)) == pytest.approx(0.2)
    assert gain(Unsure("x", "?", {"a": 1.0})) == pytest.approx(0.0)
    assert gain(Unsure("x", "?", EVEN, near={("a", "b"): 0.8})) == pytest.approx(0.1)


def test_it_is_asked_only_if_it_gains_more_than_it_costs():
    sure = Unsure("x", "?", {"a": 0.95, "b": 0.05})
    (question,) = worth_asking([sure, Unsure("y", "Which?", {"a": 0.4, "b": 0.6})])

    assert (question.slot, question.choices, question.best) == ("y", ("b", "a"), "b")
    assert question.gain > cost(0)
    assert worth_asking([Unsure("y", "?", {"a": 0.7, "b": 0.3})], urgency=1.0) == ()


def test_at_most_two_and_never_the_same_twice():
    many = [Unsure(name, "?", EVEN) for name in "stuv"]

    assert len(worth_asking(many)) == MOST
    assert [one.slot for one in worth_asking(many, asked={"s"})] == ["t"]
    assert worth_asking(many, asked={"s", "t"}) == ()


def test_of_a_new_user_it_is_believed_what_is_so_of_people():
    (length, tone) = [one for one in unsure_of(Situation("a mail", "reply"), [], NOW)
                      if one.slot in ("length", "tone")]  # fmt: skip

    assert length.belief == slots()["length"]["values"]
    assert {one.slot for one in worth_asking([length, tone])} <= {"length", "tone"}
    assert unsure_of(Situation("When?", "ask"), [], NOW) == []


def test_what_is_known_of_the_user_is_not_asked():
    def shares(claim, **situation):
        found = unsure_of(Situation("a mail", "write", **situation), [claim], NOW)
        return next(one for one in found if one.slot == "length")

    known = shares(a_length("short", confidence=0.95))
    assert known.belief["short"] == pytest.approx(0.95)
    assert sum(known.belief.values()) == pytest.approx(1.0)
    assert worth_asking([known]) == ()
    for_ana = a_length("long", scope=Scope(who="Ana"), confidence=0.9)
    assert shares(for_ana).belief["long"] == slots()["length"]["values"]["long"]
    assert shares(for_ana, who=("Ana",)).belief["long"] == pytest.approx(0.9)


def test_what_is_weak_changes_nothing_and_what_is_new_is_a_value():
    prior = {"a": 0.6, "b": 0.4}

    assert believed(prior, [a_length("a", confidence=0.5)], NOW) == prior
    assert believed(prior, [a_length("c", confidence=0.8)], NOW) == pytest.approx(
        {"a": 0.12, "b": 0.08, "c": 0.8}
    )


def test_the_shares_of_people_sum_to_one():
    for told in slots().values():
        assert sum(told["values"].values()) == pytest.approx(1.0)
        assert {v for pair in told["near"] for v in pair.split("/")} <= set(told["values"])
