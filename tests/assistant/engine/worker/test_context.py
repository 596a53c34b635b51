"""What was read is held, gone on from, and stopped within a batch."""

from __future__ import annotations

import pytest

from assistant.engine.worker.context import Brake, Context, Stopped
from assistant.engine.worker.weights import CannotLoad
from tests.assistant.engine.worker.asking import alike, read


def test_what_is_held_already_is_not_read_again(context, weights):
    start = weights.tokens("tea rain lease kiln bread " * 40)
    one = read(context, [*start, *weights.tokens("and milk")])
    counts = list(context.read([*start, *weights.tokens("and milk")]))
    again = context.likely().copy()

    assert counts[0] == len(context.held) - 1
    assert alike(one, again)
    assert next(iter(context.read([*start, *weights.tokens("and sugar")]))) >= len(start)


def test_it_goes_on_from_what_another_context_has_read(context, weights):
    tokens = weights.tokens("tea rain lease kiln bread " * 40)
    wanted = read(context, tokens)
    state = context.state()
    other = Context(weights, 1024, Brake())
    other.use(2, {})

    assert other.resume(state)
    assert list(other.read(tokens))[:1] == [len(tokens) - 1]
    assert alike(other.likely(), wanted)
    other.close()


def test_a_state_that_is_no_state_leaves_nothing(context, weights):
    read(context, weights.tokens("tea rain"))
    state = context.state()

    assert not context.resume(state[:-4000] + bytes(3000))
    assert context.held == []
    assert read(context, weights.tokens("tea rain")).any()


def test_a_brake_stops_within_a_batch_and_the_context_can_go_on(weights):
    brake = Brake()
    context = Context(weights, 1024, brake)
    context.use(2, {})
    tokens = weights.tokens("tea rain lease kiln bread " * 100)
    wanted = read(context, tokens[:40])
    brake.pull()

    with pytest.raises(Stopped):
        read(context, tokens)
    brake.release()
    assert alike(read(context, tokens[:40]), wanted)
    context.close()


def test_more_than_there_is_room_for_is_said(context, weights):
    with pytest.raises(CannotLoad, match="no memory"):
        read(context, weights.tokens("tea rain lease kiln bread " * 600))
