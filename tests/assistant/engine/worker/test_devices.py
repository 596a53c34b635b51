"""What there is to compute with, and how much of a model goes there."""

from __future__ import annotations

from assistant.engine.worker.devices import SPARE, devices, that_fit


def test_there_is_at_least_the_processor():
    assert any(device.kind == "processor" for device in devices())


def test_a_card_takes_the_blocks_that_fit():
    block = 100 << 20

    assert that_fit(0, 10 * block, 10, 0) == 0
    assert that_fit(SPARE + 4 * block, 10 * block, 10, 0) == 4
    assert that_fit(SPARE + 4 * block, 10 * block, 10, 10 * block) == 2
    assert that_fit(SPARE + 50 * block, 10 * block, 10, 0) == 11
