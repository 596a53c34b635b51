"""What was done is written down with what followed, and worked out anew it is the same."""

from __future__ import annotations

from memory.claims.changes import history, undo
from memory.claims.revising import Taken, take
from memory.claims.settling import begin, complete, settle_all
from memory.claims.telling import lock
from tests.fakes import day, put
from tests.memory.claims.drafts import LIKES, claims, hear, said, the_mail, whole


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
    undo(store, history(store)[0].id)
    lock(store, id)
    assert claims(store)["Bath"].changed_at < late


def test_in_a_slot_of_many_values_only_the_same_value_is_looked_at(store):
    for n in range(1, 9):
        hear(store, f"tea {n}", day(n), slot=LIKES)
    hear(store, "tea 1", day(20), slot=LIKES, polarity=-1)

    assert [one.what for one in history(store, limit=2)] == ["supersede", "learn"]


def test_drafts_of_one_go_are_written_down_each_for_itself(store):
    mails = [the_mail("Bath", day(3)), the_mail("Leeds", day(9)), the_mail("Leeds", day(12))]
    hear(store, "York", day(1))
    put(store, *mails)
    drafts = [said("Bath", day(3)), said("Leeds", day(9)), said("Leeds", day(12))]
    assert take(store, drafts) == Taken(new=2, counted=1)
    told = [(one.what, one.after and one.after["status"]) for one in reversed(history(store))]

    assert told == [
        ("learn", "active"),
        ("learn", "superseded"),
        ("learn", "active"),
        ("support", "active"),
        ("supersede", "superseded"),
    ]
    undo(store, history(store)[1].id)
    assert claims(store)["Leeds"].since == day(9)
    undo(store, history(store)[2].id)
    assert "Leeds" not in claims(store)
