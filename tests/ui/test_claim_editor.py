from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ui.claim_editor import ClaimEditor


@pytest.fixture
def editor(qtbot):
    made = ClaimEditor()
    qtbot.addWidget(made)
    return made


def test_typing_replaces_the_sentence_and_enter_keeps_it(editor, qtbot):
    saved: list[str] = []
    editor.saved.connect(saved.append)
    editor.open("Plays the cello.")
    qtbot.keyClicks(editor.field, "Plays  the viola.")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)

    assert saved == ["Plays the viola."]


def test_nothing_is_not_kept(editor, qtbot):
    saved: list[str] = []
    editor.saved.connect(saved.append)
    editor.open("  ")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)

    assert saved == []
    assert not editor.keep.isEnabled()
