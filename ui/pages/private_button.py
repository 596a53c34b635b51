"""The switch of a private conversation."""

from __future__ import annotations

from ui.parts import IconButton
from ui.render import tooltip


class PrivateButton(IconButton):
    """On: the profile is not read, and nothing is kept."""

    def __init__(self) -> None:
        super().__init__("shield", "")
        self.setAccessibleName(self.tr("Private conversation"))
        self.setCheckable(True)
        told = self.tr("Private conversation: your profile is not read, and nothing is kept of it")
        self.setToolTip(tooltip(told))
