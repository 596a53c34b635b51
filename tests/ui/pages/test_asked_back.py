from __future__ import annotations

from assistant.profile.asking import Question
from ui.pages.asked_back import AskedBack

WHICH = Question("person Ana", "Which Ana do you mean?", ("Ana Reis", "Ana Kovac"), "Ana Reis", 0.4)


def test_a_choice_or_just_answer_is_one_click(qtbot):
    back = AskedBack()
    qtbot.addWidget(back)
    said: list[str] = []
    back.answered.connect(said.append)
    back.show_question(WHICH)
    back.show_question(WHICH)
    for button in back.buttons:
        button.click()

    assert back.words.text() == "Which Ana do you mean?"
    assert said == ["Ana Reis", "Ana Kovac", ""]
