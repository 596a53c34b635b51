"""Each document is learned from once, by the same rules; what is gone is not asked for."""

from __future__ import annotations

from memory.claims.learned import count_to_learn, learned_before, set_learned, to_learn
from memory.forgetting import set_due
from memory.sources import remove
from tests.fakes import a_mail, day, put


def test_what_was_learned_from_is_not_learned_from_again(store):
    mails = [a_mail(str(n), date=day(9 - n)) for n in range(4)]
    undated = a_mail("undated", date=None)
    put(store, undated, *mails)
    ids = to_learn(store, "1")
    assert ids == [mail.id for mail in [*reversed(mails), undated]]
    with store.write() as db:
        set_learned(db, [*ids[:2], undated.id], "1")

    assert to_learn(store, "1") == ids[2:4]
    assert to_learn(store, "1", 1) == ids[2:3]
    assert (count_to_learn(store, "1"), count_to_learn(store, "2")) == (2, 5)
    assert to_learn(store, "2") == ids


def test_what_is_gone_or_going_is_left_alone(store):
    gone, going, stays = (a_mail(name) for name in "abc")
    put(store, gone, source="Gone", path="/gone")
    put(store, going, stays)
    remove(store, "Gone")
    with store.write() as db:
        set_due(db, "erase", [going.id])
        set_learned(db, [gone.id], "1")

    assert to_learn(store, "1") == [stays.id]
    assert count_to_learn(store, "1") == 1
    assert store.db.execute("select * from learned").fetchall() == []


def test_what_was_learned_from_by_other_rules_is_known(store):
    mails = [a_mail(str(n), date=day(n + 1)) for n in range(3)]
    put(store, *mails)
    ids = to_learn(store, "1")
    with store.write() as db:
        set_learned(db, ids[:2], "1")

    assert learned_before(store, ids[1:]) == [ids[1]]
    assert learned_before(store, []) == []
