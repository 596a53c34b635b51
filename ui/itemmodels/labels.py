"""What can bear a label, as a table: sources, people, conversations, and what bears one already."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QObject

from ui.itemmodels.rows import RowsModel
from ui.render import one_line

NAME, WHAT, LABEL = range(3)
STAYS, REWRITE, LEAVES = "stays here", "rewrite first", "may leave"  # strictest first


@dataclass(frozen=True, slots=True)
class Labelled:
    """Something of the memory, and the label that it bears itself; None is none."""

    what: str
    key: str | int = field(repr=False)
    name: str = field(repr=False)
    label: str | None = None


def _tr(text: str) -> str:
    return QCoreApplication.translate("labels", text)


def what_it_is(what: str) -> str:
    words = {
        "source": _tr("source"),
        "person": _tr("person"),
        "conversation": _tr("conversation"),
        "claim": _tr("sentence about you"),
    }
    return words.get(what, what)


def said(label: str | None) -> str:
    """Say a label; what bears none is rewritten first."""
    words = {
        STAYS: _tr("stays here"),
        REWRITE: _tr("rewrite first"),
        LEAVES: _tr("may leave"),
    }
    return words.get(str(label), _tr("–"))


class LabelsModel(RowsModel[Labelled]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([_tr("Name"), _tr("What it is"), _tr("Label")], parent)

    def words(self, one: Labelled, column: int) -> str:
        return [one_line(one.name), what_it_is(one.what), said(one.label)][column]

    def sorts_by(self, one: Labelled, column: int) -> object:
        strict = [STAYS, REWRITE, LEAVES, None]
        if column == LABEL:
            return strict.index(one.label) if one.label in strict else len(strict)
        return super().sorts_by(one, column)
