"""Waiting for files to change: watchdog's events, once a file has come to rest."""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from memory.errors import Problem

if TYPE_CHECKING:
    from watchdog.events import FileSystemEventHandler

REST = 1.0  # seconds without a further event; a mail program writes in several goes
TOLD = ("modified", "created", "moved", "deleted")  # opening and closing is no change


def changes(
    paths: Sequence[Path], *, leaving_out: Path | None = None
) -> Generator[Path, None, None]:
    """Yield each file or folder of ``paths`` again whenever something in it has changed.

    What happens from this call on is told, however late it is asked for; what
    lies in the folder ``leaving_out`` is not.  Endless; closing the iterator
    ends the watching.  Raises Problem.
    """
    told = _observed([path.absolute() for path in paths], leaving_out and leaving_out.absolute())
    next(told)  # observes from now on
    return told


def _observed(roots: Sequence[Path], leaving_out: Path | None) -> Generator[Path, None, None]:
    """Yield once as soon as the observer runs, and then what has changed."""
    from watchdog.observers import Observer

    touched: queue.Queue[Path] = queue.Queue()

    def hear(place: Path) -> None:
        for root in roots_of(place, roots, leaving_out):
            touched.put(root)

    observer = Observer()
    observer.start()
    try:
        for root in roots:
            try:
                # A file by way of its folder: most programs put a new one in its place.
                folder = root if root.is_dir() else root.parent
                observer.schedule(_listener(hear), str(folder), recursive=folder == root)
            except OSError as err:
                raise Problem(
                    f"Famulus cannot watch {root} ({os.strerror(err.errno or 0)}).",
                    remedy="Look at the spelling and at its permissions.",
                ) from err
        yield Path()
        while True:
            yield from (root for root in rested(touched, roots) if _is_there(root))
    finally:
        observer.stop()
        observer.join()


def roots_of(place: Path, roots: Sequence[Path], leaving_out: Path | None) -> list[Path]:
    """Return the roots that a changed place is, or lies in."""
    inside = {place, *place.parents}
    return [] if leaving_out in inside else [root for root in roots if root in inside]


def rested(touched: queue.Queue[Path], roots: Sequence[Path]) -> list[Path]:
    """Wait for an event and then for quiet; return the roots that were touched, in their order."""
    seen = {touched.get()}
    deadline = time.monotonic() + REST
    while (left := deadline - time.monotonic()) > 0:
        try:
            seen.add(touched.get(timeout=left))
            deadline = time.monotonic() + REST
        except queue.Empty:
            break
    return [root for root in roots if root in seen]


def _listener(hear: Callable[[Path], None]) -> FileSystemEventHandler:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler

    class Listener(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type in TOLD:
                for place in filter(None, (event.src_path, event.dest_path)):
                    hear(Path(str(place)))

    return Listener()


def _is_there(root: Path) -> bool:
    """Whether it is there just now: what is away for a moment is told when it is back."""
    try:
        return root.exists()
    except OSError:
        return False
