"""What is put together of parts that were found."""

from __future__ import annotations

import pytest

from assistant.privacy.recognizers.recognizing import recognized
from assistant.privacy.recognizers.spans import Kind


def spans(text):
    return {text[s.start : s.end]: s.kind for s in recognized(text)}


@pytest.mark.parametrize(
    ("text", "found", "kind"),
    [
        ("He is from the Kingdom of the Netherlands.", "Kingdom of the Netherlands", Kind.PLACE),
        ("She works at Miller, Baker and Wilson now.", "Miller, Baker and Wilson",
         Kind.ORGANISATION),
        ("Meet me at the corner of 12 Hansen Street and Maple Street", None, Kind.ADDRESS),
        ("Laura Winkler\nthe plant people\n12 Hansen Street\nLondon", "the plant people",
         Kind.ORGANISATION),
        ("Send it to 12 Hansen Street,\nVelmorby,\nNorway", None, Kind.ADDRESS),
    ],
)  # fmt: skip
def test_the_parts_are_one(text, found, kind):
    held = spans(text)

    if found is None:
        assert list(held.values()) == [kind]
    else:
        assert held.get(found) is kind


def test_lines_and_lists_that_are_no_whole():
    assert "the state of" not in " ".join(spans("the state of the art"))
    assert Kind.ORGANISATION not in spans("I met Anna, Laura and Peter yesterday.").values()
    assert "and so on" not in spans("and so on\n12 Hansen Street, London")
    assert "the corner of" not in " ".join(spans("I stood in the corner of a room."))
    told = "I live at 12 Hansen Street. We then moved to Norway."
    assert "Norway" in spans(told)
