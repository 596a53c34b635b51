"""Walks what is said of other programs, and the window with a text, through their states.

Run as a child of test_screenshots.py, or by hand: python tests/ui/shots_desktop.py FOLDER.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtWidgets import QWidget  # noqa: E402

from tests.ui.fake_writing import FakeWriting  # noqa: E402
from tests.ui.shots import Walk, ground  # noqa: E402
from tests.ui.waiting import wait  # noqa: E402
from ui.desktop import said  # noqa: E402
from ui.desktop.capabilities import Session  # noqa: E402
from ui.handed import Handed  # noqa: E402
from ui.pages.writing_desktop import InOtherPrograms  # noqa: E402

LONG = (
    "Hi Bo,\n\nThe viewing of the flat in Leith planned for Tuesday at 14:30 is not possible any "
    "more because the agent has to be in Glasgow that day. Could you do Thursday the 12th "
    "instead, at the same time?\n\nBest,\nAda\n"
)


class DesktopWalk(Walk):
    """From a desktop where all works to one where nothing does."""

    @property
    def section(self) -> InOtherPrograms:
        found = self.window.findChild(InOtherPrograms)
        assert isinstance(found, InOtherPrograms)
        return found

    def opened(self) -> None:
        self.window.start()
        self.until(lambda: self.window.operations.open is not None)
        cast("Any", self.window.operations.assistant).writing = FakeWriting()
        self.window.writing.begin()
        self.window.show_page("writing")
        page = self.window.writing
        page.tabs.setCurrentIndex(page.tabs.count() - 1)
        self.until(lambda: self.section.found.count() > 0)
        self.section.focus()
        self.shoot("151-desktop-here")

    def sessions(self) -> None:
        reach = self.section.reach
        assert reach is not None
        assert reach.here is not None
        keys = {"write": "Ctrl+Alt+Space"}
        for name, session, refused in (
            ("152-desktop-all", Session("xcb", "XFCE", has_tray=True, starts_along=True), {}),
            ("153-desktop-wayland", Session("wayland", "GNOME", can_type=False),
             {"write": said.no_portal()}),
            ("154-desktop-mac", Session("cocoa", can_type=False),
             {"write": said.taken_key("Ctrl+Alt+Space")}),
        ):  # fmt: skip
            object.__setattr__(reach.here, "session", session)
            reach._keys, reach._refused = keys, refused
            self.section.look()
            self.shoot(name)
        scroll = self.section.verticalScrollBar()
        scroll.setValue(scroll.maximum())
        self.shoot("155-desktop-below")

    def refused_key(self) -> None:
        self.section.verticalScrollBar().setValue(0)
        self.section._choose("Shift+W")
        self.shoot("156-desktop-key-refused")

    def handed(self) -> None:
        window = self.window
        for name, text in (
            ("157-handed", "Yes, I can come on Thursday."),
            ("158-handed-long", LONG * 9),
        ):
            handed = Handed(text, said.gone() if text is not LONG else said.refused())
            handed.show()
            handed.activateWindow()
            wait(100)
            handed.copy_text()
            self.window = cast("Any", Fixed(handed))
            self.shoot(name)
            self.window = window
            handed.close()


class Fixed:
    """A window whose size is its own."""

    def __init__(self, shown: QWidget) -> None:
        self._shown = shown

    def resize(self, width: int, height: int) -> None: ...

    def __getattr__(self, name: str) -> Any:
        return getattr(self._shown, name)


def main() -> None:
    with ground() as at:
        walk = DesktopWalk(at, at.fresh())
        walk.through(walk.opened, walk.sessions, walk.refused_key, walk.handed)


if __name__ == "__main__":
    main()
