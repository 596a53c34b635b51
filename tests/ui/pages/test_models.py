from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from assistant.jobs import State
from memory.errors import Problem
from memory.types import Changes, Topic
from tests.ui.fake_models import BAD, MINE, QWEN, TINY
from ui.pages.models import HERE, OFFERED, ModelsPage
from ui.sure import Sure


@pytest.fixture
def models(memory):
    memory.models.here = [TINY, QWEN, MINE]
    return memory.models


@pytest.fixture
def page(qtbot, desk, models):
    made = ModelsPage(desk)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.begin()
    qtbot.waitUntil(lambda: made.now is not None)
    return made


def choose(page, one):
    page.show_view(HERE)
    page.here.select(one.path)


def choose_offer(page, name):
    page.show_view(OFFERED)
    view = page.offered
    names = [view.at(n).offer.name for n in range(view.sorted.rowCount())]
    view.table.selectRow(names.index(name))
    return view


def test_it_says_what_is_there_and_how_much_memory(page):
    assert page.counts.text() == "3 models · 9.0 GB of 16.0 GB memory free"
    assert page.here.model.rowCount() == 3
    assert page.offered.model.rowCount() == 13


def test_while_it_looks_it_says_so_and_nobody_looks_for_nothing(qtbot, desk, models):
    made = ModelsPage(desk)
    qtbot.addWidget(made)
    made.begin()
    assert made.pages.currentIndex() == 0
    assert not made._loading

    made.show()
    qtbot.waitUntil(lambda: made.now is not None)


def test_what_there_is_to_say_of_a_model_is_said(page):
    choose(page, QWEN)
    here = page.here

    assert here.title.text() == "Qwen3 4B"
    assert here.facts.text() == (
        "2.5 GB · 4.0 billion parameters · Q4_K_M · 40,960 tokens · Apache 2.0 · got here"
    )
    assert here.reason.text() == "It may do: drafts. It passed 36 of 40 tasks here."
    assert here.fit.text() == "Fits this machine: it needs 3.4 GB of memory."
    assert here.unknown.isHidden()
    assert here.tier.currentText() == "What its test says"


def test_a_model_is_used_with_one_click(page, models, qtbot):
    choose(page, QWEN)
    page.here.use_button.click()
    qtbot.waitUntil(lambda: models.in_use == QWEN.path)

    assert models.done == [("use", str(QWEN.path), "")]
    qtbot.waitUntil(lambda: not page.here.use_button.isEnabled())
    assert page.here.hint.isHidden()


def test_without_one_that_writes_it_leads_to_those_that_could(page):
    assert page.here.hint.isVisible()
    page.here.offers_button.click()

    assert page.tabs.currentIndex() == OFFERED


def test_what_nobody_vouches_for_is_used_only_when_its_name_was_written(page, models, qtbot):
    choose(page, MINE)
    assert page.here.unknown.isVisible()
    page.here.use_button.click()
    dialog = page.findChild(Sure)
    assert not dialog.yes.isEnabled()
    assert models.done == []

    dialog.field.setText("mine.gguf")
    dialog.yes.click()
    qtbot.waitUntil(lambda: models.in_use == MINE.path)
    assert models.done == [("use", str(MINE.path), "mine.gguf")]
    assert page.here.unknown.isVisible()


def test_what_was_got_is_deleted_and_what_was_added_only_forgotten(page, models, qtbot):
    deleted, forgotten = "The file is deleted: 2.5 GB", "stays where it lies"
    for one, says, left in ((QWEN, deleted, 2), (MINE, forgotten, 1)):
        choose(page, one)
        page.here.remove_button.click()
        box = page.findChildren(QMessageBox)[-1]
        assert says in box.informativeText()
        next(b for b in box.buttons() if b.text() == "Remove").click()
        qtbot.waitUntil(lambda left=left: page.here.model.rowCount() == left)
    assert models.here == [TINY]


