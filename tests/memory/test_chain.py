from __future__ import annotations

import pytest

from memory.chain import HEAD, check
from memory.ledger import sent
from tests.memory.test_ledger import SAID, leaving


def tampered(store, sql: str, *given) -> None:
    """Do to the table what somebody would who has the key and no respect."""
    with store.write() as db:
        for name in ("disclosures_stay", "disclosures_are_kept"):
            db.execute(f"drop trigger if exists {name}")
        db.execute(sql, given)


@pytest.mark.parametrize(
    ("sql", "row"),
    [
        ("update disclosures set body = x'00' where n = 3", 3),
        ("update disclosures set told = '{}' where n = 3", 3),
        ("update disclosures set provider = 'Other' where n = 3", 3),
        ("update disclosures set hash = x'00' where n = 3", 3),
        ("update disclosures set body = null, salt = null, told = null where n = 3", 3),
        ("delete from disclosures where n = 3", 3),
        ("delete from disclosures where n = 1", 1),
        ("delete from disclosures where n >= 4", 4),
        ("delete from disclosures", 1),
        ("update disclosures set n = case n when 2 then 3 else 2 end + 100 where n in (2, 3)", 2),
    ],
)
def test_whatever_is_edited_removed_put_elsewhere_or_cut_off_is_found(store, sql, row):
    for n in range(5):
        sent(store, leaving(f"{n} {SAID}"))
    assert check(store) is None

    tampered(store, sql)

    broken = check(store)
    assert broken is not None
    assert broken.row == row
    assert "boat" not in broken.why


def test_a_tail_that_was_written_anew_is_found(store):
    for n in range(3):
        sent(store, leaving(str(n)))
    head = (store.home / HEAD).read_bytes()
    tampered(store, "delete from disclosures where n = 3")
    sent(store, leaving("another"))
    assert check(store) is None  # the file beside went along

    (store.home / HEAD).write_bytes(head)

    broken = check(store)
    assert broken is not None
    assert broken.row == 3


def test_the_table_itself_refuses_to_forget_and_to_change(store):
    sent(store, leaving())

    for sql in ("delete from disclosures", "update disclosures set body = x'00'"):
        with pytest.raises(Exception, match="no row of the ledger"), store.write() as db:
            db.execute(sql)
    assert check(store) is None
