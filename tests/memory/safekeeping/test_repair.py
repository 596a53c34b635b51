"""What can be read is saved, what is lost is said, and nothing is made worse."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from ingest.chunk import chunks
from memory.cipher import DataKey
from memory.claims.learned import to_learn
from memory.claims.revising import take
from memory.claims.rows import read_claims
from memory.claims.telling import pin
from memory.errors import Problem, WrongKey
from memory.keys import Lock
from memory.people.joining import join
from memory.people.known import everybody
from memory.progress import finish
from memory.safekeeping.backup import backing_up
from memory.safekeeping.repair import Repaired, key_of, repairing
from memory.safekeeping.verify import verifying
from memory.store import MemoryStore
from memory.swap import kept_aside
from memory.types import Participant
from tests.fakes import WordEmbedder, a_mail, a_note, files_in, learn, put
from tests.memory.claims.drafts import LIKES, a_draft, told

FILES, MAILS = 5, 12


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sound")
    home = place / "home"
    home.mkdir()
    store = MemoryStore(home, Lock(home).create().key)
    for f in range(FILES):
        mails = (a_mail(f"{f}-{n}", f"Words of {f} and {n}. " * 100) for n in range(MAILS))
        put(store, *mails, path=f"/mail/{f}")
    learn(store, WordEmbedder())
    finish(backing_up(store, place / "backup"))
    store.tidy()
    store.close()
    return place


@pytest.fixture
def home(sound: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sound / "home", tmp_path / "home")


def texts(home: Path) -> dict[str, str]:
    store = MemoryStore(home, Lock(home).open())
    try:
        return dict(store.db.execute("select id, text from documents").fetchall())
    finally:
        store.close()


def waiting(home: Path) -> set[str]:
    """The files that the next reading takes up."""
    store = MemoryStore(home, Lock(home).open())
    try:
        return {p for (p,) in store.db.execute("select path from files where size is null")}
    finally:
        store.close()


def repaired(home: Path, copy: Path | None = None) -> Repaired:
    key = Lock(home).open()
    result = finish(repairing(home, key, chunks, copy=copy))
    assert finish(verifying(home, key)).sound
    return result


def pages_of(home: Path, table: str) -> list[int]:
    """Return the pages of one table, that one of them may be spoilt."""
    store = MemoryStore(home, Lock(home).open())
    (root,) = store.db.execute(
        "select rootpage from sqlite_master where name = ?", [table]
    ).fetchone()
    store.close()
    return [root]


def spoil(home: Path, *pages: int) -> None:
    path = home / "memory.db"
    raw = bytearray(path.read_bytes())
    for page in pages:
        raw[(page - 1) * 4096 + 99] ^= 1
    path.write_bytes(raw)


def test_a_sound_memory_is_left_alone(home):
    before = files_in(home)

    assert repaired(home).done == ("Nothing is damaged.",)
    after = files_in(home)
    assert after["memory.db"] == before["memory.db"]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("delete from chunks_fts_docsize where id = 3", "index of words"),
        ("update vectors set vector = x'00' where id = 3", "Vectors"),
        ("insert or replace into counters values ('commits missing', 2)", "read again"),
    ],
)
def test_what_is_made_from_other_things_is_made_again_where_it_is(home, damage, said):
    store = MemoryStore(home, Lock(home).open())
    store.db.execute(damage)
    store.db.conn.commit()
    before = texts(home)
    result = repaired(home)  # beside an open window
    store.close()

    assert said in result.done[0]
    assert result.lost == ()
    assert result.kept is None
    assert texts(home) == before


def test_an_index_that_is_spoilt_is_thrown_away(home):
    store = MemoryStore(home, Lock(home).open())
    from memory.index.vectors import VectorIndex

    index = VectorIndex(store, WordEmbedder.name, WordEmbedder.dimensions)
    finish(index.catching_up())
    index.close()
    store.close()
    (home / "vectors.index").write_bytes(b"spoilt")

    assert repaired(home).done == ("The index of vectors is made again.",)
    assert not (home / "vectors.index").exists()


def test_pages_that_are_spoilt_take_what_is_on_them_and_nothing_else(sound, tmp_path):
    was = texts(sound / "home")
    raw = (sound / "home" / "memory.db").read_bytes()
    seeded = random.Random(5)
    lost = 0
    for n in range(12):
        home = shutil.copytree(sound / "home", tmp_path / str(n))
        pages = [seeded.randrange(2, len(raw) // 4096) for _ in range(1 + n % 3)]
        spoil(home, *pages)
        result = repaired(home)
        left = texts(home)
        assert left.items() <= was.items()
        missing = {f"/mail/{id}" for id in was.keys() - left.keys()}
        assert bool(missing) <= bool(result.lost)
        if missing and left:  # whatever is not there comes back with the next reading
            assert {str(path) for path in result.read_again} == waiting(home)
            assert waiting(home)
        assert result.kept
        assert (result.kept / "memory.db").read_bytes() != raw
        lost += len(missing)
    assert lost


def test_what_is_lost_comes_from_the_backup(sound, tmp_path):
    was = texts(sound / "home")
    raw = (sound / "home" / "memory.db").read_bytes()
    seeded = random.Random(6)
    came = 0
    for n in range(2):
        home = shutil.copytree(sound / "home", tmp_path / str(n))
        spoil(home, *(seeded.randrange(12, len(raw) // 4096) for _ in range(9)))
        result = repaired(home, sound / "backup")
        assert texts(home) == was
        came += any("backup" in words for words in result.done)
    assert came


def test_what_was_erased_after_the_backup_does_not_come_back(sound, home):
    store = MemoryStore(home, Lock(home).open())
    with store.write() as db:
        db.execute("delete from documents where external_id = '2-3'")
    store.tidy()
    store.close()
    was = texts(home)
    raw = (home / "memory.db").read_bytes()
    spoil(home, *range(len(raw) // 8192, len(raw) // 8192 + 12))
    repaired(home, sound / "backup")

    assert texts(home).items() <= was.items()


@pytest.mark.parametrize("share", [0.3, 0.95])
def test_a_file_that_was_cut_off_gives_what_is_left_of_it(sound, home, share):
    was = texts(home)
    raw = (home / "memory.db").read_bytes()
    (home / "memory.db").write_bytes(raw[: int(len(raw) * share)])
    result = repaired(home)
    left = texts(home)

    assert left.items() <= was.items()
    assert left == was or result.lost
    assert left or share < 0.5


def test_documents_that_stand_nowhere_any_more_can_be_found(home):
    store = MemoryStore(home, Lock(home).open())
    store.db.execute("pragma foreign_keys = off")
    with store.write() as db:
        db.execute("delete from files where path = '/mail/2'")
    store.close()
    was = texts(home)
    result = repaired(home)

    assert texts(home) == was
    assert any("Recovered" in words for words in result.done)
    store = MemoryStore(home, Lock(home).open())
    paused = "select count(*), paused from places join files on files.id = file_id \
        join sources on sources.id = source_id where sources.name = 'Recovered'"
    assert store.db.execute(paused).fetchone() == (MAILS, 1)
    store.close()


def test_a_passage_and_a_document_that_were_altered_are_mended_or_named(home):
    store = MemoryStore(home, Lock(home).open())
    with store.write() as db:
        db.execute("update chunks set text = 'other' where id = 3")
        db.execute("update documents set text = 'other' where external_id = '4-4'")
    store.close()
    result = repaired(home)

    assert result.lost == ("1 document could not be read.",)
    assert [path.name for path in result.read_again] == ["4"]
    assert "other" not in texts(home).values()


def test_conversations_and_settings_are_saved_too(home):
    store = MemoryStore(home, Lock(home).open())
    with store.write() as db:
        db.execute("insert into conversations values (1, 'About the lease')")
        db.execute("insert into turns values (1, 1, 'user', 'When?', '2026-01-01', null)")
        db.execute("insert into settings values ('identity', '\"Ada\"')")
    put(store, a_note("One more."), path="/notes")
    store.tidy()
    store.close()
    spoil(home, *pages_of(home, "handles"))
    repaired(home)
    store = MemoryStore(home, Lock(home).open())

    assert store.db.execute("select text from turns").fetchall() == [("When?",)]
    assert store.db.execute("select count(*) from settings").fetchone() == (2,)  # the backup's
    store.close()


def test_nothing_is_replaced_under_an_open_window(home):
    store = MemoryStore(home, Lock(home).open())
    spoil(home, 40)
    before = (home / "memory.db").read_bytes()

    with pytest.raises(Problem, match="open in a window"):
        finish(repairing(home, store.key, chunks))
    store.close()
    assert (home / "memory.db").read_bytes() == before
    assert kept_aside(home) == []


def test_keys_that_are_lost_come_from_the_backup(sound, home):
    key = Lock(home).open()
    code = Lock(home).renew_code(key)
    store = MemoryStore(home, key)
    finish(backing_up(store, home.parent / "newer"))
    store.close()
    for left in (None, b"", b"{}", b'{"slots": 3}'):
        (home / "keys.json").unlink()
        if left is not None:
            (home / "keys.json").write_bytes(left)
        with pytest.raises(Problem, match=r"keys\.json"):
            key_of(home, code, None)
        assert key_of(home, code, home.parent / "newer") == key
        assert Lock(home).open(code) == key


def test_keys_of_another_memory_are_not_put_beside_this_one(sound, home, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    new = Lock(other).create()
    store = MemoryStore(other, new.key)
    finish(backing_up(store, tmp_path / "b"))
    store.close()
    (home / "keys.json").unlink()

    with pytest.raises(WrongKey):
        key_of(home, new.recovery_code, tmp_path / "b")
    assert not (home / "keys.json").exists()


def test_a_wrong_key_touches_nothing(home):
    before = files_in(home)
    with pytest.raises(WrongKey):
        key_of(home, "wrong", None) if not (home / "key").unlink() else None

    assert files_in(home).keys() == before.keys() - {"key"}
    assert files_in(home)["memory.db"] == before["memory.db"]


def test_where_nothing_is_that_is_said(tmp_path):
    with pytest.raises(Problem, match="no memory"):
        key_of(tmp_path, None, None)
    with pytest.raises(Problem, match="missing or empty"):
        finish(repairing(tmp_path, DataKey.new(), chunks))


@pytest.mark.parametrize(
    ("table", "lost"),
    [
        ("people_changes", "Some joins and splits of people may be missing."),
        ("people_moved", "Some addresses in joins and splits of people may be missing."),
        ("erased", "Some marks of what was erased may be missing."),
        ("claim_tombstones", "Some marks of what is never to be remembered may be missing."),
    ],
)
def test_what_the_user_decided_is_named_where_it_may_be_lost(home, table, lost):
    store = MemoryStore(home, Lock(home).open())
    put(store, a_mail("ada", "Hi", people=(Participant("from", "Ada", "ada@example.org"),)))
    put(store, a_mail("bo", "Hi", people=(Participant("from", "Bo", "bo@example.org"),)))
    join(store, *(one.id for one in everybody(store)[-2:]))
    store.tidy()
    store.close()
    spoil(home, *pages_of(home, table))

    assert lost in repaired(home).lost


# What is believed


@pytest.fixture
def believing(home: Path) -> Path:
    """A home in which something is believed because of the first mail of every file."""
    store = MemoryStore(home, Lock(home).open())
    for f in range(FILES):
        mail = a_mail(f"{f}-0", f"Words of {f} and 0. " * 100)
        take(store, [a_draft(mail, f"Words of {f}", LIKES, end=19)])
    pin(store, read_claims(store.db)[0].id)
    store.tidy()
    store.close()
    return home


def believed(home: Path) -> tuple[list[str], list[bool]]:
    store = MemoryStore(home, Lock(home).open())
    try:
        claims = read_claims(store.db)
        return [told(claim) for claim in claims], [claim.pinned for claim in claims]
    finally:
        store.close()


def altered(home: Path, *damage: str) -> None:
    store = MemoryStore(home, Lock(home).open())
    with store.write() as db:
        for sql in damage:
            db.execute(sql)
    store.tidy()
    store.close()


def test_what_is_believed_stands_when_a_new_file_is_made(believing):
    was = believed(believing)
    spoil(believing, *pages_of(believing, "handles"))
    repaired(believing)

    assert believed(believing) == was
    assert len(was[0]) == FILES


def test_what_is_believed_is_worked_out_anew_where_it_is(believing):
    was = believed(believing)
    altered(believing, "update claims set status = 'retracted', pinned = 1")
    result = repaired(believing)

    assert result.done == ("What is believed was worked out anew from its evidence.",)
    assert believed(believing) == was


CUT_AGAIN = """update chunks set text = 'other' where document_id in
    (select id from documents where external_id = '2-0')"""
ALTERED = "update documents set text = 'other' where external_id = '2-0'"


def test_what_stands_on_a_document_that_is_put_anew_stands(sound, believing):
    was = believed(believing)
    altered(believing, CUT_AGAIN)
    repaired(believing)
    assert believed(believing) == was
    altered(believing, ALTERED)
    result = repaired(believing, sound / "backup")

    assert believed(believing) == was
    assert any("backup" in words for words in result.done)


def test_what_stood_on_a_document_that_is_lost_falls(believing):
    was = believed(believing)
    altered(believing, ALTERED)
    repaired(believing)

    assert believed(believing)[0] == was[0][:2] + was[0][3:]


def test_where_claims_may_be_missing_all_is_learned_again(believing):
    altered(believing, "insert into learned select id, '1' from documents")
    spoil(believing, *pages_of(believing, "claims"))
    result = repaired(believing)
    store = MemoryStore(believing, Lock(believing).open())

    assert "Some claims may be missing." in result.lost
    assert len(to_learn(store, "1")) == FILES * MAILS
    store.close()
