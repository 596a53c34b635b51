from __future__ import annotations

import time

from assistant.jobs import State
from memory.progress import Progress
from ui.itemmodels.jobs import KEPT, JobsModel, Run


def test_it_keeps_the_rules_of_item_models(qtmodeltester):
    model = JobsModel()
    qtmodeltester.check(model)
    model.start(Run("Read a"))
    model.start(Run("Read b"))

    assert "Read b" in model.index(0).data()


def test_a_run_says_how_far_how_fast_and_how_long():
    run = Run("Read")
    run.step(Progress(100, 12_400))
    assert run.since is not None
    run.since = (time.monotonic() - 10, 0)

    assert run.says() == "100 of 12,400 · 10 a second · about 21 minutes left"


def test_a_rate_starts_again_with_the_next_stage():
    run = Run("Read")
    run.step(Progress(100, 100))
    run.step(Progress(0, 500))

    assert run.rate() == 0.0
    assert run.says() == "0 of 500"


def test_bytes_are_said_as_sizes():
    run = Run("Get")
    run.step(Progress(1_200_000_000, 2_500_000_000, in_bytes=True))
    run.since = (time.monotonic() - 100, 0)

    assert run.says() == "1.2 GB of 2.5 GB · 12.0 MB a second · about 2 minutes left"
    run.step(Progress(5_000_000, None, in_bytes=True))
    assert run.says() == "5.0 MB so far"


def test_an_unknown_end_is_not_made_up():
    run = Run("Read")
    run.step(Progress(119))

    assert run.says() == "119 so far"


def test_only_so_many_are_kept(qtmodeltester):
    model = JobsModel()
    for _ in range(KEPT + 5):
        model.start(Run("Read"))

    assert model.rowCount() == KEPT


def test_how_it_ended_is_said(qapp):
    model = JobsModel()
    run = Run("Read")
    model.start(run)
    model.end(run, State.FAILED)

    assert model.index(0).data().endswith("Read · failed · a few seconds")
    assert model.in_bar() == []


def test_a_quiet_run_is_in_the_list_and_not_in_the_bar(qapp):
    model = JobsModel()
    model.start(Run("Answer", quiet=True))

    assert model.in_bar() == []
    assert model.rowCount() == 1
