"""Every deed can be undone, in any order; then it is as if it had never been done."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory.claims import telling
from memory.claims.changes import can_undo, history, redo, undo
from memory.claims.rows import read_claims
from memory.claims.settling import settle_all
from memory.claims.telling import Reacted
from memory.erasing.claim import forgetting_claims
from memory.errors import Problem
from memory.progress import finish
from memory.types import ChangeId, Strength
from tests.fakes import day
from tests.memory.claims.drafts import LIKES, claims, done, hear, statuses, whole


def undo_all(store, ids: list[ChangeId]) -> None:
    for id in ids:
        if not next(one for one in history(store, limit=10**6) if one.id == id).undone:
            undo(store, id)


def test_undoing_takes_back_what_followed_as_well(store):
    hear(store, "Bath", day(3))
    before = whole(store)
    hear(store, "Leeds", day(9))
    supersede, learn, _ = history(store)
    assert supersede.what == "supersede"
    undo(store, supersede.id)

    assert whole(store) == before
    assert [one.undone for one in history(store)] == [True, True, False]
    with pytest.raises(Problem, match="undone already"):
        undo(store, learn.id)


def test_what_was_undone_can_be_done_again(store):
    hear(store, "Bath", day(3))
    hear(store, "Leeds", day(9))
    before = whole(store)
    undo(store, history(store)[0].id)
    redo(store, history(store)[0].id)

    assert whole(store) == before
    with pytest.raises(Problem, match="not undone"):
        redo(store, history(store)[0].id)


def test_undoing_in_the_middle_leaves_what_came_later(store):
    hear(store, "cello", day(3), slot=LIKES)
    id = claims(store)["cello"].id
    telling.edit(store, id, "Loves the cello.")
    telling.pin(store, id)
    edited = next(one for one in history(store) if one.what == "edit")
    undo(store, edited.id)
    (claim,) = read_claims(store.db)

    assert (claim.text, claim.pinned, claim.locked) == ("Likes cello.", True, False)


def test_an_edit_that_says_something_else_is_undone_as_one(store):
    hear(store, "cello", day(3), slot=LIKES)
    before = whole(store)
    telling.edit(store, claims(store)["cello"].id, "Likes viola.")
    undo(store, history(store)[0].id)

    assert whole(store) == before


def test_what_was_erased_meanwhile_is_not_undone(store):
    hear(store, "Bath", day(3))
    id = claims(store)["Bath"].id
    telling.pin(store, id)
    finish(forgetting_claims(store, [id]))

    for change in history(store):
        with pytest.raises(Problem, match="erased meanwhile"):
            undo(store, change.id)
        assert (change.before, change.after) == (None, None)
    with pytest.raises(Problem, match="no such change"):
        undo(store, ChangeId(999))


def test_the_history_of_one_claim(store):
    hear(store, "Bath", day(3))
    hear(store, "Leeds", day(9))
    of_bath = history(store, claims(store)["Bath"].id)

    assert [one.what for one in of_bath] == ["supersede", "learn"]
    assert len(history(store, limit=1)) == 1


VALUES = ("Bath", "Leeds", "York", "cello", "chess")


def do_something(store, chance: random.Random) -> None:
    """Do one deed of any kind, that may be undone."""
    slot = chance.choice(["lives_in", LIKES])
    known = read_claims(store.db)
    deed = chance.choice(
        ["hear", "hear", "tell", "edit", "accept", "deny", "end", "lock", "pin", "react"]
    )
    if deed == "hear" or not known:
        more = {"strength": chance.choice(list(Strength)), "ended": chance.random() < 0.2}
        hear(store, chance.choice(VALUES), day(chance.randint(1, 28)), slot=slot, **more)
        return
    id = chance.choice(known).id
    match deed:
        case "tell":
            value = chance.choice(VALUES)
            telling.tell(store, f"Is {value}.", value=value, slot=slot)
        case "edit":
            telling.edit(store, id, chance.choice(["Says more.", "Likes tea.", "Lives in Hull."]))
        case "react":
            telling.react(
                store, [id], Reacted(f"{chance.random()}", chance.random() < 0.5, "rate", "")
            )
        case "lock" | "pin":
            getattr(telling, deed)(store, id, chance.random() < 0.7)
        case _:
            getattr(telling, deed)(store, id)


@settings(max_examples=8)
@given(seed=st.integers(0, 10**6))
def test_undoing_any_hundred_changes_gives_the_earlier_state_back(tmp_path_factory, seed):
    from memory.cipher import DataKey
    from memory.store import MemoryStore

    chance = random.Random(seed)
    store = MemoryStore(tmp_path_factory.mktemp("undo"), DataKey.new())
    for _ in range(12):
        do_something(store, chance)
    before, first = whole(store), len(history(store, limit=10**6))
    while len(history(store, limit=10**6)) < first + 100:
        do_something(store, chance)
    new = [one.id for one in history(store, limit=10**6)][: -first or None]
    chance.shuffle(new)
    undo_all(store, new)

    assert whole(store) == before
    for id in new[:5]:
        assert can_undo(store.db, store.db.execute(
            "select deed from changes where id = ?", [id]).fetchone()[0])  # fmt: skip
    with store.write() as db:
        assert [one for one in settle_all(db) if one.before != one.after] == []
    store.close()


def test_where_the_user_put_it_otherwise_both_wordings_are_told(store):
    hear(store, "cello", day(3), slot=LIKES)
    id = claims(store)["cello"].id
    telling.edit(store, id, "Loves the cello.")
    telling.edit(store, id, "Adores the cello.")
    second, first, learned = history(store)
    texts = [
        (one.before and one.before.get("text"), one.after and one.after.get("text"))
        for one in (learned, first, second)
    ]

    assert texts == [
        (None, None),
        ("Likes cello.", "Loves the cello."),
        ("Loves the cello.", "Adores the cello."),
    ]


def test_deeds_are_told_oldest_first(store):
    hear(store, "Bath", day(3))
    telling.pin(store, claims(store)["Bath"].id)

    assert done(store) == ["learn", "pin"]
    assert statuses(store)
