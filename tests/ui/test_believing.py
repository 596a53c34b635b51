from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from memory.types import Source, Status
from tests.ui.claims import change, claim
from tests.ui.fakes import NOW
from ui.believing import WHOLE, Believed, Believing, Grounds


@pytest.fixture
def asker(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def believing(desk):
    return Believing(desk)


def test_all_of_the_page_is_read_at_once_off_this_thread(believing, asker, memory, qtbot):
    now = datetime.now(UTC)
    memory.profile.the_claims = [claim(1), claim(2, status=Status.DRAFT)]
    memory.profile.the_changes = [
        change(3, 2, at=now),
        change(2, 1, at=now, before={"status": "draft"}),
        change(1, 1, at=now - timedelta(days=30)),
    ]
    memory.the_sources = [Source("Mail", Path("/m"), False, 1, 0, NOW)]
    memory.settings = replace(memory.settings, identity="Ada")
    got: list[Believed] = []
    believing.believed(asker, got.append)
    qtbot.waitUntil(lambda: bool(got))

    assert [one.id for one in got[0].waiting] == [2]
    assert got[0].fresh == {2}
    assert got[0].has_sources
    assert got[0].knows_owner
    assert "Plays the cello." in got[0].page


def test_the_grounds_of_a_claim_name_its_documents(believing, asker, memory, qtbot):
    memory.profile.the_changes = [change(1, 1), change(2, 2)]
    got: list[Grounds] = []
    believing.grounds(asker, claim(), got.append)
    qtbot.waitUntil(lambda: bool(got))

    assert [one.id for one in got[0].history] == [1]
    assert [one.title for one in got[0].origins.values()] == ["Re: the lease"]


def test_learning_can_be_paused_and_goes_on(believing, asker, memory, desk, qtbot):
    memory.pace, memory.to_learn = 0.02, 400
    run = believing.learn(asker)
    qtbot.waitUntil(lambda: run.progress is not None)
    desk.pause_run(run)
    qtbot.waitUntil(lambda: run.ended is not None)
    assert run.paused
    assert run.says() == "paused"
    memory.to_learn = 2
    with qtbot.waitSignal(desk.changed) as heard:
        desk.resume_run(run)

    assert heard.args[0].label == "Learn"


def test_a_page_goes_to_a_file_and_back(believing, asker, memory, qtbot, tmp_path):
    memory.profile.the_claims = [claim(1)]
    path = tmp_path / "profile.md"
    done: list[object] = []
    believing.export(asker, path, WHOLE, "", done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))
    believing.read_page(asker, path, done.append, done.append)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == [None, memory.profile.page()]

    believing.read_page(asker, tmp_path / "none.md", done.append, done.append)
    qtbot.waitUntil(lambda: len(done) == 3)
    assert "cannot be read" in str(done[2])
