"""What a letter asks, and what the memory holds on each of it, with citations that open."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant.replying.asked import Ask, Day, Way
from assistant.replying.facts import Fact
from assistant.replying.replying import Prepared
from memory.types import Passage
from ui.parts import Sentence, Words, empty_out
from ui.passage_card import headline, origin
from ui.render import one_line
from ui.theme import XS, S

LONGEST = 200  # characters of a fact that are shown


class AskedList(QWidget):
    """Each ask in the letter's words; a click opens it there, and each fact where it stands."""

    opened = Signal(object)  # the Passage that is to be shown
    asked_at = Signal(int, int)  # the characters of the letter that are to be shown

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(XS)

    def show_asked(self, prepared: Prepared) -> None:
        empty_out(self._box)
        for n, ask in enumerate(prepared.letter.asks):
            one = Sentence(self._said(ask))
            one.clicked.connect(partial(self._at, ask))
            self._box.addWidget(one)
            for at, fact in enumerate(prepared.facts, 1):
                if fact.ask == n:
                    self._box.addWidget(self._fact(fact, at))
            if n in prepared.missing:
                self._box.addWidget(
                    Words(self.tr("Nothing in your memory answers this."), role="quiet", wrap=True)
                )
            self._box.addSpacing(S)
        if not prepared.letter.asks:
            nothing = self.tr("Nothing is asked, as far as rules can tell.")
            self._box.addWidget(Words(nothing, role="quiet", wrap=True))

    def clear(self) -> None:
        empty_out(self._box)

    def _said(self, ask: Ask) -> str:
        days = ", ".join(map(when_said, ask.days))
        due = _tr("by {day}").format(day=when_said(ask.due)) if ask.due else ""
        about = " · ".join(filter(None, (way_said(ask.way), days, due)))
        return f"{about}: {one_line(ask.text)}"

    def _fact(self, fact: Fact, number: int) -> QWidget:
        words = one_line(fact.text)
        told = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
        where = f"{headline(fact.passage)}, {origin(fact.passage)}"
        if fact.busy is not None:
            said = self.tr("Your calendar has “{what}” on that day").format(what=told)
        else:
            said = f"{number}  “{told}” – {where}"
        if fact.private and fact.busy is None:
            said = f"{said} · {self.tr('not in the draft unless you say so')}"
        one = Sentence(said, picture="passages" if fact.busy is None else "event")
        one.clicked.connect(partial(self._open, fact.passage))
        return one

    def _open(self, passage: Passage) -> None:
        self.opened.emit(passage)

    def _at(self, ask: Ask) -> None:
        self.asked_at.emit(ask.start, ask.end)


def way_said(way: Way) -> str:
    return {
        Way.QUESTION: _tr("Question"),
        Way.REQUEST: _tr("Request"),
        Way.INVITATION: _tr("Invitation"),
    }[way]


def when_said(day: Day) -> str:
    """Say a time as short as a list wants it."""
    if day.begins == day.last:
        return f"{day.begins:%d.%m.%Y} {day.clock}".strip()
    return f"{day.begins:%d.%m.}–{day.last:%d.%m.%Y}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("reply", text)
