"""Privacy: what leaves of a text, by which rules, where it may go, and what left."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal

from ui.operations import Operations
from ui.pages.privacy_left import WhatLeft
from ui.pages.privacy_rules import YourRules
from ui.pages.privacy_stays import StaysHere
from ui.pages.privacy_try import TryIt
from ui.pages.privacy_where import WhereItMayGo
from ui.pages.sections import SectionedPage


def _tr(text: str) -> str:
    return QCoreApplication.translate("privacy", text)


class PrivacyPage(SectionedPage):
    """A tab for each section."""

    name = "privacy"
    wanted = Signal()  # it is to be turned to

    def __init__(self, operations: Operations) -> None:
        self.bench = TryIt(operations)
        self.rules = YourRules(operations)
        self.where = WhereItMayGo(operations)
        self.left = WhatLeft(operations)
        self.stays = StaysHere(operations)
        super().__init__(
            _tr("Privacy"),
            _tr("Which part of privacy"),
            [self.bench, self.rules, self.where, self.left, self.stays],
        )

    def show_ledger(self, row: int | None = None) -> None:
        """Show what left; of it this row, if one is named."""
        self.wanted.emit()
        self.show_section(self.left)
        if row is not None:
            self.left.show_row(row)
