"""Why this answer: each step of the search, what it did and how long it took, and without it."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from memory.types import Answer, Passage, Stage
from ui.parts import BOX, Button, Check, Words, column, row
from ui.passage_card import headline
from ui.phrases import taken
from ui.theme import HIT, XS, S, colours

BAR = (56, 4)  # the width of the longest time, and the height of all
MOST = 30  # passages of which it is told why; more say nothing new


def _tr(text: str) -> str:
    return QCoreApplication.translate("why", text)


def switches() -> dict[str, str]:
    """Return what can be left out of a search, and what it is called."""
    return {
        "people": _tr("The people meant"),
        "time": _tr("The time asked for"),
        "words": _tr("The same words"),
        "meaning": _tr("The same meaning"),
        "neighbours": _tr("What stands beside"),
        "around": _tr("What stands around"),
        "newer first": _tr("The newer first"),
        "diversity": _tr("Nothing twice"),
        "profile": _tr("What is believed of you"),
    }


def called(stage: str) -> str:
    """Return what a step is called."""
    fixed = {
        "model": _tr("Which model"),
        "filter": _tr("Which texts"),
        "rank": _tr("All of it together"),
        "quote": _tr("The sentence that answers"),
        "write": _tr("Writing"),
        "count": _tr("Counting"),
    }
    return (switches() | fixed).get(stage, stage)


class Bar(QWidget):
    """A time as a length; the number that says the same stands beside it."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.setFixedSize(*BAR)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme = colours(self.palette())
        width = max(self.share * self.width(), 2.0)
        for colour, length in ((theme.raised, float(self.width())), (theme.accent, width)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(0, 0, length, self.height()), 2, 2)


class Why(QWidget):
    """The steps, the first on top; those that can be left out have a tick that can be taken away.

    ``again`` carries the names of the steps that the question is to be asked without.
    """

    again = Signal(object)

    def __init__(self, answer: Answer, without: Collection[str] = ()) -> None:
        super().__init__()
        self.checks: dict[str, Check] = {}
        self._before = frozenset(without)
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        longest = max([stage.seconds for stage in answer.trace], default=0.0)
        left_out = [Stage(one, 0.0, _tr("left out")) for one in switches() if one in self._before]
        for at, stage in enumerate([*answer.trace, *left_out]):
            self._add(grid, 2 * at, stage, longest)
        self.button = Button(_tr("Ask again without this"), picture="again")
        self.button.clicked.connect(lambda: self.again.emit(self.without))
        parts: list[QWidget] = [Words(_tr("How the answer was found"), role="quiet")]
        stages = QWidget()
        stages.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        parts.append(stages)
        if self.checks:
            parts.append(
                Words(
                    _tr("Take a tick away to see what comes without it."), role="quiet", wrap=True
                )
            )
        box = column(*parts, row(self.button, None), gap=S)
        box.addSpacing(S)
        if answer.considered:
            box.addWidget(Words(_tr("What was considered, best first"), role="quiet"))
        for passage in answer.considered[:MOST]:
            box.addWidget(_considered(passage))
        self.setLayout(box)
        self._look()

    @property
    def without(self) -> frozenset[str]:
        """What is to be left out, as the ticks stand."""
        return frozenset(name for name, check in self.checks.items() if not check.isChecked())

    def _add(self, grid: QGridLayout, at: int, stage: Stage, longest: float) -> None:
        name = self._name(stage.name)
        note = Words(stage.note, role="quiet", wrap=True)
        note.setContentsMargins(BOX + S + 2, 0, 0, S)
        grid.addWidget(name, at, 0)
        grid.addWidget(note, at + 1, 0, 1, 3)
        if stage.name in self._before:
            return
        time = Words(taken(stage.seconds), role="quiet")
        time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(Bar(stage.seconds / longest if longest else 0.0), at, 1)
        grid.addWidget(time, at, 2)

    def _name(self, stage: str) -> QWidget:
        if stage not in switches() or stage in self.checks:
            fixed = Words(called(stage))
            fixed.setMinimumHeight(HIT)
            fixed.setContentsMargins(BOX + S + 2, 0, 0, 0)
            return fixed
        check = Check(called(stage))
        check.setChecked(stage not in self._before)
        check.toggled.connect(self._look)
        self.checks[stage] = check
        return check

    def _look(self) -> None:
        """Offer to ask again where the ticks differ from how it was asked."""
        several = len(self.without) > 1
        nothing = not self.without
        if nothing:
            self.button.say(_tr("Ask again with everything"))
        else:
            these, this = _tr("Ask again without these"), _tr("Ask again without this")
            self.button.say(these if several else this)
        self.button.setVisible(self.without != self._before)


def _considered(passage: Passage) -> QWidget:
    line = QWidget()
    box = QVBoxLayout(line)
    box.setContentsMargins(0, 0, 0, XS)
    box.setSpacing(0)
    box.addWidget(Words(headline(passage), wrap=True))
    box.addWidget(Words(passage.why, role="quiet", wrap=True))
    return line
