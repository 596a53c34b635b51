"""Pictures of every page and state, from a real X server, into tests/artifacts/.

They are made to be looked at.  What is asserted is that each could be made, that none is
blank, and that the program said nothing on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from tests.ui.walks import ARTIFACTS, WALKS, Done, look_at_all, walked

SIZES = ("small", "large")


@pytest.fixture(scope="module")
def walks() -> Iterator[dict[str, Future[Done]]]:
    """All walks, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        yield {walk: pool.submit(walked, walk, ARTIFACTS / walk, SIZES) for walk in WALKS}


@pytest.mark.parametrize("walk", WALKS)
def test_every_page_and_state_can_be_seen(walks, walk):
    look_at_all(walk, walks[walk].result(), ARTIFACTS / walk, SIZES)
