from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from memory.errors import Problem
from tests.ui.fake_keeping import DAMAGED
from ui.pages.safekeeping import SafekeepingPart
from ui.parts import Words
from ui.sure import Sure


@pytest.fixture
def part(qtbot, desk):
    made = SafekeepingPart(desk)
    qtbot.addWidget(made)
    made.resize(600, 800)
    made.show()
    made.begin()
    qtbot.waitUntil(lambda: made.backup.said.text() == "There is no backup yet.")
    return made


def say_yes(part, verb):
    box = part.findChildren(QMessageBox)[-1]
    next(b for b in box.buttons() if b.text() == verb).click()


def test_a_backup_says_when_how_large_and_where(part, memory, qtbot):
    part.back_up(Path("/disk/famulus.backup"))
    assert not part.backup_button.isEnabled()
    qtbot.waitUntil(lambda: part.backup.said.text().startswith("Last backup: 3 March 2024, 4.2 MB"))
    assert part.backup_button.isEnabled()

    memory.keeping.last = replace(memory.keeping.last, size=0)
    part.begin()
    qtbot.waitUntil(lambda: "not in /disk/famulus.backup any more" in part.backup.said.text())


def test_a_backup_that_fails_says_why_beside_it(part, memory, qtbot):
    memory.keeping.problem = Problem("There is no space left.", remedy="Choose another disk.")
    part.back_up(Path("/disk/famulus.backup"))
    qtbot.waitUntil(part.backup.notice.isVisible)

    assert "no space" in part.backup.notice.accessibleName()
    qtbot.waitUntil(part.backup_button.isEnabled)


def test_what_is_whole_is_said_with_how_much_was_looked_at(part, qtbot):
    part.check_button.click()
    qtbot.waitUntil(lambda: part.check.said.text().startswith("Nothing is damaged: 12 documents"))

    assert not part.repair_button.isVisible()


def test_damage_is_told_without_the_words_of_our_trade_and_can_be_repaired(part, memory, qtbot):
    memory.keeping.health = DAMAGED
    part.check_button.click()
    qtbot.waitUntil(part.repair_button.isVisible)
    texts = " ".join(w.text() for w in part.check.findChildren(Words))
    assert "“Repair” mends it." in texts
    assert "index" not in texts.lower()

    part.repair_button.click()
    with qtbot.waitSignal(part.repair):
        say_yes(part, "Repair")


def test_an_export_warns_before_a_place_is_asked_for(part, memory, qtbot):
    part.export_button.click()
    assert part.findChildren(QFileDialog) == []
    assert "can read all" in part.findChildren(QMessageBox)[-1].informativeText()
    say_yes(part, "Choose a place…")
    (dialog,) = part.findChildren(QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.reject()
    part.export(Path("/disk/famulus.zip"))
    qtbot.waitUntil(lambda: "12 documents, 2 conversations" in part.archive.said.text())


def test_an_import_tells_what_came_and_what_waits(part, qtbot):
    part.take_in(Path("/disk/famulus.zip"))
    qtbot.waitUntil(lambda: part.archive.said.text().startswith("Imported: 3 documents"))

    assert "9 were known already." in part.archive.said.text()
    assert "paused under Sources: Mail." in part.archive.said.text()


def test_what_was_stopped_can_be_begun_again(part, memory, qtbot):
    part.check_button.click()
    part._operations.stop_run(part._operations.runs.runs[0])
    qtbot.waitUntil(part.check_button.isEnabled)


def test_the_key_the_restore_and_the_end_are_asked_for_first(part, qtbot):
    part.key_button.click()
    with qtbot.waitSignal(part.change_key) as heard:
        say_yes(part, "Change the key")
    assert heard.args == [True]
    part.ask_restore(Path("/disk/famulus.backup"))
    with qtbot.waitSignal(part.restore) as heard:
        say_yes(part, "Restore")
    assert heard.args == [Path("/disk/famulus.backup")]
    part.end_button.click()
    dialog = part.findChild(Sure)
    dialog.field.setText("erase")
    with qtbot.waitSignal(part.erase_everything):
        dialog.yes.click()
