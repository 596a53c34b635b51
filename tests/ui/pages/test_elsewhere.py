"""A question asked elsewhere from the window: the real program, and a real server on loopback.

What arrives there is compared with what the user saw.
"""

from __future__ import annotations

import json
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.cloud.provider import Form, Provider
from tests.assistant.cloud.provider_server import provider_server
from tests.assistant.hub import certified
from tests.memory.test_keys import Keyring
from tests.ui.small_life import lived
from ui.window import MainWindow

pytestmark = pytest.mark.enable_socket

QUESTION = "Where does Ada Quill live? Write to ben@example.org about it."
PATIENCE = 60_000
CONTROL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    folder = tmp_path_factory.mktemp("authority")
    secured, _ = certified(folder)
    return secured, (folder / "hub.pem").read_text()


@pytest.fixture
def server(authority):
    with provider_server(authority[0]) as running:
        yield running


@pytest.fixture
def window(qapp, qtbot, tmp_path: Path, monkeypatch, server, authority):
    ring = Keyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    made = MainWindow(lived(tmp_path / "memory"))
    made.resize(1024, 700)
    made.show()
    made.start()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.operations.open is not None, timeout=PATIENCE)
    cloud = made.operations.assistant.cloud
    provider = Provider("test", Form.OPENAI, f"{server.url}/v1", "tiny", certificate=authority[1])
    cloud.set_up(provider, "sk-not-a-real-key")
    made.operations.edit(made, lambda: cloud.turn(on=True))
    qtbot.waitUntil(lambda: not made.chat.composer.out_button.isHidden(), timeout=PATIENCE)
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    made.deleteLater()


def press(key, modifier=PLAIN):
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def ask(window, qtbot, question=QUESTION):
    window.show_page("chat")
    field = window.chat.composer.field
    field.setFocus()
    QTest.keyClicks(field, question)
    window.chat.composer.out_button.setFocus()
    press(Qt.Key.Key_Space)
    review = window.chat.elsewhere.review
    qtbot.waitUntil(lambda: bool(review.parts) or review.notice.isVisible(), timeout=PATIENCE)
    return review


def see_all(window, qtbot, review):
    """Turn to every part, and to its end."""
    for part in range(review.tabs.count()):
        review.tabs.setCurrentIndex(part)
        review.sides.right.setFocus()
        press(Qt.Key.Key_End, CONTROL)
        qtbot.waitUntil(lambda p=part: p in review._seen, timeout=PATIENCE)


def shown(review):
    return [one.leaving.outgoing for one in review.parts]


def test_what_was_seen_is_what_arrives(window, server, qtbot):
    server.pieces = ["She lives in [PLA", "CE_1]."]
    review = ask(window, qtbot)
    assert review.to.text().startswith("To test · tiny · 127.0.0.1")
    assert not any("Quill" in words or "ben@" in words for words in shown(review))
    see_all(window, qtbot, review)
    seen = shown(review)
    assert server.asked == []
    press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(server.asked), timeout=PATIENCE)
    view = window.chat.view.answers()[-1]
    qtbot.waitUntil(lambda: view.answer is not None, timeout=PATIENCE)
    (came,) = server.asked
    sent = "\n".join(one["content"] for one in json.loads(came.body)["messages"])

    assert all(words in sent for words in seen)
    assert "Quill" not in sent
    assert view.made.text().startswith("From elsewhere: ")
    assert window.chat.composer.isVisible()
    view.sent_button.click()
    left = window.privacy.left
    qtbot.waitUntil(lambda: left.selected() is not None, timeout=PATIENCE)
    assert window.page == "privacy"
    assert left.selected().body == came.body
    qtbot.waitUntil(lambda: window.bar.sent.text().startswith("1 request"), timeout=PATIENCE)


def test_escape_sends_nothing_and_answers_here(window, server, qtbot):
    ask(window, qtbot, "What do I drink?")
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(window.chat.view.answers()), timeout=PATIENCE)
    view = window.chat.view.answers()[-1]
    qtbot.waitUntil(lambda: view.answer is not None, timeout=PATIENCE)

    assert view.question == "What do I drink?"
    assert not view.sent_button.isVisible()
    assert server.asked == []


def test_own_words_and_decisions_count(window, server, qtbot):
    review = ask(window, qtbot)
    review.tabs.setCurrentIndex(review.tabs.count() - 1)
    right = review.sides.right
    right.setFocus()
    right.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(right, " Ask Ben Oak too.")
    qtbot.waitUntil(lambda: review.parts[-1].masked is not None, timeout=PATIENCE)
    assert review.sides.left.words.endswith(QUESTION)
    assert "Ben Oak" not in right.words
    assert right.words.endswith("too.")
    review.sides.table.setFocus()
    last = len(review.sides.marks) - 1
    review.sides.look_at(last)
    assert review.sides.marks[last].said == "Ben Oak"
    QTest.keyClicks(review.sides.table, "o")
    qtbot.waitUntil(lambda: "Ben Oak" in right.words, timeout=PATIENCE)

    assert server.asked == []


def test_off_offers_nothing_and_shuts_the_review(window, server, qtbot):
    ask(window, qtbot, "What do I drink?")
    cloud = window.operations.assistant.cloud
    window.operations.edit(window, lambda: cloud.turn(on=False))
    qtbot.waitUntil(window.chat.composer.out_button.isHidden, timeout=PATIENCE)

    assert window.chat.composer.isVisible()
    assert server.asked == []


def test_what_fails_on_the_way_is_said_in_the_answer(window, server, qtbot):
    server.turns.append(lambda request: request.refuse(500))
    review = ask(window, qtbot)
    see_all(window, qtbot, review)
    review.send_button.click()
    view = window.chat.view.answers()[-1]
    qtbot.waitUntil(view.notice.isVisible, timeout=PATIENCE)

    assert window.chat.composer.isVisible()


def test_another_conversation_gives_the_review_up(window, server, qtbot):
    review = ask(window, qtbot)
    window.new_conversation()

    assert window.chat.composer.isVisible()
    assert review.sides.left.words == ""
    assert server.asked == []
