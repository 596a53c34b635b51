from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.claims import change, claim
from ui.believing import TOLD_OF, Believed
from ui.pages.profile_changes import ProfileChanges


@pytest.fixture
def changes(qtbot):
    made = ProfileChanges()
    qtbot.addWidget(made)
    made.show()
    made.show_believed(Believed(claims=[claim()], changes=[change(2, undone=True), change(1)]))
    return made


def test_enter_undoes_a_change_or_does_it_again(changes, qtbot):
    wanted: list[int] = []
    changes.step_wanted.connect(lambda one: wanted.append(one.id))
    assert changes.button.accessibleName() == "Redo (Enter)"
    qtbot.keyClick(changes.list, Qt.Key.Key_Return)
    qtbot.keyClick(changes.list, Qt.Key.Key_Down)
    assert changes.button.accessibleName() == "Undo (Enter)"
    changes.button.click()

    assert wanted == [2, 1]


def test_nothing_has_changed_yet(changes):
    changes.show_believed(Believed())

    assert changes.pages.currentIndex() == 1
    assert not changes.button.isEnabled()


def test_only_the_newest_are_told_of_and_it_says_so(changes):
    changes.show_believed(Believed(changes=[change(n) for n in range(TOLD_OF, 0, -1)]))

    assert changes.older.text() == "The newest 1,000 changes"
