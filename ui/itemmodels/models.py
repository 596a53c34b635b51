"""Language models as tables: those on this computer, and those that could be got."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject

from ui.itemmodels.jobs import Run
from ui.itemmodels.rows import RowsModel
from ui.phrases import number, size
from ui.render import one_line

if TYPE_CHECKING:
    from assistant.models.found import Skipped
    from assistant.models.installed import Installed
    from assistant.models.room import Offered

NAME, SIZE, PARAMETERS, CONTEXT, SPEED, TIER, STATE = range(7)  # of what is here
OFFER, NEEDS, FITS, LICENCE, GOT = range(5)  # of what could be got
FILE, WHY = range(2)  # of what cannot be used
ORDER = {"fits": 0, "tight": 1, "too large": 2}


def _tr(text: str) -> str:
    return QCoreApplication.translate("models", text)


def billions(parameters: int) -> str:
    """Say how large a model is, in the unit in which models are compared."""
    if parameters >= 950_000_000:
        return _tr("{n} billion").format(n=f"{parameters / 1e9:.1f}")
    return _tr("{n} million").format(n=number(round(parameters / 1e6)))


def may_do(tier: int) -> str:
    """Say what a model of this tier may do."""
    return [_tr("quotes only"), _tr("short answers"), _tr("drafts"), _tr("longer drafts")][tier]


class InstalledModel(RowsModel["Installed"]):
    """What can be used, and which of it writes."""

    numbers = frozenset({SIZE, CONTEXT, SPEED})

    def __init__(self, parent: QObject | None = None) -> None:
        headers = [_tr("Name"), _tr("Size"), _tr("Parameters"), _tr("Context"),
                   _tr("Tokens/s"), _tr("May do"), _tr("State")]  # fmt: skip
        super().__init__(headers, parent)
        self._in_use: Path | None = None

    def show_models(self, rows: list[Installed], in_use: Path | None) -> None:
        self._in_use = in_use
        if [one.path for one in rows] != [one.path for one in self._rows]:
            self.show_rows(rows)
        elif rows:  # the selection stays where only what is known of them moved
            self._rows = list(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, STATE))

    def is_used(self, one: Installed) -> bool:
        """Whether it writes the answers; what comes along stands for none that does."""
        return one.path == self._in_use or (self._in_use is None and one.origin == "embedded")

    def words(self, one: Installed, column: int) -> str:
        return [
            one_line(one.name),
            size(one.size),
            billions(one.parameters),
            number(one.context),
            number(round(one.speed)) if one.speed else "–",
            may_do(one.tier),
            self.state(one),
        ][column]

    def state(self, one: Installed) -> str:
        if self.is_used(one):
            return _tr("in use")
        return "–" if one.trusted else _tr("unknown file")

    def sorts_by(self, one: Installed, column: int) -> Any:
        plain = {SIZE: one.size, PARAMETERS: one.parameters, CONTEXT: one.context,
                 SPEED: one.speed, TIER: one.tier}  # fmt: skip
        return plain.get(column, self.words(one, column).casefold())


class OfferedModel(RowsModel["Offered"]):
    """What could be got, and how far each is."""

    numbers = frozenset({NEEDS})

    def __init__(self, parent: QObject | None = None) -> None:
        headers = [_tr("Model"), _tr("Needs"), _tr("Fits here"), _tr("Licence"), _tr("State")]
        super().__init__(headers, parent)
        self._runs: Mapping[str, Run] = {}

    def show_offered(self, rows: list[Offered], runs: Mapping[str, Run]) -> None:
        self._runs = runs
        if [one.offer.name for one in rows] != [one.offer.name for one in self._rows]:
            self.show_rows(rows)
        elif rows:
            self._rows = list(rows)
            self.look()

    def look(self) -> None:
        """Look again how far each is."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, GOT))

    def words(self, one: Offered, column: int) -> str:
        fits = {"fits": _tr("fits"), "tight": _tr("barely fits"), "too large": _tr("too large")}
        return [
            one_line(one.offer.title),
            _tr("about {size}").format(size=size(one.fit.needs)),
            fits[one.fit.verdict],
            one.offer.licence,
            self.state(one),
        ][column]

    def state(self, one: Offered) -> str:
        run = self._runs.get(one.offer.name)
        if one.installed:
            return _tr("installed")
        if run is not None and run.under_way and not run.paused:
            return _tr("being got")
        return _tr("got in part") if one.begun else "–"

    def sorts_by(self, one: Offered, column: int) -> Any:
        plain = {OFFER: one.offer.parameters, NEEDS: one.fit.needs, FITS: ORDER[one.fit.verdict]}
        return plain.get(column, self.words(one, column).casefold())


class SkippedModel(RowsModel["Skipped"]):
    """Files that were found and are not used, each with its reason."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([_tr("Not used"), _tr("Why")], parent)

    def words(self, one: Skipped, column: int) -> str:
        return one_line(str(one.path) if column == FILE else one.reason)
