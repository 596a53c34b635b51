from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from assistant.explaining.threads import Sort, Summary
from tests.ui.fake_explaining import DUE, a_line
from ui.parts import Sentence
from ui.thread_summary import ThreadSummary

SUMMARY = Summary(
    (
        a_line(Sort.PROMISE, "I bring <b>it</b>.", 1, due=DUE, agreed="Yes"),
        a_line(Sort.DATE, "Out it comes.", 3, due=DUE),
        a_line(Sort.LAST, "Bye now.", 2),
    ),
    5,
    ("Ada", "Bo", "Cy", "Dee", "Eve", "Fay"),
)


@pytest.fixture
def shown(qtbot):
    made = ThreadSummary()
    qtbot.addWidget(made)
    made.tell(SUMMARY)
    return made


def test_lines_stand_under_what_they_are_with_who_and_by_when(shown):
    first, dated, last = shown.findChildren(Sentence)

    assert first.text_shown == (
        "“I bring <b>it</b>.” You · 3 November 2026 · by 20 November 2026 · agreed: “Yes”"
    )
    assert dated.text_shown == "20 November 2026: “Out it comes.” Bo · 3 November 2026"
    assert last.text_shown == "“Bye now.” Bo · 3 November 2026"
    said = [label.text() for label in shown.findChildren(QLabel)]
    assert "The last word" in said
    assert "Asked, and nobody else has written since" not in said
    assert shown.title.text() == "5 letters · Ada · Bo · Cy · Dee · +2"


def test_a_line_leads_to_its_place(shown, qtbot):
    with qtbot.waitSignal(shown.quote_wanted) as told:
        shown.findChildren(Sentence)[0].click()

    assert told.args == ["d1", 1, 10]


def test_a_thread_of_nothing_says_so(shown, qtbot):
    shown.tell(Summary((), 1, ("Bo",)))
    qtbot.wait(10)

    assert shown.findChildren(Sentence) == []
    assert "There is nothing to read here." in [one.text() for one in shown.findChildren(QLabel)]


def test_what_was_shown_is_let_go(shown, qtbot):
    shown.shut.click()
    qtbot.wait(10)

    assert shown.isHidden()
    assert shown.findChildren(Sentence) == []
    assert shown.title.text() == ""
    assert shown.documents == frozenset()
