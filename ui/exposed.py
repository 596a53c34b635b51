"""What somebody would learn about the user who read a part of the memory, as a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from memory.types import Claim, Sensitivity, Status
from ui.claim_words import sentence, standing, sureness
from ui.parts import Button, Words, let_cut
from ui.phrases import counted, number
from ui.render import one_line
from ui.theme import M, S
from ui.told import Told

if TYPE_CHECKING:
    from assistant.profile.exposure import Exposure

AT_ONCE = 30  # claims shown at once


def _tr(text: str) -> str:
    return QCoreApplication.translate("exposed", text)


class Exposed(QWidget):
    """Counts first, then what is believed because of it: what is sensitive at the top."""

    quote_wanted = Signal(object, int, int)

    def __init__(self, name: str, exposure: Exposure) -> None:
        super().__init__()
        self.exposure = exposure
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(S)
        self.box.addWidget(
            Words(_tr("What someone would learn about you"), role="title", wrap=True)
        )
        self.box.addWidget(Words(self._whence(one_line(name)), wrap=True))
        self._add_found()
        told = sorted(exposure.claims, key=_order)
        sensitive = [one for one in told if one.sensitivity is Sensitivity.SENSITIVE]
        rest = [one for one in told if one.sensitivity is not Sensitivity.SENSITIVE]
        self._add_claims(_tr("Sensitive: health, belief, money"), sensitive)
        self._add_claims(_tr("What else is believed because of it"), rest)
        if not exposure.claims:
            self._heading(_tr("What is believed because of it"))
            self._quiet(_tr("Nothing. What was not learned from yet is not told here."))
        let_cut(self)

    def _whence(self, name: str) -> str:
        documents = counted(self.exposure.documents, _tr("1 document"), _tr("{n} documents"))
        people = counted(self.exposure.people, _tr("1 person named"), _tr("{n} people named"))
        said = _tr("{name}: {documents}, {people}.")
        for mark, words in (("{documents}", documents), ("{people}", people), ("{name}", name)):
            said = said.replace(mark, words)
        return said

    def _add_found(self) -> None:
        self._heading(_tr("Found in the texts"))
        for kind, count in self.exposure.found.items():
            one, many = kinds()[kind]
            said = counted(count, one, many)
            example = _tr("such as {example}").replace("{example}", self.exposure.examples[kind])
            self.box.addWidget(Words(f"{said}, {example}", wrap=True))
        if not self.exposure.found:
            self._quiet(_tr("No addresses, numbers or accounts."))

    def _add_claims(self, title: str, claims: Sequence[Claim]) -> None:
        if not claims:
            return
        self._heading(f"{title} ({number(len(claims))})")
        self._some(claims, 0)

    def _some(self, claims: Sequence[Claim], after: int, more: Button | None = None) -> None:
        """Show some of the claims in the place of the button that asked for more."""
        at = self.box.indexOf(more) if more else self.box.count()
        if more:
            self.box.takeAt(at)
            more.hide()
            more.deleteLater()
        told = [self._told(claim) for claim in claims[after : after + AT_ONCE]]
        for offset, one in enumerate(told):
            self.box.insertWidget(at + offset, one)
        if more and told:
            told[0].setFocus()
        left = len(claims) - after - len(told)
        if left > 0:
            says = _tr("Show more ({n} left)").replace("{n}", number(left))
            rest = Button(says, deed="quiet")
            rest.clicked.connect(lambda _on=False: self._some(claims, after + AT_ONCE, rest))
            self.box.insertWidget(at + len(told), rest)

    def _told(self, claim: Claim) -> Told:
        alone = claim.id in self.exposure.alone
        stands = _tr("stands on this alone") if alone else _tr("also stands elsewhere")
        words = (standing(claim), sureness(claim), stands)
        told = Told(sentence(claim), " · ".join(filter(None, words)))
        told.setEnabled(bool(claim.evidence))
        told.clicked.connect(lambda _on=False: self._open(claim))
        return told

    def _open(self, claim: Claim) -> None:
        place = claim.evidence[0]
        self.quote_wanted.emit(place.document, place.start, place.end)

    def _heading(self, words: str) -> None:
        self.box.addSpacing(M)
        self.box.addWidget(Words(words, role="strong", wrap=True))

    def _quiet(self, words: str) -> None:
        self.box.addWidget(Words(words, role="quiet", wrap=True))


def _order(claim: Claim) -> tuple[bool, bool, float]:
    """What is surest first: what is only heard of would hide it."""
    return claim.status is Status.DRAFT, bool(claim.subject), -claim.confidence


def kinds() -> dict[str, tuple[str, str]]:
    """Return how what was found is said: one of it, several."""
    return {
        "mail address": (_tr("1 mail address"), _tr("{n} mail addresses")),
        "account number": (_tr("1 account number"), _tr("{n} account numbers")),
        "card number": (_tr("1 card number"), _tr("{n} card numbers")),
        "password": (_tr("1 password"), _tr("{n} passwords")),
        "birthday": (_tr("1 birthday"), _tr("{n} birthdays")),
        "phone number": (_tr("1 phone number"), _tr("{n} phone numbers")),
    }
