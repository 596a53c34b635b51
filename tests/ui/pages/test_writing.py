"""The page of writing: a tab for each section, and no reply outlives the memory."""

from __future__ import annotations

from memory.types import DocumentId
from tests.ui.fake_replying import FakeReplying
from ui.pages.writing import WritingPage
from ui.replies import open_reply
from ui.reply_sheet import ReplySheet


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
