from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.pages.commands_page import page, write
from ui.pages.writing_command_form import sequence

__all__ = ["page"]


def test_escape_leaves_a_new_one(page):
    page.add_button.click()
    page.form.title.setText("Pirate")
    QTest.keyClick(page.form.title, Qt.Key.Key_Escape)

    assert page.form.name.text() == "Rewrite"
    assert page.form.fields.isHidden()


def test_one_is_made_like_another(page):
    page.form.copy_button.click()

    assert page.form.title.text() == "Rewrite, my way"
    assert page.form.remove.isHidden()


def test_a_variable_is_put_where_one_writes(page):
    page.add_button.click()
    page.form.ask.setPlainText("Write to ")
    page.form.ask.moveCursor(page.form.ask.textCursor().MoveOperation.End)
    page.form.blanks.buttons[0].click()

    assert page.form.ask.toPlainText() == "Write to {to}"
    assert page.form.ask.hasFocus() or page.form.ask.isVisible()


def test_keys_that_are_none_are_refused(page, qtbot):
    write(page, keys="Zebra")

    assert page.notice.accessibleName().startswith("These are no keys: “Zebra”.")


@pytest.mark.parametrize(
    ("written", "kept"),
    [("", ""), ("g", "G"), ("ctrl+alt+g", "Ctrl+Alt+G"), ("7", None), ("word", None)],
)
def test_keys_are_kept_as_they_are_known(written, kept):
    assert sequence(written) == kept
