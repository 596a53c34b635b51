from __future__ import annotations

import pytest

from memory.types import DocumentId
from tests.ui.fake_holding import CARD, EXPOSURE
from ui.exposed import Exposed
from ui.pages.memory_side import MemorySide
from ui.person_card import PersonCard
from ui.sure import Sure


@pytest.fixture
def side(desk, qtbot):
    made = MemorySide(desk)
    qtbot.addWidget(made)
    made.resize(400, 600)
    return made


def test_what_was_opened_last_is_left_first(side, qtbot):
    side.show_card(PersonCard(CARD))
    side.show_report(Exposed("all", EXPOSURE))
    side.open_document(DocumentId("d1"))
    qtbot.waitUntil(side.document.isVisible)
    shown = [side.title.text()]
    for _ in range(2):
        side.leave()
        shown.append(side.title.text())
    side.leave()
    side.leave()

    assert shown == ["Document", "Report", "Person"]
    assert side.isHidden()
    assert side.card is None


def test_a_document_that_comes_too_late_is_not_shown(side, qtbot):
    side.open_document(DocumentId("d1"))
    side.clear()
    qtbot.wait(100)

    assert side.isHidden()


def test_a_document_can_be_erased_from_here(side, qtbot):
    side.document.erase_wanted.emit()
    side.open_quote(DocumentId("d1"), 0, 9)
    qtbot.waitUntil(side.document.isVisible)
    side.document.erase.click()
    qtbot.waitUntil(lambda: side.findChild(Sure) is not None)
