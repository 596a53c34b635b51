"""Help in the pane: terms are underlined, explained and known; the thread is summed up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl

from assistant.explaining.terms import Explanation, Term
from assistant.explaining.threads import Sort, Summary
from memory.types import Document, DocumentId, Kind
from tests.ui.fake_explaining import a_line
from tests.ui.fakes import MAIL, TEXT
from ui.reading_help import ReadingHelp
from ui.reading_pane import DocumentPane

AT = TEXT.index("lease")
LEASE = Term("lease", AT, AT + 5, 0.9)
ENDS = Term("ends", TEXT.index("ends"), TEXT.index("ends") + 4, 0.8)
FOUND = Explanation("lease", "A lease is a contract.", DocumentId("d2"), 0, 22)


@pytest.fixture
def help(desk, memory, qtbot):
    memory.explaining.the_terms = (LEASE, ENDS)
    memory.explaining.found = FOUND
    pane = DocumentPane()
    qtbot.addWidget(pane)
    pane.resize(500, 500)
    made = ReadingHelp(desk, pane)
    pane.show()
    qtbot.waitExposed(pane)
    return made


def show(help, qtbot, document=MAIL, terms=2):
    help._pane.show_document(document, None, 0, 0)
    qtbot.waitUntil(lambda: len(help._terms) == terms)
    help._pane.set_all()
    return help._pane


def underlined(pane):
    found, block = {}, pane.view.document().begin()
    while block.isValid():
        for at in block:
            piece = at.fragment()
            if piece.charFormat().anchorHref().startswith("term:"):
                found[piece.charFormat().anchorHref()] = piece.text()
        block = block.next()
    return found


def test_the_terms_of_the_document_are_underlined(help, memory, qtbot):
    pane = show(help, qtbot)

    assert underlined(pane) == {"term:0": "lease", "term:1": "ends"}
    assert memory.explaining.looked == [MAIL.id]


def test_a_term_is_explained_and_known_in_one_key(help, memory, qtbot):
    pane = show(help, qtbot)
    pane.view.anchorClicked.emit(QUrl("term:0"))
    qtbot.waitUntil(help.card.isVisible)
    assert help.card.said.text() == "“A lease is a contract.”"
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_K)
    pane.set_all()

    assert help.card.isHidden()
    assert underlined(pane) == {"term:0": "ends"}
    qtbot.waitUntil(lambda: memory.explaining.known == ["lease"])


def test_an_explanation_leads_to_where_it_stands(help, qtbot):
    pane = show(help, qtbot)
    pane.view.mark.emit("term:0")
    qtbot.waitUntil(help.card.isVisible)
    with qtbot.waitSignal(help.quote_wanted) as told:
        help.card.open.click()

    assert told.args == ["d2", 0, 22]


def test_terms_that_come_too_late_are_not_shown(help, qtbot):
    pane = show(help, qtbot)
    help._underline(DocumentId("another"), ())

    assert len(underlined(pane)) == 2


def test_the_summary_is_shown_until_another_thread_is_read(help, memory, qtbot):
    line = a_line(Sort.LAST, "Bye now.", 2)
    other = Document(Kind.MAIL, "", "Another.")
    memory.explaining.the_summary = Summary((line,), 2, ("Bo",))
    show(help, qtbot)
    assert help._pane.sum_up.isVisible()
    help._pane.sum_up.click()
    qtbot.waitUntil(help.summary.isVisible)
    with qtbot.waitSignal(help.quote_wanted) as told:
        help.summary.quote_wanted.emit(DocumentId("d2"), 2, 11)
    assert told.args == ["d2", 2, 11]
    help.summary.documents = frozenset({MAIL.id})
    show(help, qtbot)
    assert help.summary.isVisible()

    help._pane.show_document(other, None, 0, 0)
    assert help.summary.isHidden()


def test_a_document_that_is_no_letter_has_no_thread(help, qtbot):
    show(help, qtbot, Document(Kind.DOCUMENT, "", TEXT))

    assert help._pane.sum_up.isHidden()


def test_nothing_is_held_of_what_was_shown(help, qtbot):
    pane = show(help, qtbot)
    pane.view.mark.emit("term:0")
    qtbot.waitUntil(help.card.isVisible)
    pane.clear()

    assert help.card.isHidden()
    assert (help._id, help._terms, help._term) == (None, (), "")
