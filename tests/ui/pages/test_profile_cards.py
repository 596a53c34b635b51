from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from memory.types import ClaimId, ClaimKind, Sensitivity, Status
from tests.ui.claims import claim
from ui.believing import Believed
from ui.pages.profile_cards import ProfileCards

ONES = [
    claim(1),
    claim(2, "Likes tea.", kind=ClaimKind.PREFERENCE),
    claim(3, "Has asthma.", sensitivity=Sensitivity.SENSITIVE),
    claim(4, "Is a baker.", subject="Ben"),
]


@pytest.fixture
def cards(qtbot):
    made = ProfileCards()
    qtbot.addWidget(made)
    made.resize(520, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_believed(Believed(claims=ONES, fresh=frozenset({ClaimId(2)})))
    made.focus()
    return made


def test_typing_in_the_list_finds(cards, qtbot):
    qtbot.keyClicks(cards.list, "t")
    qtbot.keyClicks(cards.field, "ea")

    assert cards.field.hasFocus()
    assert (cards.model.count, cards.count.text()) == (1, "1 fits")
    assert cards.list.selected().id == 2


def test_arrows_of_the_field_walk_in_the_list(cards, qtbot):
    cards.field.setFocus()
    before = cards.list.currentIndex().row()
    qtbot.keyClick(cards.field, Qt.Key.Key_Down)

    assert cards.list.hasFocus()
    assert cards.list.currentIndex().row() > before


def test_enter_edits_and_delete_denies(cards, qtbot):
    wanted: list[str] = []
    cards.wanted.connect(wanted.append)
    qtbot.keyClick(cards.list, Qt.Key.Key_Return)
    qtbot.keyClick(cards.list, Qt.Key.Key_Delete)
    qtbot.keyClick(cards.field, Qt.Key.Key_Return)

    assert wanted == ["edit", "deny", "edit"]


def test_chips_leave_what_fits_and_show_all_takes_them_away(cards):
    cards.sensitive.click()
    assert cards.model.count == 1
    cards.sensitive.click()
    cards.fresh.click()
    assert cards.list.selected().id == 2
    cards.person._pick("Ben")
    assert cards.model.count == 0
    assert cards.nothing.text() == "Nothing that is believed fits this."
    cards.all.click()

    assert cards.model.count == 4
    assert cards.all.isHidden()
    assert not cards.fresh.isChecked()
    assert cards.person.accessibleName() == "Everybody ▾"


def test_chips_offer_what_there_is(cards):
    assert [a.text() for a in cards.kind._menu.actions()] == ["All kinds", "Facts", "Preferences"]
    assert [a.text() for a in cards.person._menu.actions()] == ["Everybody", "You", "Ben"]
    cards.kind._pick(ClaimKind.PREFERENCE)

    assert cards.model.count == 1


def test_where_the_last_that_fits_goes_one_can_type_on(cards, qtbot):
    cards.field.setText("tea")
    cards.list.setFocus()
    cards.show_believed(Believed(claims=ONES[:1]))

    assert cards.field.hasFocus()


def test_before_anything_is_believed_it_says_where_to_look(cards):
    cards.show_believed(Believed(claims=[claim(1, status=Status.DRAFT)]))

    assert "To review" in cards.nothing.text()
