"""Privacy: what leaves of a text, by which rules, where it may go, and what left."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.operations import Operations
from ui.pages.privacy_rules import YourRules
from ui.pages.privacy_try import TryIt
from ui.pages.sections import SectionedPage


def _tr(text: str) -> str:
    return QCoreApplication.translate("privacy", text)


class PrivacyPage(SectionedPage):
    """A tab for each section."""

    name = "privacy"

    def __init__(self, operations: Operations) -> None:
        self.bench = TryIt(operations)
        self.rules = YourRules(operations)
        super().__init__(_tr("Privacy"), _tr("Which part of privacy"), [self.bench, self.rules])
