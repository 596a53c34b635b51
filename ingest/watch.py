"""Waiting for files to change: watchdog's events, once a file has come to rest."""

from __future__ import annotations

import queue
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

REST = 1.0  # seconds without a further event; a mail program writes in several goes


def changes(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield each file or folder of ``paths`` again whenever something in it has changed.

    Endless; closing the iterator ends the watching.
    """
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    events: queue.Queue[Path] = queue.Queue()
    roots = [path.absolute() for path in paths]

    class Listener(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type in ("modified", "created", "moved", "deleted"):
                for place in filter(None, (event.src_path, event.dest_path)):
                    events.put(Path(str(place)))

    observer = Observer()
    for folder in {root if root.is_dir() else root.parent for root in roots}:
        observer.schedule(Listener(), str(folder), recursive=True)
    observer.start()
    try:
        while True:
            yield from rested(events, roots)
    finally:
        observer.stop()
        observer.join()


def rested(events: queue.Queue[Path], roots: Sequence[Path]) -> list[Path]:
    """Wait for an event and then for quiet; return the roots that were touched, in their order."""
    touched = {events.get()}
    deadline = time.monotonic() + REST
    while (left := deadline - time.monotonic()) > 0:
        try:
            touched.add(events.get(timeout=left))
            deadline = time.monotonic() + REST
        except queue.Empty:
            break
    return [root for root in roots if any(root == t or root in t.parents for t in touched)]
