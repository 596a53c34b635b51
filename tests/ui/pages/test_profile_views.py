from __future__ import annotations

import pytest

from assistant.profile.page import VIEWS
from memory.types import ClaimKind, Scope
from tests.ui.claims import claim
from ui.pages.profile_views import CONTACT, ProfileViews


@pytest.fixture
def views(qtbot):
    made = ProfileViews()
    qtbot.addWidget(made)
    made.show()
    sister = claim(3, "Sister: Cleo.", value="Cleo", kind=ClaimKind.RELATION)
    ben, ana = claim(1, "Plays chess.", subject="Ben"), claim(2, "Hi.", scope=Scope("Ana"))
    made.offer_people([ben, ana, sister])
    return made


def names(chip):
    return [action.text() for action in chip._menu.actions()]


def pick(chip, name):
    next(one for one in chip._menu.actions() if one.text() == name).trigger()


def test_every_view_of_the_page_is_offered_and_says_what_it_is_for(views):
    told = {}
    for name in names(views.kind):
        pick(views.kind, name)
        told[views.view] = views.sentence()

    assert set(told) == set(VIEWS)
    assert [view for view, sentence in told.items() if not sentence] == ["full"]


def test_of_a_contact_it_asks_whose(views, qtbot):
    assert not views.person.isVisible()
    pick(views.kind, "For a contact")
    assert views.person.isVisible()
    assert views.lacks_person
    assert names(views.person) == ["Choose a person", "Ana", "Ben", "Cleo"]
    with qtbot.waitSignal(views.chosen):
        pick(views.person, "Ben")

    assert (views.view, views.about, views.lacks_person) == (CONTACT, "Ben", False)


def test_somebody_who_is_known_no_more_is_not_shown_any_more(views):
    pick(views.kind, "For a contact")
    pick(views.person, "Ben")
    views.offer_people([])

    assert views.lacks_person
    views.reset()
    assert views.is_whole
    assert views.person.isHidden()
