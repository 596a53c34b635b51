"""Every page and state once more at 125 %, to be looked at, into tests/artifacts/."""

from __future__ import annotations

import pytest

from tests.ui.walks import ARTIFACTS, WALKS, look_at_all, walked

SIZES = ("small",)


@pytest.mark.parametrize("walk", WALKS)
def test_every_page_and_state_can_be_seen_larger(walk):
    into = ARTIFACTS / f"{walk}-125"
    look_at_all(walk, walked(walk, into, SIZES, scale=1.25), into, SIZES)
