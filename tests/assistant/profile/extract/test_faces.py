"""Little faces in what the user writes."""

from __future__ import annotations

import pytest

from assistant.profile.extract.faces import shown
from memory.types import ClaimKind, Strength
from tests.assistant.profile.lives import ID, a_turn, told


@pytest.mark.parametrize(
    ("text", "faces"),
    [
        (
            "It rained \U0001f642 and rained \U0001f642\nSee you \u2764\ufe0f",
            ["\U0001f642", "\u2764"],
        ),
        ("That was nice :) and ;-)", [":)", ";-)"]),
        ("See (page 3: D) and http://a.example/:D", []),
        ("At 8:30 (in the hall):", []),
    ],
)
def test_each_face_is_seen_once_a_turn(text, faces):
    assert [value for _, value in told(shown, text)] == faces


def test_its_quote_is_the_line_in_which_it_stands():
    text = "Hello.\nThat was nice :)"
    (draft,) = shown(ID, a_turn(text))

    assert text[draft.start : draft.end] == "That was nice :)"
    assert (draft.kind, draft.strength) == (ClaimKind.STYLE, Strength.IMPLIED)


def test_the_faces_of_others_are_theirs():
    assert told(shown, "Nice :)", subject="Bo", strength=Strength.OTHERS) == []
