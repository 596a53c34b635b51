from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant.explaining.terms import Explanation
from memory.types import DocumentId
from ui.terms_shown import TermCard

FOUND = Explanation(
    "QKD", "QKD is <b>a way</b>.", DocumentId("d"), 3, 20, "quantum key distribution"
)


@pytest.fixture
def pane(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def card(pane, qtbot):
    made = TermCard(pane)
    QVBoxLayout(pane).addWidget(made)
    pane.show()
    qtbot.waitExposed(pane)
    return made


def test_the_term_what_it_stands_for_and_the_sentence(card, qtbot):
    card.tell("QKD", FOUND)

    assert card.term.text() == "QKD: quantum key distribution"
    assert card.said.text() == "“QKD is <b>a way</b>.”"
    with qtbot.waitSignal(card.quote_wanted) as told:
        card.open.click()
    assert told.args == ["d", 3, 20]


def test_that_nothing_was_found_is_said(card):
    card.tell("QKD", None)

    assert "No sentence" in card.said.text()
    assert card.open.isHidden()
    assert card.isVisible()


def test_k_says_that_it_is_known_only_while_it_is_shown(card, qtbot):
    told: list[int] = []
    card.known.connect(lambda: told.append(1))
    card.tell("QKD", FOUND)
    card.know.setFocus()
    qtbot.keyClick(card.know, Qt.Key.Key_K)
    assert told == [1]

    card.leave()
    card.parentWidget().setFocus()
    qtbot.keyClick(card.parentWidget(), Qt.Key.Key_K)
    assert told == [1]


def test_what_was_shown_is_let_go(card):
    card.tell("QKD", FOUND)
    card.leave()

    assert (card.term.text(), card.said.text(), card.accessibleName()) == ("", "", "")
    assert not card.isVisible()
