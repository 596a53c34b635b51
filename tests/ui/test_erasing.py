from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from memory.types import Changes, DocumentId, Source, Topic
from tests.ui.fake_keeping import ERASED
from tests.ui.fakes import NOW
from ui.erasing import ask_erase_document, ask_erase_person, ask_erase_source, what_goes
from ui.parts import Words
from ui.sure import Sure

MAIL = Source("Mail", Path("/home/ada/mail.mbox"), False, 12, 0, NOW)


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def asked(parent, qtbot) -> Sure:
    qtbot.waitUntil(lambda: parent.findChild(Sure) is not None)
    found = parent.findChild(Sure)
    assert isinstance(found, Sure)
    return found


def test_what_goes_is_told_first_and_goes_after_the_second_click(desk, memory, parent, qtbot):
    heard: list[Changes] = []
    told: list[str] = []
    desk.changed.connect(heard.append)
    ask_erase_source(desk, parent, MAIL, told.append)
    dialog = asked(parent, qtbot)
    texts = " ".join(w.text() for w in dialog.findChildren(Words))
    assert "Erase “Mail”?" in texts
    assert "12 documents, and the source itself." in texts
    assert "3 of them stand in other sources too" in texts
    dialog.yes.click()
    assert memory.keeping.erased == []

    dialog.check.click()
    dialog.yes.click()
    qtbot.waitUntil(lambda: told == ["Erased: 12 documents."])
    assert memory.keeping.erased == [{"source": "Mail"}]
    assert heard[0].topics >= {Topic.SOURCES, Topic.DOCUMENTS, Topic.CONVERSATIONS}


def test_a_document_never_comes_back_and_its_title_stays_in_no_list(desk, memory, parent, qtbot):
    told: list[str] = []
    ask_erase_document(desk, parent, DocumentId("d1"), "x" * 300, told.append)
    dialog = asked(parent, qtbot)
    assert len(dialog.title.text()) < 80
    assert "not read again" in " ".join(w.text() for w in dialog.findChildren(Words))
    dialog.check.click()
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(told))

    assert memory.keeping.erased == [{"document": "d1"}]
    (run,) = desk.runs.runs
    assert (run.title, run.stoppable) == ("Erase a document", False)


def test_only_what_there_is_is_counted():
    bare = replace(ERASED, documents=1, attached=0, elsewhere=0, answers=0)

    assert what_goes(bare, {"document": "d1"}) == "1 document."
    assert "1 answer that" in what_goes(replace(bare, answers=1), {"document": "d1"})
    believed = replace(bare, claims=3)
    assert "3 beliefs about you that stand on it alone." in what_goes(believed, {"document": "d1"})


def test_a_person_goes_by_who_they_are_and_it_says_what_goes_with_them(desk, memory, parent, qtbot):
    told: list[str] = []
    ask_erase_person(desk, parent, 7, "Bo", told.append)
    dialog = asked(parent, qtbot)
    assert "whole chats" in " ".join(w.text() for w in dialog.findChildren(Words))
    dialog.check.click()
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(told))

    assert memory.keeping.erased == [{"person": 7}]
    assert desk.runs.runs[0].title == "Erase a person"
