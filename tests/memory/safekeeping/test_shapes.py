"""A line of an archive is what it has to be, or it is refused."""

from __future__ import annotations

from typing import Any

import pytest

from memory.safekeeping.shapes import SHAPES
from memory.types import ClaimKind, Scope, Strength

DAY = "2026-03-03T12:00:00+00:00"
CITED = {
    "document": "d",
    "start": 0,
    "end": 4,
    "says": "holds",
    "strength": "stated",
    "at": "2026-03-03T12:00:00+00:00",
    "until": None,
    "locator": "#1",
    "words": ["", "The Bath", "Lives in Bath.", ["", "", "", ""]],
    "change": 1,
}
CLAIM = {
    "id": 3,
    "about": "Ana",
    "kind": "fact",
    "slot": "lives_in",
    "key": "The Bath",
    "polarity": 1,
    "place": ["", "", "", "Summer"],
    "evidence": [CITED],
}
CHANGE = {
    "id": 1,
    "deed": 1,
    "at": "2026-03-03T12:00:00+00:00",
    "by": "user",
    "what": "edit",
    "claim": 3,
    "sets": {
        "words": ["", "Bath", "In Bath.", '["", "", "", ""]'],
        "locked": True,
        "vouched": "2026-03-03T12:00:00+00:00",
        "over": None,
        "reactions": {"a1": [DAY, "ends", "suggested"]},
    },
    "before": None,
    "after": {"status": "active", "confidence": 0.7},
    "why": "",
    "undone": False,
}

ANSWER: dict[str, Any] = {
    "text": "In May.",
    "made_by": "quoted",
    "tier": 0,
    "found": True,
    "statements": [],
    "citations": [],
    "considered": [],
    "trace": [],
    "id": "a1",
    "rating": -1,
}
TURN = {"role": "assistant", "text": "In May.", "at": DAY, "answer": ANSWER}
TALK = {"turns": [TURN]}


def test_an_answer_is_read_with_its_rating():
    (turn,) = SHAPES["conversations.jsonl"](TALK)

    assert (turn.answer.id, turn.answer.rating) == ("a1", -1)


def test_a_claim_is_read_as_it_is_compared():
    id, identity, (cited,) = SHAPES["claims.jsonl"](CLAIM)

    assert (id, identity.kind, identity.subject) == (3, ClaimKind.FACT, "ana")
    assert (identity.value, identity.scope) == ("bath", Scope(when="summer"))
    assert (cited.strength, cited.words.value) == (Strength.STATED, "The Bath")
    assert cited.at.year == 2026


def test_what_the_user_decided_is_read():
    noted = SHAPES["changes.jsonl"](CHANGE)

    assert noted.sets == CHANGE["sets"]
    assert noted.after == CHANGE["after"]
    assert SHAPES["changes.jsonl"](CHANGE | {"sets": None}).sets is None


@pytest.mark.parametrize(
    ("part", "row", "wrong"),
    [
        ("claims.jsonl", CLAIM, {"polarity": 0}),
        ("claims.jsonl", CLAIM, {"kind": "spell"}),
        ("claims.jsonl", CLAIM, {"place": "here"}),
        ("claims.jsonl", CLAIM, {"id": "3"}),
        ("claims.jsonl", CLAIM, {"key": 7}),
        ("claims.jsonl", CLAIM, {"evidence": [CITED | {"says": "sings"}]}),
        ("claims.jsonl", CLAIM, {"evidence": [CITED | {"start": None}]}),
        ("claims.jsonl", CLAIM, {"evidence": [CITED | {"words": ["", "", ""]}]}),
        ("changes.jsonl", CHANGE, {"at": None}),
        ("changes.jsonl", CHANGE, {"at": "2026-03-03T12:00:00"}),
        ("changes.jsonl", CHANGE, {"sets": {"status": "active"}}),
        ("changes.jsonl", CHANGE, {"sets": {"over": "yesterday"}}),
        ("changes.jsonl", CHANGE, {"after": {"status": ["active"]}}),
        ("changes.jsonl", CHANGE, {"sets": {"reactions": {"a1": [DAY, "sings", "inferred"]}}}),
        ("changes.jsonl", CHANGE, {"sets": {"reactions": {"a1": ["noon", "holds", "inferred"]}}}),
        ("changes.jsonl", CHANGE, {"sets": {"reactions": {"a1": [DAY, "holds", "loudly"]}}}),
        ("changes.jsonl", CHANGE, {"why": None}),
        ("conversations.jsonl", TALK, {"turns": [TURN | {"answer": ANSWER | {"rating": 2}}]}),
        ("conversations.jsonl", TALK, {"turns": [TURN | {"answer": ANSWER | {"id": 7}}]}),
    ],
)
def test_what_is_something_else_is_refused(part: str, row: dict[str, Any], wrong: dict[str, Any]):
    SHAPES[part](row)
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        SHAPES[part](row | wrong)
