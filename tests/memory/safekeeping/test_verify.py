"""Every damage is found and named, and a sound memory is called sound."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from memory.cipher import DataKey
from memory.claims.revising import take
from memory.errors import StoreDamaged, StoreTooNew
from memory.keys import Lock
from memory.progress import finish
from memory.safekeeping.backup import backing_up
from memory.safekeeping.verify import Health, verifying
from memory.store import MemoryStore
from tests.fakes import a_mail, learn, put
from tests.memory.claims.drafts import LIKES, a_draft

MAILS = 60


@pytest.fixture
def store(tmp_path, embedder):
    (tmp_path / "home").mkdir()
    store = MemoryStore(tmp_path / "home", Lock(tmp_path / "home").create().key)
    put(store, *(a_mail(str(n), f"Words of {n}. " * 100) for n in range(MAILS)))
    learn(store, embedder)
    mail = a_mail("3", "Words of 3. " * 100)
    take(store, [a_draft(mail, "Words", LIKES)])
    yield store
    store.close()


def health(store: MemoryStore) -> Health:
    return finish(verifying(store.home, store.key))


def on_the_disk(store: MemoryStore) -> tuple[Path, bytes]:
    store.tidy()
    store.close()
    path = store.home / "memory.db"
    return path, path.read_bytes()


def test_a_sound_memory_is_called_sound(store):
    found = health(store)

    assert found.findings == ()
    assert found.sound
    assert found.checked["documents"] == MAILS
    assert found.checked["claims"] == 1
    assert found.checked["vectors"] == found.checked["passages"] > MAILS


def test_checking_writes_nothing(store):
    path, before = on_the_disk(store)
    health(store)

    assert path.read_bytes() == before


def test_one_flipped_bit_anywhere_in_the_file_is_found(store):
    path, raw = on_the_disk(store)
    seeded = random.Random(2)
    missed = []
    for _ in range(25):
        changed = bytearray(raw)
        place = seeded.randrange(len(raw))
        changed[place] ^= 1 << seeded.randrange(8)
        path.write_bytes(changed)
        if "file" not in health(store).parts():
            missed.append(place)

    assert missed == []


def test_what_a_flipped_bit_spoils_is_not_shown(store):
    path, raw = on_the_disk(store)
    was = dict(store.db.execute("select id, text from documents").fetchall())
    store.close()
    seeded = random.Random(3)
    shown = 0
    for _ in range(25):
        changed = bytearray(raw)
        changed[seeded.randrange(4096, len(raw))] ^= 1
        path.write_bytes(changed)
        for id, text in was.items():
            try:
                row = store.db.execute("select text from documents where id = ?", [id]).fetchone()
            except StoreDamaged:
                continue
            assert row == (text,)
            shown += 1
        store.close()

    assert shown > 20 * MAILS  # what lies elsewhere is still there


@pytest.mark.parametrize("size", [0, 1, 100, 4096, 5000, 40960, -4096, -1])
def test_a_file_of_any_other_length_is_found(store, size):
    path, raw = on_the_disk(store)
    path.write_bytes(raw[:size])
    found = health(store)

    assert "file" in found.parts()
    assert "famulus re" in found.findings[0].remedy


@pytest.mark.parametrize(
    ("part", "damage"),
    [
        ("words", "delete from chunks_fts_docsize where id = 3"),
        ("words", "delete from chunks_fts_data where rowid > 1000"),
        ("documents", "update documents set text = text || 'x' where rowid = 3"),
        ("documents", "update documents set folds = 'x' where rowid = 3"),
        ("passages", "update chunks set text = 'other' where id = 3"),
        ("claims", "update claims set status = 'disputed'"),
        ("claims", "update evidence set start = 5, end = 7"),
        ("claims", "delete from changes"),
        ("vectors", "update vectors set vector = zeroblob(256) where id = 3"),
        ("vectors", "update vectors set vector = x'00' where id = 3"),
        ("tables", "pragma foreign_keys = off; delete from documents where rowid = 3"),
        ("age", "insert or replace into counters values ('commits missing', 2)"),
    ],
)
def test_a_table_that_contradicts_another_is_found(store, part, damage):
    for sql in damage.split(";"):
        store.db.execute(sql)
    store.db.conn.commit()
    found = health(store)

    assert part in found.parts()
    assert not found.sound
    assert all(finding.remedy for finding in found.findings)


def test_an_index_that_is_not_what_was_written_is_found(store, index):
    finish(index.catching_up())
    (store.home / "vectors.index").write_bytes(b"spoilt")

    assert health(store).parts() == {"index"}


def test_locked_keys_that_are_spoilt_are_found(store):
    header = store.home / "keys.json"
    words = header.read_text()
    (store.home / "key").rename(store.home / "gone")
    assert "key file" in str(health(store).findings)
    (store.home / "gone").rename(store.home / "key")
    header.write_text(words.replace('"wrapped": "', '"wrapped": "zz', 1))

    assert health(store).parts() == {"keys"}


def test_a_backup_that_is_gone_is_worth_knowing_and_no_damage(store, tmp_path):
    finish(backing_up(store, tmp_path / "b"))
    assert health(store).findings == ()
    (tmp_path / "b").unlink()
    found = health(store)

    assert found.sound
    assert [finding.part for finding in found.findings] == ["backup"]


def test_a_newer_memory_is_not_called_damaged(store):
    store.db.execute(
        "insert into _sqlite_migrations (migration_set, name, applied_at) values (?, ?, ?)",
        ["memory", "m999_tomorrow", "2030-01-01"],
    )
    store.db.conn.commit()

    with pytest.raises(StoreTooNew):
        health(store)


def test_no_word_of_a_person_is_in_what_is_said(store):
    store.db.execute("update documents set text = 'Zyxomquaver' where rowid = 3")
    store.db.conn.commit()

    assert "yxomquaver" not in repr(health(store))


def test_another_key_touches_nothing(store):
    path, raw = on_the_disk(store)
    found = finish(verifying(store.home, DataKey.new()))

    assert not found.sound
    assert path.read_bytes() == raw
