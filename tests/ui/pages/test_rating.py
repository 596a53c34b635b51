from __future__ import annotations

from dataclasses import replace

import pytest

from memory.types import Changes, ClaimId, ConversationId, Topic, Turn, Used
from tests.ui.fakes import NOW, answer
from ui.beside import Beside
from ui.pages.chat import ChatPage

USED = (Used(ClaimId(3), "Likes tea."),)


@pytest.fixture
def page(qtbot, desk, memory):
    made = ChatPage(desk, Beside(desk))
    qtbot.addWidget(made)
    qtbot.addWidget(made.beside)
    made.show()
    made.begin(None)
    memory.next_answer = answer(id="a1", claims=USED)
    return made


@pytest.fixture
def view(page, qtbot):
    page.ask("When?")
    qtbot.waitUntil(lambda: bool(page.view.answers()) and page.view.answers()[0].answer is not None)
    return page.view.answers()[0]


def test_a_rating_is_told_to_the_profile(view, memory, qtbot):
    assert view.rating.isVisible()
    view.rating.useful.click()
    view.rating.useful.click()
    qtbot.waitUntil(lambda: len(memory.profile.did) == 2)

    assert memory.profile.did == [("rate", "a1", True), ("rate", "a1", None)]


def test_a_claim_that_is_taken_away_is_told_too_and_the_profile_as_a_whole_is_not(
    view, memory, qtbot
):
    for button in view.claims.buttons:
        button.click()
    qtbot.waitUntil(lambda: len(memory.asked) == 2)
    qtbot.waitUntil(lambda: len(memory.profile.did) == 1)

    assert memory.profile.did == [("leave out", "a1", 3)]


def test_what_is_undone_in_the_profile_is_shown_undone(view, page, memory, qtbot):
    id = ConversationId(1)
    rated = replace(memory.the_turns[id][1].answer, rating=1)
    memory.the_turns[id][1] = Turn("assistant", "", NOW, rated)
    page.operations.changed.emit(Changes("Redo", frozenset({Topic.CLAIMS})))
    qtbot.waitUntil(view.rating.useful.isChecked)
    memory.the_turns[id][1] = Turn("assistant", "", NOW, replace(rated, rating=0))
    page.operations.changed.emit(Changes("Undo", frozenset({Topic.CLAIMS})))

    qtbot.waitUntil(lambda: not view.rating.useful.isChecked())
    page.rating._show(ConversationId(9), [Turn("assistant", "", NOW, rated)])
    assert not view.rating.useful.isChecked()  # another conversation was open then


def test_what_is_not_kept_is_not_rated(page, memory, qtbot):
    memory.next_answer = answer(claims=USED)
    page.private_button.click()
    page.ask("When?")
    qtbot.waitUntil(lambda: bool(page.view.answers()) and page.view.answers()[0].answer is not None)
    view = page.view.answers()[0]
    assert not view.rating.isVisible()
    view.rating.rated.emit(True)
    view.claims.buttons[0].click()
    qtbot.waitUntil(lambda: len(memory.asked) == 2)

    assert not [one for one in memory.profile.did if one[0] == "leave out"]
