"""Long work is a generator that any caller can finish or stop."""

from __future__ import annotations

from memory.progress import Progress, finish, once


def counting():
    yield Progress(1, 2)
    yield Progress(2, 2)
    return "counted"


def test_finishing_returns_the_result():
    assert finish(counting()) == "counted"


def test_a_short_deed_is_work_without_steps_and_is_done_when_it_is_driven():
    done: list[int] = []
    work = once(lambda: done.append(1))

    assert done == []
    finish(work)
    assert done == [1]


def test_finishing_a_short_deed_returns_what_it_returns():
    assert finish(once(lambda: 42)) == 42
