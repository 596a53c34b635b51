from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from memory.errors import Problem
from tests.ui.leaving_texts import TEXT, preview
from ui.leaving import Leaving, Offered
from ui.side_by_side import Deed

CONTROL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LONG = "\n".join(f"Cleo wrote on day {n}." for n in range(300))


@dataclass(frozen=True)
class Guess:
    what: str
    certainty: float
    part: int
    start: int
    end: int


@pytest.fixture
def window(qapp, qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(900, 700)
    review = Leaving()
    made.setCentralWidget(review)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def review(window):
    return window.centralWidget()


def offer(review, *texts, rules=(), **how):
    parts = [Offered(n, f"Part {n}", text, preview(text, *rules)) for n, text in enumerate(texts)]
    review.show_offer(parts, to="To a model of Example Ltd", **how)
    if not review.sides.left.hasFocus():
        review.focus()


def press(key, modifier=PLAIN):
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def heard(signal):
    told: list[tuple[object, ...]] = []
    signal.connect(lambda *what: told.append(what))
    return told


def test_what_was_seen_is_sent_by_key(review, qtbot):
    sent = heard(review.sent)
    offer(review, TEXT)
    qtbot.waitUntil(review.send_button.isEnabled)
    press(Qt.Key.Key_Return, CONTROL)

    assert len(sent) == 1


def test_nothing_is_sent_before_its_end_was_seen(review, qtbot):
    sent = heard(review.sent)
    offer(review, LONG)
    qtbot.wait(80)
    assert not review.send_button.isEnabled()
    assert review.why_not.text() == "Read on first."
    press(Qt.Key.Key_Return, CONTROL)
    assert sent == []
    review.sides.right.setFocus()
    press(Qt.Key.Key_End, CONTROL)
    qtbot.waitUntil(review.send_button.isEnabled)


def test_every_part_is_to_be_seen(review, qtbot):
    offer(review, TEXT, "Answer in one sentence.")
    qtbot.waitUntil(lambda: review.tabs.tabText(0) == "Part 0")
    assert not review.send_button.isEnabled()
    assert review.tabs.tabText(1) == "Part 1 •"
    assert review.why_not.text() == "Look at the others first."
    review.tabs.setFocus()
    press(Qt.Key.Key_Right)
    qtbot.waitUntil(review.send_button.isEnabled)

    assert review.sides.left.words == "Answer in one sentence."


def test_what_leaves_otherwise_is_to_be_seen_again(review, qtbot):
    offer(review, TEXT, LONG)
    qtbot.waitUntil(lambda: review.tabs.tabText(0) == "Part 0")
    offer(review, TEXT, LONG + " And more.")
    assert review.tabs.tabText(0) == "Part 0"
    offer(review, TEXT, LONG, rules=["“Ada Quill” may leave"])

    assert 0 not in review._seen


@pytest.mark.parametrize("where", ["table", "left", "right"])
def test_escape_sends_nothing_wherever_one_is(window, review, qtbot, where):
    left = heard(review.kept)
    other: list[int] = []
    window.addAction("leave", Qt.Key.Key_Escape, lambda: other.append(1))
    offer(review, TEXT)
    getattr(review.sides, where).setFocus()
    press(Qt.Key.Key_Escape)

    assert len(left) == 1
    assert other == []


def test_a_blocked_offer_says_why_and_is_never_sent(review, qtbot):
    sent = heard(review.sent)
    offer(review, TEXT, rules=["ask me before names leave"])
    qtbot.wait(80)
    assert review.notice.isVisible()
    assert "asks you first" in review.notice.accessibleName()
    assert not review.send_button.isEnabled()
    press(Qt.Key.Key_Return, CONTROL)

    assert sent == []


def test_a_failure_blocks_until_there_is_another_offer(review, qtbot):
    offer(review, TEXT)
    qtbot.waitUntil(review.send_button.isEnabled)
    review.fail(Problem("The model died.", remedy="Try it again."))
    assert not review.send_button.isEnabled()
    offer(review, TEXT)
    qtbot.waitUntil(review.send_button.isEnabled)

    assert not review.notice.isVisible()


def test_while_one_writes_nothing_can_be_sent(review, qtbot):
    told = heard(review.rewritten)
    offer(review, TEXT)
    qtbot.waitUntil(review.send_button.isEnabled)
    review.sides.left.setFocus()
    review.sides.left.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(review.sides.left, "Ben")
    assert not review.send_button.isEnabled()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(0, TEXT + "Ben")]
    offer(review, TEXT + "Ben")
    qtbot.waitUntil(review.send_button.isEnabled)

    assert review.sides.left.textCursor().atEnd()


def test_own_words_are_told_with_their_part(review, qtbot):
    told = heard(review.worded)
    offer(review, TEXT)
    review.sides.right.setFocus()
    review.sides.right.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(review.sides.right, "x")
    qtbot.waitUntil(lambda: bool(told))

    assert told == [(0, preview().outgoing + "x")]


def test_a_decision_is_told_with_its_part(review, qtbot):
    told = heard(review.decided)
    offer(review, TEXT)
    review.focus()
    QTest.keyClicks(review.sides.table, "o")

    assert [(part, deed, mark.said) for part, deed, mark in told] == [(0, Deed.ONCE, "Cleo")]


def test_it_says_to_whom_at_what_cost_and_what_can_be_guessed(review, qtbot):
    town, job = Guess("town", 0.5, 1, 10, 13), Guess("job", 0.9, 0, 0, 4)
    offer(review, TEXT, "Answer in one sentence.", cost="about $0.01", audit="Guessed by a model.",
          guessed=[town, job])  # fmt: skip

    assert review.to.text() == "To a model of Example Ltd"
    assert review.cost.text() == "about $0.01"
    assert review.meter.said.text() == "Guessed by a model."
    assert [button.text() for button in review.meter.buttons] == [
        "job: easily guessed",
        "town: might be guessed",
    ]
    review.meter.buttons[1].click()
    assert review.part == 1
    assert review.sides.right.textCursor().selectedText() == "one"


def test_own_words_for_what_leaves_stand_beside_what_was_written(review, qtbot):
    whole = preview()
    own = whole.outgoing.replace("Dear", "Hello") + "Ada Quill"
    masked = preview(own)
    review.show_offer([Offered(0, "You", TEXT, whole, own, masked)], to="x")
    sides = review.sides
    assert sides.left.words == TEXT
    assert sides.right.words == masked.outgoing
    assert "Ada Quill" not in sides.right.words
    assert [mark.said for mark in sides.marks][-1] == "Ada Quill"
    assert sides.marks[-1].left is None
    assert all(mark.right for mark in sides.marks)
    sides.look_at(0)
    assert not sides.buttons[Deed.ONCE].isEnabled()
    sides.look_at(len(sides.marks) - 1)

    assert sides.buttons[Deed.ONCE].isEnabled()


def test_nothing_is_left_of_what_was_reviewed(review):
    offer(review, TEXT, TEXT)
    review.clear()

    assert review.sides.left.words == ""
    assert not review.tabs.isVisible()
    assert not review.send_button.isEnabled()
