"""Who waits for the user goes first, step by step; each can be stopped, also before it began."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.engine.worker.context import Brake
from assistant.engine.worker.main import CHAT, WORK, Desk
from tests.assistant.engine.worker.asking import asked


class Heard:
    """The parent's end, which notes what is said."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []

    def send(self, line: dict[str, Any], data: bytes = b"") -> None:
        self.lines.append(line)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def desk(engine, heard) -> Desk:
    return Desk(engine, heard, Brake())


def request(number: int, lane: str, most: int = 3) -> dict[str, Any]:
    return asked("write", "Count to a hundred.", most) | {"id": number, "lane": lane}


def test_a_chat_goes_before_work_that_has_begun(desk, heard):
    desk.take(request(1, WORK))
    desk.step()
    desk.take(request(2, CHAT))
    while desk.busy:
        desk.step()

    numbers = [line["id"] for line in heard.lines]
    assert numbers[0] == 1
    assert set(numbers[1 : numbers.index(1, 1)]) == {2}
    assert numbers[-1] == 1
    assert [line["id"] for line in heard.lines if "end" in line] == [2, 1]


def test_what_is_stopped_before_it_began_does_nothing(desk, heard):
    desk.stop({"id": 1})
    desk.take(request(1, CHAT))
    desk.step()

    assert heard.lines == [{"end": True, "stopped": True, "id": 1}]
    assert not desk.busy


def test_what_is_stopped_on_the_way_ends_and_the_next_goes_on(desk, heard):
    desk.take(request(1, CHAT, 100))
    for _ in range(3):
        desk.step()
    desk.stop({"id": 1})
    desk.step()
    desk.take(request(2, CHAT))
    while desk.busy:
        desk.step()

    ends = [line for line in heard.lines if "end" in line]
    assert [line.get("stopped", False) for line in ends] == [True, False]


def test_what_cannot_be_is_said_and_ends_only_itself(desk, heard):
    desk.take(request(1, CHAT) | {"schema": "tea"})
    desk.take(request(2, CHAT) | {"adapters": [["/none.gguf", 1.0]]})
    desk.take(request(3, CHAT))
    while desk.busy:
        desk.step()

    said = {line["id"]: line.get("problem", "") for line in heard.lines}
    assert said == {1: "not understood", 2: "adapter", 3: ""}


def test_what_a_context_holds_is_given_taken_and_forgotten(engine):
    list(engine.talk(request(1, CHAT)))
    (kept,) = engine.talk({"op": "state", "lane": CHAT})
    (told,) = engine.talk({"op": "forget", "lane": CHAT})
    (resumed,) = engine.talk({"op": "resume", "lane": CHAT, "data": kept["data"]})

    assert len(kept["data"]) > 1000
    assert told == {"end": True}
    assert resumed["resumed"] is True
    assert list(engine.talk({"op": "count", "text": "tea"})) == [{"end": True, "tokens": 2}]
