from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from memory.types import Changes, Topic
from ui import reach as reaching
from ui.desktop.capabilities import Session, Works
from ui.desktop.here import Here
from ui.desktop.own import OwnWindow
from ui.desktop.said import taken_key
from ui.desktop.shortcut import Heard
from ui.reach import WRITE, Reach


class FakeShortcuts:
    def __init__(self) -> None:
        self.heard = Heard()
        self.keys: dict[str, str] = {}
        self.refuses: set[str] = set()
        self.is_closed = False

    def bind(self, keys: Mapping[str, str], on_done: Callable[[Any], object]) -> None:
        self.keys = dict(keys)
        on_done({name: taken_key(key) for name, key in keys.items() if name in self.refuses})

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def shortcuts(monkeypatch) -> FakeShortcuts:
    made = FakeShortcuts()
    monkeypatch.setattr(
        reaching, "here", lambda _parent: Here(Session("xcb"), (OwnWindow(),), made)
    )
    return made


@pytest.fixture
def reach(qtbot, desk, shortcuts) -> Reach:
    window = QWidget()
    qtbot.addWidget(window)
    made = Reach(desk, window)
    made.begin()
    assert made.popup is not None
    qtbot.addWidget(made.popup)
    qtbot.waitUntil(lambda: bool(shortcuts.keys))
    return made


def test_the_key_of_the_settings_is_heard_and_opens_the_popup(reach, shortcuts, memory):
    assert shortcuts.keys == {WRITE: memory.settings.shortcut}
    shortcuts.heard.pressed.emit(WRITE)
    assert reach.popup.isVisible()


def test_own_commands_have_keys_of_their_own(reach, shortcuts, memory, qtbot, desk):
    memory.writing.add("Kinder", "Say it more kindly", "Ctrl+Alt+K")
    memory.writing.add("Colder", "Say it less kindly", "Q")  # only in the popup
    own = "kinder"
    reach.follow()
    qtbot.waitUntil(lambda: shortcuts.keys.get(own) == "Ctrl+Alt+K")
    memory.change_settings(shortcut="")
    reach.follow()
    qtbot.waitUntil(lambda: shortcuts.keys == {own: "Ctrl+Alt+K"})


def test_paused_it_hears_nothing(reach, shortcuts):
    before = dict(shortcuts.keys)
    reach.pause(True)
    assert shortcuts.keys == {}
    reach.pause(False)
    assert shortcuts.keys == before


def test_a_closed_memory_gives_its_keys_up(reach, shortcuts):
    reach.write()
    reach.leave_memory()

    assert shortcuts.keys == {}
    assert not reach.popup.isVisible()


def test_what_is_refused_is_among_the_checks(reach, shortcuts, qtbot, memory):
    shortcuts.refuses.add(WRITE)
    memory.change_settings(shortcut="Ctrl+Alt+W")
    with qtbot.waitSignal(reach.changed):
        reach.follow()
    (key,) = [check for check in reach.checks() if check.about == "Key"]

    assert key.works is Works.NO
    assert "Another program has this key" in key.sentence


def test_before_a_memory_is_open_nothing_is_written(qtbot, desk):
    window = QWidget()
    qtbot.addWidget(window)
    reach = Reach(desk, window)
    reach.write()

    assert reach.checks() == ()


def test_news_of_other_things_change_nothing(reach, shortcuts, desk):
    before = dict(shortcuts.keys)
    desk.changed.emit(Changes("Read", frozenset({Topic.SOURCES})))

    assert shortcuts.keys == before
