from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.profile.asking import Question
from memory.errors import Problem
from memory.types import Changes, ClaimId, ConversationId, Topic, Turn, Used
from tests.ui.fake_shorthand import HOME
from tests.ui.fakes import NOTHING, NOW, answer
from ui.beside import Beside
from ui.expanding import Expanding
from ui.pages.chat import NARROW, ChatPage
from ui.parts import Sentence, Words


@pytest.fixture
def page(qtbot, desk):
    made = ChatPage(desk, Beside(desk))
    qtbot.addWidget(made)
    qtbot.addWidget(made.beside)
    made.resize(1000, 700)
    made.show()
    made.begin(None)
    qtbot.waitUntil(lambda: made.examples.count() > 0)
    return made


def answered(page, count=1):
    views = page.view.answers()
    return len(views) >= count and views[count - 1].answer is not None


def test_an_example_is_asked_by_a_click(page, memory, qtbot):
    page.findChildren(Sentence)[0].click()
    qtbot.waitUntil(lambda: answered(page))

    assert memory.asked == ["When does the lease end?"]


@pytest.mark.parametrize("private", [False, True])
def test_a_short_form_is_written_out_and_learned_unless_nothing_is_kept(
    page, memory, qtbot, private
):
    page.private_button.setChecked(private)
    qtbot.keyClicks(page.composer.field, "iwbhb7")
    QTest.keyClick(page.composer.field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    candidates = page.composer.field.findChild(Expanding).candidates
    qtbot.waitUntil(lambda: candidates.model.rowCount() > 0)
    QTest.keyClick(candidates.list, Qt.Key.Key_1)
    qtbot.wait(50)

    assert page.composer.field.toPlainText() == HOME
    assert [one.text for one in memory.shorthand.learned()] == ([] if private else [HOME])


def test_a_follow_up_stays_in_the_conversation(page, memory, qtbot):
    page.ask("When?")
    qtbot.waitUntil(lambda: answered(page))
    page.ask("And where?")
    qtbot.waitUntil(lambda: answered(page, 2))

    assert list(memory.the_turns) == [1]
    assert len(memory.the_turns[ConversationId(1)]) == 4
    qtbot.waitUntil(lambda: page.history.model.rowCount() == 1)


def test_the_conversation_is_read_ahead_at_the_first_letter_of_its_next_question(
    page, memory, qtbot
):
    qtbot.keyClicks(page.composer.field, "When?")
    page.composer.field.clear()
    page.ask("When?")
    qtbot.waitUntil(lambda: answered(page))
    assert memory.ahead == [], "of a new conversation there is nothing to read"

    qtbot.keyClicks(page.composer.field, "And where?")
    qtbot.waitUntil(lambda: memory.ahead == [1])
    page.composer.field.clear()
    qtbot.keyClicks(page.composer.field, "Or")
    qtbot.waitUntil(lambda: memory.ahead == [1, 1])


def test_only_one_question_is_asked_at_a_time(page, memory, qtbot):
    page.ask("When?")
    page.ask("Where?")
    qtbot.waitUntil(lambda: answered(page))

    assert memory.asked == ["When?"]


def test_a_problem_can_be_tried_again(page, memory, qtbot):
    memory.next_problem = Problem("The model ended.", remedy="Try again.")
    page.ask("When?")
    qtbot.waitUntil(lambda: bool(page.view.answers()))
    qtbot.waitUntil(lambda: page.view.answers()[0].notice.isVisible())
    memory.next_problem = None
    page.view.answers()[0].notice.button.click()
    qtbot.waitUntil(lambda: answered(page, 2))

    assert memory.asked == ["When?", "When?"]


def test_stopping_stops_the_model(page, memory, qtbot):
    memory.words, memory.pace = ["word "] * 1000, 0.005
    page.ask("When?")
    qtbot.waitUntil(lambda: len(memory.said) > 2)
    page.composer.button.click()
    qtbot.waitUntil(lambda: page.operations.runs.under_way() == [])

    assert len(memory.said) < 100
    assert page.composer.button.accessibleName() == "Ask"


def test_not_found_shows_the_nearest_when_asked(page, memory, qtbot):
    memory.next_answer = NOTHING
    page.ask("What colour?")
    qtbot.waitUntil(lambda: answered(page))
    with qtbot.waitSignal(page.beside.wanted):
        page.view.answers()[0].nearest_button.click()


def test_a_conversation_is_opened_and_forgotten(page, memory, qtbot):
    page.ask("When?")
    qtbot.waitUntil(lambda: answered(page))
    page.new_conversation()
    assert page.conversation is None
    assert page.pages.currentWidget() is page.empty

    page.open_conversation(ConversationId(1))
    qtbot.waitUntil(lambda: answered(page))
    page.history.forgotten.emit(ConversationId(1))
    qtbot.waitUntil(lambda: memory.the_turns == {})
    assert page.conversation is None


def test_the_history_gives_way_where_there_is_no_room(page, qtbot):
    assert page.history.isVisible()
    page.resize(NARROW - 1, 700)
    assert not page.history.isVisible()
    with qtbot.waitSignal(page.room_wanted):
        page.toggle_history()
    page.resize(1000, 700)
    assert page.history.isVisible()


def test_a_conversation_that_is_gone_is_a_new_one(page, qtbot):
    page.open_conversation(ConversationId(99))
    qtbot.waitUntil(lambda: page.conversation is None)

    assert page.pages.currentWidget() is page.empty


def test_what_was_erased_stands_on_the_page_no_longer(page, memory, qtbot):
    page.ask("When?")
    qtbot.waitUntil(lambda: answered(page))
    memory.the_turns[ConversationId(1)][1] = Turn("assistant", "Erased.", NOW)
    erased = frozenset({Topic.DOCUMENTS, Topic.CONVERSATIONS})
    page.operations.changed.emit(Changes("Erase", erased))

    qtbot.waitUntil(lambda: page.view.answers()[0].text.toPlainText() == "Erased.")


def test_the_same_question_without_a_step_says_so(page, memory, qtbot):
    page.ask("When?")
    qtbot.waitUntil(lambda: answered(page))
    page.beside.again.emit("When?", frozenset({"words"}))
    qtbot.waitUntil(lambda: answered(page, 2))

    assert memory.asked_without == [set(), {"words"}]
    assert page.view.answers()[1].without == {"words"}
    texts = [w.text() for w in page.view.findChildren(Words)]
    assert any(text.endswith("without “The same words”") for text in texts)


def test_a_claim_is_taken_away_for_one_answer(page, memory, qtbot):
    memory.next_answer = answer(claims=(Used(ClaimId(12), "Is vegetarian."),))
    page.ask("What shall I cook?")
    qtbot.waitUntil(lambda: answered(page))
    page.view.answers()[0].claims.buttons[0].click()
    qtbot.waitUntil(lambda: answered(page, 2))
    page.view.answers()[1].claims.buttons[-1].click()
    qtbot.waitUntil(lambda: answered(page, 3))

    assert memory.asked_without == [set(), {"c12"}, {"c12", "profile"}]
    texts = [w.text() for w in page.view.findChildren(Words)]
    assert any(text.endswith("without “Is vegetarian”") for text in texts)


def test_a_private_conversation_is_not_kept(page, memory, qtbot):
    page.private_button.click()
    assert page.title.text().startswith("Private conversation")
    page.ask("When?")
    qtbot.waitUntil(lambda: answered(page))
    page.ask("And where?")
    qtbot.waitUntil(lambda: answered(page, 2))

    assert memory.the_turns == {}
    assert memory.asked_before == ["", "When?"]
    page.private_button.click()
    assert page.view.answers() == []
    page.ask("When?")
    qtbot.waitUntil(lambda: answered(page))
    assert len(memory.the_turns) == 1


ANA = Question("person Ana", "Which Ana do you mean?", ("Ana Reis", "Ana Kovac"), "Ana Reis", 0.4)
YEAR = Question("time", "Which year do you mean?", ("2026", "2025"), "2026", 0.3)


def test_what_is_unclear_is_asked_back_one_after_the_other(page, memory, qtbot):
    memory.next_questions = (ANA, YEAR)
    page.ask("When did Ana write in March?")
    qtbot.waitUntil(page.back.isVisible)
    assert [b.accessibleName() for b in page.back.buttons][-1] == "Just answer"
    page.back.buttons[1].click()
    assert page.back.words.text() == "Which year do you mean?"
    page.back.buttons[0].click()
    qtbot.waitUntil(lambda: answered(page))

    assert memory.asked == ["When did Ana write in March? Ana Kovac 2026"]
    assert not page.back.isVisible()


def test_just_answer_answers_what_was_asked(page, memory, qtbot):
    memory.next_questions = (ANA, YEAR)
    page.ask("When did Ana write?")
    qtbot.waitUntil(page.back.isVisible)
    page.back.buttons[-1].click()
    qtbot.waitUntil(lambda: answered(page))

    assert memory.asked == ["When did Ana write?"]


def test_another_question_or_conversation_leaves_what_was_asked_back(page, memory, qtbot):
    memory.next_questions = (ANA,)
    page.ask("When did Ana write?")
    qtbot.waitUntil(page.back.isVisible)
    memory.next_questions = ()
    page.ask("Where?")
    qtbot.waitUntil(lambda: answered(page))
    assert memory.asked == ["Where?"]

    memory.next_questions = (ANA,)
    page.ask("When did Ana write?")
    qtbot.waitUntil(page.back.isVisible)
    page.new_conversation()
    assert not page.back.isVisible()
