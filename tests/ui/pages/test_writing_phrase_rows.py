"""A row stays chosen while the rows around it change; keys do what they say."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from memory.snippets import Snippet
from ui.itemmodels.phrases import NAME, USED, SnippetsModel
from ui.pages.writing_phrase_rows import Rows

ROWS = [Snippet(";a", "one", 3), Snippet(";b", "two", 1), Snippet(";c", "three", 2)]


@pytest.fixture
def table(qtbot):
    made: Rows[Any] = Rows("Snippets", SnippetsModel(), lambda one: one.name)
    qtbot.addWidget(made)
    made.show_rows(ROWS)
    return made


@pytest.fixture
def told(table):
    heard: list[str] = []
    table.chosen.connect(lambda one: heard.append(one.name))
    table.entered.connect(lambda: heard.append("entered"))
    table.deleted.connect(lambda: heard.append("deleted"))
    return heard


def test_none_is_chosen_before_somebody_chooses(table, told):
    table.show_rows(ROWS)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    QTest.keyClick(table, Qt.Key.Key_Return)

    assert table.selected() is None
    assert told == []


def test_the_same_stays_chosen_or_what_comes_in_its_place(table, told):
    table.selectRow(1)
    table.show_rows([Snippet(";0", "zero"), *ROWS])
    assert table.selected().name == ";b"
    table.show_rows([ROWS[0], ROWS[2]])
    assert table.selected().name == ";c"
    table.show_rows([ROWS[0]])
    assert table.selected().name == ";a"
    table.show_rows([])

    assert table.selected() is None
    assert told == [";b", ";b", ";c", ";a"]


def test_one_that_is_to_come_is_chosen_when_it_comes(table):
    table.want(";z")
    table.show_rows([*ROWS, Snippet(";z", "last")])

    assert table.selected().name == ";z"


def test_what_was_chosen_is_chosen_again(table):
    table.selectRow(2)
    table.clearSelection()
    assert table.restore()
    assert table.selected().name == ";c"
    table.show_rows([])
    assert not table.restore()


def test_a_row_is_found_however_they_are_sorted(table):
    table.sortByColumn(USED, Qt.SortOrder.AscendingOrder)
    table.selectRow(0)
    assert table.selected().name == ";b"
    table.sortByColumn(NAME, Qt.SortOrder.DescendingOrder)
    table.want(";a")
    table.show_rows(ROWS)

    assert table.selected().name == ";a"
    assert table.currentIndex().row() == 2


def test_enter_goes_in_and_del_takes_out(table, told):
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    QTest.keyClick(table, Qt.Key.Key_Down)

    assert told == [";a", "entered", "deleted", ";b"]
