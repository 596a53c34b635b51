from __future__ import annotations

from memory.types import Turn
from tests.ui.fakes import NOW, answer
from ui.pages.conversation import AT_ONCE, ConversationView
from ui.parts import Button


def turns(count):
    made = []
    for n in range(count):
        made += [
            Turn("user", f"Question {n}?", NOW),
            Turn("assistant", "In May. [1]", NOW, answer() if n % 2 else None),
        ]
    return made


def view(qtbot):
    made = ConversationView()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def test_turns_are_shown_in_their_order(qtbot):
    made = view(qtbot)
    made.show_turns(turns(3))

    assert [a.question for a in made.answers()] == ["Question 0?", "Question 1?", "Question 2?"]
    assert made.answers()[0].answer is None
    assert made.answers()[1].answer is not None


def test_of_a_long_conversation_the_end_comes_first(qtbot):
    made = view(qtbot)
    made.show_turns(turns(40))
    assert len(made.answers()) == AT_ONCE / 2
    assert made.answers()[-1].question == "Question 39?"
    qtbot.waitUntil(lambda: made.verticalScrollBar().value() > 0)

    more = next(b for b in made.findChildren(Button) if "before" in b.text())
    more.click()
    assert len(made.answers()) == 40


def test_the_question_is_never_pushed_out_by_its_answer(qtbot):
    made = view(qtbot)
    made.show_turns(turns(5))
    asked = made.ask("And then?")
    asked.text.show()
    asked.text.add_words("word " * 3000)
    qtbot.waitUntil(lambda: made.verticalScrollBar().maximum() > 2000)

    def top():
        return made._question.mapTo(made.viewport(), made._question.rect().topLeft()).y()

    qtbot.waitUntil(lambda: 0 <= top() < 100)


def test_who_scrolls_away_is_not_pulled_back(qtbot):
    made = view(qtbot)
    made.show_turns(turns(8))
    qtbot.waitUntil(lambda: made.verticalScrollBar().value() > 0)
    made.verticalScrollBar().setSliderPosition(0)
    made.verticalScrollBar().triggerAction(made.verticalScrollBar().SliderAction.SliderMove)
    made.answers()[-1].text.add_words("word " * 2000)
    qtbot.wait(50)

    assert made.verticalScrollBar().value() == 0
