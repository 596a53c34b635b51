from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.voice.card import EVERYWHERE, Line, State
from tests.ui.fake_voice import LINES, WAITS
from ui.itemmodels.style_lines import StyleLinesModel
from ui.style_line import StyleLine, offered
from ui.voice_room import Shown


@pytest.fixture
def sheet(qtbot):
    made = StyleLine(StyleLinesModel())
    qtbot.addWidget(made)
    return made


def test_what_is_offered_depends_on_where_a_line_stands():
    own = Line("own", EVERYWHERE, "", "Never before noon.", state=State.OWN)

    assert offered(LINES[0]) == {"edit", "strike", "lock"}
    assert offered(replace(LINES[0], state=State.CHANGED)) == {"edit", "strike", "lock", "restore"}
    assert offered(replace(LINES[0], state=State.STRUCK)) == {"restore"}
    assert offered(WAITS) == {"accept", "refuse"}
    assert offered(own) == {"edit", "strike"}


def test_a_line_is_shown_with_what_can_be_done(sheet, qtbot):
    sheet.show_line(LINES[0], "everywhere")

    assert sheet.words.text() == "Greets with “Hi [first name]”."
    assert sheet.place.text() == "Beginning and end · everywhere"
    assert not sheet.deeds["edit"].isHidden()
    assert sheet.deeds["accept"].isHidden()
    with qtbot.waitSignal(sheet.asked) as asked:
        sheet.deeds["strike"].click()
    assert asked.args == ["strike"]


def test_quotes_of_a_line_that_was_left_are_not_shown(sheet):
    sheet.show_line(LINES[0], "everywhere")
    sheet.show_quotes(Shown(LINES[1]))

    assert sheet.quotes.count() == 0
    assert sheet.why.isHidden()


def test_it_is_edited_and_left(sheet, qtbot):
    sheet.show_line(WAITS, "everywhere")
    sheet.edit()
    assert not sheet.is_editing
    sheet.show_line(LINES[0], "everywhere")
    sheet.edit()
    assert sheet.is_editing
    with qtbot.waitSignal(sheet.left):
        sheet.stop_editing()
    sheet.begin_new()
    assert sheet.is_editing
    assert sheet.line is None
    sheet.clear()
    assert not sheet.is_editing
