from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from memory.types import Kind
from ui.plot import Plot, by_year, filled, ground

MONTHS = {"2023-11": {Kind.MAIL: 4}, "2024-02": {Kind.MAIL: 1, Kind.CHAT: 2}}


@pytest.fixture
def plot(qtbot):
    made = Plot()
    qtbot.addWidget(made)
    made.resize(600, 200)
    made.show()
    return made


def test_months_without_anything_have_their_place():
    assert list(filled(MONTHS)) == ["2023-11", "2023-12", "2024-01", "2024-02"]
    assert filled({}) == {}
    assert by_year(MONTHS) == {"2023": {Kind.MAIL: 4}, "2024": {Kind.MAIL: 1, Kind.CHAT: 2}}


@pytest.mark.parametrize(
    ("most", "step"), [(1, 1), (4, 1), (5, 2), (12, 5), (30, 10), (90, 50), (4000, 1000)]
)
def test_the_ground_is_ruled_in_round_numbers(most, step):
    assert ground(most) == step


def test_the_keyboard_walks_the_bars_and_opens_one(plot):
    wanted: list[str] = []
    plot.chosen.connect(wanted.append)
    plot.show_months(MONTHS)
    assert plot.accessibleDescription() == "February 2024: 3 documents (Mails 1, Chats 2)"
    for key in ("Left", "Left", "Return", "Home", "Return", "Left", "End", "Right", "Enter"):
        QTest.keyClick(plot, getattr(Qt.Key, f"Key_{key}"))

    assert wanted == ["2023-12", "2023-11", "2024-02"]
    assert plot.words(1) == "December 2023: 0 documents"


def test_a_click_leads_to_the_list_behind_it(plot, qtbot):
    wanted: list[str] = []
    plot.chosen.connect(wanted.append)
    plot.show_months(MONTHS)
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot._place(0).center().toPoint())
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(1, 100))
    QTest.mouseMove(plot, plot._place(0).center().toPoint())

    assert wanted == ["2023-11"]


def test_where_there_is_no_room_for_months_years_are_shown(plot):
    plot.show_months({"1990-01": {Kind.MAIL: 1}, "2024-02": {Kind.EVENT: 2}, "x": {Kind.MAIL: 1}})

    assert len(plot.bars) == 35
    assert plot.words(0) == "1990: 1 document"


def test_it_is_painted_with_much_little_and_nothing(plot):
    for months in ({}, {"2024-01": {Kind.CHAT: 1}}, filled({"2015-01": {Kind.MAIL: 1}} | MONTHS)):
        plot.show_months(months)
        plot.setFocus()
        assert not plot.grab().isNull()
    QTest.keyClick(Plot(), Qt.Key.Key_Left)
