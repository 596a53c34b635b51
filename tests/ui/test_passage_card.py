from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.fakes import passage
from ui.passage_card import PassageCard, headline, origin


def test_a_card_says_title_person_and_date(qtbot):
    card = PassageCard(passage(), ["lease"], 1)
    qtbot.addWidget(card)

    assert card.accessibleName() == "Re: the lease, Ana · 3 March 2024"
    assert origin(passage(people=())) == "3 March 2024"
    assert headline(passage(title="")) == "mail.mbox"


def test_a_card_is_one_button(qtbot):
    card = PassageCard(passage("word " * 2000), ["word"])
    qtbot.addWidget(card)
    card.resize(300, card.sizeHint().height())
    card.show()
    card.grab()
    with qtbot.waitSignal(card.clicked):
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.rect().center())

    assert card.height() >= card.sizeHint().height()
    assert card.minimumSizeHint().height() == card.sizeHint().height()
