from __future__ import annotations

import time
from typing import Any

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from memory.types import ClaimId, Status
from tests.ui.claims import change, claim
from ui import theme
from ui.card_list import CardList
from ui.claim_card import BAR, ChangeDelegate, ClaimDelegate, Steps, paint_steps
from ui.itemmodels.changes import ChangesModel
from ui.itemmodels.claims import ClaimsModel

LONG = "Wants every report to be read by two people before it leaves the ward, whatever it says. "


def listed(qtbot, claims):
    made: Any = CardList("Claims", ClaimsModel(), ClaimDelegate())
    qtbot.addWidget(made)
    made.resize(400, 500)
    made.show()
    made.cards.show_claims(claims)
    return made


def heights(cards):
    return [cards.visualRect(cards.cards.index(n)).height() for n in range(cards.cards.rowCount())]


def test_a_long_sentence_takes_two_lines_and_no_more(qapp, qtbot):
    theme.wear(qapp, theme.LIGHT)
    cards = listed(qtbot, [claim(1), claim(2, LONG), claim(3, LONG * 40)])
    _heading, long, longer, short = heights(cards)[0], *sorted(heights(cards)[1:], reverse=True)

    assert long == longer > short
    cards.resize(1200, 500)
    qtbot.waitUntil(lambda: heights(cards).count(short) == 2)


def test_as_many_steps_are_filled_as_it_is_sure(qapp):
    image = QImage(BAR, 8, QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    paint_steps(painter, 0, 1, claim(confidence=0.7), theme.LIGHT)
    painter.end()
    inside = [image.pixelColor(n * 12 + 5, 4).name() for n in range(5)]

    assert [colour == theme.LIGHT.accent for colour in inside] == [True] * 3 + [False] * 2


@pytest.mark.parametrize("dress", [theme.LIGHT, theme.DARK])
def test_every_card_is_painted_in_the_theme_that_is_worn(qapp, qtbot, dress):
    theme.wear(qapp, dress)
    cards = listed(
        qtbot,
        [claim(1, locked=True, pinned=True), claim(2, "No.", status=Status.DISPUTED)],
    )
    picture = cards.grab().toImage()
    seen = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(0, picture.height(), 2)
    }

    assert {dress.base, dress.selection, dress.hairline} <= seen
    theme.wear(qapp, theme.LIGHT)


def test_a_change_that_was_undone_is_struck(qapp, qtbot):
    model = ChangesModel()
    delegate = ChangeDelegate(model)
    made = CardList("Changes", model, delegate)
    qtbot.addWidget(made)
    model.show_changes([change(2, 1, undone=True)], {ClaimId(1): "Plays the cello."})
    made.show()

    assert delegate.is_over(model.at(1))
    assert delegate.sentence(model.at(1)) == "Plays the cello."
    assert not made.grab().isNull()


def test_the_bar_by_itself_can_be_painted(qtbot):
    steps = Steps(claim())
    qtbot.addWidget(steps)
    steps.show()

    assert steps.grab().width() >= BAR


def test_two_thousand_are_laid_out_and_painted_at_once(qapp, qtbot):
    began = time.perf_counter()
    cards = listed(qtbot, [claim(n, f"Plays number {n}.") for n in range(2000)])
    cards.grab()
    took = time.perf_counter() - began
    print(f"2,000 cards shown in {took * 1000:.0f} ms")

    assert took < 1.0
    assert isinstance(qapp, QApplication)
