"""The quiet line below an answer: what it used of what is believed, each to be taken away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from memory.types import Used
from ui.flow import Flow
from ui.parts import Button, Words
from ui.render import one_line, tooltip
from ui.theme import HIT, XS

LONGEST = 44  # letters of a claim on the line; the whole is its tooltip
INDENT = 5  # where the words of an answer begin
PROFILE = "profile"  # the step that is left out to answer without any of it


class ClaimsLine(QWidget):
    """ "using: vegetarian ×, prefers short mails ×": without one of them it is asked again."""

    less = Signal(str)  # "c12", a claim; or "profile", all that is believed

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("What was used of your profile"))
        self.box = Flow(gap=XS)
        self.setLayout(self.box)
        self.buttons: list[Button] = []

    def show_claims(self, claims: Sequence[Used]) -> None:
        """Show these claims; nothing where there are none."""
        self._clear()
        self.setVisible(bool(claims))
        if not claims:
            return
        using = Words(self.tr("using:"), role="quiet")
        using.setMinimumHeight(HIT)
        using.setContentsMargins(INDENT, 0, 0, 0)
        self.box.addWidget(using)
        using.show()
        for claim in claims:
            self._add(short(claim.text), f"c{claim.claim}", claim.text)
        self._add(self.tr("Answer without my profile"), PROFILE, "", picture="again")

    def _add(self, text: str, name: str, whole: str, picture: str = "close") -> None:
        button = Button(text, deed="quiet", picture=picture)
        if whole:
            without = self.tr("Answer without: {claim}").replace("{claim}", one_line(whole))
            button.setAccessibleName(without)
            button.setToolTip(tooltip(without))
        button.clicked.connect(partial(self.less.emit, name))
        self.buttons.append(button)
        self.box.addWidget(button)
        button.show()

    def _clear(self) -> None:
        self.buttons = []
        while (item := self.box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def short(text: str) -> str:
    """Return the sentence of a claim as it stands in a line."""
    words = one_line(text).rstrip(".")
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
