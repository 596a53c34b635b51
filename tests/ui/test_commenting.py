"""Three drafts are commented on one after another, by the keyboard alone, or not at all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from assistant.profile.comments import samples
from ui.commenting import Commenting
from ui.parts import Words


@pytest.fixture
def asking(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    heard: list[list[str]] = []
    made = Commenting(parent, samples(), heard.append)
    made.heard = heard  # type: ignore[attr-defined]
    made.show_over()
    qtbot.waitUntil(lambda: made.fields[0].hasFocus())
    yield made
    parent.close()


def shown(asking) -> str:
    return " ".join(words.text() for words in asking.drafts.currentWidget().findChildren(Words))


def test_each_draft_is_asked_about_and_all_comments_come_at_the_end(asking, qtbot):
    comments = ["too long", "", "too cold"]
    for number, (sample, said) in enumerate(zip(samples(), comments, strict=True)):
        assert asking.step.text() == f"Draft {number + 1} of 3"
        assert " ".join(sample.text.split()) in " ".join(shown(asking).split())
        assert asking.fields[number].hasFocus()
        qtbot.keyClicks(asking.fields[number], said)
        assert asking.heard == []
        qtbot.keyClick(asking.fields[number], Qt.Key.Key_Return)

    assert asking.heard == [comments]


def test_the_button_says_what_comes_and_does_it(asking):
    said = []
    for _ in samples():
        said.append(asking.yes.accessibleName())
        asking.yes.click()

    assert said == ["Next", "Next", "Done"]
    assert asking.heard == [["", "", ""]]


def test_left_nothing_is_learned(asking, qtbot):
    qtbot.keyClicks(asking.fields[0], "too long")
    asking.no.click()

    assert asking.heard == []
