from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from assistant.profile.profile import Saved
from memory.types import ClaimKind
from tests.ui.claims import claim
from ui.believing import Believed, Believing
from ui.pages.profile_text import ProfileText

PAGE = "# What Famulus believes about you\n\n## You\n- Plays the cello. ^c1.abc\n"


@pytest.fixture
def text(qtbot, desk):
    made = ProfileText(Believing(desk))
    qtbot.addWidget(made)
    made.show()
    made.show_believed(Believed(page=PAGE))
    return made


def test_the_page_is_there_to_be_edited(text):
    assert text.editor.toPlainText() == PAGE
    assert not text.keep.isEnabled()
    text.editor.appendPlainText("- Has a dog.")
    assert text.keep.isEnabled()
    text.discard()

    assert text.editor.toPlainText() == PAGE
    assert not text.drop.isEnabled()


def test_saving_does_what_was_written_and_tells(text, memory, qtbot):
    memory.profile.saved = Saved(edited=1, told=2)
    text.editor.appendPlainText("- Has a dog.")
    with qtbot.waitSignal(text.said) as told:
        qtbot.keyClick(text.editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert told.args == ["Saved: 1 corrected, 2 added."]
    assert memory.profile.did[0][1].endswith("- Has a dog.")


def test_a_line_that_is_gone_is_asked_for_first(text, memory, qtbot):
    memory.profile.saved = Saved(forgotten=1)
    text.editor.setPlainText("# Nothing")
    text.save()
    qtbot.waitUntil(lambda: text.findChild(QMessageBox) is not None)
    box = text.findChild(QMessageBox)
    assert box.text() == "1 line is gone. Never remember it again?"
    assert memory.profile.did == []
    next(b for b in box.buttons() if b.text() == "Save and never remember").click()
    qtbot.waitUntil(lambda: len(memory.profile.did) == 1)


def test_what_is_learned_meanwhile_does_not_take_the_users_words(text):
    text.editor.appendPlainText("- Has a dog.")
    text.show_believed(Believed(page=PAGE + "- Likes tea. ^c2.abc\n"))
    assert text.editor.toPlainText().endswith("- Has a dog.")
    assert text.stale.isVisible()
    text.discard()

    assert "Likes tea" in text.editor.toPlainText()
    assert text.stale.isHidden()


def test_a_page_edited_elsewhere_is_looked_at_before_it_counts(text, memory, qtbot, tmp_path):
    path = tmp_path / "profile.md"
    with qtbot.waitSignal(text.said) as told:
        text.export(path)
    assert str(path) in told.args[0]
    path.write_text(PAGE + "- Has a dog.\n")
    with qtbot.waitSignal(text.said):
        text.read_back(path)

    assert text.keep.isEnabled()
    assert memory.profile.did == []


def test_files_are_chosen_in_a_dialog(text):
    text.ask_export()
    text.ask_read()
    dialogs = text.findChildren(QFileDialog)
    assert len(dialogs) == 2
    for dialog in dialogs:
        dialog.reject()


def test_what_is_cleared_is_not_held(text):
    text.editor.appendPlainText("- Has a dog.")
    text.clear()

    assert text.editor.toPlainText() == ""


CELLO = claim(1, "Plays the cello.", kind=ClaimKind.SKILL)
BEN = claim(2, "Plays chess.", subject="Ben")


@pytest.fixture
def viewed(text, memory):
    memory.profile.the_claims = [CELLO, BEN]
    text.show_believed(Believed(claims=[CELLO, BEN], page=PAGE))
    return text


def view(text, name):
    next(one for one in text.views.kind._menu.actions() if one.text() == name).trigger()


def test_a_view_is_only_read_and_says_so(viewed, qtbot):
    assert viewed.length.text() == "about 18 tokens"
    view(viewed, "Safe to leave this computer")
    qtbot.waitUntil(lambda: "cello" in viewed.reader.toPlainText())

    assert viewed.sheets.currentWidget() is viewed.reader
    assert viewed.reader.isReadOnly()
    assert "Ben" not in viewed.reader.toPlainText()
    assert "^c1" not in viewed.reader.toPlainText()
    assert viewed.help.text().endswith("Only the whole page is edited.")
    assert not viewed.keep.isVisible()
    assert not viewed.read.isVisible()


def test_what_was_written_stays_while_another_view_is_looked_at(viewed, qtbot):
    viewed.editor.appendPlainText("- Has a dog.")
    view(viewed, "How you write")
    viewed.show_believed(Believed(claims=[CELLO], page=PAGE + "- Likes tea. ^c2.abc\n"))
    assert viewed.stale.isHidden()
    view(viewed, "Whole page")

    assert viewed.editor.toPlainText().endswith("- Has a dog.")
    assert viewed.keep.isEnabled()
    assert viewed.stale.isVisible()


def test_of_a_contact_nothing_is_shown_before_it_is_known_whose(viewed, qtbot):
    view(viewed, "For a contact")
    assert viewed.reader.toPlainText() == ""
    assert viewed.help.text().startswith("Choose the person")
    assert not viewed.write.isEnabled()
    viewed.views.person._pick("Ben")
    qtbot.waitUntil(lambda: "chess" in viewed.reader.toPlainText())

    assert "cello" not in viewed.reader.toPlainText()
    viewed._show_read_only("small", "", "What was asked for before.")
    assert "before" not in viewed.reader.toPlainText()


def test_a_view_follows_what_is_learned_and_goes_to_a_file_as_it_is(
    viewed, memory, qtbot, tmp_path
):
    view(viewed, "Small: 250 tokens")
    qtbot.waitUntil(lambda: "cello" in viewed.reader.toPlainText())
    memory.profile.the_claims = [BEN]
    viewed.show_believed(Believed(claims=[BEN], page=PAGE))
    qtbot.waitUntil(lambda: "cello" not in viewed.reader.toPlainText())
    with qtbot.waitSignal(viewed.said) as told:
        viewed.export(tmp_path / "small.md")

    assert "Edit it" not in told.args[0]
    assert (tmp_path / "small.md").read_text() == viewed.reader.toPlainText()
    viewed.clear()
    assert viewed.reader.toPlainText() == ""
    assert viewed.views.is_whole
