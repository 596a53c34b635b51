"""How much of a computer a model may take."""

from __future__ import annotations

import pytest

from assistant.engine.hardware import Machine, machine, threads

EIGHT = Machine(cores=8, memory=16 << 30, free=8 << 30)


def test_this_computer_is_seen():
    here = machine()

    assert here.cores >= 1
    assert 0 < here.free <= here.memory


@pytest.mark.parametrize(
    ("machine", "how", "expected"),
    [
        (EIGHT, {}, 7),
        (EIGHT, {"beside": True}, 4),
        (EIGHT, {"chosen": 3, "beside": True}, 3),
        (EIGHT, {"chosen": 64}, 8),
        (Machine(8, 1, 1, on_battery=True), {}, 4),
        (Machine(8, 1, 1, hot=True), {}, 4),
        (Machine(1, 1, 1), {"beside": True}, 1),
        (Machine(2, 1, 1), {}, 1),
    ],
)
def test_a_core_is_left_to_the_user_and_more_where_it_costs(machine, how, expected):
    assert threads(machine, **how) == expected
