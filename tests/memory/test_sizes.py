"""Sizes as they are read at a glance."""

from __future__ import annotations

import pytest

from memory.sizes import sized


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (98_362_432, "98.4 MB"),
        (806_058_240, "806 MB"),
        (999_600_000, "1.0 GB"),
        (2_497_280_256, "2.5 GB"),
        (123_000_000_000, "123 GB"),
        (5e15, "5000 TB"),
    ],
)
def test_a_size_is_said_in_its_unit(count, said):
    assert sized(count) == said
