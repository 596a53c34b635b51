"""A change is told once, when it has come to rest."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest import watch
from ingest.watch import changes, rested, roots_of
from memory.errors import Problem


@pytest.fixture(autouse=True)
def short_rest(monkeypatch):
    monkeypatch.setattr(watch, "REST", 0.3)


def later(deed: Callable[[], object], seconds: float = 0.4) -> threading.Timer:
    timer = threading.Timer(seconds, deed)
    timer.start()
    return timer


def an_event_queue(*paths: str) -> queue.Queue[Path]:
    events: queue.Queue[Path] = queue.Queue()
    for path in paths:
        events.put(Path(path))
    return events


def test_a_file_that_is_written_in_several_goes_is_told_once_when_it_rests(tmp_path):
    path = tmp_path / "a.mbox"
    path.write_text("before")
    written: list[float] = []

    def write() -> None:
        for _ in range(4):
            with path.open("a") as file:
                file.write("more")
            written.append(time.monotonic())
            time.sleep(0.1)

    work = changes([path])
    timer = later(write)
    told = next(work)
    rested_for = time.monotonic() - written[-1]
    timer.join()
    work.close()

    assert told == path
    assert len(written) == 4
    assert rested_for >= 0.25


def test_a_folder_is_told_when_something_in_it_comes_changes_or_goes(tmp_path):
    inside = tmp_path / "deep" / "er"
    inside.mkdir(parents=True)
    work = changes([tmp_path])
    try:
        for deed in (
            lambda: (inside / "new.txt").write_text("new"),
            lambda: (inside / "new.txt").rename(inside / "other.txt"),
            lambda: (inside / "other.txt").unlink(),
        ):
            timer = later(deed)
            assert next(work) == tmp_path
            timer.join()
    finally:
        work.close()


def test_what_lies_beside_a_watched_file_is_not_told():
    root = Path("/mail/a.mbox")

    assert roots_of(Path("/mail/b.mbox"), [root], None) == []
    assert roots_of(Path("/mail"), [root], None) == []
    assert roots_of(root, [root, Path("/mail"), Path("/other")], None) == [root, Path("/mail")]


def test_what_is_left_out_is_not_told():
    home = Path("/ada/.famulus")

    assert roots_of(home / "memory.db", [Path("/ada")], home) == []
    assert roots_of(home, [Path("/ada")], home) == []
    assert roots_of(Path("/ada/note"), [Path("/ada")], home) == [Path("/ada")]


def test_many_changes_at_once_are_each_told_once_in_their_order():
    roots = [Path("/b"), Path("/a"), Path("/c")]

    assert rested(an_event_queue("/a", "/b", "/a", "/a"), roots) == [Path("/b"), Path("/a")]


def test_what_changes_beside_a_file_or_in_the_memory_delays_nothing(tmp_path):
    path, home, deep = tmp_path / "a.txt", tmp_path / "home", tmp_path / "deep"
    home.mkdir()
    deep.mkdir()
    path.write_text("before")
    work = changes([path, deep], leaving_out=home)
    stop = threading.Event()

    def write_on() -> None:
        while not stop.wait(0.05):
            (tmp_path / "log").write_text("noise")
            (home / "memory.db").write_text("noise")

    noise = threading.Thread(target=write_on)
    noise.start()
    timer = later(lambda: path.write_text("after"))
    began = time.monotonic()
    assert next(work) == path
    took = time.monotonic() - began
    stop.set()
    noise.join()
    timer.join()
    work.close()

    assert took < 3


def test_the_memory_inside_a_watched_folder_is_not_told(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    work = changes([tmp_path / "home" / "..", tmp_path], leaving_out=home)
    (home / "memory.db").write_text("noise")
    timer = later(lambda: (tmp_path / "a.txt").write_text("words"), 1.0)
    began = time.monotonic()

    assert next(work) == tmp_path
    assert time.monotonic() - began > 1.0
    timer.join()
    work.close()


def test_what_changes_before_it_is_asked_for_is_told(tmp_path):
    work = changes([tmp_path])
    (tmp_path / "a.txt").write_text("words")

    assert next(work) == tmp_path
    work.close()


def test_a_file_that_is_away_for_a_moment_is_told_when_it_is_back(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("before")
    work = changes([path])
    path.unlink()
    timer = later(lambda: path.write_text("after"), 1.0)

    assert next(work) == path
    assert path.read_text() == "after"
    timer.join()
    work.close()


def test_a_file_is_watched_in_its_folder_alone(tmp_path, monkeypatch):
    from watchdog.observers import api

    asked: list[tuple[str, bool]] = []
    real = api.BaseObserver.schedule

    def schedule(self: Any, listener: Any, path: str, *, recursive: bool) -> Any:
        asked.append((path, recursive))
        return real(self, listener, path, recursive=recursive)

    monkeypatch.setattr(api.BaseObserver, "schedule", schedule)
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "deep").mkdir()
    changes([tmp_path / "a.txt", tmp_path / "deep"]).close()

    assert asked == [(str(tmp_path), False), (str(tmp_path / "deep"), True)]


def test_what_cannot_be_watched_is_a_problem_and_ends_the_watching(tmp_path):
    before = threading.active_count()
    for path in (tmp_path / "no" / "where", tmp_path / ("n" * 300) / "x"):
        with pytest.raises(Problem, match="cannot watch") as nothing:
            changes([path])
        assert nothing.value.remedy

    assert threading.active_count() == before


def test_reading_a_file_is_no_change(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("words")
    other = tmp_path / "b.txt"
    other.write_text("words")
    work = changes([path, other])
    first = later(path.read_text)
    second = later(lambda: other.write_text("changed"), 1.0)

    assert next(work) == other
    first.join()
    second.join()
    work.close()


def test_closing_ends_the_watching(tmp_path):
    before = threading.active_count()
    work = changes([tmp_path])
    timer = later((tmp_path / "a").touch)
    next(work)
    assert threading.active_count() > before
    timer.join()
    work.close()

    assert threading.active_count() == before
