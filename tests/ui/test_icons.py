from __future__ import annotations

import re
from pathlib import Path

import pytest

import resources
from memory.types import Kind
from ui import theme
from ui.icons import OF_KIND, icon, pixmap

DRAWN = sorted(p.stem for p in (Path(resources.__file__).parent / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", DRAWN)
def test_every_icon_is_of_the_one_family(name):
    drawing = resources.text(f"icons/{name}.svg")

    assert 'viewBox="0 0 18 18"' in drawing
    assert 'stroke-width="1.5"' in drawing
    assert 'stroke="currentColor"' in drawing
    assert not re.search(r"href|<image|<script|url\(|style=", drawing)


@pytest.mark.parametrize("name", DRAWN)
def test_an_icon_takes_the_colour_it_is_given(qapp, name):
    image = pixmap(name, "#ff0000", 2.0).toImage()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 250
    }

    assert seen == {"#ff0000"}


def test_every_name_that_is_used_is_drawn():
    sources = (Path(__file__).parents[2] / "ui").rglob("*.py")
    used = {
        name
        for source in sources
        for name in re.findall(
            r'(?:picture=|Picture\(|IconButton\(|show_icon\(|Empty\(\s*)"(\w+)"', source.read_text()
        )
    }

    assert used | set(OF_KIND.values()) <= set(DRAWN)
    assert set(OF_KIND) == set(Kind)


def test_an_icon_follows_the_palette(qapp):
    light = icon("chat", theme.palette_of(theme.LIGHT)).pixmap(18, 18).toImage()
    dark = icon("chat", theme.palette_of(theme.DARK)).pixmap(18, 18).toImage()

    assert light != dark
