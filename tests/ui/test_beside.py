from __future__ import annotations

from tests.ui.fakes import MAIL, NOTHING, answer, passage
from ui.beside import AT_ONCE, DOCUMENT, PASSAGES, WHY, Beside
from ui.parts import Button, Words
from ui.passage_card import PassageCard
from ui.sure import Sure
from ui.why import Why


def beside(qtbot, desk):
    made = Beside(desk)
    qtbot.addWidget(made)
    made.resize(340, 600)
    made.show()
    return made


def said(sheet):
    return [w.text() for w in sheet.widget().findChildren(Words) if not w.isHidden()]


def cards(made):
    return [c for c in made.passages.findChildren(PassageCard) if not c.isHidden()]


def test_what_is_cited_comes_before_what_was_considered(qtbot, desk):
    made = beside(qtbot, desk)
    made.show_answer("When does the lease end?", answer())
    qtbot.wait(20)

    assert [c.passage.chunk for c in cards(made)] == [1, 2]
    assert {"Cited", "Also considered"} <= set(said(made.passages))


def test_where_nothing_was_found_the_nearest_are_shown(qtbot, desk):
    made = beside(qtbot, desk)
    made.show_answer("What colour?", NOTHING)
    qtbot.wait(20)

    assert len(cards(made)) == 2
    assert "Nearest passages" in said(made.passages)


def test_why_names_each_stage_and_each_passage(qtbot, desk):
    made = beside(qtbot, desk)
    made.show_answer("When?", answer(), WHY)
    qtbot.wait(20)

    assert made.tabs.currentIndex() == WHY
    texts = said(made.why)
    assert {"12 ms", "The sentence that answers", "1.2 s"} <= set(texts)
    assert "words no. 1, meaning no. 2" in texts


def test_a_click_on_a_card_opens_the_document_there(qtbot, desk):
    made = beside(qtbot, desk)
    made.show_answer("When?", answer())
    qtbot.wait(20)
    assert not made.tabs.isTabEnabled(DOCUMENT)
    cards(made)[0].click()
    qtbot.waitUntil(lambda: made.tabs.currentIndex() == DOCUMENT)

    assert made.document.title.text() == MAIL.title
    made.clear()
    assert made.tabs.currentIndex() == PASSAGES


def test_the_document_that_is_shown_can_be_erased(qtbot, desk, memory):
    made = beside(qtbot, desk)
    made.open_passage(passage())
    qtbot.waitUntil(lambda: made.document.erase.isVisible())
    made.document.erase.click()
    qtbot.waitUntil(lambda: made.findChild(Sure) is not None)
    dialog = made.findChild(Sure)
    dialog.check.click()
    dialog.yes.click()
    qtbot.waitUntil(lambda: memory.keeping.erased == [{"document": passage().document}])


def test_what_is_cleared_is_held_no_longer(qtbot, desk):
    made = beside(qtbot, desk)
    made.open_passage(passage())
    qtbot.waitUntil(lambda: made.tabs.currentIndex() == DOCUMENT)
    made.clear()

    assert made.document.view.toPlainText() == made.document.title.text() == ""


def test_a_list_that_was_counted_is_shown_some_at_a_time(qtbot, desk):
    made = beside(qtbot, desk)
    many = tuple(passage(chunk=n) for n in range(1, 2 * AT_ONCE + 2))
    made.show_answer("How many?", answer(made_by="counted", citations=many, considered=many))
    qtbot.wait(20)
    assert "What was counted" in said(made.passages)
    for shown in (2 * AT_ONCE, 2 * AT_ONCE + 1):
        more = next(b for b in made.passages.findChildren(Button) if b.isVisible())
        more.click()
        qtbot.wait(20)
        assert [c.passage.chunk for c in cards(made)] == list(range(1, shown + 1))


def test_it_is_asked_again_without_a_step(qtbot, desk):
    made = beside(qtbot, desk)
    made.show_answer("When?", answer(), WHY)
    why = made.why.findChild(Why)
    why.checks["words"].click()
    with qtbot.waitSignal(made.again) as heard:
        why.button.click()

    assert heard.args == ["When?", frozenset({"words"})]
