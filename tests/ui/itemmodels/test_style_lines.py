from __future__ import annotations

from dataclasses import replace

from assistant.voice.card import EVERYWHERE, Line, State
from tests.ui.fake_voice import LINES, WAITS
from ui.itemmodels.style_lines import StyleLinesModel


def test_what_waits_comes_first_and_each_stands_under_its_heading(qapp):
    model = StyleLinesModel()
    own = Line("own", EVERYWHERE, "", "Never before noon.", state=State.OWN)
    model.show_lines([*LINES, WAITS, own])
    headings = [model.data(model.index(n)) for n in range(model.rowCount()) if model.at(n) is None]

    assert headings == [
        "Waits for your word", "Beginning and end", "Length", "Tone", "Marks", "In your own words",
    ]  # fmt: skip
    assert model.at(1) == WAITS


def test_a_line_says_on_what_it_stands(qapp):
    model = StyleLinesModel()
    greeting = LINES[0]

    assert model.about(greeting) == "in 34 of 41 mails"
    assert model.about(replace(greeting, times=41)) == "in 41 mails"
    assert model.about(WAITS) == "3 drafts: dashes taken out"
    assert model.about(replace(greeting, state=State.STRUCK)) == "struck out: not used"
    assert model.about(replace(greeting, state=State.CHANGED)) == "changed by you"
    assert model.about(replace(greeting, state=State.CHANGED, locked=True)) == "locked by you"
    assert model.words(greeting) == "Greets with “Hi [first name]”. in 34 of 41 mails"
