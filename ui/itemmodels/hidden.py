"""What is hidden of a text: where it stands on both sides, and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QGuiApplication

from ui.itemmodels.rows import RowsModel
from ui.kinds import called, sample
from ui.render import one_line

KIND, WRITTEN, LEAVES, WHY = range(4)


class Hidden(Protocol):
    """Something that does not leave: where it stands, and what stands for it."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def placeholder(self) -> str: ...
    @property
    def why(self) -> str: ...


class Preview(Protocol):
    """What would leave of a text.  Where it is blocked nothing does, and ``reason`` says why."""

    @property
    def outgoing(self) -> str: ...
    @property
    def hidden(self) -> Sequence[Hidden]: ...
    @property
    def blocked(self) -> bool: ...
    @property
    def reason(self) -> str: ...
    @property
    def audit(self) -> str: ...


Place = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something hidden, as it is shown: ``left`` and ``right`` are places in Qt's units.

    ``right`` is None where nothing of what leaves stands for it, ``left`` where it was
    hidden in the user's own words for what leaves.
    """

    hidden: Hidden = field(repr=False)
    said: str = field(repr=False)  # what the user wrote
    left: Place
    right: Place
    decided: bool = False  # by words of the user's own: there is no more to decide

    @property
    def kind(self) -> str:
        return str(self.hidden.kind)


def marks_of(text: str, preview: Preview) -> list[Mark]:
    """Return what is hidden in a text, in order, with its place on both sides."""
    hidden = sorted(preview.hidden, key=lambda one: one.start)
    left = in_units(text, [at for one in hidden for at in (one.start, one.end)])
    put = _put(preview.outgoing, hidden)
    known = iter(in_units(preview.outgoing, [at for ends in put if ends for at in ends]))
    return [
        Mark(
            one,
            text[one.start : one.end],
            (left[2 * n], left[2 * n + 1]),
            (next(known), next(known)) if ends else None,
        )
        for n, (one, ends) in enumerate(zip(hidden, put, strict=True))
    ]


def reworded(marks: Sequence[Mark], text: str, preview: Preview) -> list[Mark]:
    """Return what is hidden once the user put what leaves in words of their own.

    What was hidden before stays shown where its placeholder still stands, and is decided.
    """
    put = _put(preview.outgoing, [mark.hidden for mark in marks])
    places = in_units(preview.outgoing, [at for ends in put if ends for at in ends])
    known = iter(places)
    before = [
        replace(mark, right=(next(known), next(known)) if ends else None, decided=True)
        for mark, ends in zip(marks, put, strict=True)
    ]
    return [*before, *(replace(mark, left=None) for mark in marks_of(text, preview))]


def _put(outgoing: str, hidden: Sequence[Hidden]) -> list[Place]:
    """Find what stands for each: where it must be if all else was left, else the next such words.

    What leaves may be told quite differently, as an outline; then some is nowhere.
    """
    found: list[Place] = []
    end, shift = 0, 0
    for one in hidden:
        words, at = one.placeholder, one.start + shift
        if not words or not outgoing.startswith(words, at):
            at = outgoing.find(words, end) if words else -1
        if at < 0:
            found.append(None)
            continue
        end = at + len(words)
        shift = end - one.end
        found.append((at, end))
    return found


def in_units(text: str, places: Sequence[int]) -> list[int]:
    """Return places in a text as Qt counts: some characters are two of its units."""
    if text.isascii():
        return list(places)
    units, at, so_far = {}, 0, 0
    for place in sorted(set(places)):
        so_far += len(text[at:place].encode("utf-16-le", "surrogatepass")) // 2
        units[place] = so_far
        at = place
    return [units[place] for place in places]


def from_unit(text: str, unit: int) -> int:
    """Return the place in a text at which this unit of Qt's stands."""
    before = text.encode("utf-16-le", "surrogatepass")[: 2 * unit]
    return len(before.decode("utf-16-le", "ignore"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("hidden", text)


class HiddenModel(RowsModel[Mark]):
    """A row each, in the order of the text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([_tr("Kind"), _tr("You wrote"), _tr("What leaves"), _tr("Why")], parent)

    def words(self, one: Mark, column: int) -> str:
        return [
            called(one.kind).name,
            one_line(one.said),
            one_line(one.hidden.placeholder) if one.right else _tr("nothing"),
            one_line(one.hidden.why),
        ][column]

    def picture(self, one: Mark, column: int) -> Any:
        return sample(QGuiApplication.palette(), one.kind) if column == KIND else None
