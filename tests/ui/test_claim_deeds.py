from __future__ import annotations

import pytest

from memory.types import Status
from tests.ui.claims import claim
from ui.claim_deeds import OFFERED, ClaimDeeds


@pytest.fixture
def deeds(qtbot):
    made = ClaimDeeds()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("status", Status)
def test_what_is_offered_depends_on_where_it_stands(deeds, status):
    deeds.show_claim(claim(status=status))

    assert {n for n, b in deeds.buttons.items() if not b.isHidden()} == OFFERED[status]
    assert all(deeds.offers(name) for name in OFFERED[status])
    assert not deeds.offers("nothing")
    assert deeds.last() is deeds.buttons["never"]


@pytest.mark.parametrize(
    ("new", "name", "word"),
    [
        ({"locked": True}, "lock", "Unlock"),
        ({"pinned": True}, "pin", "Unpin"),
        ({"status": Status.DRAFT}, "accept", "Accept"),
        ({"status": Status.DISPUTED}, "accept", "This is right"),
        ({"status": Status.RETRACTED}, "accept", "It is true"),
        ({"status": Status.EXPIRED}, "accept", "Still true"),
    ],
)
def test_a_button_says_what_it_does_here(deeds, new, name, word):
    deeds.show_claim(claim(**new))

    assert deeds.buttons[name].accessibleName() == word


def test_a_press_asks(deeds):
    asked: list[str] = []
    deeds.asked.connect(asked.append)
    deeds.show_claim(claim())
    deeds.buttons["deny"].click()

    assert asked == ["deny"]
    assert not ClaimDeeds().offers("edit")
