"""The keys, the selection and the clipboard, with a tiny popup in place of ours.

Run as a child of test_writing_anywhere.py: it says as JSON what happens.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtGui import QCursor, QPaintEvent  # noqa: E402
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget  # noqa: E402

from ui import theme  # noqa: E402
from ui.anywhere import Anywhere  # noqa: E402
from ui.desktop.selection import Taken  # noqa: E402
from ui.desktop.x_desktop import XDesktop  # noqa: E402
from ui.desktop.x_shortcut import XShortcuts  # noqa: E402

KEYS = "Ctrl+Alt+Space"


def say(**what: object) -> None:
    print(json.dumps({"at": time.monotonic()} | what), flush=True)


class Tiny(QWidget):
    """What is typed is accepted with Return."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.result = ""
        self.on_accepted: Callable[[str], object] = print
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.field = QLineEdit(self)
        QVBoxLayout(self).addWidget(self.field)
        self.field.returnPressed.connect(lambda: self.on_accepted(self.result))
        self._painted = False

    @property
    def window_shown(self) -> QWidget:
        return self

    @property
    def is_open(self) -> bool:
        return self.isVisible()

    def open(self, command: str) -> None:
        self._painted = False
        self.move(QCursor.pos())
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            say(event="shown")

    def begin(self, taken: Taken, command: str) -> None:
        self.field.clear()
        self.field.setFocus()
        say(event="taken", text=taken.text, how=taken.how.value, program=taken.front.program)
        self.result = f"{taken.text.upper()}!\nand a line more\x1b[0m"

    def changeEvent(self, event) -> None:  # noqa: N802 - Qt's
        super().changeEvent(event)
        if event.type() is event.Type.ActivationChange and self.isActiveWindow():
            say(event="has keys")

    def shut(self) -> None:
        self.hide()


class Telling(Anywhere):
    def _put(self, text, problem) -> None:
        super()._put(text, problem)
        say(event="put", problem=str(problem) if problem else "")
        if self.handed is not None:
            say(event="handed", text=self.handed.text.toPlainText())


def main() -> int:
    app = QApplication(["famulus"])
    app.setQuitOnLastWindowClosed(False)
    theme.apply(app)
    desktop = XDesktop(app)
    shortcuts = XShortcuts(desktop.screen)
    anywhere = Telling((desktop,), Tiny(), app)
    shortcuts.heard.pressed.connect(lambda _name: anywhere.begin())
    shortcuts.bind(
        {"write": KEYS},
        lambda refused: say(event="bound", refused=[str(r) for r in refused.values()]),
    )
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
