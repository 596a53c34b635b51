from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize

from ui.popup_place import largest, placed

SECOND = QRect(1920, -200, 1280, 1024)  # a screen at the right, a little higher
SIZE = QSize(540, 500)


@pytest.mark.parametrize("x", [1890, 1920, 2200, 3199])
@pytest.mark.parametrize("y", [-200, 0, 400, 823])
def test_it_is_whole_on_the_screen_of_the_pointer(x, y):
    assert SECOND.contains(placed(QPoint(x, y), SIZE, SECOND))


def test_it_is_below_the_pointer_where_there_is_room():
    assert placed(QPoint(2000, 0), SIZE, SECOND).topLeft() == QPoint(2008, 8)


def test_it_is_above_the_pointer_where_there_is_none_below():
    found = placed(QPoint(2000, 700), SIZE, SECOND)

    assert found.bottom() < 700
    assert found.height() == 500


def test_it_never_wants_more_than_the_screen_has():
    small = QRect(0, 0, 500, 400)
    size = largest(SIZE, small)

    assert small.contains(placed(QPoint(499, 399), size, small))
    assert size == QSize(476, 376)
