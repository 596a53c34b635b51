"""Off, nothing goes out, and what is under way is cut."""

from __future__ import annotations

import threading

import pytest

from assistant.cloud import failures
from assistant.cloud.switch import Switch
from memory.errors import Problem
from tests.assistant.cloud.speaking import (
    refused,
    speak,
    waiting,
)

pytestmark = pytest.mark.enable_socket


def test_switched_off_nothing_is_sent(server, provider, connect, switch, book):
    switch.turn(on=False)

    assert refused(provider, connect(provider)) == failures.OFF
    assert (server.connections, book.bodies) == (0, [])


def test_the_switch_cuts_an_answer_that_is_waited_for(server, provider, connect, switch):
    server.turns.append(waiting)
    line = connect(provider)

    def turn_off():
        while not line.heard:
            pass
        switch.turn(on=False)

    other = threading.Thread(target=turn_off)
    with switch.running(line, "test"):
        other.start()
        said = refused(provider, line)
    other.join()

    assert said == str(failures.cut())
    assert not server.gave_up


def test_the_switch_of_another_program_cuts_with_the_next_piece(server, provider, connect, store):
    begun = threading.Event()

    def turn(answering):
        answering.start()
        whole = answering.events(answering.server.pieces)
        answering.part(whole[:-200])
        begun.wait(5)
        answering.part(whole[-200:])
        answering.part(b"")

    server.turns.append(turn)
    speaking = speak(provider, connect(provider))
    while not next(speaking):
        pass
    Switch(store).turn(on=False)
    begun.set()
    with pytest.raises(Problem, match="switched off"):
        list(speaking)


class Running:
    def __init__(self):
        self.why = None

    def cut(self, why):
        self.why = why


def test_what_another_provider_answers_goes_on(switch):
    one, other = Running(), Running()
    with switch.running(one, "one"), switch.running(other, "other"):
        switch.cut(failures.stopped(), "one")
        assert (str(one.why), other.why) == ("It was stopped.", None)
        switch.cut(failures.stopped())
        assert str(other.why) == "It was stopped."


def test_what_begins_when_it_is_off_does_not_begin(switch):
    switch.turn(on=False)
    with pytest.raises(Problem, match="switched off"), switch.running(Running(), "one"):
        pass
