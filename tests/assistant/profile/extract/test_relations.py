"""Who is who to the speaker."""

from __future__ import annotations

import pytest

from assistant.profile.extract.relations import related
from tests.assistant.profile.lives import ID, a_turn, told


@pytest.mark.parametrize(
    ("text", "value", "reads"),
    [
        ("My brother Tom sings", "brother Tom", "Tom: brother."),
        ("I saw Tom, my brother, there", "Tom, my brother", "Tom: brother."),
        ("Ines Faro is my boss", "Ines Faro is my boss", "Ines Faro: boss."),
        ("My sister is called Mo", "sister is called Mo", "Mo: sister."),
        ("our old neighbour Bo", "old neighbour Bo", "Bo: old neighbour."),
        ("Meine Tante Ruth kocht", "Tante Ruth", "Ruth: tante."),
    ],
)
def test_a_relation_has_a_name(text, value, reads):
    (draft,) = related(ID, a_turn(text))

    assert (draft.value, draft.text) == (value, reads)


@pytest.mark.parametrize(
    "text",
    [
        "My brother sings",
        "Her brother Tom sings",
        "Is Tom my brother?",
        "If Tom is my brother",
        "Suppose my brother Tom sings",
        "Is my brother Tom here?",
        "Thankfully, my son is fine",
        "Your sister Mo called",
    ],
)
def test_without_a_name_or_of_others_there_is_none(text):
    assert told(related, text) == []
