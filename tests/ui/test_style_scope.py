from __future__ import annotations

import pytest

from assistant.voice.card import EVERYWHERE, Place
from tests.ui.fake_voice import TO_BO, FakeVoice
from ui.style_scope import StyleScope


@pytest.fixture
def scope(qtbot):
    made = StyleScope()
    qtbot.addWidget(made)
    made.offer(FakeVoice().card())
    return made


def test_one_chip_is_lit_at_a_time(scope, qtbot):
    assert scope.place == EVERYWHERE
    with qtbot.waitSignal(scope.chosen):
        scope.person._pick("bo@example.org")
    assert scope.place == TO_BO
    scope.occasion._pick("reply")

    assert scope.place == Place(occasion="reply")
    assert not scope.person.isChecked()


def test_a_chip_without_a_choice_is_not_shown(scope):
    voice = FakeVoice(people=())
    scope.offer(voice.card())

    assert scope.person.isHidden()
    assert not scope.language.isHidden()


def test_a_place_is_said_in_words(scope):
    assert scope.said(EVERYWHERE) == "everywhere"
    assert scope.said(TO_BO) == "to Bo Lindqvist"
    assert scope.said(Place(who="name:ida")) == "to ida"
    assert scope.said(Place(language="German", occasion="reply")) == "in German, replies"
