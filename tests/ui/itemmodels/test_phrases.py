from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from memory.expansions import Chosen
from memory.snippets import Snippet
from tests.ui.fake_shorthand import AT, HOME, OFFERED
from ui.itemmodels.phrases import LearnedModel, SnippetsModel, whence
from ui.itemmodels.rows import SORT

ONCE = Chosen("iwbhb7", HOME, 1, 0, never=False, at=AT)


def row(model, n=0, role=Qt.ItemDataRole.DisplayRole):
    return [model.index(n, column).data(role) for column in range(model.columnCount())]


def test_a_snippet_is_one_line_with_how_often_it_was_used():
    model = SnippetsModel()
    model.show_rows([Snippet(";a", "one\ntwo", 0), Snippet(";b", "three", 2)])

    assert row(model) == [";a", "one two", "–"]
    assert row(model, 1) == [";b", "three", "2 times"]
    assert row(model, 1, SORT)[2] == 2


def test_a_phrase_says_how_often_it_was_chosen_or_that_it_is_not_offered():
    model = LearnedModel()
    model.show_rows([ONCE, replace(ONCE, chosen=12), replace(ONCE, never=True)])

    assert row(model) == ["iwbhb7", HOME, "once"]
    assert row(model, 1)[2] == "12 times"
    assert row(model, 2)[2] == "never offered"
    assert [row(model, n, SORT)[2] for n in range(3)] == [1, 12, -1]


def test_a_candidate_says_where_it_is_from():
    assert [whence(one) for one in OFFERED[:3]] == ["yours, 3 times", "yours, once", "put together"]
