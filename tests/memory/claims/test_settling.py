"""What was done is written down with what followed, and worked out anew it is the same."""

from __future__ import annotations

from memory.claims.changes import history
from memory.claims.settling import begin, complete, settle_all
from tests.fakes import day
from tests.memory.claims.drafts import LIKES, claims, hear, whole


def test_worked_out_anew_everything_stands_the_same(store):
    for n, value in enumerate(("Bath", "Leeds", "York"), 1):
        hear(store, value, day(n * 5))
        hear(store, value, day(n), slot=LIKES)
    before = whole(store)
    with store.write() as db:
        moved = settle_all(db)

    assert whole(store) == before
    assert len(moved) == 6
    assert not any(one.is_noted for one in moved)


def test_what_was_spoilt_is_put_right(store):
    hear(store, "Bath", day(3))
    before = whole(store)
    with store.write() as db:
        db.execute("update claims set status = 'retracted', text = 'Nonsense.', confidence = 9")
        (moved,) = settle_all(db)

    assert whole(store) == before
    assert moved.is_noted


def test_a_deed_says_how_it_was_before_and_after(store):
    hear(store, "Bath", day(3))
    id = claims(store)["Bath"].id
    with store.write() as db:
        complete(db, begin(db, id, "pin", by="user", why="", sets={"pinned": True}, at=day(9)))
    change = history(store)[0]

    assert change.before
    assert change.after
    assert (change.before["pinned"], change.after["pinned"]) == (0, 1)
    assert change.at == day(9)


def test_a_claim_was_changed_when_something_was_done_to_it_last(store):
    hear(store, "Bath", day(3))
    id = claims(store)["Bath"].id
    late = day(3).replace(year=2090)
    with store.write() as db:
        complete(db, begin(db, id, "pin", by="user", why="", sets={"pinned": True}, at=late))

    assert claims(store)["Bath"].changed_at == late


def test_in_a_slot_of_many_values_only_the_same_value_is_looked_at(store):
    for n in range(1, 9):
        hear(store, f"tea {n}", day(n), slot=LIKES)
    hear(store, "tea 1", day(20), slot=LIKES, polarity=-1)

    assert [one.what for one in history(store, limit=2)] == ["supersede", "learn"]
