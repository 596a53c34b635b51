"""Evidence stays where its document is taken out and put back."""

from __future__ import annotations

from memory.claims.carrying import carried, evidence_of, put_back
from memory.claims.falling import fall
from memory.claims.learned import set_learned, to_learn
from tests.fakes import day, put
from tests.memory.claims.drafts import claims, hear, the_mail, whole


def test_what_is_put_back_is_believed_as_before(store):
    hear(store, "Bath", day(3))
    mail = the_mail("Bath", day(3))
    before = whole(store)
    with store.write() as db:
        set_learned(db, [mail.id], "1")
        with carried(db, mail.id):
            db.execute("delete from documents where id = ?", [mail.id])
            db.execute("insert into documents values (?, 'mail', '', '', null, null, null, '', ?, "
                       "'[]', '[]')", [mail.id, mail.text])  # fmt: skip
        fall(db)

    assert [row[:10] for row in whole(store)] == [row[:10] for row in before]
    assert to_learn(store, "1") == []
    assert len(claims(store)["Bath"].evidence) == 1


def test_what_does_not_come_back_takes_its_evidence_with_it(store):
    hear(store, "Bath", day(3))
    mail = the_mail("Bath", day(3))
    rows = evidence_of(store.db, mail.id)
    with store.write() as db:
        with carried(db, mail.id):
            db.execute("delete from documents where id = ?", [mail.id])
        fall(db)
    assert claims(store) == {}
    put(store, mail)
    with store.write() as db:
        put_back(db, rows)

    assert evidence_of(store.db, mail.id) == []
