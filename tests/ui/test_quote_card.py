from __future__ import annotations

from memory.types import DocumentId, Kind
from tests.ui.claims import evidence
from ui.parts import Words
from ui.quote_card import LONGEST, Origin, QuoteCard


def texts(card):
    return [words.text() for words in card.findChildren(Words)]


def test_a_card_says_where_the_quote_is_from_and_how_it_speaks(qtbot):
    card = QuoteCard(evidence(), Origin("Re: the lease", Kind.MAIL))
    qtbot.addWidget(card)

    assert card.accessibleName() == "Re: the lease, 3 March 2024 · your own words"
    assert card.accessibleDescription() == "the lease ends on 31 May."
    assert "“the lease ends on 31 May.”" in texts(card)
    assert card.heightForWidth(300) >= 28


def test_a_file_is_called_by_its_name_and_a_long_quote_is_cut(qtbot):
    long = evidence(quote="word " * 400, stance="contradicts", document=DocumentId("x"))
    card = QuoteCard(long, None)
    qtbot.addWidget(card)

    assert texts(card)[0] == "mail.mbox"
    assert len(card.accessibleDescription()) < LONGEST + 3
    assert "speaks against it" in card.accessibleName()
