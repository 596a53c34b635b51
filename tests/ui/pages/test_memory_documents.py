from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from memory.held import Listing
from memory.types import Kind
from tests.ui.fake_holding import listed
from tests.ui.fakes import passage
from ui.pages.memory_documents import Documents


@pytest.fixture
def documents(qtbot):
    made = Documents()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def test_chips_narrow_and_widen_the_list(documents):
    wanted: list[Listing] = []
    documents.wanted.connect(lambda: wanted.append(documents.where))
    documents.offer_sources(["Mail"])
    documents.show_only(Listing(time="2024-03", person=4), "Bo")
    assert (documents.time.text(), documents.person.text()) == ("March 2024 ✕", "Bo ✕")
    documents.time.click()
    documents.kind.picked.emit(Kind.CHAT)
    documents.source.picked.emit("Mail")
    documents.source.picked.emit(None)

    assert wanted[-1] == Listing(person=4, kind=Kind.CHAT)
    documents.show_only(Listing(undated=True))
    assert documents.time.text() == "Without a date ✕"
    assert documents.person.isHidden()


def test_a_list_goes_on_and_says_when_it_is_empty(documents):
    documents.show_listed([listed(1), listed(2)], 3)
    assert documents.more.text() == "Show more (1 left)"
    documents.show_listed([listed(3)], 3, after=2)
    assert documents.model.rowCount() == 3
    assert documents.more.isHidden()
    documents.show_listed([], 0)

    assert "Take a filter away" in documents.said.text()


def test_typing_is_waited_for_and_enter_is_not(documents, qtbot):
    wanted: list[str] = []
    documents.wanted.connect(lambda: wanted.append(documents.words))
    QTest.keyClicks(documents.field, "tea")
    QTest.keyClick(documents.field, Qt.Key.Key_Return)
    assert wanted == ["tea"]
    QTest.keyClicks(documents.field, "s")
    qtbot.waitUntil(lambda: wanted == ["tea", "teas"])


def test_what_is_opened_is_told(documents):
    opened: list[object] = []
    documents.opened.connect(opened.append)
    documents.show_listed([listed(1)], 1)
    documents.table.activated.emit(documents.model.index(0, 0))
    documents.show_found([passage()])
    documents.found.box.itemAt(0).widget().click()

    assert opened == [listed(1), passage()]
