from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from memory.types import Status
from tests.ui.claims import claim
from ui.believing import Believed
from ui.pages.profile_review import ProfileReview

WAITING = [claim(n, f"Number {n}.", status=Status.DRAFT) for n in range(1, 4)]


@pytest.fixture
def review(qtbot):
    made = ProfileReview()
    qtbot.addWidget(made)
    made.show()
    made.show_believed(Believed(waiting=WAITING))
    return made


def test_one_key_for_each_answer_and_they_are_written_there(review, qtbot):
    wanted: list[str] = []
    review.wanted.connect(wanted.append)
    qtbot.keyClicks(review.list, "aErx")
    qtbot.keyClick(review.list, Qt.Key.Key_Return)
    for button in review.buttons:
        button.click()

    assert wanted == ["accept", "edit", "refuse", "edit", "accept", "edit", "refuse"]
    assert [b.accessibleName() for b in review.buttons] == [
        "Accept (A)",
        "Edit (E)",
        "Refuse (R)",
    ]


def test_it_moves_on_by_itself_to_the_end(review):
    review.show_believed(Believed(waiting=WAITING[1:]))
    assert review.list.selected().id == 2
    review.show_believed(Believed())

    assert review.pages.currentIndex() == 1
