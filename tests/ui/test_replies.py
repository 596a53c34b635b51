"""Replies are windows of their own, any number of them, and close with the memory."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from memory.types import DocumentId
from tests.ui.fake_replying import FakeReplying
from ui.replies import close_replies, open_reply


def test_each_is_a_window_and_all_close_together(qtbot, desk, memory):
    memory.replying = FakeReplying()
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    sheets = [open_reply(desk, window, DocumentId("d")) for _ in range(2)]
    qtbot.waitUntil(lambda: all(sheet.text.toPlainText() != "" for sheet in sheets))
    assert all(sheet.isWindow() and sheet.isVisible() for sheet in sheets)

    close_replies(window)
    qtbot.waitUntil(lambda: not any(sheet.isVisible() for sheet in window.findChildren(QWidget)))
