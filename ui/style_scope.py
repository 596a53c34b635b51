"""Chips that say of which mails the card is shown: all, to a person, in a language, replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.chip import ChoiceChip
from ui.flow import Flow
from ui.render import one_line

if TYPE_CHECKING:
    from assistant.voice.card import Place, StyleCard

MOST = 40  # people that are offered


class StyleScope(QWidget):
    """One chip is lit at a time: a line is said of a person, or a language, or an occasion."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.person = ChoiceChip(self.tr("To whom"), self.tr("To anybody"))
        self.language = ChoiceChip(self.tr("In which language"), self.tr("In any language"))
        self.occasion = ChoiceChip(self.tr("On which occasion"), self.tr("On any occasion"))
        self.chips = (self.person, self.language, self.occasion)
        for chip in self.chips:
            chip.picked.connect(lambda value, one=chip: self._pick(one, value))
        self._names: dict[str, str] = {}
        self._occasions = {"new": self.tr("New mails"), "reply": self.tr("Replies")}
        self.setLayout(Flow(*self.chips))

    def offer(self, card: StyleCard) -> None:
        """Offer what the card has mails of."""
        self._names = {one.who: one_line(one.name) for one in card.people}
        people = [(self._names[one.who], one.who) for one in card.people[:MOST]]
        self._offer(self.person, people)
        spoken = list(card.languages) if len(card.languages) > 1 else []
        self._offer(self.language, [(one_line(one), one) for one in spoken])
        told = [(self._occasions[one], one) for one in card.occasions if one in self._occasions]
        self._offer(self.occasion, told)

    def _offer(self, chip: ChoiceChip, choices: list[tuple[str, str]]) -> None:
        blocked = chip.blockSignals(True)
        chip.offer(choices)
        chip.blockSignals(blocked)
        chip.setVisible(bool(choices))

    @property
    def place(self) -> Place:
        from assistant.voice.card import Place

        person, language, occasion = (chip.value or "" for chip in self.chips)
        return Place(str(person), str(language), str(occasion))

    def said(self, place: Place) -> str:
        """Say where a line holds."""
        told = []
        if place.who:
            name = self._names.get(place.who) or place.who.removeprefix("name:")
            told.append(self.tr("to {name}").replace("{name}", one_line(name)))
        if place.language:
            told.append(self.tr("in {language}").replace("{language}", one_line(place.language)))
        if place.occasion:
            told.append(self._occasions.get(place.occasion, "").lower())
        return ", ".join(filter(None, told)) or self.tr("everywhere")

    def _pick(self, chip: ChoiceChip, value: object) -> None:
        if value is not None:
            for other in self.chips:
                if other is not chip:
                    other.show_value(None)
        self.chosen.emit()
