from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget

from memory.types import ConversationId, Status, Turn
from tests.ui.claims import claim
from tests.ui.fakes import NOTHING, NOW, answer, passage
from ui.passage_card import PassageCard
from ui.window_state import load

LONGEST_GAP = 0.1  # seconds between two beats of the window


class Heart:
    """Beats every 10 ms on the window's thread and keeps its longest pause."""

    def __init__(self):
        self.longest, self.beats, self._last = 0.0, 0, time.monotonic()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(10)

    def _beat(self):
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last)
        self._last = now
        self.beats += 1


def key(window, code, modifier=Qt.KeyboardModifier.ControlModifier):
    QTest.keyClick(window, code, modifier)


def test_pages_turn_by_key(open_window):
    window, _ = open_window()
    key(window, Qt.Key.Key_2)
    assert window.page == "profile"
    key(window, Qt.Key.Key_3)
    assert window.page == "memory"
    key(window, Qt.Key.Key_4)
    assert window.page == "sources"
    key(window, Qt.Key.Key_5)
    assert window.page == "writing"
    key(window, Qt.Key.Key_6)
    assert window.page == "models"
    key(window, Qt.Key.Key_7)
    assert window.page == "privacy"
    key(window, Qt.Key.Key_8)
    assert window.page == "settings"
    key(window, Qt.Key.Key_1)
    assert window.page == "chat"


def test_the_profile_leads_to_where_one_says_who_one_is(open_window, qtbot):
    window, _ = open_window()
    window.profile.say_who.emit()

    assert window.page == "settings"
    assert window.settings.settings["identity"].editor.hasFocus()


def test_what_waits_for_a_word_is_one_key_away_and_counted_on_the_rail(open_window, qtbot):
    window, memory = open_window()
    memory.profile.the_claims = [claim(1, status=Status.DRAFT)]
    window.profile.load()
    rail = window.rail._buttons["profile"]
    qtbot.waitUntil(lambda: rail.accessibleName() == "Profile, 1 to review")
    key(window, Qt.Key.Key_R)

    assert window.page == "profile"
    assert window.profile.view is window.profile.review


