from __future__ import annotations

from pathlib import Path

from tests.ui.fakes import FakeAssistant
from ui.pages.first_run import LOCK, READ, WHAT


def at_lock(open_window, qtbot):
    window, _ = open_window(new=True)
    qtbot.waitUntil(lambda: window.page == "first")
    page = window.first_run
    assert page.steps.currentIndex() == WHAT
    page.next.click()
    assert page.steps.currentIndex() == LOCK
    return window, page


def test_a_memory_is_locked_with_the_passphrase_and_its_code_is_shown_once(
    open_window, qtbot, tmp_path
):
    _, page = at_lock(open_window, qtbot)
    page.lock.first.setText("open sesame")
    assert not page.next.isEnabled()
    page.lock.second.setText("open sesame")
    page.next.click()
    qtbot.waitUntil(lambda: page.lock.code.text() == "ABCD-EFGH")

    assert FakeAssistant.homes == {tmp_path / "memory": "open sesame"}
    assert page.lock.first.text() == ""
    assert not page.next.isEnabled()
    page.lock.written.setChecked(True)
    page.next.click()
    assert page.steps.currentIndex() == READ
    assert not page.back.isVisible()


def test_what_is_found_is_offered_and_not_read(open_window, qtbot):
    window, page = at_lock(open_window, qtbot)
    page.next.click()
    qtbot.waitUntil(lambda: page.lock.code.text() != "")
    page.lock.written.setChecked(True)
    page.next.click()
    qtbot.waitUntil(lambda: bool(page.read._places))
    assert page.read.chosen() == []
    assert not page.next.isEnabled()

    page.read.add([Path("/home/ada/a.mbox")])
    page.next.click()
    qtbot.waitUntil(lambda: window.page == "chat")
    memory = FakeAssistant.last
    assert memory is not None
    qtbot.waitUntil(lambda: memory.read_paths == [Path("/home/ada/a.mbox")])


def test_all_of_it_can_be_skipped(open_window, qtbot):
    window, _ = open_window(new=True)
    qtbot.waitUntil(lambda: window.page == "first")
    page = window.first_run
    page.skip.click()
    page.skip.click()
    qtbot.waitUntil(lambda: page.lock.code.text() != "")
    page.skip.click()
    page.skip.click()

    assert window.page == "chat"
    assert window.rail.isVisible()


def test_nothing_is_made_before_the_lock_is_chosen(open_window, qtbot, tmp_path):
    at_lock(open_window, qtbot)

    assert FakeAssistant.homes == {}
    assert not (tmp_path / "memory").exists()
