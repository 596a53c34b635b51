from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from memory.errors import Problem
from ui.desktop.shortcut import combination


def test_a_key_with_others_held_down_is_one():
    one = combination("Ctrl+Alt+Space")

    assert one.key() is Qt.Key.Key_Space
    assert one.keyboardModifiers() == (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    assert combination("F9").key() is Qt.Key.Key_F9


@pytest.mark.parametrize("keys", ["", "Ctrl+K, Ctrl+C", "Ctrl+Nonsense"])
def test_what_is_not_one_key_is_refused(keys):
    with pytest.raises(Problem, match="not one key"):
        combination(keys)


@pytest.mark.parametrize("keys", ["A", "Shift+A", "Return"])
def test_a_key_that_writes_is_refused(keys):
    with pytest.raises(Problem, match="needed for writing"):
        combination(keys)
