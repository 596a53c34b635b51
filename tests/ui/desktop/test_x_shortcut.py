from __future__ import annotations

from typing import Any

import pytest

from ui.desktop.x_keys import XKeys
from ui.desktop.x_shortcut import XShortcuts

CONTROL, ALT, SPACE, CAPS, NUM = 0xFFE3, 0xFFE9, 0x20, 0xFFE5, 0xFF7F


@pytest.fixture
def press(connect):
    return XKeys(connect()).press


def bind(shortcuts: XShortcuts, **keys: str) -> dict[str, str]:
    told: list[Any] = []
    shortcuts.bind(keys, told.append)
    return {name: str(why) for name, why in told[0].items()}


@pytest.fixture
def shortcuts(x):
    made = XShortcuts(x)
    yield made
    made.close()


def test_each_key_is_heard_by_its_name(shortcuts, press, qtbot):
    assert bind(shortcuts, write="Ctrl+Alt+Space", correct="Ctrl+F9") == {}
    heard: list[Any] = []
    shortcuts.heard.pressed.connect(heard.append)
    press(CONTROL, ALT, SPACE)
    press(CONTROL, 0xFFC6)
    qtbot.waitUntil(lambda: heard == ["write", "correct"])


@pytest.mark.parametrize("lock", [CAPS, NUM])
def test_a_lock_changes_nothing(shortcuts, press, qtbot, lock):
    bind(shortcuts, write="Ctrl+Alt+Space")
    heard: list[Any] = []
    shortcuts.heard.pressed.connect(heard.append)
    press(lock)
    press(CONTROL, ALT, SPACE)
    press(lock)
    qtbot.waitUntil(lambda: heard == ["write"])


def test_a_key_that_another_has_is_refused_and_is_free_again_after_it(shortcuts, connect):
    other = XShortcuts(connect())
    assert bind(other, theirs="Ctrl+Alt+Space") == {}
    assert bind(shortcuts, write="Ctrl+Alt+Space", other="Ctrl+F8") == {
        "write": "Another program has this key: Ctrl+Alt+Space."
    }
    other.close()
    other._screen.core.GetInputFocus().reply()
    assert bind(shortcuts, write="Ctrl+Alt+Space") == {}


def test_other_keys_take_the_place_of_those_before(shortcuts, press, qtbot):
    bind(shortcuts, write="Ctrl+Alt+Space")
    bind(shortcuts, write="Ctrl+F9")
    heard: list[Any] = []
    shortcuts.heard.pressed.connect(heard.append)
    press(CONTROL, ALT, SPACE)
    press(CONTROL, 0xFFC6)
    qtbot.waitUntil(lambda: heard == ["write"])


def test_what_cannot_be_a_key_is_said(shortcuts):
    refused = bind(shortcuts, a="A", b="Ctrl+Bluetooth")

    assert refused["a"] == "This key is needed for writing."
    assert "no key" in refused["b"]
