from __future__ import annotations

from ui.told import Told


def test_it_says_a_sentence_and_is_as_high_as_it_needs(qtbot):
    told = Told("One two " * 40, "quiet", quoted=True)
    short = Told("One", "quiet", doubtful=True)
    for widget in (told, short):
        qtbot.addWidget(widget)

    assert told.heightForWidth(200) > told.heightForWidth(600) > short.heightForWidth(600) - 1
    assert told.accessibleDescription() == "quiet"
    assert told.sizeHint().height() == told.heightForWidth(320)
    assert told.minimumSizeHint().width() < 320


def test_what_is_long_is_cut_at_a_word(qtbot):
    told = Told("word " * 200, "")
    qtbot.addWidget(told)

    assert told.accessibleName().endswith("word …")
