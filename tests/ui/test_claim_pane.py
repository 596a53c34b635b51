from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMessageBox

from memory.errors import Problem
from memory.types import Status
from tests.ui.claims import change, claim, evidence
from ui.believing import Believing
from ui.claim_pane import ClaimPane
from ui.sure import Sure


@pytest.fixture
def pane(qtbot, desk, memory):
    memory.profile.the_claims = [claim()]
    memory.profile.the_changes = [change(1)]
    made = ClaimPane(desk, Believing(desk))
    qtbot.addWidget(made)
    made.resize(400, 600)
    made.show()
    made.show_claim(claim())
    qtbot.waitUntil(lambda: made.sheet.history.count() == 1)
    return made


@pytest.mark.parametrize(
    ("name", "new", "did", "said"),
    [
        ("deny", {}, "deny", "Not true: “Plays the cello.”"),
        ("end", {}, "end", "No longer true: “Plays the cello.”"),
        ("lock", {}, "lock", "Locked: “Plays the cello.”"),
        ("lock", {"locked": True}, "unlock", "Unlocked: “Plays the cello.”"),
        ("pin", {"pinned": True}, "unpin", "Unpinned: “Plays the cello.”"),
        ("accept", {"status": Status.DRAFT}, "accept", "Accepted: “Plays the cello.”"),
        ("refuse", {"status": Status.DRAFT}, "refuse", "Refused: “Plays the cello.”"),
    ],
)
def test_every_deed_is_done_and_told(pane, memory, qtbot, name, new, did, said):
    pane.show_claim(claim(**new))
    with qtbot.waitSignal(pane.said) as told:
        pane.do(name)

    assert told.args == [said]
    assert memory.profile.did == [(did, 1)]


def test_what_is_not_offered_is_not_done(pane, memory):
    pane.do("refuse")
    pane.show_nothing("Nothing.")
    pane.do("deny")

    assert memory.profile.did == []
    assert pane.why_nothing.text() == "Nothing."


def test_a_correction_tells_which_claim_says_it_now(pane, memory, qtbot):
    told: list[object] = []
    pane.became.connect(told.append)
    pane.said.connect(told.append)
    pane.do("edit")
    pane.sheet.editor.saved.emit("Plays the viola.")
    qtbot.waitUntil(lambda: len(told) == 2)

    assert told == [1001, "Corrected: “Plays the viola.”"]
    assert memory.profile.did == [("edit", 1, "Plays the viola.")]
    assert not pane.sheet.is_editing


def test_what_cannot_be_done_is_told_and_the_words_stay(pane, memory, qtbot):
    memory.profile.next_problem = Problem("There is no room.")
    pane.do("edit")
    with qtbot.waitSignal(pane.failed) as told:
        pane.sheet.editor.saved.emit("Plays the viola.")

    assert str(told.args[0]) == "There is no room."
    assert pane.sheet.is_editing


def test_never_asks_once_and_says_that_it_cannot_be_undone(pane, memory, qtbot):
    pane.do("never")
    box = pane.findChild(QMessageBox)
    assert "cannot be undone" in box.informativeText()
    assert memory.profile.did == []
    with qtbot.waitSignal(pane.final) as told:
        next(b for b in box.buttons() if b.text() == "Never remember").click()

    assert memory.profile.did == [("never", 1)]
    assert told.args == ["Erased for good, and never learned again."]


def test_a_quote_opens_its_document_there_and_esc_goes_back(pane, qtbot):
    pane.sheet.quote_wanted.emit(evidence())
    qtbot.waitUntil(lambda: pane.pages.currentWidget() is pane.reading)
    assert pane.document.title.text() == "Re: the lease"
    pane.show_claim(claim())  # read anew: the document stays open
    assert pane.pages.currentWidget() is pane.reading

    assert pane.leave()
    assert pane.pages.currentWidget() is pane.sheet
    assert not pane.leave()
    pane.do("edit")
    assert pane.leave()
    assert not pane.sheet.is_editing


def test_another_claim_shuts_the_document(pane, qtbot):
    pane.sheet.quote_wanted.emit(evidence())
    qtbot.waitUntil(lambda: pane.pages.currentWidget() is pane.reading)
    pane.show_claim(claim(2, "Likes tea."))

    assert pane.pages.currentWidget() is pane.sheet


def test_steps_are_undone_and_done_again(pane, memory, qtbot):
    told: list[str] = []
    pane.final.connect(told.append)
    pane.undo(change(1))
    pane.undo(change(1, undone=True))
    pane.undo(None)
    qtbot.waitUntil(lambda: len(told) == 3)

    assert memory.profile.did == [("undo", 1), ("redo", 1), ("undo", None)]
    assert told == ["Undone.", "Done again.", "Undone."]


def test_erasing_the_document_asks_as_everywhere(pane, qtbot):
    pane._ask_erase()  # nothing is opened: nothing to ask
    pane.sheet.quote_wanted.emit(evidence())
    qtbot.waitUntil(lambda: pane.pages.currentWidget() is pane.reading)
    pane.document.erase.click()
    qtbot.waitUntil(lambda: pane.findChild(Sure) is not None)
    pane.findChild(Sure).reject()
