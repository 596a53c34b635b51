from __future__ import annotations

import pytest

from ui.desktop.deeds import Deed, Driver, TooLate, Until, pause


@pytest.fixture
def driver(qapp) -> Driver:
    return Driver()


def waits(for_: str, seconds: float = 5) -> Deed[str]:
    try:
        return str((yield Until(lambda event: event.startswith(for_), seconds)))
    except TooLate:
        return "too late"


def test_it_goes_on_with_the_event_that_fits(driver):
    told: list[str] = []
    driver.start(waits("b"), told.append)
    driver.hear("a1")
    assert told == []
    driver.hear("b2")
    assert told == ["b2"]
    assert not driver.is_busy


def test_it_is_told_when_nothing_came(driver, qtbot):
    told: list[str] = []
    driver.start(waits("b", 0.01), told.append)
    qtbot.waitUntil(lambda: told == ["too late"])


def test_one_comes_after_the_other(driver):
    told: list[str] = []
    driver.start(waits("a"), told.append)
    driver.start(waits("b"), told.append)
    driver.hear("b1")
    driver.hear("a1")
    driver.hear("b2")
    assert told == ["a1", "b2"]


def test_who_is_told_may_start_the_next(driver):
    told: list[str] = []
    driver.start(waits("a"), lambda _news: driver.start(waits("b"), told.append))
    driver.hear("a")
    driver.hear("b")
    assert told == ["b"]


def test_an_end_lets_it_put_things_back_and_begins_nothing(driver):
    done: list[str] = []

    def holding() -> Deed[None]:
        try:
            yield Until(lambda _event: True, 5)
        finally:
            done.append("put back")

    driver.start(holding(), done.append)
    driver.start(waits("b"), done.append)
    driver.end()
    driver.hear("b")
    assert done == ["put back"]


def test_a_mistake_is_not_hidden_and_the_next_goes_on(driver):
    def wrong() -> Deed[None]:
        yield Until(lambda _event: True, 5)
        raise KeyError("a mistake")

    told: list[str] = []
    driver.start(wrong(), told.append)
    driver.start(waits("b"), told.append)
    with pytest.raises(KeyError):
        driver.hear("x")
    driver.hear("b")
    assert told == ["b"]


def test_a_pause_ends(driver, qtbot):
    told: list[None] = []
    driver.start(pause(0.01), told.append)
    driver.hear("whatever")
    assert told == []
    qtbot.waitUntil(lambda: told == [None])