def test_escape_on_the_profile_leaves_what_was_opened_there(open_window, qtbot):
    window, memory = open_window()
    memory.profile.the_claims = [claim(1)]
    window.show_page("profile")
    window.profile.load()
    qtbot.waitUntil(lambda: window.profile.pane.sheet.id() == 1)
    window.profile.pane.do("edit")
    key(window, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert not window.profile.pane.sheet.is_editing
    window.show_help()
    key(window, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)

    assert not window.help_sheet.isVisible()


def test_a_memory_that_is_closed_leaves_nothing_of_the_profile(open_window, qtbot):
    window, memory = open_window()
    memory.profile.the_claims = [claim(1)]
    window.profile.load()
    qtbot.waitUntil(lambda: window.profile.cards.model.count == 1)
    window._let_go()

    assert window.profile.cards.model.count == 0
    assert window.profile.text.editor.toPlainText() == ""


def test_lists_are_never_read_on_the_windows_thread(open_window, qtbot):
    window, memory = open_window()
    window.show_page("sources")
    qtbot.wait(50)

    assert memory.threads
    assert threading.main_thread() not in memory.threads


def test_escape_leaves_what_was_opened_last(open_window, qtbot):
    window, _ = open_window()
    window.chat.ask("When?")
    qtbot.waitUntil(
        lambda: (
            bool(window.chat.view.answers()) and window.chat.view.answers()[-1].answer is not None
        )
    )
    window.chat.view.answers()[-1].passages.emit()
    assert window.beside.isVisible()
    window.show_palette()
    window.leave()
    assert not window.palette_sheet.isVisible()
    assert window.beside.isVisible()
    window.leave()
    assert not window.beside.isVisible()


def test_nothing_ever_shows_as_a_window_of_its_own(open_window, qtbot, qapp):
    window, memory = open_window()
    seen: set[str] = set()

    class Watch(QObject):
        def eventFilter(self, watched, event):  # noqa: N802 - Qt's
            shown = event.type() is QEvent.Type.Show and isinstance(watched, QWidget)
            if shown and watched.isWindow() and watched is not window:
                seen.add(repr(watched))
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    window.chat.ask("When?")
    qtbot.waitUntil(lambda: bool(memory.conversations()) and not window.chat._coming)
    memory.next_answer = NOTHING
    window.chat.ask("Where?")
    qtbot.waitUntil(lambda: len(memory.the_turns[ConversationId(1)]) == 4)
    window.chat.view.answers()[0].why.emit()
    window.beside.open_passage(passage())
    for page in ("sources", "settings", "chat"):
        window.show_page(page)
    window.show_palette()
    window.show_help()
    window.show_jobs()
    qtbot.wait(100)
    qapp.removeEventFilter(watch)

    assert seen == set()


def test_escape_stops_an_answer(open_window, qtbot):
    window, memory = open_window()
    memory.words, memory.pace = ["word "] * 500, 0.01
    window.chat.ask("When?")
    qtbot.waitUntil(lambda: len(memory.said) > 3)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    view = window.chat.view.answers()[-1]
    stopped_at = view.text.toPlainText()
    qtbot.wait(100)

    assert view.text.toPlainText() == stopped_at
    assert len(memory.said) < 100
    assert "Stopped" in view.made.text()


def test_closing_while_an_answer_streams_takes_a_moment_and_keeps_the_place(open_window, qtbot):
    window, memory = open_window()
    memory.words, memory.pace = ["word "] * 5000, 0.01
    memory.files = 5000
    window.sources.read_sample()
    window.chat.ask("When?")
    qtbot.waitUntil(lambda: len(memory.said) > 3)
    began = time.monotonic()
    window.close()
    took = time.monotonic() - began

    assert took < 1.0
    assert memory.closed
    assert load(window.home).conversation == 1
    assert len(memory.said) < 4000


def test_where_one_was_is_where_one_is(open_window, qtbot):
    window, memory = open_window()
    window.chat.ask("When?")
    qtbot.waitUntil(lambda: bool(memory.conversations()) and not window.chat._coming)
    window.resize(1100, 720)
    window.show_page("settings")
    window.close()

    again, _ = open_window()
    assert again.page == "settings"
    assert (again.width(), again.height()) == (1100, 720)


def test_the_last_conversation_is_open_again(open_window, qtbot):
    window, memory = open_window()
    window.chat.conversation = ConversationId(1)
    window.close()
    again, memory = open_window()
    memory.the_turns[ConversationId(1)] = [
        Turn("user", "When?", NOW),
        Turn("assistant", "In May. [1]", NOW, answer("In May. [1]")),
    ]
    again.chat.open_conversation(ConversationId(1))
    qtbot.waitUntil(lambda: len(again.chat.view.answers()) == 1)

    assert again.chat.view.answers()[0].answer is not None


def test_it_can_all_be_done_by_keyboard(open_window, qtbot):
    """Ask, open the passages, open a document, come back, find a page by the palette."""
    window, _ = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.chat.composer.field.hasFocus)
    QTest.keyClicks(window.chat.composer.field, "When does it end?")
    QTest.keyClick(window.chat.composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: (
            bool(window.chat.view.answers()) and window.chat.view.answers()[-1].answer is not None
        )
    )
    view = window.chat.view.answers()[-1]

    steps = 0
    while not view.passages_button.hasFocus() and steps < 60:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        steps += 1
    assert view.passages_button.hasFocus()
    assert steps < 30
    QTest.keyClick(view.passages_button, Qt.Key.Key_Space)
    assert window.beside.isVisible()

    card = window.beside.passages.findChildren(PassageCard)[0]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.beside.tabs.currentIndex() == 2)

    key(window, Qt.Key.Key_K)
    QTest.keyClicks(window.palette_sheet.field, "sources")
    QTest.keyClick(window.palette_sheet.field, Qt.Key.Key_Return)
    assert window.page == "sources"
    key(window, Qt.Key.Key_N)
    assert window.page == "chat"
    assert window.chat.composer.field.hasFocus()


@pytest.mark.alone
def test_the_window_breathes_while_it_reads_and_answers(open_window, qtbot):
    window, memory = open_window()
    memory.words, memory.pace, memory.files = ["some more words "] * 400, 0.002, 3000
    window.sources.read_sample()
    window.chat.ask("When?")
    qtbot.waitUntil(lambda: len(memory.said) > 5)
    heart = Heart()
    qtbot.waitUntil(lambda: len(memory.said) == 400, timeout=20_000)
    qtbot.wait(100)

    assert heart.beats > 20
    assert heart.longest <= LONGEST_GAP


def test_the_program_is_locked_until_its_passphrase_is_given(open_window, qtbot):
    window, _ = open_window(passphrase="open sesame")
    qtbot.waitUntil(lambda: window.page == "unlock")
    assert not window.rail.isVisible()
    window.unlock.given.emit("wrong")
    qtbot.waitUntil(lambda: not window.unlock.notice.isHidden())
    window.unlock.given.emit("open sesame")
    qtbot.waitUntil(lambda: window.page == "chat")

    assert window.rail.isVisible()


def test_help_names_every_key(open_window):
    window, _ = open_window()
    key(window, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)

    assert window.help_sheet.isVisible()
    window.leave()
    assert not window.help_sheet.isVisible()


def test_what_has_to_be_known_is_told_at_the_opening(open_window, memory):
    window, _ = open_window()
    memory.warnings = ("An older copy lies here. `famulus repair` helps.",)
    window._opened(memory)
    box = window.findChild(QMessageBox)

    assert box.text() == "An older copy lies here. “Repair” helps."
    box.close()


def test_the_first_page_tells_its_warnings_itself(open_window, memory):
    window, _ = open_window()
    memory.recovery_code, memory.warnings = "ABCD", ("The key lies in a file.",)
    window._opened(memory)
    window._begin()

    assert window.findChild(QMessageBox) is None
