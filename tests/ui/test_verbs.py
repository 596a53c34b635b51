from __future__ import annotations

from collections import defaultdict

from PySide6.QtWidgets import QWidget

from ui.verbs import Keys


def test_every_key_means_one_thing(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    keys = Keys(window, defaultdict(lambda: lambda: None))
    named = keys.named()

    assert len({key for _name, key in named}) == len(named)
    assert {action.shortcut().toString() for action in window.actions()} == {
        key for _name, key in named
    }
    assert len(keys.verbs()) == len(named) - 2
