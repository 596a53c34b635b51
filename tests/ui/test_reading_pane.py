from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QTextCursor

from memory.types import Document, Fold, Kind, Part
from tests.ui.fakes import MAIL, TEXT
from ui.reading_pane import SLICE, DocumentPane, stretches
from ui.theme import LIGHT


def pane_with(qtbot, document, start=0, end=0):
    pane = DocumentPane()
    qtbot.addWidget(pane)
    pane.resize(400, 300)
    pane.show()
    pane.show_document(document, Path("/home/ada/mail.mbox"), start, end)
    pane.set_all()
    return pane


def lit(pane) -> str:
    cursor = QTextCursor(pane.view.document())
    found = ""
    while not cursor.atEnd():
        cursor.movePosition(
            QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor
        )
        if cursor.charFormat().background().color() == QColor(LIGHT.quote_tint):
            found += cursor.selectedText().strip("\u2029")
        cursor.clearSelection()
    return found


def test_the_passage_is_lit_and_nothing_else(qtbot):
    start = TEXT.index("the lease")
    pane = pane_with(qtbot, MAIL, start, start + 16)

    assert lit(pane) == "the lease ends o"


def test_the_passage_is_found_behind_what_qt_counts_twice_and_what_is_not_shown(qtbot):
    text = "🙂🙂 \u202e\u200bhidden. The point."
    pane = pane_with(qtbot, Document(Kind.MAIL, "", text), text.index("The"), len(text))

    assert lit(pane) == "The point."


def test_quotes_are_folded_until_they_are_asked_for(qtbot):
    pane = pane_with(qtbot, MAIL)
    assert "⋯ 2 quoted lines" in pane.view.toPlainText()
    assert "When does it end" not in pane.view.toPlainText()

    pane.view.mark.emit("fold:0")
    pane.set_all()
    assert "When does it end" in pane.view.toPlainText()

    pane.view.mark.emit("fold:0")
    pane.set_all()
    assert "When does it end" not in pane.view.toPlainText()


def test_a_fold_that_holds_the_passage_is_open(qtbot):
    start = TEXT.index("When")
    pane = pane_with(qtbot, MAIL, start, start + 4)

    assert lit(pane) == "When"


def test_a_long_document_is_set_in_slices_and_scrolled_to_the_passage(qtbot):
    text = "A line of some words.\n" * 8000 + "Here it is."
    pane = DocumentPane()
    qtbot.addWidget(pane)
    pane.resize(400, 300)
    pane.show()
    pane.show_document(Document(Kind.DOCUMENT, "Long", text), None, len(text) - 11, len(text))

    assert len(pane.view.toPlainText()) < 4 * SLICE
    qtbot.waitUntil(lambda: not pane._timer.isActive(), timeout=20_000)
    assert pane.view.toPlainText() == text
    assert pane.view.verticalScrollBar().value() > 1000


def test_who_speaks_stands_above_what_is_said(qtbot):
    chat = Document(
        Kind.CHAT, "Ana", "Hello.\nHi.", parts=(Part(0, 7, "#1", "Ada"), Part(7, 10, "#2", "Ana"))
    )
    pane = pane_with(qtbot, chat)

    assert pane.view.toPlainText() == "Ada\nHello.\nAna\nHi."


def test_the_header_names_title_people_date_and_place(qtbot):
    pane = pane_with(qtbot, MAIL)

    assert pane.title.text() == "Re: the lease"
    assert pane.people.text() == "3 March 2024 · from Ana · to Ada"
    assert pane.place.text() == "/home/ada/mail.mbox"


folds = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda p: Fold(p[0], p[1], "quote")),
    max_size=4,
)


@given(st.text("ab\n", max_size=30), folds, st.frozensets(st.integers(0, 4)))
def test_every_character_stands_in_exactly_one_stretch(text, folds, opened):
    document = replace(Document(Kind.MAIL, "", text), folds=tuple(folds))

    pieces = stretches(document, opened)
    assert "".join(text[p.start : p.end] for p in pieces) == text


def test_a_mail_can_be_answered_and_a_file_cannot(qtbot):
    pane = pane_with(qtbot, MAIL)
    assert pane.reply.isVisible()
    with qtbot.waitSignal(pane.reply_wanted) as wanted:
        pane.reply.click()
    assert wanted.args == [MAIL.id]

    pane.show_document(replace(MAIL, kind=Kind.DOCUMENT), None, 0, 0)
    assert not pane.reply.isVisible()
