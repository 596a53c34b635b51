"""What is told in so many words is understood as what could have been learned."""

from __future__ import annotations

import pytest

from assistant.profile.told import understood
from memory.types import ClaimKind
from tests.assistant.profile.invented import a_claim

KNOWN = [
    a_claim(1, "Lives in Bath.", "Bath", slot="lives_in"),
    a_claim(2, "Likes tea.", "tea", kind=ClaimKind.PREFERENCE),
    a_claim(3, "Likes the taste of tea.", "tea", slot="tastes", kind=ClaimKind.PREFERENCE),
    a_claim(4, "Ann", "Ann", slot="name"),
]


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("I live in Leeds.", "lives_in", "Leeds"),
        ("Lives in Leeds.", "lives_in", "Leeds"),
        ("Lives  in Leeds", "lives_in", "Leeds"),
        ("Likes the taste of beer.", "tastes", "beer"),
        ("Likes beer.", "likes", "beer"),
    ],
)
def test_it_is_understood_as_it_is_written_or_stands_on_the_page(text, slot, value):
    told = understood(text, KNOWN)

    assert told
    assert (told.slot, told.value) == (slot, value)
    assert told.text.endswith(f"{value}.")


@pytest.mark.parametrize(
    "text",
    ["Bob", "I like beer and I live in Leeds.", "Lives in .", "Something else entirely.", ""],
)
def test_what_is_not_understood_is_taken_as_it_stands(text):
    assert understood(text, KNOWN) is None
