from __future__ import annotations

from ui.likeness_plot import BARS, LikenessPlot, spread


def test_texts_are_counted_by_twentieths():
    found = spread([0.0, 0.01, 0.5, 1.0])

    assert len(found) == BARS
    assert (found[0], found[10], found[-1]) == (0.5, 0.25, 0.25)
    assert spread([]) == [0.0] * BARS


def test_it_says_what_it_shows(qtbot):
    plot = LikenessPlot()
    qtbot.addWidget(plot)
    plot.show_spread([0.9, 0.8], [0.1], 0.82)

    assert plot.accessibleDescription() == "2 texts of yours, 1 of others, this text at 82 %"
    plot.show_spread([], [], None)
    plot.resize(300, plot.sizeHint().height())
    assert not plot.grab().isNull()
