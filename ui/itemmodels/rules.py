"""The user's rules as a table: the sentence, and beside it what was understood."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject

from ui.itemmodels.rows import RowsModel
from ui.render import one_line

SENTENCE, UNDERSTOOD = range(2)


class Rule(Protocol):
    """A sentence of the user's, and what it does."""

    @property
    def sentence(self) -> str: ...
    @property
    def said(self) -> str: ...
    @property
    def draft(self) -> bool: ...


def _tr(text: str) -> str:
    return QCoreApplication.translate("rules", text)


class RulesModel(RowsModel[Rule]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([_tr("What you said"), _tr("What is done")], parent)

    def words(self, one: Rule, column: int) -> str:
        if column == SENTENCE:
            return one_line(one.sentence)
        waits = _tr("not confirmed: {done}") if one.draft else "{done}"
        return waits.replace("{done}", one_line(one.said))