def test_what_is_not_ours_cannot_be_removed(page):
    choose(page, TINY)

    assert not page.here.remove_button.isEnabled()


def test_the_user_may_let_it_do_more_and_go_back(page, models, qtbot):
    choose(page, QWEN)
    page.here.tier.activated.emit(4)
    qtbot.waitUntil(lambda: page.here.tier.currentText() == "Always: longer drafts")
    assert page.here.warned.isVisible()
    page.here.tier.activated.emit(0)
    qtbot.waitUntil(lambda: page.here.tier.currentText() == "What its test says")

    assert page.here.warned.isHidden()
    assert models.done == [("tier", str(QWEN.path), 3), ("tier", str(QWEN.path), None)]


def test_a_model_is_tested_and_says_what_came_of_it(page, models, qtbot):
    choose(page, QWEN)
    page.here.test_button.click()
    qtbot.waitUntil(lambda: "40 of 40" in page.here.reason.text())

    assert page.operations.runs.runs[0].title == "Test Qwen3-4B-Q4_K_M"
    assert page.here.selected().path == QWEN.path


def test_files_that_cannot_be_used_are_listed_with_the_reason(page, models, qtbot):
    assert page.here.bad.isHidden()
    models.bad = [BAD]
    page.look_button.click()
    qtbot.waitUntil(page.here.bad.isVisible)

    assert page.here.bad_title.text() == "1 file was found that cannot be used"


def test_a_file_is_added_and_chosen(page, models, qtbot):
    page.show_view(OFFERED)
    page.dropped.emit([Path("/home/ada/new.gguf")])
    qtbot.waitUntil(lambda: page.here.selected().name == "new")

    assert page.tabs.currentIndex() == HERE


def test_a_file_that_is_no_model_is_said_and_the_page_stays(page, models, qtbot):
    models.problem = Problem("a.txt is not a sound GGUF model.", remedy="Choose another.")
    page.add(Path("/home/ada/a.txt"))
    qtbot.waitUntil(page.notice.isVisible)

    assert page.notice.accessibleName() == "a.txt is not a sound GGUF model. Choose another."
    assert page.here.model.rowCount() == 3


def test_where_it_could_not_be_looked_one_can_try_again(qtbot, desk, models):
    models.problem = Problem("The memory is busy.", remedy="Wait.")
    made = ModelsPage(desk)
    qtbot.addWidget(made)
    made.show()
    made.begin()
    qtbot.waitUntil(made.notice.isVisible)
    made.notice.button.click()
    qtbot.waitUntil(lambda: made.now is not None)

    assert made.notice.isHidden()


def test_an_offer_says_what_it_needs_and_what_its_licence_means(page):
    view = choose_offer(page, "gemma-3-4b")

    assert view.title.text() == "Gemma 3 4B"
    assert view.fit.text().startswith("Fits this machine: it needs about ")
    assert view.licence.text().startswith("Gemma terms of use: Google's own terms: ")
    assert view.source.text() == "ggml-org/gemma-3-4b-it-GGUF · gemma-3-4b-it-Q4_K_M.gguf"
    assert view.get_button.accessibleName() == "Get"
    assert view.stop_button.isHidden()
    assert view.far.isHidden()


def test_the_source_is_asked_how_large_it_is_only_when_one_asks(page, models, qtbot):
    view = choose_offer(page, "qwen3-8b")
    view.size_button.click()
    qtbot.waitUntil(lambda: view.source.text().endswith("2.5 GB to get"))

    models.problem = Problem("The connection to the source broke off.", remedy="Try again.")
    view.size_button.click()
    qtbot.waitUntil(page.notice.isVisible)


