from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog

from assistant.settings import declared
from ui.pages.encoder_setting import EncoderSetting


@pytest.fixture
def setting(qtbot, desk):
    field = next(f for f in declared() if f.name == "encoder")
    made = EncoderSetting(field, desk)
    qtbot.addWidget(made)
    made.show()
    made.set_value("")
    return made


def offered(setting):
    return [setting.choice.itemText(n) for n in range(setting.choice.count())]


def test_it_is_what_comes_with_the_program_or_a_folder(setting):
    assert offered(setting) == ["English (comes with the program)", "Another folder…"]
    setting.set_value("/models/many-languages")
    assert setting.choice.currentText() == "many-languages"
    setting.choice.activated.emit(2)

    assert setting.findChildren(QFileDialog)
    assert setting.choice.currentText() == "many-languages"


def test_what_is_wrong_with_a_folder_is_said(setting, memory, qtbot):
    setting.choose("/models/empty")
    qtbot.waitUntil(setting.notice.isVisible)

    assert "no model in this folder" in setting.notice.accessibleName()
    assert setting.choice.isEnabled()
    assert not setting.learning.isVisible()


def test_it_tells_how_far_it_has_learned_and_goes_on_after_a_stop(setting, memory, qtbot):
    memory.meaning.pace, memory.meaning.texts = 0.01, 400
    setting.choose("/models/many-languages")
    qtbot.waitUntil(lambda: " of 400" in setting.said.text())
    assert "goes on as before" in setting.said.text()
    qtbot.waitUntil(lambda: setting.progress.value() > 0)
    setting.stop.click()
    qtbot.waitUntil(lambda: setting.stop.accessibleName() == "Go on")
    assert "Not all texts" in setting.said.text()

    learned = memory.meaning.learned
    memory.meaning.pace = 0.0
    setting.stop.click()
    qtbot.waitUntil(lambda: setting.said.text() == "All texts are learned.")
    assert learned > 0
    assert not setting.stop.isVisible()


def test_what_was_begun_another_day_goes_on(setting, memory, desk, qtbot):
    memory.meaning.is_changing = True
    desk.relearn_if_begun(setting)

    qtbot.waitUntil(lambda: not memory.meaning.is_changing)
    qtbot.waitUntil(lambda: setting.said.text() == "All texts are learned.")


def test_it_learns_once_at_a_time(setting, memory, desk, qtbot):
    memory.meaning.pace, memory.meaning.texts = 0.01, 400
    desk.relearn(setting)
    desk.relearn(setting)
    assert len(desk.runs.under_way()) == 1
    desk.stop_run(desk.relearning)
    qtbot.waitUntil(lambda: setting.stop.accessibleName() == "Go on")
