from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from assistant.privacy.recognizers.spans import Kind
from tests.ui.test_theme import contrast
from ui import theme
from ui.kinds import LINES, Family, called, dressed, sample, tint


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_name_for_people(kind):
    known = {"person", "place", "pet", "date", "age", "name", "project", "address", "sex"}
    known |= {"organisation", "coordinates", "nationality", "relationship", "education", "income"}
    assert kind.value in known or called(kind.value).name != kind.value


def test_families_are_told_apart_without_their_colours():
    assert set(LINES) == set(Family)
    assert len(set(LINES.values())) == len(Family)


@pytest.mark.parametrize("worn", theme.THEMES)
@pytest.mark.parametrize("family", Family)
def test_marked_words_can_be_read_in_every_theme(worn, family):
    ground, line = tint(worn, family)

    assert contrast(worn.text, ground.name()) >= 4.5
    assert contrast(worn.base, line.name()) >= 4.5


def test_the_one_that_is_looked_at_is_turned_round(qapp):
    plain = dressed(theme.LIGHT, "person")
    current = dressed(theme.LIGHT, "person", current=True)

    assert plain.background().color() == QColor(theme.LIGHT.selection)
    assert current.background().color() == plain.underlineColor()


def test_the_sample_of_each_family_is_another_picture(qapp):
    palette = theme.palette_of(theme.LIGHT)
    kinds = ("person", "email", "iban", "age")
    drawn = [sample(palette, kind).pixmap(18, 18).toImage() for kind in kinds]

    assert all(one != other for n, one in enumerate(drawn) for other in drawn[:n])
