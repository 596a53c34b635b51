"""What the popup is told and what becomes of its text, on a desktop made up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from memory.errors import Problem
from ui.anywhere import Anywhere
from ui.desktop.selection import Front, How, Taken
from ui.writing_popup import WritingPopup


class FakeDesktop:
    """One window with a selected text; what is asked is answered when the test says so."""

    def __init__(self) -> None:
        self.window: Front | None = Front(1, "Mousepad", "Letter to Ana")
        self.asked: list[Callable[[Taken], object]] = []
        self.put_there: list[str] = []
        self.why: Problem | None = None
        self.given: list[QWidget] = []

    def front(self) -> Front | None:
        return self.window

    def give_keys(self, window: QWidget) -> None:
        self.given.append(window)

    def take(self, front: Front, on_done: Callable[[Taken], object]) -> None:
        self.asked.append(on_done)

    def answer(self, text: str, before: str | None = None) -> None:
        assert self.window is not None
        self.asked.pop()(Taken(self.window, text, How.SELECTION, before=before))

    def put(self, text: str, taken: Taken, on_done: Callable[[Problem | None], object]) -> None:
        self.put_there.append(text)
        on_done(self.why)

    def close(self) -> None: ...


@pytest.fixture
def desktop() -> FakeDesktop:
    return FakeDesktop()


@pytest.fixture
def popup(qtbot, desk) -> WritingPopup:
    made = WritingPopup(desk)
    qtbot.addWidget(made)
    made.begin()
    qtbot.waitUntil(lambda: bool(made.commands.model.verbs))
    return made


@pytest.fixture
def anywhere(desktop, popup) -> Anywhere:
    return Anywhere((desktop,), popup)


def test_it_is_shown_before_the_text_is_there(anywhere, desktop, popup):
    anywhere.begin()
    assert popup.isVisible()
    assert desktop.given == []  # who is asked may need the keyboard
    desktop.answer("the old text")
    assert desktop.given == [popup]
    assert "the old text" in popup.commands.about.text()


def test_what_is_accepted_goes_back(anywhere, desktop, popup):
    told: list[Any] = []
    anywhere.ended.connect(told.append)
    anywhere.begin()
    desktop.answer("the old text")
    popup.accepted.emit("a new one")

    assert desktop.put_there == ["a new one"]
    assert told == [None]
    assert anywhere.handed is None


def test_what_cannot_be_put_is_handed_over(anywhere, desktop, popup, qtbot):
    desktop.why = Problem("It is gone.", remedy="Copy it.")
    anywhere.begin()
    desktop.answer("the old text")
    popup.accepted.emit("a new\x07 one")
    assert anywhere.handed is not None
    qtbot.addWidget(anywhere.handed)

    assert anywhere.handed.text.toPlainText() == "a new one"
    assert anywhere.handed.why.text() == "It is gone."


def test_the_key_pressed_again_only_comes_forward(anywhere, desktop, popup):
    anywhere.begin()
    desktop.answer("the old text")
    anywhere.begin()

    assert desktop.asked == []
    assert desktop.given == [popup, popup]


def test_a_text_that_comes_after_it_was_closed_is_dropped(anywhere, desktop, popup):
    anywhere.begin()
    popup.leave()
    desktop.answer("the old text")

    assert not popup.isVisible()
    assert desktop.given == []


def test_a_key_of_its_own_does_the_command(anywhere, desktop, popup, qtbot, memory):
    anywhere.begin("correct")
    desktop.answer("the old text")
    qtbot.waitUntil(lambda: popup.result.is_done)

    assert [asked[:2] for asked in memory.writing.asked] == [("the old text", "correct")]


def test_what_stands_before_goes_with_the_text(anywhere, desktop, popup, qtbot, memory):
    anywhere.begin("continue")
    desktop.answer("the old text", before="Dear Ana,")
    qtbot.waitUntil(lambda: popup.result.is_done)

    assert memory.writing.asked[0][2]["before"] == "Dear Ana,"


def test_without_a_window_in_front_the_text_is_handed_over(anywhere, desktop, popup, qtbot):
    desktop.window = None
    anywhere.begin()
    assert popup.isVisible()
    popup.accepted.emit("a new one")
    assert anywhere.handed is not None
    qtbot.addWidget(anywhere.handed)

    assert anywhere.handed.text.toPlainText() == "a new one"
