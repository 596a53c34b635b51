from __future__ import annotations

from memory.errors import Problem
from tests.ui.fake_writing import AFTER, BEFORE
from tests.ui.pages.commands_page import page, pirate

__all__ = ["page", "pirate"]


def test_it_is_tried_on_a_text_and_nothing_is_kept(pirate, memory, qtbot):
    trial = pirate.form.trial
    assert not trial.button.isEnabled()
    trial.box.setPlainText(BEFORE)
    trial.button.click()
    qtbot.waitUntil(lambda: trial.diff.text == AFTER and not pirate.room.is_busy)

    assert memory.writing.asked == [(BEFORE, "pirate", {"to": ""})]
    assert trial.how.text() == "By Qwen3-4B · sounds like you: 82 %"
    assert trial.diff.count == 4


def test_what_is_not_kept_cannot_be_tried(pirate):
    pirate.form.trial.box.setPlainText(BEFORE)
    assert pirate.form.trial.button.isEnabled()
    pirate.form.ask.setPlainText("Something else.")

    assert not pirate.form.trial.button.isEnabled()


def test_a_try_is_stopped(page, memory, qtbot):
    memory.writing.holds = 2
    trial = page.form.trial
    trial.box.setPlainText(BEFORE)
    trial.button.click()
    qtbot.waitUntil(lambda: len(memory.writing.said) == 2)
    assert trial.button.text() == "Stop"
    trial.button.click()
    qtbot.waitUntil(lambda: memory.writing.stopped == 1)

    assert trial.diff.isHidden()
    assert trial.button.text() == "Try it"


def test_a_try_that_fails_is_told(page, memory, qtbot):
    memory.writing.problem = Problem("No model.", remedy="Get one.")
    page.form.trial.box.setPlainText(BEFORE)
    page.form.trial.button.click()
    qtbot.waitUntil(page.notice.isVisible)

    assert page.notice.accessibleName() == "No model. Get one."


def test_a_language_is_asked_for_in_the_try(page, memory, qtbot):
    page.select("Translate")
    trial = page.form.trial
    assert trial.words.accessibleName() == "Into which language?"
    trial.box.setPlainText(BEFORE)
    trial.words.setText("German")
    trial.button.click()
    qtbot.waitUntil(lambda: bool(memory.writing.asked))

    assert memory.writing.asked == [(BEFORE, "translate", {"to": "", "language": "German"})]
