"""Which slots there are, and what a slot that nobody named is taken for."""

from __future__ import annotations

import pytest

from memory.claims.slots import UNKNOWN, read, slot, slots
from memory.types import ClaimKind, Sensitivity


def test_the_slots_of_the_program_can_be_read():
    assert slots()["lives_in"].one
    assert all(one.kind for one in slots().values())


def test_a_slot_says_how_its_values_stand_to_each_other():
    text = """
        [faith]
        kind = "fact"
        values = "one"
        sensitivity = "sensitive"
        believed = "told"
        label = ["Faith", "Religion"]
        """
    faith = read(text)["faith"]

    assert (faith.kind, faith.one, faith.label) == (ClaimKind.FACT, True, "Faith, Religion")
    assert faith.sensitivity is Sensitivity.SENSITIVE
    assert faith.told
    assert not UNKNOWN.told


def test_a_slot_that_is_not_named_has_many_values_and_is_not_sensitive():
    assert slot("whatever") is UNKNOWN
    assert not UNKNOWN.one
    assert UNKNOWN.sensitivity is Sensitivity.NORMAL


@pytest.mark.parametrize(
    "line",
    ['values = "some"', 'kind = "thing"', 'sensitivity = "very"', 'believed = "always"'],
)
def test_a_slot_that_says_nonsense_is_refused(line):
    with pytest.raises(ValueError, match=line.split('"')[1]):
        read(f"[faith]\n{line}")
