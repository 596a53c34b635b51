from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.fake_models import MINE, QWEN, TINY, FakeModels
from ui.pages.models_here import ModelsHere

LONG = replace(
    MINE,
    name="a-model-with-a-name-that-goes-on-and-on-" * 4,
    title="A model with a name that goes on and on " * 6,
    path=MINE.path.with_name("a-model-with-a-name-" * 9 + ".gguf"),
)


@pytest.fixture
def view(qtbot):
    made = ModelsHere()
    qtbot.addWidget(made)
    made.resize(760, 560)
    made.show()
    return made


def test_before_anything_is_known_nothing_is_said(view):
    assert view.about.isHidden()
    assert view.hint.isHidden()
    assert view.selected() is None


def test_the_one_that_writes_is_chosen_first_and_a_choice_stays(view):
    room = FakeModels(here=[TINY, QWEN, MINE], in_use=QWEN.path)
    view.show_room(room.look())
    assert view.selected().path == QWEN.path

    view.select(MINE.path)
    view.show_room(room.look())
    assert view.selected().path == MINE.path
    room.here.remove(MINE)
    view.show_room(room.look())
    assert view.selected() is not None


def test_long_names_do_not_make_it_wider(view):
    before = view.minimumSizeHint().width()
    view.show_room(FakeModels(here=[TINY, LONG]).look())
    view.select(LONG.path)

    assert view.minimumSizeHint().width() <= max(before, 700)
    assert view.facts.text().endswith("licence not said · added by you")


def test_each_deed_is_told_with_the_model(view, qtbot):
    view.show_room(FakeModels(here=[TINY, QWEN]).look())
    view.select(QWEN.path)
    for button, signal in (
        (view.use_button, view.use_wanted),
        (view.test_button, view.test_wanted),
        (view.remove_button, view.remove_wanted),
    ):
        with qtbot.waitSignal(signal) as told:
            button.click()
        assert told.args == [QWEN]


def test_a_model_of_another_program_says_whose_it_is(view):
    view.show_room(FakeModels(here=[replace(MINE, origin="Ollama")]).look())

    assert view.facts.text().endswith("in Ollama")
    assert not view.remove_button.isEnabled()
