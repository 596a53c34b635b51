"""What was done to claims, newest first, under the days on which it was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import QObject

from memory.types import Change, ClaimId
from ui.claim_words import author, deed, reason
from ui.itemmodels.grouped import GroupedModel
from ui.phrases import clock, day


class ChangesModel(GroupedModel):
    """Holds changes already read, and what the claims said that they were done to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._said: dict[ClaimId, str] = {}

    def show_changes(self, changes: Sequence[Change], said: Mapping[ClaimId, str]) -> None:
        """Show these; of a claim that nothing speaks of any more, say what it said before."""
        there = {change.claim for change in changes}
        known = {id: words for id, words in self._said.items() if id in there}
        self._said = known | {id: words for id, words in said.items() if id in there}
        days = groupby(changes, key=lambda change: day(change.at))
        self.show_groups([(heading, list(rows)) for heading, rows in days])

    def forget(self) -> None:
        """Hold nothing of what was shown."""
        self._said = {}
        self.show_groups([])

    def said(self, change: Change) -> str:
        return self._said.get(change.claim) or self.tr("Nothing speaks of this any more")

    def what(self, change: Change) -> str:
        """When, by whom, what, and why, on one line."""
        undone = self.tr("undone") if change.undone else ""
        said = [clock(change.at), author(change), deed(change), reason(change), undone]
        return " · ".join(filter(None, said))

    def words(self, one: Change) -> str:
        return f"{self.said(one)} · {self.what(one)}"
