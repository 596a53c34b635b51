from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ui.pages.rating_buttons import RatingButtons


@pytest.fixture
def buttons(qtbot):
    made = RatingButtons()
    qtbot.addWidget(made)
    made.show()
    return made


def down(buttons):
    return [one.isChecked() for one in buttons.buttons]


def test_at_most_one_is_down_and_a_second_click_takes_it_back(buttons):
    heard: list[object] = []
    buttons.rated.connect(heard.append)
    buttons.useful.click()
    assert down(buttons) == [True, False]
    buttons.not_useful.click()
    assert down(buttons) == [False, True]
    buttons.not_useful.click()

    assert down(buttons) == [False, False]
    assert heard == [True, False, None]


def test_the_keyboard_does_it_and_a_reader_is_told_what_follows(buttons, qtbot):
    heard: list[object] = []
    buttons.rated.connect(heard.append)
    buttons.not_useful.setFocus()
    qtbot.keyClick(buttons.not_useful, Qt.Key.Key_Space)

    assert heard == [False]
    assert buttons.useful.accessibleName() == "Useful"
    assert "profile" in buttons.useful.accessibleDescription()


def test_what_was_said_before_is_shown_and_not_said_again(buttons, qtbot):
    with qtbot.assertNotEmitted(buttons.rated):
        buttons.show_rating(-1)

    assert down(buttons) == [False, True]
