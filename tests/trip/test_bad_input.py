"""What is wrong is said in a sentence with a remedy, and nothing stored is touched."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from assistant import Assistant
from memory.keys import Lock
from memory.store import MemoryStore

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb") + bytes(range(256)) * 8
LETTER = "From: Ada <ada@example.org>\nSubject: Lease\nMessage-ID: <1@example.org>\n" \
    "Date: Mon, 3 Mar 2025 10:00:00 +0000\n\nThe lease ends in May.\n"  # fmt: skip


@pytest.fixture(scope="module")
def one_letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("letter")
    (place / "letter.eml").write_text(LETTER)
    with Assistant.open(place / "home") as famulus:
        famulus.read([place / "letter.eml"])
    return place / "home"


@pytest.fixture
def home(one_letter: Path, tmp_path: Path) -> Path:
    """A memory that holds one letter."""
    return shutil.copytree(one_letter, tmp_path / "home")


def stored(home: Path) -> list[tuple[object, ...]]:
    store = MemoryStore(home, Lock(home).open())
    try:
        return store.db.execute("select id, title, text from documents order by id").fetchall()
    finally:
        store.close()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.mbox", b"", "empty"),
        ("picture.mbox", JPEG, "not"),
        ("empty.pdf", b"", "empty"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "PDF"),
        ("broken.docx", b"PK\x03\x04 not a document", "not"),
        ("conversations.json", b'{"a": 1', "not"),
        ("tune.mid", b"MThd\x00\x00\x00\x06", "does not read this kind of file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_reason(
    famulus, home, tmp_path, name, data, said
):
    before = stored(home)
    (tmp_path / name).write_bytes(data)
    done = famulus("read", tmp_path / name, "--home", home)

    assert done.returncode == 0
    assert name in done.stdout
    assert said in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert stored(home) == before


def test_a_good_file_beside_a_bad_one_is_read(famulus, home, tmp_path):
    folder = tmp_path / "both"
    folder.mkdir()
    (folder / "bad.pdf").write_bytes(b"")
    (folder / "good.md").write_text("# Boiler\n\nThe boiler man comes on Friday.")
    done = famulus("read", folder, "--home", home)

    assert "1 read" in done.stdout
    assert "bad.pdf" in done.stdout


@pytest.mark.parametrize(
    "data", [b"", JPEG, b"GGUF\x03\x00\x00\x00" + b"\xff" * 64], ids=["empty", "jpeg", "cut"]
)
def test_a_model_that_is_none_is_refused(famulus, home, tmp_path, data):
    model = tmp_path / "model.gguf"
    model.write_bytes(data)
    done = famulus("ask", "When does the lease end?", "--model", model, "--home", home)

    assert done.returncode == 1
    assert "model.gguf is not a sound GGUF model" in done.stderr
    assert "Choose a file" in done.stderr


def test_a_path_where_nothing_is_says_so(famulus, home, tmp_path):
    done = famulus("read", tmp_path / "nowhere", "--home", home)

    assert done.returncode == 1
    assert "nothing at" in done.stderr


def test_a_memory_of_a_newer_version_is_left_as_it_is(famulus, home):
    store = MemoryStore(home, Lock(home).open())
    with store.write() as db:
        db.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values (?, ?, ?)",
            ["memory", "m999_tomorrow", "2030-01-01"],
        )
    store.tidy()
    store.close()
    before = (home / "memory.db").read_bytes()
    done = famulus("search", "lease", "--home", home)

    assert done.returncode == 1
    assert "newer version" in done.stderr
    assert "Update Famulus" in done.stderr
    assert (home / "memory.db").read_bytes() == before


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv (Linux)")
def test_a_folder_without_permission_is_named(famulus, home, tmp_path):
    closed = tmp_path / "mail" / "closed"
    closed.mkdir(parents=True)
    (tmp_path / "mail" / "open.eml").write_text(LETTER.replace("<1@", "<2@"))
    closed.chmod(0)
    # Root may look everywhere; this root may not.
    humble = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
    done = famulus(
        "read", tmp_path / "mail", "--home", home, before=humble if os.geteuid() == 0 else ()
    )
    closed.chmod(0o700)

    assert "1 read" in done.stdout
    assert "closed: Famulus may not look into this folder" in done.stdout


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_stops_the_reading_and_harms_nothing(famulus, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    big = tmp_path / "big"
    big.mkdir()
    for n in range(400):
        words = " ".join(f"word{n * k % 9973}" for k in range(400))
        (big / f"{n}.md").write_text(f"# Note {n}\n\n{words}\n")
    script = (
        f'mount -t tmpfs -o size=3m none {disk} && "$@" --home {disk}/home; code=$?; '
        f"cp -r {disk}/home {tmp_path}/out; exit $code"
    )
    done = famulus("read", big, before=("unshare", "-m", "sh", "-c", script, "sh"))

    assert done.returncode == 1
    assert "no space left on the disk" in done.stderr
    assert 0 < len(stored(tmp_path / "out")) < 400
