from __future__ import annotations

from assistant.jobs import State
from memory.progress import Progress
from tests.ui.fake_models import BAD, MINE, QWEN, TINY, FakeModels
from ui.itemmodels.jobs import Run
from ui.itemmodels.models import (
    FITS,
    GOT,
    NEEDS,
    PARAMETERS,
    SIZE,
    STATE,
    InstalledModel,
    OfferedModel,
    SkippedModel,
    billions,
)
from ui.itemmodels.rows import SORT


def words(model, row=0):
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_it_keeps_the_rules_of_item_models(qtmodeltester):
    model = InstalledModel()
    qtmodeltester.check(model)
    model.show_models([TINY, QWEN, MINE], QWEN.path)

    assert words(model, 1) == [
        "Qwen3-4B-Q4_K_M", "2.5 GB", "4.0 billion", "40,960", "11", "drafts", "in use"
    ]  # fmt: skip
    assert words(model, 0)[-3:] == ["–", "quotes only", "–"]
    assert words(model, 2)[-1] == "unknown file"


def test_where_none_writes_what_comes_along_is_in_use():
    model = InstalledModel()
    model.show_models([TINY, QWEN], None)

    assert words(model)[STATE] == "in use"
    assert words(model, 1)[STATE] == "–"


def test_sizes_are_sorted_as_numbers():
    model = InstalledModel()
    model.show_models([TINY, QWEN], None)

    assert model.data(model.index(0, SIZE), SORT) == TINY.size
    assert model.data(model.index(1, PARAMETERS), SORT) == QWEN.parameters


def test_what_is_known_may_change_and_the_rows_stay(qtbot):
    model = InstalledModel()
    model.show_models([TINY, QWEN], None)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_models([TINY, QWEN], QWEN.path)

    assert words(model, 1)[STATE] == "in use"
    model.show_models([], None)
    assert model.rowCount() == 0


def test_what_could_be_got_says_whether_it_fits_and_how_far_it_is(qtmodeltester):
    room = FakeModels(here=[TINY, QWEN], begun={"qwen3-8b": 500})
    runs = {"gemma-3-1b": Run("Get"), "qwen3-8b": Run("Get")}
    runs["gemma-3-1b"].step(Progress(1, 2))
    runs["qwen3-8b"].state = State.CANCELLED
    model = OfferedModel()
    qtmodeltester.check(model)
    model.show_offered(room.look().offered, runs)
    said = {row[0]: row for row in (words(model, n) for n in range(model.rowCount()))}

    assert said["Qwen3 0.6B"] == [
        "Qwen3 0.6B", "about 1.0 GB", "fits", "Apache 2.0", "–"
    ]  # fmt: skip
    assert said["Gemma 3 1B"][GOT] == "being got"
    assert said["Qwen3 4B"][GOT] == "installed"
    assert said["Qwen3 8B"][GOT] == "got in part"
    assert said["Qwen3 14B"][FITS] == "barely fits"
    assert said["Qwen3 32B"][FITS] == "too large"
    assert model.data(model.index(0, NEEDS), SORT) < model.data(model.index(3, NEEDS), SORT)


def test_how_far_it_is_moves_and_the_rows_stay(qtbot):
    model = OfferedModel()
    model.look()
    model.show_offered(FakeModels().look().offered, {})
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_offered(FakeModels(begun={"qwen3-4b": 9}).look().offered, {})


def test_what_is_not_used_says_why(qtmodeltester):
    model = SkippedModel()
    qtmodeltester.check(model)
    model.show_rows([BAD])

    assert words(model) == [str(BAD.path), BAD.reason]


def test_models_are_compared_by_billions():
    assert billions(134_515_008) == "135 million"
    assert billions(999_000_000) == "1.0 billion"
    assert billions(32_800_000_000) == "32.8 billion"
