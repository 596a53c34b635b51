from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from memory.errors import Problem
from memory.progress import Progress, TextDelta
from memory.types import ClaimId, Statement, Used
from tests.ui.fakes import NOTHING, answer, passage
from ui.pages.answer_view import AnswerView, QuestionView


def view(qtbot):
    made = AnswerView("When?")
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    return made


def test_words_come_as_they_are_said(qtbot):
    made = view(qtbot)
    made.take(Progress(0, None, "Comparing"))
    assert made.stage.text() == "Comparing"
    made.take(TextDelta("It <b>ends</b> "))
    made.take(TextDelta("in May."))

    assert made.text.toPlainText() == "It <b>ends</b> in May."
    assert not made.stage.isVisible()


def test_a_quoted_answer_says_so_and_leads_to_its_passage(qtbot):
    made = view(qtbot)
    made.finish(answer())
    assert made.made.text() == "quoted from 1 passage"
    assert made.text.toPlainText().split() == ["It", "ends", "on", "31", "May.", "1"]

    with qtbot.waitSignal(made.cited) as heard:
        made.text.mark.emit("cite:1")
    assert heard.args[0] == passage()
    with qtbot.assertNotEmitted(made.cited):
        made.text.mark.emit("cite:7")


def test_a_written_answer_says_by_what_and_how_much_of_it_stands(qtbot):
    made = view(qtbot)
    statements = (Statement("A.", (1,), True), Statement("B.", (), False))
    made.finish(answer("A. [1] B.", made_by="Qwen3-4B", statements=statements))

    assert made.made.text() == "written by Qwen3-4B, 1 of 2 sentences supported"
    assert "B. (not supported)" in made.text.toPlainText()


def test_pointing_at_a_mark_shows_the_quote(qtbot):
    made = view(qtbot)
    made.finish(answer())

    assert made.text.quote_of("cite:1").startswith("the lease ends on 31 May.\n\nRe: the lease")
    assert made.text.quote_of("cite:2") == made.text.quote_of("https://x") == ""


def test_where_nothing_is_found_the_next_steps_are_offered(qtbot):
    made = view(qtbot)
    made.finish(NOTHING)

    assert "Nothing was made up" in made.made.text()
    assert made.steps.isVisible()
    assert not made.passages_button.isVisible()
    with qtbot.waitSignal(made.passages):
        made.nearest_button.click()
    with qtbot.waitSignal(made.add_source):
        made.add_button.click()


def test_a_problem_is_shown_in_its_place_with_a_way_on(qtbot):
    made = view(qtbot)
    made.fail(Problem("The model ended.", remedy="Try again."))
    with qtbot.waitSignal(made.again):
        made.notice.button.click()

    assert made.notice.isVisible()


def test_what_came_before_a_stop_stays(qtbot):
    made = view(qtbot)
    made.take(TextDelta("It ends"))
    made.stop()
    made.copy()

    assert QGuiApplication.clipboard().text() == "It ends"
    assert "Stopped" in made.made.text()
    assert not made.why_button.isVisible()


def test_a_copy_names_the_sources(qtbot):
    made = view(qtbot)
    made.finish(answer())
    made.copy()

    assert QGuiApplication.clipboard().text().endswith("[1] Re: the lease · Ana · 3 March 2024")


def test_a_question_of_ten_thousand_words_is_shown(qtbot):
    question = QuestionView("word " * 10_000, "today 14:10")
    qtbot.addWidget(question)
    question.resize(500, 100)

    assert question.words.heightForWidth(400) > 5000


def test_what_was_counted_says_so_and_leads_to_its_list(qtbot):
    made = view(qtbot)
    made.finish(answer("2 times: 3 March 2024 [1].", made_by="counted"))

    assert made.made.text() == "counted, from all that was read"
    assert made.passages_button.accessibleName() == "Show the list"
    made.finish(answer("0 times.", made_by="counted", citations=(), considered=()))
    assert not made.passages_button.isVisible()


def test_what_was_used_of_the_profile_stands_below_it(qtbot):
    made = view(qtbot)
    used = (Used(ClaimId(3), "Is vegetarian."), Used(ClaimId(4), "Prefers short mails."))
    made.finish(answer(made_by="profile", claims=used))
    names: list[str] = []
    made.less.connect(names.append)
    for button in made.claims.buttons:
        button.click()

    assert made.claims.isVisible()
    assert "from your profile" in made.made.text()
    assert names == ["c3", "c4", "profile"]
    assert made.claims.buttons[0] in made.stops()


def test_without_claims_there_is_no_line(qtbot):
    made = view(qtbot)
    made.finish(answer())

    assert not made.claims.isVisible()


def test_an_answer_that_is_kept_can_be_rated_and_shows_what_was_said_of_it(qtbot):
    made = view(qtbot)
    made.finish(answer(id="a1", rating=-1))
    assert made.rating.not_useful.isChecked()
    with qtbot.waitSignal(made.rated) as heard:
        made.rating.useful.click()
    assert heard.args == [True]
    assert made.stops()[-1] is made.rating.not_useful
    made.finish(answer())

    assert not made.rating.isVisible()
