"""What is held, in tables: groups of documents, documents by date, people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QGuiApplication

from memory.held import Listed
from memory.types import Kind
from ui.icons import OF_KIND, icon
from ui.itemmodels.rows import RowsModel
from ui.phrases import day, number, when
from ui.render import one_line

if TYPE_CHECKING:
    from assistant.profile.people import Known

NAME, DOCUMENTS, FIRST, LAST = range(4)  # of groups
DATE, TITLE, PEOPLE = range(3)  # of documents
PERSON, RELATION, CONTACT, TIMES = range(4)


def _tr(text: str) -> str:
    return QCoreApplication.translate("held", text)


@dataclass(frozen=True, slots=True)
class Grouped:
    """A source, a kind or a person, with how much there is of it."""

    name: str = field(repr=False)
    documents: int
    first: datetime | None
    last: datetime | None
    source: str = ""
    kind: Kind | None = None
    person: int | None = None


class GroupsModel(RowsModel[Grouped]):
    numbers = frozenset({DOCUMENTS})

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([_tr("Name"), _tr("Documents"), _tr("From"), _tr("To")], parent)

    def words(self, one: Grouped, column: int) -> str:
        return [
            one_line(one.name),
            number(one.documents),
            day(one.first) if one.first else "–",
            day(one.last) if one.last else "–",
        ][column]

    def sorts_by(self, one: Grouped, column: int) -> Any:
        plain = {DOCUMENTS: one.documents, FIRST: _stamp(one.first), LAST: _stamp(one.last)}
        return plain.get(column, one.name.casefold())


class ListedModel(RowsModel[Listed]):
    """Documents in the order in which they were given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([_tr("Date"), _tr("Title"), _tr("People")], parent)

    def words(self, one: Listed, column: int) -> str:
        if column == DATE:
            return when(one.date)
        if column == TITLE:
            return one_line(one.title) or one_line(one.path.name) or _tr("Without a title")
        return ", ".join(map(one_line, one.people)) or "–"

    def picture(self, one: Listed, column: int) -> Any:
        return icon(OF_KIND[one.kind], QGuiApplication.palette()) if column == TITLE else None


class PeopleModel(RowsModel["Known"]):
    numbers = frozenset({TIMES})

    def __init__(self, parent: QObject | None = None) -> None:
        headers = [_tr("Name"), _tr("Who"), _tr("Last contact"), _tr("Contacts")]
        super().__init__(headers, parent)

    def words(self, one: Known, column: int) -> str:
        person = one.person
        return [
            one_line(person.name) or _tr("Without a name"),
            _tr("you") if one.is_user else one_line(one.relation) or "–",
            when(person.last) if person.last else "–",
            number(person.contacts),
        ][column]

    def sorts_by(self, one: Known, column: int) -> Any:
        person = one.person
        plain = {CONTACT: _stamp(person.last), TIMES: person.contacts}
        return plain.get(column, self.words(one, column).casefold())


def _stamp(moment: datetime | None) -> float:
    return moment.timestamp() if moment else float("-inf")
