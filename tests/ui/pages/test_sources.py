from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from memory.types import Source, Unread
from tests.ui.fakes import NOW
from ui.pages.sources import SourcesPage
from ui.sure import Sure

MAIL = Source("Mail {n}", Path("/home/ada/mail.mbox"), False, 12, 1, NOW)


@pytest.fixture
def page(qtbot, desk):
    made = SourcesPage(desk)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.begin()
    return made


@pytest.fixture
def filled(page, memory, qtbot):
    memory.the_sources = [MAIL]
    memory.the_unread = [Unread(Path("/home/ada/scan.pdf"), "", "This PDF is protected.")]
    page.begin()
    qtbot.waitUntil(lambda: page.unread.rowCount() == 1)
    return page


def test_an_empty_page_says_what_to_do(page):
    assert page.pages.currentWidget() is page.empty
    assert not page.again_button.isEnabled()


def test_what_was_not_read_is_listed_by_name_and_reason(filled):
    assert filled.missing_title.text() == "1 could not be read in Mail {n}"
    assert filled.unread.index(0, 1).data() == "This PDF is protected."
    assert filled.counts.text() == "1 source · 12 documents"


def test_what_is_dropped_is_read(page, memory, qtbot):
    page.dropped.emit([Path("/home/ada/chat.txt")])
    qtbot.waitUntil(lambda: page.said.isVisible())

    assert memory.read_paths == [Path("/home/ada/chat.txt")]
    assert page.said.text() == "3 documents read."
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def test_a_source_is_paused_and_resumed(filled, memory, qtbot):
    filled.pause_button.click()
    qtbot.waitUntil(lambda: filled.pause_button.accessibleName() == "Resume")
    assert memory.the_sources[0].paused

    filled.pause_button.click()
    qtbot.waitUntil(lambda: not memory.the_sources[0].paused)


def test_a_paused_source_is_not_read_again_and_says_why(filled, qtbot):
    filled.pause_button.click()
    qtbot.waitUntil(lambda: not filled.again_button.isEnabled())
    assert "Resume it first" in filled.again_button.toolTip()

    filled.pause_button.click()
    qtbot.waitUntil(filled.again_button.isEnabled)
    assert filled.again_button.toolTip() == ""


def test_removing_says_what_falls_with_it_and_asks(filled, memory, qtbot):
    filled.remove_button.click()
    box = filled.findChild(QMessageBox)
    assert "12 documents" in box.informativeText()
    assert memory.the_sources == [MAIL]

    next(b for b in box.buttons() if b.text() == "Remove").click()
    qtbot.waitUntil(lambda: filled.pages.currentWidget() is filled.empty)
    assert memory.the_sources == []
    assert filled.operations.runs.runs[0].title == "Remove Mail {n}"


def test_reading_again_is_one_click(filled, memory, qtbot):
    with qtbot.waitSignal(filled.operations.read):
        filled.again_button.click()


def test_while_it_reads_the_page_looks_at_the_numbers(page, memory, qtbot):
    memory.pace, memory.files = 0.01, 400
    page.read_sample()
    assert page._timer.isActive()
    page.operations.stop_run(page.operations.runs.runs[0])
    qtbot.waitUntil(lambda: not page._timer.isActive())


def test_erasing_a_source_tells_what_went(filled, memory, qtbot):
    filled.erase_button.click()
    qtbot.waitUntil(lambda: filled.findChild(Sure) is not None)
    dialog = filled.findChild(Sure)
    dialog.check.click()
    dialog.yes.click()
    qtbot.waitUntil(lambda: filled.said.text() == "Erased: 12 documents.")

    assert memory.keeping.erased == [{"source": "Mail {n}"}]
