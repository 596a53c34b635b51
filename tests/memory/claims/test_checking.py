"""What does not follow from its evidence is found, and mended."""

from __future__ import annotations

import pytest

from memory.claims.checking import bad_evidence, is_whole, mend, unsettled
from memory.claims.learned import set_learned, to_learn
from memory.claims.rows import read_claims
from tests.fakes import day
from tests.memory.claims.drafts import LIKES, claims, hear, the_mail, whole


@pytest.fixture
def believing(store):
    hear(store, "Bath", day(3))
    hear(store, "tea", day(3), slot=LIKES)
    with store.write() as db:
        set_learned(db, [the_mail("Bath", day(3)).id], "1")
    return store


def faults(store) -> tuple[int, int, bool]:
    wrong = [one for one in unsettled(store.db) if one is not None]
    return len(list(bad_evidence(store.db))), len(wrong), is_whole(store.db)


def test_what_is_as_it_should_be_is_left_alone(believing):
    assert faults(believing) == (0, 0, True)
    before = whole(believing)
    with believing.write() as db:
        mend(db)

    assert whole(believing) == before
    assert len(to_learn(believing, "1")) == 1


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("update claims set status = 'disputed' where value = 'Bath'", (0, 1, True)),
        ("update claims set text = 'Nonsense.'", (0, 2, True)),
        ("update claims set confidence = 0.4 where value = 'tea'", (0, 1, True)),
        ("update claims set pinned = 1 where value = 'tea'", (0, 1, True)),
        ("update claims set status = null where value = 'tea'", (0, 1, True)),
        ("delete from changes where claim_id = 1", (0, 1, False)),
    ],
)
def test_what_is_not_what_follows_is_worked_out_anew(believing, damage, found):
    before = [(one.text, one.status, one.confidence) for one in read_claims(believing.db)]
    with believing.write() as db:
        db.execute(damage)
    assert faults(believing) == found
    with believing.write() as db:
        mend(db)

    assert faults(believing) == (0, 0, True)
    after = [(one.text, one.status, one.confidence) for one in read_claims(believing.db)]
    assert after == before


@pytest.mark.parametrize("damage", ["start = 8", "end = 2000", "start = -4", "value = 'Rome'"])
def test_what_its_document_does_not_say_is_no_evidence(believing, damage):
    with believing.write() as db:
        db.execute(f"update evidence set {damage} where claim_id = 1")
    assert faults(believing)[0] == 1
    with believing.write() as db:
        mend(db)

    assert list(claims(believing)) == ["tea"]
    assert len(to_learn(believing, "1")) == 2


def test_where_something_may_be_missing_all_is_learned_again(believing):
    with believing.write() as db:
        mend(db, learn_again=True)

    assert len(to_learn(believing, "1")) == 2
