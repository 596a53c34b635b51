from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from assistant import Assistant
from memory.errors import StoreDamaged
from memory.progress import Progress
from memory.safekeeping.repair import Repaired
from tests.ui.fake_keeping import FakeKeeping
from tests.ui.fakes import FakeAssistant
from ui.window import MainWindow

PATIENCE = 60_000  # milliseconds


@pytest.fixture(autouse=True)
def fresh():
    yield
    FakeKeeping.passphrase = ""
    FakeKeeping.given.clear()


def told(window):
    return window.page == "unlock" and window.unlock.on.isVisible()


def test_a_repair_closes_the_memory_tells_what_came_of_it_and_opens_it_again(open_window, qtbot):
    window, memory = open_window()
    window.show_page("sources")
    window.closed.repair()
    assert window.operations.open is None
    assert memory.closed
    assert not window.rail.isVisible()
    qtbot.waitUntil(lambda: told(window))
    assert "1 document is lost." in window.unlock.said.text()
    window.unlock.on.click()
    qtbot.waitUntil(lambda: window.operations.open is not None)

    assert window.operations.open is not memory
    assert window.page == "sources"
    qtbot.waitUntil(lambda: window.operations.assistant.keeping.renewed)


def test_a_damaged_memory_offers_repair_and_a_backup(open_window, qtbot):
    window, _ = open_window()
    window.opening.refused.emit(StoreDamaged("Damaged.", remedy="`famulus repair` helps."))
    unlock = window.unlock
    assert unlock.repair_button.isVisible()
    assert unlock.repair_with_button.isVisible()
    assert unlock.restore_button.isVisible()
    unlock.repair_button.click()
    qtbot.waitUntil(lambda: told(window))


def test_a_backup_of_another_memory_asks_for_its_key(open_window, qtbot):
    window, _ = open_window()
    FakeKeeping.passphrase = "of old"
    window.closed.restore(Path("/disk/famulus.backup"))
    qtbot.waitUntil(window.unlock.field.isVisible)
    assert not window.unlock.notice.isVisible()
    window.unlock.given.emit("wrong")
    qtbot.waitUntil(window.unlock.notice.isVisible)
    window.unlock.given.emit("of old")
    qtbot.waitUntil(lambda: told(window))

    assert FakeKeeping.given == [("restore", "of old")]
    assert window.unlock.title.text() == "The backup was restored"


def test_a_new_code_has_to_be_written_down_before_one_goes_on(open_window, qtbot):
    window, _ = open_window()
    window.closed.change_key(has_passphrase=True)
    assert window.unlock.field.isVisible()
    window.unlock.given.emit("open sesame")
    qtbot.waitUntil(lambda: told(window))
    assert window.unlock.code.code.text() == "WXYZ-1234"
    assert not window.unlock.on.isEnabled()
    changed = FakeAssistant.last
    assert changed is not None
    before = changed.keeping.seen
    window.unlock.code.check.click()
    window.unlock.on.click()
    assert (before, changed.keeping.seen) == (False, True)
    qtbot.waitUntil(lambda: window.operations.open is not None)

    assert FakeKeeping.given == [("key", "open sesame")]


def test_when_everything_was_erased_one_starts_anew(open_window, qtbot):
    window, _ = open_window()
    window.closed.erase_everything()
    qtbot.waitUntil(lambda: told(window))
    window.unlock.on.click()
    qtbot.waitUntil(lambda: window.page == "first")

    assert window.first_run.lock.fields.isVisibleTo(window.first_run.lock)


def test_the_real_memory_lets_go_for_another_key_and_for_its_end(qtbot, tmp_path):
    """No thread of the window may keep the real store open, or each of these refuses."""
    home = tmp_path / "memory"
    with Assistant.open(home) as famulus:
        conversation = famulus.start_conversation()
        famulus.set_passphrase("open sesame")
    window = MainWindow(home)
    window.show()
    window.start()
    qtbot.waitUntil(lambda: window.operations.open is not None, timeout=PATIENCE)
    window.chat.open_conversation(conversation)
    window.settings.keeping.key_button.click()
    box = window.settings.keeping.findChildren(QMessageBox)[-1]
    box.buttons()[0].click()
    assert window.unlock.field.isVisible()
    window.unlock.given.emit("open sesame")
    qtbot.waitUntil(lambda: told(window) or window.unlock.notice.isVisible(), timeout=PATIENCE)
    assert len(window.unlock.code.code.text()) > 20
    assert (home / "code.unseen").exists()
    window.unlock.code.check.click()
    window.unlock.on.click()
    qtbot.waitUntil(lambda: window.operations.open is not None, timeout=PATIENCE)
    assert not (home / "code.unseen").exists()

    window.closed.erase_everything()
    qtbot.waitUntil(lambda: told(window) or window.unlock.notice.isVisible(), timeout=PATIENCE)
    assert not (home / "memory.db").exists()
    window.unlock.on.click()
    qtbot.waitUntil(lambda: window.page == "first", timeout=PATIENCE)
    window.close()
    window.deleteLater()


def test_a_repair_is_told_without_what_is_inside(open_window, qtbot, monkeypatch):
    window, _ = open_window()

    def repairing(home, passphrase=None, *, copy=None):
        yield Progress(0)
        done = ("The index of words was made again.", "Vectors that were bad are made again.")
        return Repaired((*done, "2 documents came from the backup."), ())

    monkeypatch.setattr(FakeAssistant, "repairing", staticmethod(repairing))
    window.closed.repair()
    qtbot.waitUntil(lambda: told(window))

    assert window.unlock.said.text() == (
        "2 documents came from the backup.\nWhat the search had prepared is prepared anew."
    )
