from __future__ import annotations

import pytest

from assistant.writing.diff import arriving, pieces
from tests.ui.fake_writing import AFTER, BEFORE
from ui.marked import Marked, visible
from ui.render import reading_block


@pytest.fixture
def text(qtbot):
    made = Marked()
    qtbot.addWidget(made)
    made.resize(460, 300)
    made.show()
    return made


def test_what_came_in_pieces_looks_as_if_it_came_at_once(text, qtbot):
    for end in range(len(AFTER)):
        text.show_pieces(arriving(BEFORE, AFTER[:end]), coming=True)
    text.show_pieces(pieces(BEFORE, AFTER))
    other = Marked()
    qtbot.addWidget(other)
    other.show_pieces(pieces(BEFORE, AFTER))

    assert text.toPlainText() == other.toPlainText()
    assert text.places == other.places
    assert text.toHtml() == other.toHtml()


def test_what_stays_is_not_written_anew(text):
    """Of a long text that comes only the end is touched."""
    text.show_pieces(arriving(BEFORE, AFTER[:40]), coming=True)
    touched = []
    text.document().contentsChange.connect(lambda at, *_size: touched.append(at))
    text.show_pieces(arriving(BEFORE, AFTER[:44]), coming=True)

    assert min(touched) > len("We was were there on")


def test_what_is_looked_at_does_not_jump_while_more_comes(text, qtbot):
    before = "".join(f"Sentence n{n} says what it says here.\n" for n in range(300))
    after = before.replace("7 says", "7 tells")
    text.show_pieces(arriving(before, after[:4000]), coming=True)
    bar = text.verticalScrollBar()
    bar.setValue(bar.maximum() * 2 // 3)
    seen = bar.value()
    for end in range(4000, 6000, 200):
        text.show_pieces(arriving(before, after[:end]), coming=True)
        assert abs(bar.value() - seen) <= 2


def test_every_line_has_the_height_for_reading(text):
    text.show_pieces(pieces("One.\nTwo.", "One.\n\nThree."))
    block, heights = text.document().firstBlock(), set()
    while block.isValid():
        heights.add(block.blockFormat().lineHeight())
        block = block.next()

    assert heights == {reading_block().lineHeight()}


def test_ten_thousand_words_are_dressed_in_one_go(text):
    before = "".join(f"Sentence number n{n} says what it says here again. " for n in range(1100))
    text.show_pieces(pieces(before, before.replace("says what", "told what")))
    assert len(text.places) == 1100
    laid_out = []
    text.document().contentsChange.connect(lambda *change: laid_out.append(change))
    text.turn_all(take=False)

    assert len(laid_out) == 1
    assert len(text.left) == 1100


@pytest.mark.parametrize(
    ("side", "seen"),
    [("", ""), (" ", "·"), ("\r\n\n", "↵↵"), ("\t", "→"), ("\u200b", "·"), (" a", " a")],
)
def test_every_change_can_be_seen(side, seen):
    assert visible(side) == seen
    assert visible("\n", new=True) == "↵\n"
