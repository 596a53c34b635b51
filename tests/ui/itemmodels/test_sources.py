from __future__ import annotations

from pathlib import Path

from memory.types import Source
from tests.ui.fakes import NOW
from ui.itemmodels.rows import SORT
from ui.itemmodels.sources import DOCUMENTS, READ, STATE, UNREAD, SourcesModel

MAIL = Source("Mail", Path("/home/ada/mail.mbox"), False, 12400, 3, NOW)
NOTES = Source("Notes", Path("/home/ada/notes"), False, 9, 0, None)


def test_it_keeps_the_rules_of_item_models(qtmodeltester):
    model = SourcesModel()
    qtmodeltester.check(model)
    model.show_rows([MAIL, NOTES])

    row = [model.index(0, column).data() for column in range(model.columnCount())]
    assert row == ["Mail", "/home/ada/mail.mbox", "12,400", "3", "3 March 2024", "up to date"]


def test_what_is_not_whole_says_so_and_whether_it_is_under_way():
    model = SourcesModel()
    model.show_rows([NOTES])
    assert model.index(0, STATE).data() == "read in part"
    assert [model.index(0, c).data() for c in (UNREAD, READ)] == ["–", "–"]

    model.set_reading(True)
    assert model.index(0, STATE).data() == "being read"


def test_numbers_are_sorted_as_numbers():
    model = SourcesModel()
    model.show_rows([MAIL, NOTES])

    assert model.data(model.index(0, DOCUMENTS), SORT) == 12400


def test_moving_numbers_keep_the_rows(qtbot):
    model = SourcesModel()
    model.show_rows([MAIL])
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_rows([MAIL])
