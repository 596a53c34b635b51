"""One person as a card: who they are, what is open, how one writes to them, what is believed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from memory.types import Claim, DocumentId, Status
from ui.claim_words import sentence, span, standing, sureness
from ui.flow import Flow
from ui.parts import Button, Elided, Words, let_cut
from ui.phrases import counted, day, number, when
from ui.render import one_line
from ui.theme import XS, L, M, S
from ui.told import Told

if TYPE_CHECKING:
    from assistant.profile.manners import Manner
    from assistant.profile.people import Card
    from assistant.profile.promises import Promise

Place = tuple[DocumentId, int, int]
MOST = 12  # claims that are shown; the rest stands on the profile page
TOLD_ABOVE = {"greeting", "closing", "writes_to"}  # slots of how one writes
FEW = 4  # of those that are not sure


def _tr(text: str) -> str:
    return QCoreApplication.translate("people", text)


class PersonCard(QWidget):
    """Tells which deed is wanted; the page does it."""

    quote_wanted = Signal(object, int, int)  # a document, from where to where
    documents_wanted = Signal()
    join_wanted = Signal()
    split_wanted = Signal()
    exposure_wanted = Signal()
    erase_wanted = Signal()

    def __init__(self, card: Card) -> None:
        super().__init__()
        self.card = card
        self.setAccessibleName(one_line(card.person.name))
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(S)
        self._add_head()
        self._add_facts()
        self._add_promises()
        self._add_manners()
        self._add_claims()
        self._add_deeds()
        let_cut(self)

    # -- its parts ---------------------------------------------------------

    def _add_head(self) -> None:
        known, person = self.card.known, self.card.person
        self.box.addWidget(
            Words(one_line(person.name) or _tr("Without a name"), role="title", wrap=True)
        )
        said = []
        if known.is_user:
            said.append(_tr("This is you."))
        elif known.relation:
            said.append(_tr("Your {relation}.").replace("{relation}", one_line(known.relation)))
        if person.aliases:
            names = ", ".join(map(one_line, person.aliases))
            said.append(_tr("Also called {names}.").replace("{names}", names))
        if said:
            self.box.addWidget(Words(" ".join(said), wrap=True))
        if self.card.namesakes:
            more = counted(
                self.card.namesakes,
                _tr("Somebody else has the same name."),
                _tr("{n} others have the same name."),
            )
            self.box.addWidget(Words(more, role="doubtful", wrap=True))

    def _add_facts(self) -> None:
        person = self.card.person
        rows = [
            (_tr("Last contact"), when(person.last) if person.last else _tr("never")),
            (_tr("First contact"), day(person.first) if person.first else ""),
            (_tr("Mails"), _both(person.mails_from, person.mails_to)),
            (_tr("Messages"), _both(person.messages_from, person.messages_to)),
        ]
        grid = QGridLayout()
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(1, 1)
        for at, (name, words) in enumerate((name, words) for name, words in rows if words):
            grid.addWidget(Words(name, role="quiet"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Words(words, wrap=True), at, 1)
        last = grid.rowCount()
        for offset, address in enumerate(person.addresses):
            if not offset:
                grid.addWidget(Words(_tr("Addresses"), role="quiet"), last, 0)
            grid.addWidget(Elided(address), last + offset, 1)
        self.box.addLayout(grid)

    def _add_promises(self) -> None:
        if self.card.known.is_user:
            return
        self._heading(_tr("Open between you"))
        for title, mine in (
            (_tr("You said you would"), True),
            (_tr("They said they would"), False),
        ):
            found = [one for one in self.card.promises if one.mine is mine]
            if found:
                self.box.addWidget(Words(title, role="quiet"))
            for one in found:
                told = Told(one.quote, about(one), quoted=True, doubtful=_late(one))
                self._opens(told, (one.document, one.start, one.end))
        if not self.card.promises:
            self._quiet(_tr("Nothing that was promised in so many words in the last half year."))

    def _add_manners(self) -> None:
        manners = self.card.manners
        if not manners.mails:
            return
        self._heading(_tr("How you write to them"))
        named = (
            (_tr("Begins with"), manners.greeting),
            (_tr("Ends with"), manners.closing),
            (_tr("Language"), manners.language),
            (_tr("Says"), manners.address),
        )
        said = [(name, one) for name, one in named if one]
        if not said:
            self._quiet(_tr("Too little was written to tell."))
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(1, 1)
        for at, (name, one) in enumerate(said):
            grid.addWidget(Words(name, role="quiet"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Words(_habit(one), wrap=True), at, 1)
        self.box.addLayout(grid)

    def _add_claims(self) -> None:
        self._heading(_tr("What is believed about them"))
        claims = [one for one in self.card.claims if one.slot not in TOLD_ABOVE]
        sure = [one for one in claims if one.status is not Status.DRAFT]
        rest = [one for one in claims if one.status is Status.DRAFT]
        self._claims(sure, MOST)
        if rest:
            self.box.addWidget(
                Words(_tr("Not sure, and not used before you accept it"), role="quiet")
            )
            self._claims(rest, FEW)
        if not claims:
            self._quiet(_tr("Nothing yet."))

    def _claims(self, claims: Sequence[Claim], most: int) -> None:
        for claim in claims[:most]:
            words = (standing(claim), sureness(claim), span(claim))
            places = [(one.document, one.start, one.end) for one in claim.evidence]
            told = Told(sentence(claim), " · ".join(filter(None, words)))
            self._opens(told, places[0] if places else None)
        if len(claims) > most:
            more = _tr("and {n} more on the page “Profile”")
            self._quiet(more.replace("{n}", number(len(claims) - most)))

    def _add_deeds(self) -> None:
        self.documents = Button(_tr("Show documents"), picture="document")
        self.join = Button(_tr("Join…"), picture="add")
        self.split = Button(_tr("Split…"), picture="remove")
        self.exposure = Button(_tr("What it tells about me"), picture="shield")
        self.erase = Button(_tr("Erase…"), picture="erase")
        for button, wanted in (
            (self.documents, self.documents_wanted),
            (self.join, self.join_wanted),
            (self.split, self.split_wanted),
            (self.exposure, self.exposure_wanted),
            (self.erase, self.erase_wanted),
        ):
            button.clicked.connect(wanted)
        self.join.setAccessibleDescription(_tr("Say that somebody else is the same person"))
        self.split.setAccessibleDescription(_tr("Say that an address is somebody else’s"))
        self.split.setEnabled(len(self.card.groups) > 1)
        self.box.addSpacing(S)
        deeds = QWidget()
        deeds.setLayout(Flow(self.documents, self.join, self.split, self.exposure, self.erase))
        self.box.addWidget(deeds)

    # -- small things ------------------------------------------------------

    def _heading(self, words: str) -> None:
        self.box.addSpacing(M)
        self.box.addWidget(Words(words, role="strong", wrap=True))

    def _quiet(self, words: str) -> None:
        self.box.addWidget(Words(words, role="quiet", wrap=True))

    def _opens(self, told: Told, place: Place | None) -> None:
        """Let it lead to where it is said; what the user told us stands nowhere."""
        if place is not None:
            told.clicked.connect(lambda _on=False: self.quote_wanted.emit(*place))
        told.setEnabled(place is not None)
        self.box.addWidget(told)


def about(promise: Promise) -> str:
    """Say when it was promised, until when, and to what it was the answer."""
    said = [day(promise.at)]
    if promise.due:
        late = _late(promise)
        words = _tr("was due {day}") if late else _tr("due {day}")
        said.append(words.replace("{day}", day(promise.due)))
    if promise.agreed:
        said.append(
            _tr("asked for, and answered “{words}”").replace("{words}", one_line(promise.agreed))
        )
    return " · ".join(said)


def _late(promise: Promise) -> bool:
    return promise.is_late(datetime.now(UTC))


def _habit(one: Manner) -> str:
    times = _tr("{n} of {of}").replace("{n}", number(one.times)).replace("{of}", number(one.of))
    return f"{one_line(one.words)}  ({times})"


def _both(by_them: int, to_them: int) -> str:
    if not by_them and not to_them:
        return ""
    said = _tr("{a} from them, {b} to them")
    return said.replace("{a}", number(by_them)).replace("{b}", number(to_them))
