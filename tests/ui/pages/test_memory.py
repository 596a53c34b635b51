from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from memory.errors import Problem
from memory.held import Listing
from memory.types import Changes, Topic
from tests.ui.fake_holding import SOME
from ui.joining import Join, Split
from ui.pages.memory import DOCUMENTS, PEOPLE, MemoryPage
from ui.sure import Sure


@pytest.fixture
def page(desk, memory, qtbot):
    memory.overview.held = SOME
    made = MemoryPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.begin()
    qtbot.waitUntil(lambda: made.held is not None)
    return made


def test_nothing_stored_leads_to_the_sources(desk, qtbot):
    page = MemoryPage(desk)
    qtbot.addWidget(page)
    page.begin()
    page.show()
    qtbot.waitUntil(lambda: page.pages.currentWidget() is page.empty)
    with qtbot.waitSignal(page.add_source):
        page.empty.button.click()
    page.focus()


def test_it_counts_and_reads_again_when_something_changed(page, desk, memory, qtbot):
    assert page.counts.text() == "12 documents · 3 people · 2 beliefs"
    memory.people.known = memory.people.known[:1]
    desk.changed.emit(Changes("Settings", frozenset({Topic.SETTINGS})))
    desk.changed.emit(Changes("Join", frozenset({Topic.PEOPLE})))
    desk.changed.emit(Changes("Read", frozenset({Topic.DOCUMENTS})))
    qtbot.waitUntil(lambda: "1 person" in page.counts.text())


def test_what_cannot_be_read_is_told_and_tried_again(page, memory, qtbot):
    memory.overview.problem = Problem("The disk does not answer.", remedy="Wait.")
    page.load()
    qtbot.waitUntil(page.notice.isVisible)
    memory.overview.problem = None
    page.notice.button.click()
    qtbot.waitUntil(lambda: not page.notice.isVisible())


def test_a_bar_leads_to_the_documents_of_its_month(page, memory, qtbot):
    page.stored.plot.setFocus()
    QTest.keyClick(page.stored.plot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.documents.model.rowCount() == 3)

    assert page.tabs.currentIndex() == DOCUMENTS
    assert memory.overview.asked[-1] == Listing(time="2024-03")
    assert page.documents.said.text() == "5 documents"
    page.documents.more.click()
    qtbot.waitUntil(lambda: page.documents.model.rowCount() == 5)
    QTest.keyClick(page.documents.table, Qt.Key.Key_Return)
    qtbot.waitUntil(page.side.document.isVisible)
    page.leave()
    assert page.side.isHidden()


def test_a_search_shows_passages_and_opens_one(page, memory, qtbot):
    page.show_view(DOCUMENTS)
    page.documents.field.setText("lease")
    QTest.keyClick(page.documents.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.documents.said.text() == "2 passages, the nearest first")
    page.documents.found.box.itemAt(0).widget().click()
    qtbot.waitUntil(page.side.document.isVisible)
    page.documents.field.setText("nothing")
    qtbot.waitUntil(lambda: page.documents.said.text().startswith("Nothing was found"))
    memory.next_problem = Problem("The index is away.")
    page.documents.wanted.emit()
    qtbot.waitUntil(page.documents.notice.isVisible)


def test_a_group_is_shown_told_about_and_erased(page, memory, qtbot):
    stored = page.stored
    stored.tabs.setCurrentIndex(2)
    stored.table.selectRow(0)
    one = stored.chosen()
    stored.exposure.click()
    qtbot.waitUntil(page.side.report.isVisible)
    assert memory.overview.exposed == [{"person": one.person}]
    stored.erase.click()
    qtbot.waitUntil(lambda: page.findChild(Sure) is not None)
    dialog = page.findChild(Sure)
    dialog.check.click()
    dialog.yes.click()
    qtbot.waitUntil(lambda: memory.keeping.erased == [{"person": one.person}])
    stored.tabs.setCurrentIndex(0)
    stored.erase.click()
    qtbot.waitUntil(lambda: any(not d.isHidden() for d in page.findChildren(Sure)))
    stored.documents.click()
    qtbot.waitUntil(lambda: page.documents.where.source == "Mail")
    page.all_button.click()
    qtbot.waitUntil(lambda: memory.overview.exposed[-1] == {})


def test_a_card_opens_its_quotes_and_one_goes_back_to_it(page, qtbot):
    page.show_view(PEOPLE)
    qtbot.waitUntil(lambda: page.side.card is not None)
    card = page.side.card
    card.quote_wanted.emit("d1", 0, 9)
    qtbot.waitUntil(page.side.document.isVisible)
    assert page.side.close_button.accessibleName() == "Back"
    page.leave()
    assert page.side.person.isVisible()
    card.exposure.click()
    qtbot.waitUntil(page.side.report.isVisible)
    page.leave()
    page.leave()
    assert page.side.isHidden()


def test_two_are_joined_split_and_it_is_undone(page, memory, qtbot):
    page.show_person(memory.people.known[0].person.id)
    qtbot.waitUntil(lambda: page.side.card is not None)
    page.side.card.join.click()
    join = page.findChild(Join)
    join.field.setText("cy")
    join.table.selectRow(0)
    join.yes.click()
    qtbot.waitUntil(lambda: page.people.said.text() == "Joined with Bo Ek.")
    qtbot.waitUntil(lambda: page.people.model.rowCount() == 2)
    page.people.undo_button.click()
    qtbot.waitUntil(lambda: page.people.said.text() == "Undone.")
    assert page.people.undo_button.isHidden()
    qtbot.waitUntil(lambda: page.side.card is not None)
    page.side.card.split.click()
    split = page.findChild(Split)
    split.checks[1][0].click()
    split.yes.click()
    qtbot.waitUntil(lambda: page.people.said.text() == "Split from Bo Ek.")

    assert memory.people.did == [("join", 1, 2), ("undo",), ("split", 1, "bo@work.org", "name:bo")]


def test_the_documents_of_a_person_are_listed_with_their_name(page, memory, qtbot):
    page.show_view(PEOPLE)
    qtbot.waitUntil(lambda: page.side.card is not None)
    person = page.side.card.card.person
    page.side.card.documents.click()
    qtbot.waitUntil(lambda: memory.overview.asked[-1:] == [Listing(person=person.id)])

    assert page.documents.person.text() == f"{person.name} ✕"
    page.documents.person.click()
    qtbot.waitUntil(lambda: memory.overview.asked[-1:] == [Listing()])
    assert page.documents.person.isHidden()


def test_who_went_meanwhile_has_no_card(page, memory, qtbot):
    page.show_view(PEOPLE)
    qtbot.waitUntil(lambda: page.side.card is not None)
    memory.people.known = []
    page._read_card(99)
    qtbot.waitUntil(page.side.isHidden)


def test_a_closed_memory_leaves_nothing_on_the_page(page, qtbot):
    page.show_view(PEOPLE)
    qtbot.waitUntil(lambda: page.side.card is not None)
    page.leave_memory()

    assert page.side.isHidden()
    assert page.people.model.rowCount() == 0
    assert page.held is None


def test_what_nobody_looks_at_is_not_read(page, desk, memory, qtbot):
    page.hide()
    memory.people.known = memory.people.known[:1]
    desk.changed.emit(Changes("Join", frozenset({Topic.PEOPLE})))
    qtbot.wait(100)
    assert "3 people" in page.counts.text()
    page.show()
    qtbot.waitUntil(lambda: "1 person" in page.counts.text())
