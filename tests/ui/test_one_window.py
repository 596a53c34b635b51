from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from assistant import Assistant
from tests.ui.walks import screen
from ui.one_window import CALLED, HELD, OneWindow, come_forward

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds

# The real program; something lies over its window, and it says so when nothing does any more.
COVERED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from ui import main, window

class Covered(window.MainWindow):
    def _begin(self):
        self.operations.warm = lambda _window: None
        super()._begin()
        self.cover = QWidget()
        self.cover.setStyleSheet("background: #ff0000")
        self.cover.setGeometry(self.geometry())
        self.cover.show()
        self.cover.raise_()
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.look)
        self.timer.start(50)
        self.was_covered = False

    def look(self):
        at = self.geometry().center()
        seen = self.screen().grabWindow(0, at.x(), at.y(), 1, 1).toImage().pixelColor(0, 0).name()
        if seen == "#ff0000" and not self.was_covered:
            self.was_covered = True
            print("covered", flush=True)
        elif seen != "#ff0000" and self.was_covered:
            self.timer.stop()
            print("in front", flush=True)

window.MainWindow = Covered
sys.exit(main.main(["--home", sys.argv[1]]))
"""


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with screen() as number:
        yield number


@pytest.fixture
def start(display: str) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    running: list[subprocess.Popen[str]] = []

    def begin(*words: str) -> subprocess.Popen[str]:
        around = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        made = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=around,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        running.append(made)
        return made

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def test_the_second_brings_the_first_to_the_front_and_the_dead_block_nobody(start, tmp_path):
    home = tmp_path / "memory"
    Assistant.open(home).close()
    first = start("-c", COVERED, str(home))
    assert first.stdout.readline() == "covered\n"
    second = start("-m", "ui.main", "--home", str(home))
    assert second.communicate(timeout=PATIENCE) == ("", "")
    assert second.returncode == 0
    assert first.stdout.readline() == "in front\n"

    # The command line works beside the window.
    search = start("-m", "ui.main", "search", "lease", "--json", "--home", str(home))
    assert search.communicate(timeout=PATIENCE)[0].strip() == "[]"
    assert search.returncode == 0
    assert first.poll() is None

    first.send_signal(signal.SIGKILL)
    first.wait()
    assert OneWindow(home).hold()


def test_there_is_one_place(tmp_path):
    one, other = OneWindow(tmp_path / "home"), OneWindow(tmp_path / "home")
    assert one.hold()
    assert one.hold()
    assert not other.hold()
    one.release()
    assert other.hold()


def test_what_was_erased_with_the_memory_is_taken_anew(tmp_path):
    one, other = OneWindow(tmp_path), OneWindow(tmp_path)
    assert one.hold()
    (tmp_path / HELD).unlink()
    (tmp_path / CALLED).unlink()
    assert one.hold()

    assert not other.hold()


def test_nothing_is_left_behind(tmp_path):
    home = tmp_path / "home"
    one = OneWindow(home)
    assert one.hold()
    one.release()
    one.release()
    assert not home.exists()
    home.mkdir()
    (home / "memory.db").touch()
    assert one.hold()
    one.release()

    assert [path.name for path in home.iterdir()] == ["memory.db"]


def test_where_nothing_can_be_written_the_window_says_so_itself(tmp_path):
    (tmp_path / "file").touch()

    assert OneWindow(tmp_path / "file").hold()


def test_a_window_comes_when_it_is_called_also_after_its_files_were_erased(qtbot, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    one, other = OneWindow(tmp_path), OneWindow(tmp_path)
    look = one.watch(window)
    assert not other.hold()
    other.call()
    qtbot.waitUntil(window.isVisible)
    window.showMinimized()
    (tmp_path / CALLED).unlink()
    qtbot.wait(100)
    assert window.isMinimized()
    look()
    other.call()
    qtbot.waitUntil(lambda: not window.isMinimized())
    window.hide()
    one.release()
    qtbot.wait(100)
    assert not window.isVisible()


def test_a_call_to_write_leaves_the_window_where_it_is(qtbot, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    one, other = OneWindow(tmp_path), OneWindow(tmp_path)
    told: list[str] = []
    one.watch(window, told.append)
    other.call("correct")
    qtbot.waitUntil(lambda: told == ["correct"])
    other.call("")
    qtbot.waitUntil(lambda: told[-1] == "")
    assert not window.isVisible()
    other.call()
    qtbot.waitUntil(window.isVisible)
    one.release()


def test_what_was_put_away_comes_forward(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    come_forward(window)

    assert window.isVisible()
    assert not window.isMinimized()
