from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QImage

from assistant.voice.card import State
from tests.ui.fake_voice import LINES, WAITS
from ui.card_list import CardList
from ui.itemmodels.style_lines import StyleLinesModel
from ui.style_card import StyleDelegate


def test_a_line_that_is_struck_out_is_shown_struck(qtbot):
    model = StyleLinesModel()
    delegate = StyleDelegate(model)
    cards = CardList("Lines", model, delegate)
    qtbot.addWidget(cards)
    struck = replace(LINES[0], state=State.STRUCK)
    model.show_lines([struck, replace(LINES[1], locked=True), WAITS])
    cards.resize(400, 300)
    picture: QImage = cards.grab().toImage()

    assert delegate.is_over(struck)
    assert not delegate.is_over(LINES[1])
    assert delegate.sentence(struck) == "Greets with “Hi [first name]”."
    assert len({picture.pixel(x, y) for x in range(0, 400, 5) for y in range(0, 300, 3)}) > 5
