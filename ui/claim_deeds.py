"""What can be done with a claim, as buttons: which are offered depends on where it stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assistant.profile.lines import PAST
from memory.types import Claim, Status
from ui.flow import Flow
from ui.parts import Button
from ui.render import tooltip

OFFERED = {
    Status.DRAFT: {"accept", "edit", "refuse", "never"},
    Status.ACTIVE: {"edit", "deny", "end", "lock", "pin", "never"},
    Status.DISPUTED: {"accept", "edit", "deny", "end", "lock", "pin", "never"},
    Status.RETRACTED: {"accept", "edit", "never"},
    Status.SUPERSEDED: {"accept", "deny", "never"},
    Status.EXPIRED: {"accept", "deny", "never"},
}


class ClaimDeeds(QWidget):
    """Buttons by name: accept, edit, refuse, deny, end, lock, pin, never."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._claim: Claim | None = None
        said = {
            "accept": (self.tr("Accept"), "check", self.tr("Say that it is so.")),
            "edit": (
                self.tr("Edit"),
                "edit",
                self.tr("Put it in your own words; then it is locked."),
            ),
            "refuse": (self.tr("Refuse"), "close", self.tr("Say no to it. It can be undone.")),
            "deny": (
                self.tr("Not true"),
                "",
                self.tr("It is not so and never was. It can be undone."),
            ),
            "end": (
                self.tr("No longer true"),
                "",
                self.tr("It was so and is over. It can be undone."),
            ),
            "lock": (self.tr("Lock"), "lock", self.tr("Nothing that is learned changes it.")),
            "pin": (self.tr("Pin"), "pin", self.tr("It stands first on the page.")),
            "never": (
                self.tr("Never remember…"),
                "erase",
                self.tr("Erases it for good, and it is never learned again."),
            ),
        }
        self.buttons: dict[str, Button] = {}
        for name, (words, picture, help) in said.items():
            button = Button(words, picture=picture)
            button.setToolTip(tooltip(help))
            button.setAccessibleDescription(help)
            button.clicked.connect(lambda _on=False, deed=name: self.asked.emit(deed))
            self.buttons[name] = button
        self.setLayout(Flow(*self.buttons.values()))

    def show_claim(self, claim: Claim) -> None:
        self._claim = claim
        for name, button in self.buttons.items():
            button.setVisible(name in OFFERED[claim.status])
        self.buttons["lock"].say(self.tr("Unlock") if claim.locked else self.tr("Lock"))
        self.buttons["pin"].say(self.tr("Unpin") if claim.pinned else self.tr("Pin"))
        self.buttons["accept"].say(self._accepting(claim))

    def _accepting(self, claim: Claim) -> str:
        if claim.status is Status.DISPUTED:
            return self.tr("This is right")
        if claim.status is Status.RETRACTED:
            return self.tr("It is true")
        return self.tr("Still true") if claim.status in PAST else self.tr("Accept")

    def offers(self, name: str) -> bool:
        return self._claim is not None and name in OFFERED[self._claim.status]

    def last(self) -> Button:
        """Return where Tab stops last."""
        return self.buttons["never"]
