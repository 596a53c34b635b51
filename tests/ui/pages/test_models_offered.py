from __future__ import annotations

import pytest

from assistant.engine.download import RemoteFile
from assistant.jobs import State
from memory.progress import Progress
from tests.ui.fake_models import QWEN, TINY, FakeModels
from ui.itemmodels.jobs import Run
from ui.models_room import ModelsRoom
from ui.pages.models_offered import ModelsOffered


@pytest.fixture
def room(desk):
    return ModelsRoom(desk)


@pytest.fixture
def view(qtbot, room):
    made = ModelsOffered(room)
    qtbot.addWidget(made)
    made.resize(760, 560)
    made.show()
    return made


def choose(view, name):
    names = [view.at(n).offer.name for n in range(view.sorted.rowCount())]
    view.table.selectRow(names.index(name))


def test_small_ones_stand_first_and_the_first_is_chosen(view):
    assert view.about.isHidden()
    view.show_room(FakeModels().look())

    assert view.selected().offer.name == "qwen3-0.6b"
    assert view.at(view.sorted.rowCount() - 1).offer.name == "qwen3-32b"


def test_a_choice_stays_when_it_is_shown_anew(view):
    view.show_room(FakeModels().look())
    choose(view, "qwen3-8b")
    view.show_room(FakeModels(here=[TINY, QWEN]).look())

    assert view.selected().offer.name == "qwen3-8b"


def test_while_the_source_is_asked_that_is_said_without_a_number(view, room):
    run = room.runs["qwen3-0.6b"] = Run("Get")
    view.show_room(FakeModels().look())
    assert view.far.text() == "waiting its turn"

    run.step(Progress(0, None, "Asking the source"))
    view.look_at_runs()
    assert view.far.text() == "Asking the source"
    assert view.progress.maximum() == 0

    run.step(Progress(625, 2500, in_bytes=True))
    view.look_at_runs()
    assert (view.progress.value(), view.progress.maximum()) == (250, 1000)


@pytest.mark.parametrize("state", [State.FAILED, State.CANCELLED])
def test_what_came_to_nothing_can_be_begun_again(view, room, state):
    room.runs["qwen3-0.6b"] = Run("Get", state=state)
    view.show_room(FakeModels().look())

    assert view.get_button.isVisible()
    assert view.get_button.accessibleName() == "Get"
    assert view.stop_button.isHidden()


def test_a_size_that_was_asked_for_stays(view):
    view.show_room(FakeModels().look())
    view.show_size(view.selected(), RemoteFile("a.gguf", 639_446_688, "ab" * 32))
    choose(view, "qwen3-8b")
    assert "to get" not in view.source.text()
    choose(view, "qwen3-0.6b")

    assert view.source.text().endswith("639.4 MB to get")
