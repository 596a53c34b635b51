from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ui.pages.sections import LateSection, SectionedPage


class Part(QLineEdit):
    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.did: list[str] = []

    def begin(self) -> None:
        self.did.append("begin")

    def leave_memory(self) -> None:
        self.did.append("leave")

    def focus(self) -> None:
        self.did.append("focus")


def test_a_tab_for_each_part_turned_by_key(qtbot):
    parts = [Part("One"), Part("Two")]
    page = SectionedPage("Title", "Which", parts)
    qtbot.addWidget(page)
    page.show()
    page.begin()
    page.tabs.setFocus()
    QTest.keyClick(page.tabs, Qt.Key.Key_Right)
    page.focus()
    page.leave_memory()

    assert page.views.currentWidget() is parts[1]
    assert [part.did for part in parts] == [["begin", "leave"], ["begin", "focus", "leave"]]
    page.show_section(parts[0])
    assert page.tabs.currentIndex() == 0


class Late(LateSection):
    looked = 0

    def load(self) -> None:
        self.looked += 1
        self._stale = False


def test_a_late_section_looks_once_it_is_to_be_seen(qtbot):
    part = Late()
    qtbot.addWidget(part)
    part.begin()
    assert part.looked == 0
    part.show()
    part.hide()
    part.show()
    assert part.looked == 1
    part.begin()
    assert part.looked == 2
