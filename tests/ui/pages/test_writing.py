"""The page of writing: a tab for each section, and no reply outlives the memory."""

from __future__ import annotations

from memory.types import DocumentId
from tests.ui.fake_replying import FakeReplying
from ui.pages.writing import WritingPage
from ui.reply_sheet import ReplySheet, open_reply


def test_each_section_has_its_tab(qtbot, desk):
    page = WritingPage(desk)
    qtbot.addWidget(page)
    page.begin()
    page.focus()

    assert page.tabs.count() == page.views.count() == len(page.sections)


def test_replies_close_with_the_memory(qtbot, desk, memory):
    memory.replying = FakeReplying()
    page = WritingPage(desk)
    qtbot.addWidget(page)
    sheet = open_reply(desk, page, DocumentId("d"))
    qtbot.waitUntil(lambda: sheet.text.toPlainText() != "")
    page.leave_memory()

    qtbot.waitUntil(lambda: not page.findChildren(ReplySheet))
