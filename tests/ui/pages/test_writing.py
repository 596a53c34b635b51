from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from ui.pages import writing
from ui.pages.writing import WritingPage


class Part(QLabel):
    """A section that notes what is asked of it."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title
        self.asked: list[str] = []

    def begin(self) -> None:
        self.asked.append("begin")

    def leave_memory(self) -> None:
        self.asked.append("leave")

    def focus(self) -> None:
        self.asked.append("focus")


@pytest.fixture
def parts(monkeypatch) -> list[Part]:
    found = [Part("How you write"), Part("Commands")]
    monkeypatch.setattr(writing, "sections", lambda _operations: found)
    return found


def test_each_section_is_a_tab(qtbot, parts):
    page = WritingPage(None)  # type: ignore[arg-type]
    qtbot.addWidget(page)

    assert [page.tabs.tabText(n) for n in range(page.tabs.count())] == [one.title for one in parts]
    assert page.views.currentWidget() is parts[0]
    page.tabs.setCurrentIndex(1)
    assert page.views.currentWidget() is parts[1]


def test_all_sections_follow_the_memory_and_one_has_the_keys(qtbot, parts):
    page = WritingPage(None)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.begin()
    page.tabs.setCurrentIndex(1)
    page.focus()
    page.leave_memory()

    assert parts[0].asked == ["begin", "leave"]
    assert parts[1].asked == ["begin", "focus", "leave"]


def test_a_page_without_sections_has_nothing_to_focus(qtbot, monkeypatch):
    monkeypatch.setattr(writing, "sections", lambda _operations: [])
    page = WritingPage(None)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.focus()

    assert page.tabs.count() == 0
