"""The draft with its marks: tinted by what each sentence stands on, and that told in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.replying.outline import own_line
from memory.progress import finish
from tests.ui.fake_replying import LEASE, FakeReplying
from ui import theme
from ui.parts import Sentence, Words
from ui.reply_draft import DraftText, Standings, alike, made


@pytest.fixture
def draft():
    replying = FakeReplying()
    prepared = replying.prepared()
    lines = (own_line("I bring 🙂 cake"), *prepared.outline(prepared.suggestion.intent))
    first = finish(replying.drafting(prepared, lines))
    return replying.checked(prepared, lines, first, f"{first.text}\n14 guests come, says Moira.")


@pytest.fixture
def text(qtbot, draft):
    made = DraftText()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.show_text(draft.text)
    made.show_marks(draft.marks)
    return made


def tints(text):
    return {
        selection.cursor.selectedText(): selection.format.background().color()
        for selection in text.extraSelections()
    }


def test_sentences_are_tinted_by_what_they_stand_on_also_behind_what_qt_counts_twice(text):
    assert tints(text) == {
        "The lease ends on 31 May 2027.": QColor(theme.LIGHT.supported_tint),
        "14 guests come, says Moira.": QColor(theme.LIGHT.doubtful_tint),
    }


def test_the_tints_are_those_of_the_theme(text, qapp):
    theme.wear(qapp, theme.DARK)
    try:
        assert QColor(theme.DARK.supported_tint) in tints(text).values()
    finally:
        theme.wear(qapp, theme.LIGHT)


def test_numbers_and_question_marks_are_painted(text, draft, qtbot):
    text.setExtraSelections([])
    marked = text.grab().toImage()
    text.show_marks(())

    assert text.grab().toImage() != marked


def test_who_writes_is_told_of_after_a_pause_and_the_marks_go_meanwhile(text, qtbot):
    with qtbot.waitSignal(text.edited):
        QTest.keyClicks(text, "x")
        assert text.extraSelections() == []


def test_what_is_shown_is_no_edit(text, qtbot):
    with qtbot.assertNotEmitted(text.edited, wait=800):
        text.show_text("Another.")


def said(standings):
    return [w.text() for w in standings.findChildren(Words) if not w.isHidden()]


def test_what_it_stands_on_is_told_and_opens(qtbot, draft):
    standings = Standings()
    qtbot.addWidget(standings)
    standings.show()
    standings.show_draft(draft)
    qtbot.wait(20)
    (card,) = standings.findChildren(Sentence)
    with qtbot.waitSignal(standings.opened) as opened:
        card.click()

    assert opened.args == [LEASE.passage]
    assert "1" in card.text_shown
    assert any("Not supported: “14 guests come, says Moira.”" in each for each in said(standings))
    assert any("nothing here holds 14, Moira" in each for each in said(standings))
    standings.clear()
    qtbot.waitUntil(lambda: not standings.findChildren(Sentence))


def test_how_it_was_made_is_said(draft, qapp):
    assert made(draft) == "Put together by rules · 1 sentence not supported"
    assert made(replace(draft, made_by="Qwen3-4B", marks=())) == "Written by Qwen3-4B"
    assert alike(draft) == ""
    assert alike(replace(draft, likeness=0.823)) == "sounds like you: 82 %"
    assert QApplication.instance() is qapp
