"""What the parts of a reply do to each other, whoever shows them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant.replying.outline import Intent
from memory.errors import Problem
from tests.ui.fake_replying import FakeReplying
from ui.reply_drafting import Drafting
from ui.replying_room import ReplyingRoom


@pytest.fixture
def replying(memory):
    memory.replying = FakeReplying()
    return memory.replying


@pytest.fixture
def drafting(qtbot, desk, replying):
    place = QWidget()
    qtbot.addWidget(place)
    made = Drafting(ReplyingRoom(desk), place)
    box = QVBoxLayout(place)
    for part in (*made.intents.values(), made.why, made.outline, made.text, made.standings):
        box.addWidget(part)
    place.show()
    return made


def begun(drafting, qtbot, replying):
    drafting.begin(replying.prepared())
    qtbot.waitUntil(lambda: drafting.draft is not None)


def test_before_a_letter_was_read_nothing_can_be_done(drafting, replying):
    drafting.choose(Intent.ACCEPT)
    drafting.start()
    drafting.learn()

    assert not any(chip.isEnabled() for chip in drafting.intents.values())
    assert not drafting.is_busy
    assert replying.drafts == 0


def test_an_intent_makes_the_outline_and_the_draft(drafting, qtbot, replying):
    heard: list[str] = []
    drafting.chosen.connect(lambda: heard.append("chosen"))
    begun(drafting, qtbot, replying)
    drafting.choose(Intent.INFORM)
    qtbot.waitUntil(lambda: replying.drafts == 2 and drafting.draft is not None)

    assert heard == ["chosen", "chosen"]
    assert drafting.intents[Intent.INFORM].isChecked()
    assert drafting.why.isHidden()
    assert [line.text for line in drafting.outline.lines()]


def test_a_draft_that_is_stopped_is_not_offered(drafting, qtbot, replying):
    replying.holds = True
    drafting.begin(replying.prepared())
    assert drafting.is_busy
    drafting.stop()
    replying.holds = False
    qtbot.wait(60)

    assert not drafting.is_busy
    assert drafting.draft is None


def test_cleared_it_holds_nothing(drafting, qtbot, replying):
    begun(drafting, qtbot, replying)
    drafting.text.setPlainText("Some words of mine.")
    drafting.clear()
    qtbot.wait(700)  # the pause after the last letter

    assert drafting.prepared is drafting.draft is None
    assert drafting.text.toPlainText() == ""
    assert drafting.outline.rows == []
    assert drafting.standings.how.text() == ""


def test_a_failure_is_told(drafting, qtbot, replying):
    told: list[Problem] = []
    drafting.failed.connect(lambda problem: told.append(problem))
    replying.problem = Problem("The model ended.")
    drafting.begin(replying.prepared())
    qtbot.waitUntil(lambda: bool(told))

    assert not drafting.is_busy
    assert not drafting.text.isReadOnly()


def test_what_was_changed_is_learned_from(drafting, qtbot, replying):
    begun(drafting, qtbot, replying)
    made = drafting.text.toPlainText()
    drafting.text.setPlainText("Gladly.")
    qtbot.waitUntil(lambda: drafting.draft is not None and drafting.draft.text == "Gladly.")
    drafting.learn()
    qtbot.waitUntil(lambda: bool(replying.learned))

    assert replying.learned == [(made, "Gladly.")]
