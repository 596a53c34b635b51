"""The keys, the selection, the clipboard and the popup, on a memory made up.

Run as a child of test_writing_anywhere.py: it says as JSON what happens.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtGui import QPaintEvent, QShowEvent  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from assistant.jobs import JobRunner  # noqa: E402
from memory.errors import Problem  # noqa: E402
from tests.ui.fakes import FakeAssistant  # noqa: E402
from ui import theme  # noqa: E402
from ui.anywhere import Anywhere  # noqa: E402
from ui.bridge import MainThread  # noqa: E402
from ui.desktop.x_desktop import XDesktop  # noqa: E402
from ui.desktop.x_shortcut import XShortcuts  # noqa: E402
from ui.one_window import OneWindow  # noqa: E402
from ui.operations import Operations  # noqa: E402
from ui.writing_popup import WritingPopup  # noqa: E402

KEYS = "Ctrl+Alt+Space"


def say(**what: object) -> None:
    print(json.dumps({"at": time.monotonic()} | what), flush=True)


class Telling(WritingPopup):
    """The popup, which says when it is seen, and when it has the text."""

    def __init__(self, operations: Operations, memory: FakeAssistant) -> None:
        super().__init__(operations)
        self.memory, self.is_painted = memory, False

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's
        self.is_painted = False
        super().showEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        super().paintEvent(event)
        if not self.is_painted:
            self.is_painted = True
            say(event="shown")

    def fill(self, text: str, problem: Problem | None = None, before: str | None = None) -> None:
        self.memory.writing.next_text = f"{text.upper()}!\nand a line more"
        super().fill(text, problem, before)
        say(event="taken", text=text, problem=str(problem or ""))


class Program:
    """All that hears of a key."""

    def __init__(self, app: QApplication, home: Path) -> None:
        self.runner, self.home = JobRunner(MainThread(app).post), home
        self.window, self.one = QWidget(), OneWindow(home)
        self.one.hold()
        operations = Operations(self.runner, app)
        memory = FakeAssistant(home)
        operations.open = cast("Any", memory)
        self.desktop = XDesktop(app)
        self.shortcuts = XShortcuts(self.desktop.screen)
        self.popup = Telling(operations, memory)
        self.anywhere = Anywhere((self.desktop,), self.popup, app)
        self.anywhere.ended.connect(self.ended)
        self.one.watch(self.window, self.anywhere.begin)
        self.shortcuts.heard.pressed.connect(lambda _name: self.anywhere.begin())
        self.popup.result.altered.connect(self.altered)
        self.popup.commands.altered.connect(self.bind)
        self.popup.shorts.candidates.model.modelReset.connect(self.offered)
        self.is_bound = False
        self.popup.begin()

    def bind(self) -> None:
        """Have the key once the commands are there."""
        if self.popup.commands.model.verbs and not self.is_bound:
            self.is_bound = True
            self.shortcuts.bind(
                {"write": KEYS},
                lambda refused: say(
                    event="bound", refused=list(map(str, refused.values())), home=str(self.home)
                ),
            )

    def altered(self) -> None:
        if self.popup.result.is_done:
            say(event="done")

    def offered(self) -> None:
        if self.popup.shorts.candidates.model.verbs:
            say(event="offered")

    def ended(self, problem: Problem | None) -> None:
        say(event="put", problem=str(problem or ""))
        if problem is not None and self.anywhere.handed is not None:
            say(event="handed", text=self.anywhere.handed.text.toPlainText())


def main() -> int:
    app = QApplication(["famulus"])
    app.setQuitOnLastWindowClosed(False)
    theme.apply(app)
    with tempfile.TemporaryDirectory() as home:
        program = Program(app, Path(home))
        code = app.exec()
        program.runner.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
