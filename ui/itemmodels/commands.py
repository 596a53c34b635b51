"""The commands on a text as a table: those that come with the program, and the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from ui.itemmodels.rows import RowsModel
from ui.render import one_line

if TYPE_CHECKING:
    from assistant.writing.commands import Command

NAME, KEYS, WHOSE = range(3)


def _tr(text: str) -> str:
    return QCoreApplication.translate("commands", text)


def keys(command: Command) -> str:
    """Say which keys choose it in the popup: a letter is pressed with Alt."""
    own = command.shortcut
    return f"Alt+{own.upper()}" if len(own) == 1 else own


class CommandsModel(RowsModel["Command"]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([_tr("Command"), _tr("Keys"), _tr("Whose")], parent)

    def words(self, one: Command, column: int) -> str:
        return [
            one_line(one.title),
            keys(one) or "–",
            _tr("yours") if one.own else _tr("built in"),
        ][column]