def test_a_model_is_got_and_it_says_how_far_it_is(page, models, qtbot):
    models.pace = 0.05
    view = choose_offer(page, "qwen3-8b")
    view.get_button.click()
    qtbot.waitUntil(view.progress.isVisible)
    qtbot.waitUntil(lambda: "of 2.5 GB" in view.far.text())
    assert view.get_button.isHidden()
    assert view.stop_button.isVisible()
    assert page.operations.runs.in_bar()[0].title == "Get Qwen3 8B"

    qtbot.waitUntil(lambda: view.far.text() == "It is on this computer.")
    assert not view.get_button.isEnabled()
    assert page.here.model.rowCount() == 4


def test_stopped_it_keeps_its_part_and_goes_on_or_throws_it_away(page, models, qtbot):
    models.pace, models.steps = 0.02, 200
    view = choose_offer(page, "qwen3-8b")
    view.get_button.click()
    qtbot.waitUntil(lambda: models.begun.get("qwen3-8b", 0) > 0)
    view.stop_button.click()
    qtbot.waitUntil(lambda: view.get_button.accessibleName() == "Go on")
    assert view.far.text().endswith("of it are there.")
    assert view.drop_button.isVisible()

    view.get_button.click()
    qtbot.waitUntil(view.stop_button.isVisible)
    view.stop_button.click()
    qtbot.waitUntil(view.drop_button.isVisible)
    view.drop_button.click()
    qtbot.waitUntil(lambda: view.get_button.accessibleName() == "Get")
    assert models.done[-1] == ("remove", "qwen3-8b")


def test_paused_in_the_bar_it_can_go_on_from_here(page, models, qtbot):
    models.pace, models.steps = 0.02, 200
    view = choose_offer(page, "qwen3-8b")
    view.get_button.click()
    run = page.room.runs["qwen3-8b"]
    qtbot.waitUntil(lambda: run.progress is not None and run.progress.total is not None)
    page.operations.pause_run(run)
    qtbot.waitUntil(lambda: view.get_button.accessibleName() == "Go on")
    models.steps = 2
    view.get_button.click()
    qtbot.waitUntil(lambda: view.far.text() == "It is on this computer.")

    assert not run.paused
    assert [one for one in models.done if one[0] == "get"] == [("get", "qwen3-8b")] * 2


def test_what_goes_wrong_on_the_way_is_said(page, models, qtbot):
    models.problem = Problem("The disk is full.", remedy="Make room.")
    view = choose_offer(page, "qwen3-8b")
    view.get_button.click()
    qtbot.waitUntil(page.notice.isVisible)

    assert page.notice.accessibleName() == "The disk is full. Make room."
    assert page.room.runs["qwen3-8b"].state is State.FAILED
    assert view.get_button.isVisible()


def test_it_is_read_anew_when_something_changed_and_once_at_a_time(page, models, qtbot):
    models.here = [TINY]
    for _ in range(3):
        page.operations.changed.emit(Changes("Remove", frozenset({Topic.MODELS})))
    qtbot.waitUntil(lambda: page.here.model.rowCount() == 1 and not page._loading)
    models.here = [TINY, QWEN]
    page.hide()
    page.operations.changed.emit(Changes("Read", frozenset({Topic.MODELS})))
    assert not page._loading
    page.show()
    qtbot.waitUntil(lambda: page.here.model.rowCount() == 2)


def test_everything_can_be_done_by_key(page, models, qtbot):
    page.activateWindow()
    page.focus()
    qtbot.waitUntil(page.here.table.hasFocus)
    names = [page.here.at(n).name for n in range(3)]
    QTest.keyClick(page.here.table, Qt.Key.Key_Home)
    for _ in range(names.index(QWEN.name)):
        QTest.keyClick(page.here.table, Qt.Key.Key_Down)
    assert page.here.selected().path == QWEN.path
    QTest.keyClick(page.here.use_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: models.in_use == QWEN.path)


def test_of_a_memory_that_is_closed_nothing_stays(page):
    page.leave_memory()

    assert page.now is None
    assert (page.here.model.rowCount(), page.offered.model.rowCount()) == (0, 0)
    assert page.pages.currentIndex() == 0
