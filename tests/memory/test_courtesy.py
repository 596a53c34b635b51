"""Work that can wait lets questions go first."""

from __future__ import annotations

import threading
import time

import pytest

from memory import courtesy
from memory.courtesy import Courtesy
from memory.search import Retriever
from tests.fakes import a_note, put


def waited(one: Courtesy) -> float:
    began = time.monotonic()
    one.give_way()
    return time.monotonic() - began


@pytest.fixture
def patient(monkeypatch):
    monkeypatch.setattr(courtesy, "AT_MOST", 30.0)


def test_where_nobody_asks_nothing_waits(patient):
    one = Courtesy()
    with one.asking():
        pass

    assert waited(one) < 5


def test_work_waits_until_the_question_is_answered(patient):
    one, asked, answered = Courtesy(), threading.Event(), []

    def question() -> None:
        with one.asking():
            asked.set()
            time.sleep(0.1)
            answered.append(1)

    thread = threading.Thread(target=question)
    thread.start()
    asked.wait()
    one.give_way()
    assert answered == [1]
    thread.join()


def test_a_question_within_a_question_does_not_end_it(monkeypatch):
    monkeypatch.setattr(courtesy, "AT_MOST", 0.05)
    one = Courtesy()
    with one.asking():
        with one.asking():
            pass
        assert waited(one) >= 0.04


def test_a_question_that_fails_is_over(patient):
    one = Courtesy()
    with pytest.raises(ZeroDivisionError), one.asking():
        raise ZeroDivisionError

    assert waited(one) < 5


def test_it_does_not_wait_for_ever(monkeypatch):
    monkeypatch.setattr(courtesy, "AT_MOST", 0.05)
    one = Courtesy()
    with one.asking():
        assert waited(one) < 5


def test_a_search_goes_before_a_reading(store, index, embedder, monkeypatch):
    """Each chunk that is put asks whether somebody waits, and each search says that it does."""
    asking, puts = [], []
    monkeypatch.setattr(store.courtesy, "give_way", lambda: puts.append(1))

    def nearest(*_):
        asking.append(not store.courtesy._nobody.is_set())
        return []

    monkeypatch.setattr(index, "nearest", nearest)
    put(store, a_note("Tea."), a_note("Rain.", locator="2"))
    Retriever(store, index, embedder).search("tea")

    assert len(puts) == 2
    assert asking == [True]
    assert store.courtesy._nobody.is_set()
