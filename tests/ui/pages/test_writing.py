"""The page of writing: a tab for each section, and no reply outlives the memory."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from memory.types import DocumentId
from tests.ui.fake_replying import FakeReplying
from ui.pages import writing
from ui.pages.writing import WritingPage
from ui.replies import open_reply
from ui.reply_sheet import ReplySheet


class Part(QWidget):
    """A section that notes what is asked of it."""

    def __init__(self, title):
        super().__init__()
        self.title, self.did = title, []

    def begin(self):
        self.did.append("begin")

    def leave_memory(self):
        self.did.append("leave")

    def focus(self):
        self.did.append("focus")


@pytest.fixture
def parts(monkeypatch):
    made = [Part("One"), Part("Two")]
    monkeypatch.setattr(writing, "sections", lambda _operations: made)
    return made


@pytest.fixture
def page(qtbot, desk, parts):
    made = WritingPage(desk)
    qtbot.addWidget(made)
    return made


def test_every_section_has_a_tab_in_its_order(page, parts):
    assert [page.tabs.tabText(n) for n in range(page.tabs.count())] == ["One", "Two"]
    page.tabs.setCurrentIndex(1)

    assert page.views.currentWidget() is parts[1]


def test_all_hear_of_the_memory_and_the_shown_one_gets_the_focus(page, parts):
    page.begin()
    page.tabs.setCurrentIndex(1)
    page.focus()
    page.leave_memory()

    assert parts[0].did == ["begin", "leave"]
    assert parts[1].did == ["begin", "focus", "leave"]


def test_every_section_is_one(desk, qtbot):
    page = WritingPage(desk)
    qtbot.addWidget(page)

    assert len(page.sections) == page.tabs.count() > 0
    page.begin()
    page.focus()
    page.leave_memory()


def test_replies_close_with_the_memory(qtbot, desk, memory):
    memory.replying = FakeReplying()
    page = WritingPage(desk)
    qtbot.addWidget(page)
    sheet = open_reply(desk, page, DocumentId("d"))
    qtbot.waitUntil(lambda: sheet.text.toPlainText() != "")
    page.leave_memory()

    qtbot.waitUntil(lambda: not page.findChildren(ReplySheet))
