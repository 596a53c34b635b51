"""Whom may be asked, as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QObject

from ui.itemmodels.rows import RowsModel
from ui.render import one_line

NAME, MODEL, WHERE, WHOSE = range(4)


class Provider(Protocol):
    """An endpoint that the user set up, as the program knows it."""

    @property
    def name(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def mine(self) -> bool: ...
    @property
    def unrewritten(self) -> bool: ...
    @property
    def price(self) -> tuple[float, float] | None: ...


class Priced(Provider, Protocol):
    def estimate(self, characters: int) -> float | None:
        """Return about what it costs to send so many characters; None with no price set."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A provider as the user wrote it down; what it may be the program judges."""

    name: str
    form: str
    address: str
    model: str
    mine: bool = False
    unrewritten: bool = False
    price: tuple[float, float] | None = None


def _tr(text: str) -> str:
    return QCoreApplication.translate("providers", text)


def host(provider: Provider) -> str:
    """Return where its words go, as short as that can be said."""
    try:
        return urlsplit(provider.address).netloc or provider.address
    except ValueError:
        return provider.address


def whose(provider: Provider) -> str:
    if not provider.mine:
        return _tr("others'")
    return _tr("mine, as it is") if provider.unrewritten else _tr("mine")


class ProvidersModel(RowsModel[Provider]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([_tr("Name"), _tr("Model"), _tr("Where"), _tr("Whose")], parent)

    def words(self, one: Provider, column: int) -> str:
        return [one_line(one.name), one_line(one.model), one_line(host(one)), whose(one)][column]
