"""The part of a file: what is taken up of it, what a full disk leaves, who holds it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.engine.partial import Partial
from memory.errors import Problem

BODY = bytes(range(256)) * 1000
DIGEST = hashlib.sha256(BODY).hexdigest()
ROOT = Path(__file__).parents[3]


@pytest.fixture
def target(tmp_path):
    return tmp_path / "a.gguf"


def a_part(target):
    return Partial(target, len(BODY), DIGEST)


def taken_up(part):
    return list(part.read_back())


def begun(target, upto=100_000):
    with a_part(target) as part:
        taken_up(part)
        part.restart('"one"')
        part.add(BODY[:upto])


def test_the_whole_is_put_in_its_place(target):
    with a_part(target) as part:
        assert taken_up(part) == []
        assert part.headers() == {}
        part.add(BODY[:7])
        part.add(BODY[7:])
        part.finish()

    assert target.read_bytes() == BODY
    assert list(target.parent.iterdir()) == [target]
    assert target.stat().st_mode & 0o777 == 0o600


def test_another_day_goes_on_with_it(target):
    begun(target)
    with a_part(target) as part:
        assert taken_up(part) == [100_000]
        assert part.headers() == {"Range": "bytes=100000-", "If-Range": '"one"'}
        part.add(BODY[100_000:])
        part.finish()

    assert target.read_bytes() == BODY


def test_a_weak_tag_says_nothing(target):
    with a_part(target) as part:
        taken_up(part)
        part.restart('W/"one"')
        part.add(b"\0")

        assert part.headers() == {"Range": "bytes=1-"}


@pytest.mark.parametrize(
    "about",
    ["", "[]", "{", "null", '{"sha256": 1}', json.dumps({"sha256": DIGEST, "size": 5, "etag": ""})],
)
def test_a_part_of_which_it_is_not_known_what_it_is_of_is_begun_anew(target, about):
    begun(target)
    target.with_name("a.gguf.part.json").write_text(about)
    with a_part(target) as part:
        assert taken_up(part) == []
        assert (part.length, target.with_name("a.gguf.part").stat().st_size) == (0, 0)


def test_a_part_longer_than_the_whole_is_begun_anew(target):
    begun(target)
    with target.with_name("a.gguf.part").open("ab") as file:
        file.truncate(len(BODY) + 1)
    with a_part(target) as part:
        assert taken_up(part) == []


def test_one_at_a_time(target):
    with a_part(target), pytest.raises(Problem, match="got already"), a_part(target):
        pass
    with a_part(target):
        pass


def test_who_comes_when_it_was_just_put_in_place_does_not_touch_it(target):
    """It holds the file under its old name, which is the whole by now."""
    with a_part(target) as part:
        taken_up(part)
        part.add(BODY)
        late = a_part(target)
        late._file = target.with_name("a.gguf.part").open("r+b", 0)
        part.finish()
    assert not late._held()
    late._file.close()


class Full:
    """A file on a disk that has so much room, and takes no more than a little at once."""

    def __init__(self, file, room):
        self._file, self._room = file, room

    def __getattr__(self, name):
        return getattr(self._file, name)

    def write(self, piece):
        if not self._room:
            raise OSError(errno.ENOSPC, "full")
        written = self._file.write(piece[: min(self._room, 1000)])
        self._room -= written
        return written


def test_a_disk_that_takes_a_little_at_once_gets_all_of_it(target):
    with a_part(target) as part:
        taken_up(part)
        part._file = Full(part._file, len(BODY))
        part.add(BODY)
        part.finish()

    assert target.read_bytes() == BODY


def test_a_disk_that_is_full_keeps_what_there_is(target):
    with a_part(target) as part:
        taken_up(part)
        part._file = Full(part._file, 5000)
        with pytest.raises(Problem, match=r"The disk is full: 5 kB of a\.gguf are there") as caught:
            part.add(BODY)

    assert "goes on from there" in caught.value.remedy
    with a_part(target) as part:
        assert taken_up(part) == [5000]


CHILD = """
import resource, signal, sys
from pathlib import Path
from assistant.engine.partial import Partial
from memory.errors import Problem
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
with Partial(Path(sys.argv[1]), 256_000, "0" * 64) as part:
    list(part.read_back())
    try:
        part.add(bytes(256_000))
    except Problem as problem:
        print(part.length, problem)
"""


def test_what_the_system_does_not_write_is_not_counted(target):
    """The system itself refuses: a file may grow no longer than a limit."""
    assert resource.RLIMIT_FSIZE
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(target)], capture_output=True, text=True, cwd=ROOT
    )

    assert done.stdout == (f"50000 a.gguf cannot be written ({os.strerror(errno.EFBIG)}).\n"), (
        done.stderr
    )
    assert target.with_name("a.gguf.part").stat().st_size == 50_000


def test_a_folder_that_may_not_be_written_is_said(tmp_path):
    with pytest.raises(Problem, match="cannot be written"), a_part(tmp_path / "none" / "a.gguf"):
        pass
