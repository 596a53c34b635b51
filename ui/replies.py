"""Replies that are open: windows of their own, which close with the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from memory.types import DocumentId
from ui.operations import Operations

if TYPE_CHECKING:
    from ui.reply_sheet import ReplySheet


def open_reply(operations: Operations, parent: QWidget, id: DocumentId) -> ReplySheet:
    """Open the reply to a mail or chat beside the window."""
    from ui.reply_sheet import ReplySheet  # late: it knows what replying stands on

    sheet = ReplySheet(operations, parent.window(), id)
    sheet.show()
    sheet.raise_()
    sheet.activateWindow()
    return sheet


def close_replies(window: QWidget) -> None:
    """Let go of what was written: the memory is being closed."""
    from ui.reply_sheet import ReplySheet

    for sheet in window.findChildren(ReplySheet):
        sheet.close()
