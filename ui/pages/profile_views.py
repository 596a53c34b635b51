"""Which view of the page is shown: the whole, or what is told of it for some purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from memory.types import Claim, ClaimKind
from ui.believing import WHOLE
from ui.chip import ChoiceChip
from ui.parts import row
from ui.render import one_line
from ui.theme import S

CONTACT = "contact"


class ProfileViews(QWidget):
    """Two chips: the view, and of a contact whose."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind = ChoiceChip(self.tr("View"), self.tr("Whole page"))
        self.kind.offer(
            [
                (self.tr("Small: 250 tokens"), "small"),
                (self.tr("For writing"), "writing"),
                (self.tr("For planning"), "planning"),
                (self.tr("For a contact"), CONTACT),
                (self.tr("How you write"), "style"),
                (self.tr("Safe to leave this computer"), "cloud"),
            ]
        )
        self.person = ChoiceChip(self.tr("Contact"), self.tr("Choose a person"))
        self.person.hide()
        self.view = WHOLE
        self.about = ""
        self.kind.picked.connect(self._pick_view)
        self.person.picked.connect(self._pick_person)
        self.setLayout(row(self.kind, self.person, None, gap=S))

    @property
    def is_whole(self) -> bool:
        return self.view == WHOLE

    @property
    def lacks_person(self) -> bool:
        return self.view == CONTACT and not self.about

    def offer_people(self, claims: Iterable[Claim]) -> None:
        """Offer those of whom, or for whom, something is believed."""
        names = {name for one in claims for name in _people(one) if name}
        self.person.offer([(one_line(name), name) for name in sorted(names, key=str.casefold)])

    def reset(self) -> None:
        """Show the whole page, and know nobody."""
        self.person.offer([])
        self.kind.show_value(None)
        self._pick_view(None)

    def sentence(self) -> str:
        """Say what the view is for."""
        if self.lacks_person:
            return self.tr("Choose the person of whom the page is to tell.")
        return {
            "small": self.tr("What a small model is told: the most important of it, in few words."),
            "writing": self.tr("What is told when something is written for you."),
            "planning": self.tr("What is told when something is planned with you."),
            CONTACT: self.tr("What is told of this person and of you with them."),
            "style": self.tr("What is told of how you write."),
            "cloud": self.tr("What may leave this computer: nobody’s name, nothing sensitive."),
        }.get(self.view, "")

    def _pick_view(self, view: str | None) -> None:
        self.view = view or WHOLE
        self.person.setVisible(self.view == CONTACT)
        self.chosen.emit()

    def _pick_person(self, name: str | None) -> None:
        self.about = name or ""
        self.chosen.emit()


def _people(claim: Claim) -> Iterator[str]:
    yield from (claim.subject, claim.scope.who)
    if claim.kind is ClaimKind.RELATION:
        yield claim.value
