"""Two quiet buttons: useful, not useful.  A second click takes a rating back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.parts import IconButton, row
from ui.render import tooltip


class RatingButtons(QWidget):
    """At most one of the two is down."""

    rated = Signal(object)  # True, False, or None where it was taken back

    def __init__(self) -> None:
        super().__init__()
        self.useful = self._button("useful", self.tr("Useful"))
        self.not_useful = self._button("not-useful", self.tr("Not useful"))
        self.setLayout(row(self.useful, self.not_useful, gap=0))

    def _button(self, picture: str, says: str) -> IconButton:
        button = IconButton(picture, says)
        button.setCheckable(True)
        told = self.tr("counts a little for or against what was used of your profile")
        button.setToolTip(tooltip(f"{says}: {told}"))
        button.setAccessibleDescription(told)
        button.clicked.connect(partial(self._clicked, button))
        return button

    @property
    def buttons(self) -> list[IconButton]:
        return [self.useful, self.not_useful]

    def show_rating(self, rating: int) -> None:
        """Show what was said before: 1, -1, or 0 for nothing."""
        self.useful.setChecked(rating > 0)
        self.not_useful.setChecked(rating < 0)

    def _clicked(self, button: IconButton) -> None:
        useful, down = button is self.useful, button.isChecked()
        self.show_rating((1 if useful else -1) if down else 0)
        self.rated.emit(useful if down else None)
