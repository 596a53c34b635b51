"""The lines of the card of one's style, under the headings of their groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.itemmodels.grouped import GroupedModel
from ui.phrases import counted, number
from ui.render import one_line

if TYPE_CHECKING:
    from assistant.voice.card import Line

WAITING, STRUCK = "waiting", "struck"


class StyleLinesModel(GroupedModel):
    """What waits for a yes or no comes first."""

    def show_lines(self, lines: Sequence[Line]) -> None:
        groups: dict[str, list[Line]] = {self.tr("Waits for your word"): []}
        for line in lines:
            waits = line.state == WAITING
            name = self.tr("Waits for your word") if waits else self.group(line)
            groups.setdefault(name, []).append(line)
        self.show_groups(groups.items())

    def words(self, one: Line) -> str:
        return f"{one_line(one.text)} {self.about(one)}"

    def about(self, one: Line) -> str:
        """Say on what a line stands: of how many mails it is true, or that the user said so."""
        said = {
            WAITING: one_line(one.why),
            STRUCK: self.tr("struck out: not used"),
            "own": self.tr("your own words"),
            "changed": self.tr("locked by you") if one.locked else self.tr("changed by you"),
            "accepted": self.tr("you said yes"),
        }.get(str(one.state))
        if said:
            return said
        if one.times == one.of:
            return counted(one.of, self.tr("in 1 mail"), self.tr("in {n} mails"))
        return self.tr("in {times} of {of} mails").format(
            times=number(one.times), of=number(one.of)
        )

    def group(self, line: Line) -> str:
        """Return the heading of a line, in the language of the user."""
        known = {
            "Beginning and end": self.tr("Beginning and end"),
            "Length": self.tr("Length"),
            "Tone": self.tr("Tone"),
            "Marks": self.tr("Marks"),
        }
        return known.get(line.group, self.tr("In your own words"))
