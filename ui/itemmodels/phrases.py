"""Shorthand as tables: snippets and phrases that were chosen; and what is said of a candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject

from ui.itemmodels.rows import RowsModel
from ui.phrases import counted
from ui.render import one_line

if TYPE_CHECKING:
    from memory.expansions import Chosen

NAME, TEXT, USED = range(3)  # of snippets
SHORT, PHRASE, TIMES = range(3)  # of phrases that were chosen


class Snippet(Protocol):
    """A text of the user's under a short name."""

    @property
    def name(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def used(self) -> int: ...


class Candidate(Protocol):
    """What an abbreviation may stand for."""

    @property
    def text(self) -> str: ...
    @property
    def own(self) -> bool: ...
    @property
    def count(self) -> int: ...


def _tr(text: str) -> str:
    return QCoreApplication.translate("shorthand", text)


def whence(one: Candidate) -> str:
    """Say where a candidate is from."""
    if not one.own:
        return _tr("put together")
    return counted(one.count, _tr("yours, once"), _tr("yours, {n} times"))


def times(one: Chosen) -> str:
    """Say how often a phrase was chosen, or that it is not wanted."""
    if one.never:
        return _tr("never offered")
    return counted(one.chosen, _tr("once"), _tr("{n} times"))


class SnippetsModel(RowsModel["Snippet"]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([_tr("Name"), _tr("Text"), _tr("Used")], parent)

    def words(self, one: Snippet, column: int) -> str:
        used = counted(one.used, _tr("once"), _tr("{n} times")) if one.used else "–"
        return [one_line(one.name), one_line(one.text), used][column]

    def sorts_by(self, one: Snippet, column: int) -> Any:
        return one.used if column == USED else super().sorts_by(one, column)


class LearnedModel(RowsModel["Chosen"]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([_tr("Short"), _tr("Phrase"), _tr("Chosen")], parent)

    def words(self, one: Chosen, column: int) -> str:
        return [one_line(one.short), one_line(one.text), times(one)][column]

    def sorts_by(self, one: Chosen, column: int) -> Any:
        if column == TIMES:
            return -1 if one.never else one.chosen
        return super().sorts_by(one, column)
