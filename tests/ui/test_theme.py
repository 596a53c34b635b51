from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from ui import theme

ENOUGH = 4.5


def luminance(colour: str) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def rgb(colour: str) -> list[float]:
    made = QColor(colour)
    return [made.redF(), made.greenF(), made.blueF()]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", theme.THEMES, ids=["light", "dark", "light hard", "dark hard"])
def test_every_text_can_be_read_on_its_ground(colours):
    faint = {
        pair: round(contrast(text, ground), 2)
        for pair, text, ground in theme.read_pairs(colours)
        if contrast(text, ground) < ENOUGH
    }

    assert faint == {}


def test_the_contrast_is_measured_as_it_should_be():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") < ENOUGH


@pytest.mark.parametrize("colours", theme.THEMES)
def test_a_palette_tells_its_theme(qapp, colours):
    assert theme.colours(theme.palette_of(colours)) is colours


@pytest.mark.parametrize("factor", [1.0, 1.5])
def test_no_token_is_left_in_the_stylesheet(factor):
    assert "@" not in theme.stylesheet(theme.DARK, factor)


def test_text_grows_with_the_systems():
    assert "font-size: 18px" in theme.stylesheet(theme.LIGHT, 1.5)
    assert "font-size: 12px" in theme.stylesheet(theme.LIGHT, 1.0)


def test_the_system_says_which_theme_is_worn(qapp):
    wanted = theme.current(qapp)
    dark = qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark

    assert wanted in (theme.THEMES[1::2] if dark else theme.THEMES[::2])
