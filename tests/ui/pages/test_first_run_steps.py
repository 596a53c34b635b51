from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from memory.errors import Problem
from ui.pages.first_run_steps import LockStep, ReadStep


def test_it_says_what_this_machine_has(qtbot):
    step = LockStep()
    qtbot.addWidget(step)
    step.offer(("recovery", "passphrase", "file"))
    assert "no keyring that can be trusted" in step.how.text()
    step.offer(("recovery", "passphrase", "keyring"))
    assert "keyring of your system" in step.how.text()


def test_the_code_is_copied_and_its_warnings_are_shown(qtbot):
    step = LockStep()
    qtbot.addWidget(step)
    step.show_code("ABCD", ("The key lies in a file.",))
    step.copy.click()

    assert QGuiApplication.clipboard().text() == "ABCD"
    assert step.warning.text() == "The key lies in a file."
    assert step.first.isHidden() or step.fields.isHidden()


def test_a_refusal_gives_the_fields_back(qtbot):
    step = LockStep()
    qtbot.addWidget(step)
    step.set_busy()
    assert not step.is_ready()
    step.tell(Problem("The disk is full."))

    assert step.is_ready()
    assert step.fields.isEnabled()


def test_a_place_is_offered_once(qtbot):
    step = ReadStep()
    qtbot.addWidget(step)
    step.offer([("Mail & more", Path("/a"))])
    assert not step.is_ready()
    step.add([Path("/a"), Path("/b")])

    assert step.chosen() == [Path("/a"), Path("/b")]
