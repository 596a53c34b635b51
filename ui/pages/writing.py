"""Writing: how the user writes, what is done with a text, and what works in other programs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal

from ui.operations import Operations
from ui.pages.sections import SectionedPage
from ui.pages.writing_commands import WritingCommands
from ui.pages.writing_desktop import InOtherPrograms
from ui.pages.writing_phrases import SnippetsAndPhrases
from ui.pages.writing_style import HowYouWrite
from ui.replies import close_replies


def _tr(text: str) -> str:
    return QCoreApplication.translate("writing", text)


class WritingPage(SectionedPage):
    """A tab for each section."""

    name = "writing"
    add_source = Signal()

    def __init__(self, operations: Operations) -> None:
        style = HowYouWrite(operations)
        super().__init__(
            _tr("Writing"),
            _tr("Which part of writing"),
            [
                style,
                WritingCommands(operations),
                SnippetsAndPhrases(operations),
                InOtherPrograms(operations),
            ],
        )
        style.add_source.connect(self.add_source)

    def leave_memory(self) -> None:
        close_replies(self.window())
        super().leave_memory()
