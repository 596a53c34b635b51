"""The part of a file that has been got so far, beside where the whole will lie.

What it is a part of is written beside it, so that another day can go on with
it.  One program at a time holds it.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from memory.errors import Problem
from memory.sizes import sized

PIECE = 1 << 20  # bytes read at once
SPARE = 200_000_000  # bytes that stay free on the disk, for the memory itself


class Partial:
    """``target`` as far as it is there: known by the size and digest it will have."""

    def __init__(self, target: Path, size: int, sha256: str) -> None:
        self.size = size
        self.length = 0  # bytes that are there and taken up into the digest
        self._target, self._sha256 = target, sha256
        self._path = target.with_name(f"{target.name}.part")
        self._about = target.with_name(f"{target.name}.part.json")
        self._etag = ""
        self._digest = hashlib.sha256()

    def __enter__(self) -> Self:
        """Take hold of it.  Raises Problem if another download has it, or it cannot be written."""
        try:
            # Unbuffered: what cannot be written is known at once, not at the closing.
            self._file = os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", 0)
        except OSError as err:
            raise self._unwritable(err) from err
        if not self._held():
            self._file.close()
            raise Problem(
                f"{self._target.name} is being got already.",
                remedy="Wait for it, or stop it in the other window or command.",
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def read_back(self) -> Iterator[int]:
        """Take up what another day left, if it is of this very file; yield how much so far."""
        if not self._is_of_this():
            self.restart()
            return
        self._file.seek(0)
        while piece := self._file.read(PIECE):
            self._digest.update(piece)
            self.length += len(piece)
            yield self.length

    def check_space(self) -> None:
        """Raise Problem if the disk cannot hold the rest."""
        free, wanted = shutil.disk_usage(self._target.parent).free, self.size - self.length
        if free < wanted + SPARE:
            raise Problem(
                f"{self._target.name} needs {sized(wanted)} on the disk; "
                f"{sized(max(free - SPARE, 0))} can be used.",
                remedy="Make room, or choose a smaller model.",
            )

    def headers(self) -> dict[str, str]:
        """Return what to ask for: the rest, if it is still the same."""
        if not self.length:
            return {}
        same = {"If-Range": self._etag} if self._etag else {}
        return {"Range": f"bytes={self.length}-", **same}

    def restart(self, etag: str = "") -> None:
        """Begin anew; ``etag`` tells the source later which state of the file this is of."""
        self._etag = "" if etag.startswith("W/") else etag[:200]
        self.length, self._digest = 0, hashlib.sha256()
        about = {"sha256": self._sha256, "size": self.size, "etag": self._etag}
        try:
            self._file.truncate(0)
            self._file.seek(0)
            self._about.write_text(json.dumps(about), encoding="utf-8")
        except OSError as err:
            raise self._unwritable(err) from err

    def add(self, piece: bytes) -> None:
        """Keep the next bytes.  Raises Problem if they are too many, or have no room."""
        if self.length + len(piece) > self.size:
            self._drop()
            raise Problem(
                "The source sent more than the file is long, so what came was deleted.",
                remedy="Get it again, or name another mirror.",
            )
        rest = memoryview(piece)
        while rest:
            try:
                written = self._file.write(rest)
            except OSError as err:
                raise self._unwritable(err) from err
            self._digest.update(rest[:written])
            self.length += written
            rest = rest[written:]

    def finish(self) -> None:
        """Put the whole in its place.  Raises Problem if it is not what it should be."""
        if self._digest.hexdigest() != self._sha256:
            self._drop()
            raise Problem(
                "What came is not the file that the source described, so it was deleted.",
                remedy="Get it again. If that happens again, do not trust this source or network.",
            )
        try:
            os.fsync(self._file.fileno())
            self._path.replace(self._target)
        except OSError as err:
            raise self._unwritable(err) from err
        self._about.unlink(missing_ok=True)

    def _held(self) -> bool:
        """Take the file for this download, unless another has it, or has just put it in place."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return os.path.samestat(self._path.stat(), os.fstat(self._file.fileno()))
        except OSError:
            return False

    def _is_of_this(self) -> bool:
        try:
            about = json.loads(self._about.read_text(encoding="utf-8"))
            same = (about["sha256"], about["size"]) == (self._sha256, self.size)
            self._etag = str(about["etag"]) if same else ""
            return same and self._path.stat().st_size <= self.size
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def _drop(self) -> None:
        for path in (self._path, self._about):
            with suppress(OSError):
                path.unlink()

    def _unwritable(self, error: OSError) -> Problem:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return Problem(
                f"The disk is full: {sized(self.length)} of {self._target.name} are there.",
                remedy="Make room and get it again: it goes on from there.",
            )
        return Problem(
            f"{self._target.name} cannot be written ({os.strerror(error.errno or 0)}).",
            remedy="Look whether you may write to the folder of the memory.",
        )
