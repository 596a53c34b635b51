"""Other people's programs on a screen of their own, and a hand that uses them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.ui.waiting import wait
from tests.ui.walks import screen
from ui.desktop import x_clipboard
from ui.desktop.deeds import TooLate
from ui.desktop.x_keys import XKeys
from ui.desktop.x_screen import XScreen

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PATIENCE = 30.0  # seconds
CONTROL, ALT, SPACE, RETURN, END = 0xFFE3, 0xFFE9, 0x20, 0xFF0D, 0xFF57
T = TypeVar("T")


def until(what: Callable[[], T], patience: float = PATIENCE) -> T:
    """Wait until it is so, and return what it is."""
    end = time.monotonic() + patience
    while not (found := what()):
        assert time.monotonic() < end, "it never came"
        wait(10)
    return found


class Told:
    """What a child says, a line of JSON each."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process, self.home = process, ""
        self._heard: list[dict[str, Any]] = []
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            self._heard.append(json.loads(line))

    def next(self, event: str) -> dict[str, Any]:
        """Return the next news of this kind, whatever else was said before it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for news in self._heard:
                if news["event"] == event:
                    self._heard.remove(news)
                    return news
            wait(5)
        raise AssertionError(f"never {event}, but {self._heard}")

    def forget(self) -> None:
        self._heard.clear()

    def handed(self) -> str:
        """Return the text that the window with the button shows, once it is there."""
        return str(self.next("handed")["text"])


class Room:
    """One screen with its window manager, its panel, and whatever is started there."""

    def __init__(self, display: str, home: Path) -> None:
        self.home = home
        self._running: list[subprocess.Popen[str]] = []
        self._told: dict[subprocess.Popen[str], Told] = {}
        self._programs: dict[int, subprocess.Popen[str]] = {}  # by their window
        self._owner: subprocess.Popen[str] | None = None
        self._around = os.environ | {
            "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"), "XDG_RUNTIME_DIR": str(home),
            "GSETTINGS_BACKEND": "memory", "NO_AT_BRIDGE": "1", "LANG": "C.UTF-8",
        }  # fmt: skip
        self.start("openbox")
        self.start("tint2")
        self.screen = XScreen(display=display)
        self.keys = XKeys(self.screen)
        until(lambda: self.screen.has_manager)

    def start(self, *words: str, heard: bool = False) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            words,
            cwd=ROOT,
            env=self._around,
            text=True,
            stdout=subprocess.PIPE if heard else subprocess.DEVNULL,
            stderr=None if heard else subprocess.DEVNULL,
            start_new_session=True,
        )
        self._running.append(process)
        return process

    def stop(self, process: subprocess.Popen[str]) -> None:
        """End the program with all that it started."""
        if process in self._running:
            self._running.remove(process)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if process in self._told:
            self._told.pop(process).thread.join()
        if process.stdout is not None:
            process.stdout.close()

    def close(self) -> None:
        self.screen.close()
        while self._running:
            self.stop(self._running[-1])

    # -- programs ----------------------------------------------------------

    def famulus(self) -> Told:
        told, refused = self._famulus()
        assert refused == []
        return told

    def famulus_refused(self) -> list[str]:
        """Start another, and return why it has no key."""
        told, refused = self._famulus()
        self.end(told)
        return refused

    def _famulus(self) -> tuple[Told, list[str]]:
        told = Told(self.start(sys.executable, str(HERE / "anywhere_child.py"), heard=True))
        self._told[told.process] = told
        news = told.next("bound")
        told.home = news["home"]
        return told, news["refused"]

    def end(self, told: Told) -> None:
        self.stop(told.process)

    def owner(self, size: int = 1) -> None:
        """Let somebody have copied something in many formats."""
        if self._owner is not None:
            self.stop(self._owner)
        self._owner = process = self.start(
            sys.executable, str(HERE / "owner_child.py"), str(size), heard=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"

    def open(self, title: str, *words: str) -> int:
        """Start a program and return its window, once that is in front."""
        process = self.start(*words)
        window = until(lambda: self._front(title))
        self._programs[window] = process
        return window

    def _front(self, title: str) -> int:
        window = self.screen.active
        named = self.screen.text(window, "_NET_WM_NAME").decode() if window else ""
        return window if title in named and self.screen.is_inside(self.screen.focus, window) else 0

    def mousepad(self, text: str, name: str = "letter.txt") -> int:
        file = self.home / name
        file.write_text(text)
        return self.open(name, "dbus-run-session", "mousepad", "--disable-server", str(file))

    def browser(self, text: str) -> int:
        """Open a page of our own with a text area; nothing is asked of the network."""
        page = self.home / "page.html"
        page.write_text(
            "<meta charset=utf-8><title>A page</title>"
            f"<textarea autofocus rows=12 cols=60>{escape(text)}</textarea>"
        )
        return self.open(
            "A page", "chromium", "--no-sandbox", f"--user-data-dir={self.home / 'browser'}",
            "--no-first-run", "--no-default-browser-check", "--disable-gpu", "--disable-sync",
            "--disable-background-networking", "--disable-component-update",
            "--password-store=basic", "--host-resolver-rules=MAP * ~NOTFOUND", f"--app=file://{page}",
        )  # fmt: skip

    def writer(self, text: str) -> int:
        file = self.home / "document.txt"
        file.write_text(text)
        return self.open(
            "document.txt", "soffice", f"-env:UserInstallation=file://{self.home / 'office'}",
            "--norestore", "--nologo", "--nofirststartwizard", "--writer", str(file),
        )  # fmt: skip

    def read_only(self) -> None:
        """Let the editor in front change nothing any more; its title says so."""

        def is_read_only() -> bool:
            self.press(ALT, ord("d"))
            wait(300)  # nobody tells that the menu is open
            self.press(ord("v"))
            title = partial(self.screen.text, self.screen.active, "_NET_WM_NAME")
            return within_a_moment(lambda: b"Viewer" in title())

        until(is_read_only, 10)

    def raise_again(self, window: int) -> None:
        """Bring the window to the front, as its button in the panel would."""
        self.screen.message(
            self.screen.root,
            window,
            "_NET_ACTIVE_WINDOW",
            [2],
            0x180000,  # to the window manager
        )
        until(lambda: self.screen.is_inside(self.screen.focus, window), 10)

    def own_nothing(self) -> None:
        """Empty the clipboard."""
        if self._owner is not None:
            self.stop(self._owner)
            self._owner = None
        until(lambda: not x_clipboard.owner(self.screen, x_clipboard.CLIPBOARD), 10)

    def take_primary(self) -> None:
        """Let another program have something selected, and no more."""
        self.run(self._take_primary())

    def _take_primary(self) -> Any:
        for owner in (self.screen.own, 0):
            at = yield from self.screen.now()
            self.screen.core.SetSelectionOwner(owner, self.screen.atom("PRIMARY"), at)

    @contextmanager
    def stopped(self, window: int) -> Iterator[None]:
        """Let the program of this window do nothing for a while."""
        group = self._programs[window].pid
        os.killpg(group, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(group, signal.SIGCONT)

    def run_command(self, *words: str, home: str) -> None:
        """Run one command of the program itself to its end."""
        process = self.start(sys.executable, "-m", "ui.main", "--home", home, *words)
        assert process.wait(PATIENCE) == 0
        self.stop(process)

    def vanish(self, window: int) -> None:
        """End the program of this window, and wait until it is gone."""
        self.stop(self._programs.pop(window))
        until(lambda: not self.screen.exists(window))

    # -- a hand ------------------------------------------------------------

    def press(self, *keysyms: int) -> None:
        self.keys.press(*keysyms)

    def control(self, letter: str) -> None:
        self.press(CONTROL, ord(letter))

    def select_all(self, expected: str) -> None:
        """Select all there is, and wait until that is selected, which takes a moment."""

        def is_selected() -> bool:
            self.control("a")
            return within_a_moment(lambda: self.primary() == expected)

        end = time.monotonic() + PATIENCE
        while not is_selected():
            assert time.monotonic() < end, f"{self.primary()!r} is there, and not {expected!r}"

    def primary(self) -> str:
        """Return what is selected, as any program would get it by the middle button."""
        return str(self.run(self._primary()))

    def _primary(self) -> Any:
        try:
            return (yield from x_clipboard.text(self.screen, x_clipboard.PRIMARY))
        except TooLate:
            return ""  # its owner is busy

    def clipboard(self) -> dict[str, bytes]:
        return dict(self.run(x_clipboard.kept(self.screen)))

    def run(self, deed: Any) -> Any:
        came: list[Any] = []
        self.screen.start(deed, came.append)
        until(lambda: came)
        return came[0]

    def until_ours(self, told: Told) -> None:
        """Wait until a window of this process has the keyboard, as the screen sees it."""

        def is_ours() -> bool:
            window = self.screen.active
            ours = self.screen.words(window, "_NET_WM_PID") == [told.process.pid]
            return ours and self.screen.is_inside(self.screen.focus, window)

        until(is_ours)

    def shortcut(self) -> float:
        """Press the shortcut and return when that was."""
        at = time.monotonic()
        self.press(CONTROL, ALT, SPACE)
        return at


def within_a_moment(what: Callable[[], bool], patience: float = 1.0) -> bool:
    """Whether it is so within a moment."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if what():
            return True
        wait(10)
    return False


@contextmanager
def room(home: Path, needed: Sequence[str]) -> Iterator[Room]:
    """Yield a screen where these programs can be started."""
    need("openbox", "tint2", *needed)
    with screen() as display:
        made = Room(display, home)
        try:
            yield made
        finally:
            made.close()


def need(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed, so nothing is written in it")
