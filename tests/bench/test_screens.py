"""The pictures of every page once more, on a screen that shows things larger."""

from __future__ import annotations

from tests.ui import test_screenshots

display = test_screenshots.display


def test_every_page_and_state_can_be_seen_at_125_percent(display):
    test_screenshots.look_at_all(display, "screens-125", scale=1.25, sizes=["small"])


def test_every_state_of_the_profile_can_be_seen_at_125_percent(display):
    test_screenshots.look_at_all(
        display, "screens-profile-125", test_screenshots.PROFILE, scale=1.25, sizes=["small"]
    )


def test_every_state_of_the_memory_can_be_seen_at_125_percent(display):
    test_screenshots.look_at_all(
        display, "screens-memory-125", test_screenshots.MEMORY, scale=1.25, sizes=["small"]
    )
