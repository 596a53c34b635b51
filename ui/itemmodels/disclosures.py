"""What left, as a table: a row for each request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject

from ui.itemmodels.rows import RowsModel
from ui.phrases import size, when
from ui.render import one_line

AT, TO, PURPOSE, SIZE, STATE = range(5)


class Covered(Protocol):
    """Something that did not leave: its kind, and what stood for it."""

    @property
    def kind(self) -> str: ...
    @property
    def placeholder(self) -> str: ...


class Disclosure(Protocol):
    """One request that left, as the ledger has it; what was erased is None."""

    @property
    def id(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def purpose(self) -> str: ...
    @property
    def provider(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def mine(self) -> bool: ...
    @property
    def size(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def body(self) -> bytes | None: ...
    @property
    def answer(self) -> bytes | None: ...
    @property
    def hidden(self) -> Sequence[Covered]: ...
    @property
    def cost(self) -> Mapping[str, float]: ...
    @property
    def failure(self) -> str: ...


def _tr(text: str) -> str:
    return QCoreApplication.translate("disclosures", text)


def became(one: Disclosure) -> str:
    """Say what became of a request."""
    if one.body is None:
        return _tr("erased")
    return {"answered": _tr("answered"), "failed": _tr("failed")}.get(one.state, _tr("no answer"))


def to_whom(one: Disclosure) -> str:
    whose = _tr("{provider}, your own server") if one.mine else _tr("{provider}")
    return whose.replace("{provider}", one_line(one.provider))


class DisclosuresModel(RowsModel[Disclosure]):
    numbers = frozenset({SIZE})

    def __init__(self, parent: QObject | None = None) -> None:
        headers = [_tr("When"), _tr("To"), _tr("For"), _tr("Size"), _tr("Outcome")]
        super().__init__(headers, parent)

    def words(self, one: Disclosure, column: int) -> str:
        return [
            when(one.at),
            to_whom(one),
            one_line(one.purpose),
            size(one.size),
            became(one),
        ][column]

    def sorts_by(self, one: Disclosure, column: int) -> Any:
        if column == AT:
            return one.at.timestamp()
        return one.size if column == SIZE else super().sorts_by(one, column)
