"""The arrow of a list that folds out is drawn in the theme that is worn."""

from __future__ import annotations

import pytest

from ui import theme
from ui.choice import Choice


@pytest.fixture
def choice(qtbot, qapp):
    made = Choice()
    qtbot.addWidget(made)
    made.resize(200, 30)
    yield made
    theme.wear(qapp, theme.LIGHT)


@pytest.mark.parametrize("worn", [theme.LIGHT, theme.DARK])
def test_the_arrow_is_as_quiet_as_other_icons_in_both_themes(qapp, choice, worn):
    theme.wear(qapp, worn)
    choice.show()
    picture = choice.grab().toImage()
    end = range(picture.width() - 2 * theme.ICON, picture.width())
    seen = {picture.pixelColor(x, y).name() for x in end for y in range(picture.height())}

    assert worn.quiet in seen
