from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QKeyCombination, Qt

from ui.desktop.bus import Bus
from ui.desktop.portal import PortalShortcuts, trigger

FAKE = Path(__file__).with_name("fake_portal.py")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[str]:
    """Yield the address of a bus that nobody else has."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("dbus-daemon is not installed, so there is no bus to ask on")
    process = subprocess.Popen(
        [daemon, "--session", "--nofork", "--print-address", f"--address=unix:dir={tmp_path}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


class Fake:
    """The portal in a process of its own."""

    def __init__(self, address: str, answer: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(FAKE), answer],
            env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": address},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.until("ready")

    def until(self, call: str) -> str:
        """Return what this call said; those before it are dropped."""
        assert self.process.stdout is not None
        while (news := json.loads(self.process.stdout.readline()))["call"] != call:
            pass
        return str(news.get("body"))

    def press(self, name: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()

    def close(self) -> None:
        with self.process:
            assert self.process.stdin is not None
            self.process.stdin.close()


@pytest.fixture
def fake(session: str) -> Iterator[Callable[[str], Fake]]:
    made: list[Fake] = []

    def make(answer: str) -> Fake:
        made.append(Fake(session, answer))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def bus(qapp, session: str) -> Iterator[Bus]:
    bus = Bus(address=session)
    yield bus
    bus.close()


def bound(shortcuts: PortalShortcuts, qtbot, **keys: str) -> dict[str, str]:
    """Bind the keys, and return why some are not."""
    told: list[object] = []
    shortcuts.bind(keys, told.append)
    qtbot.waitUntil(lambda: bool(told))
    return {name: str(problem) for name, problem in told[0].items()}  # type: ignore[attr-defined]


def test_the_desktop_is_asked_and_tells_of_the_key(fake, bus, qtbot):
    portal = fake("yes")
    shortcuts = PortalShortcuts(bus)

    assert bound(shortcuts, qtbot, write="Ctrl+Alt+Space", correct="Meta+F9") == {}
    asked = portal.until("BindShortcuts")
    assert "'CTRL+ALT+space'" in asked
    assert "'LOGO+F9'" in asked
    assert shortcuts.triggers == {"write": "CTRL+ALT+space", "correct": "LOGO+F9"}
    with qtbot.waitSignal(shortcuts.heard.pressed) as heard:
        portal.press("correct")
    assert heard.args == ["correct"]


def test_other_keys_need_another_session(fake, bus, qtbot):
    portal = fake("yes")
    shortcuts = PortalShortcuts(bus)
    bound(shortcuts, qtbot, write="Ctrl+Alt+Space")
    before = portal.until("CreateSession")
    assert bound(shortcuts, qtbot, write="Ctrl+Alt+W") == {}
    portal.until("Close")

    assert portal.until("CreateSession") != before
    assert shortcuts.triggers == {"write": "CTRL+ALT+w"}
    assert bound(shortcuts, qtbot) == {}
    assert shortcuts.triggers == {}


def test_what_is_not_ours_is_not_heard(fake, bus, qtbot):
    portal = fake("yes")
    shortcuts = PortalShortcuts(bus)
    bound(shortcuts, qtbot, write="Ctrl+Alt+Space")
    heard: list[str] = []
    shortcuts.heard.pressed.connect(heard.append)
    portal.press("somebody's")
    portal.press("write")
    qtbot.waitUntil(lambda: bool(heard))

    assert heard == ["write"]


def test_a_user_who_says_no_is_told_the_other_way(fake, bus, qtbot):
    fake("no")
    shortcuts = PortalShortcuts(bus)

    assert bound(shortcuts, qtbot, write="Ctrl+Alt+Space") == {
        "write": "The desktop did not give the key."
    }


def test_a_key_that_was_not_given_is_told_alone(fake, bus, qtbot):
    fake("some")
    refused = bound(
        PortalShortcuts(bus), qtbot, write="Ctrl+Alt+Space", correct="Ctrl+Alt+C", x="x"
    )

    assert refused == {
        "correct": "The desktop did not give the key.",
        "x": "This key is needed for writing.",
    }


def test_a_desktop_without_a_portal_is_told_the_command(bus, qtbot):
    told: list[object] = []
    PortalShortcuts(bus).bind({"write": "Ctrl+Alt+Space"}, told.append)
    qtbot.waitUntil(lambda: bool(told))
    problem = told[0]["write"]  # type: ignore[index]

    assert str(problem) == "This desktop has no way for a program to ask for a key."
    assert "famulus write --here" in problem.remedy


def test_keys_are_written_as_the_portal_writes_them():
    held = Qt.KeyboardModifier
    keys = {
        "CTRL+SHIFT+comma": QKeyCombination(
            held.ControlModifier | held.ShiftModifier, Qt.Key.Key_Comma
        ),
        "ALT+7": QKeyCombination(held.AltModifier, Qt.Key.Key_7),
        "F35": QKeyCombination(Qt.Key.Key_F35),
    }

    assert {name: trigger(one) for name, one in keys.items()} == {name: name for name in keys}
