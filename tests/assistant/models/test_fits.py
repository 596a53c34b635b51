"""What a model needs, and whether it fits, in a sentence."""

from __future__ import annotations

import pytest

from assistant.engine.hardware import Machine
from assistant.models.fits import CONTEXT, Verdict, context, fits

GB = 1_000_000_000
# Qwen3 4B: 36 layers, 8 heads of keys, 128 numbers each; Q4_K_M.
QWEN = 36 * 8 * 128 * 2
WEIGHTS = 2_497_280_256


def test_the_context_takes_two_numbers_of_two_bytes_for_each_key():
    assert context(CONTEXT, WEIGHTS, QWEN) == 36 * 8 * 128 * 4096 * 2 * 2  # 604 MB
    assert context(CONTEXT, 1000, 0) == 150
    assert context(CONTEXT // 2, 1000, 0) == 75


@pytest.mark.parametrize(
    ("total", "free", "verdict", "says"),
    [
        (16, 12, Verdict.FITS, "Fits this machine: it needs 3.4 GB of memory."),
        (8, 2, Verdict.TIGHT,
         "Fits if other programs are closed: it needs 3.4 GB, 2.0 GB are free."),
        (4, 3, Verdict.TIGHT, "Fits with a short context, and slowly: 3.4 GB are much."),
        (2, 1, Verdict.TOO_LARGE,
         "Too large for this machine: it needs 3.4 GB, and there are 2.0 GB."),
    ],
)  # fmt: skip
def test_it_is_said_whether_it_fits(total, free, verdict, says):
    fit = fits(WEIGHTS, QWEN, Machine(2, total * GB, free * GB))

    assert (fit.verdict, fit.sentence) == (verdict, says)


def test_what_is_reckoned_says_about():
    machine = Machine(2, 16 * GB, 9 * GB)

    assert "about 3.2 GB" in fits(WEIGHTS, 0, machine, estimated=True).sentence


def test_more_memory_never_fits_less():
    order = [Verdict.TOO_LARGE, Verdict.TIGHT, Verdict.FITS]
    verdicts = [fits(WEIGHTS, QWEN, Machine(2, n * GB, n * GB // 2)).verdict for n in range(1, 33)]

    assert verdicts == sorted(verdicts, key=order.index)
    assert set(verdicts) == set(order)
