from __future__ import annotations

from typing import Any, cast

import pytest
from PySide6.QtCore import Qt

from tests.ui.claims import claim
from ui.card_list import CardList
from ui.claim_card import ClaimDelegate
from ui.itemmodels.claims import ClaimsModel

ONES = [claim(n, f"Number {n}.") for n in range(1, 5)]


@pytest.fixture
def cards(qtbot):
    made: Any = CardList("Claims", ClaimsModel(), ClaimDelegate())
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.cards.show_claims(ONES)
    return made


def chosen(cards):
    return cards.selected() and cards.selected().id


def test_the_first_is_chosen_and_arrows_walk_past_headings(cards, qtbot):
    told: list[object] = []
    cards.chosen.connect(told.append)
    assert chosen(cards) == 1
    qtbot.keyClick(cards, Qt.Key.Key_Down)
    qtbot.keyClick(cards, Qt.Key.Key_Up)
    qtbot.keyClick(cards, Qt.Key.Key_Up)

    assert chosen(cards) == 1
    assert [cast("Any", one).id for one in told] == [2, 1]


def test_the_choice_stays_while_rows_come_and_go(cards):
    cards.want(3)
    cards.cards.show_claims([claim(0, "A"), *ONES])
    assert chosen(cards) == 3


def test_where_the_chosen_goes_the_next_is_chosen_and_at_the_end_the_last(cards):
    cards.want(2)
    cards.cards.show_claims([ONES[0], *ONES[2:]])
    assert chosen(cards) == 3
    cards.want(4)
    cards.cards.show_claims(ONES[:2])
    assert chosen(cards) == 2


def test_it_goes_on_to_the_next_and_from_the_last_back(cards):
    cards.go_on()
    assert chosen(cards) == 2
    cards.want(4)
    cards.go_on()
    assert chosen(cards) == 3
    cards.cards.show_claims(ONES[:1])
    cards.go_on()
    assert chosen(cards) == 1


def test_what_is_wanted_is_chosen_when_it_comes(cards):
    cards.want(9)
    assert chosen(cards) == 1
    cards.cards.show_claims([*ONES, claim(9, "Nine.")])
    assert chosen(cards) == 9
    cards.want(1)
    cards.cards.show_claims(ONES)
    assert chosen(cards) == 1


def test_nothing_left_is_told_as_nothing(cards):
    told: list[object] = []
    cards.chosen.connect(told.append)
    cards.cards.show_claims([])

    assert told == [None]
    assert cards.selected() is None


def test_keys_are_told_and_letters_are_not_lost(cards, qtbot):
    heard: list[object] = []
    cards.entered.connect(lambda: heard.append("enter"))
    cards.deleted.connect(lambda: heard.append("delete"))
    cards.typed.connect(heard.append)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_A):
        qtbot.keyClick(cards, key)
    qtbot.keyClick(cards, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert heard == ["enter", "delete", "a"]


def test_who_has_scrolled_away_from_the_chosen_stays_there(cards, qtbot):
    many = [claim(n, f"Number {n:03}.") for n in range(100)]
    cards.cards.show_claims(many)
    cards.want(2)
    qtbot.wait(20)
    bar = cards.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    cards.cards.show_claims(many[1:])
    qtbot.wait(20)

    assert bar.value() == before
    assert chosen(cards) == 2


def test_the_chosen_stays_in_sight_when_the_list_changes_or_grows_narrow(cards, qtbot):
    many = [claim(n, f"Number {n:03}.") for n in range(100)]
    cards.cards.show_claims(many)
    cards.want(60)
    for change in (lambda: cards.cards.show_claims(many[30:]), lambda: cards.resize(250, 200)):
        change()
        qtbot.wait(30)
        place = cards.visualRect(cards.currentIndex())
        assert cards.viewport().rect().contains(place)
