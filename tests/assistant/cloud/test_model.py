"""Through the gate, the ledger and a real server, and back, restored."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from assistant.cloud.cloud import Cloud
from assistant.cloud.model import CloudModel, Heard, pieces
from assistant.cloud.switch import Switch
from assistant.cloud.transport import Line
from assistant.privacy.gate import ClearedPrompt
from memory.errors import Problem
from memory.ledger import check, disclosures
from memory.progress import Progress, TextDelta, finish
from memory.types import Message
from tests.assistant.cloud.speaking import (
    KEY,
    Book,
    all_of,
    ended,
    part_of_it,
    said,
    speak,
    waiting,
)

pytestmark = pytest.mark.enable_socket


# The way out and back


def test_what_is_private_stays_and_comes_back_restored(server, cloud, clear, store):
    prompt = clear()
    server.pieces = ["I wrote ", "to [PERS", "ON_1] at [EMA", "IL_1]."]
    steps, reply = all_of(cloud.model("test").complete(prompt))

    assert not any(word in said(server) for word in ("Byron", "ada.byron", "DE8937"))
    assert reply.text == "".join(one.text for one in steps if isinstance(one, TextDelta))
    assert "ada.byron@example.org" in reply.text
    assert isinstance(steps[0], Progress)
    assert reply.made_by == "tiny (test)"


def test_five_hundred_cuts_of_a_stream_in_each_form_are_restored_exactly(
    server, cloud, clear, store, provider
):
    """The words of an answer are cut anywhere, and so are the bytes that carry them."""
    prompt = clear("Ask Ada Byron (ada.byron@example.org), +49 30 901820 and 192.0.2.7 for tea.")
    written = {one: prompt.restore(one) for one in placeholders(prompt)}
    assert len(written) >= 3
    whole = "".join(f"Dear {one}, é – “{one}” and {one}'s: ☕ " for one in written)
    expected = whole
    for placeholder, value in written.items():
        expected = expected.replace(placeholder, value)
    chance, switch = random.Random(7), Switch(store)
    for _ in range(500):
        server.pieces = cut_words(whole, chance)
        line, heard = Line(provider, KEY, {"Hi"}, Book(), switch), Heard(prompt.restoring())
        speaking = speak(provider, line, [Message("user", "Hi")])
        told = "".join(one.text for one in pieces(speaking, heard))
        line.close()
        assert told == heard.text == expected


def cut_words(text, chance):
    cuts = sorted(chance.sample(range(1, len(text)), chance.randint(1, 40)))
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def placeholders(prompt):
    return sorted({one.placeholder for one in prompt.hidden if one.placeholder})


def test_what_was_cleared_for_one_provider_goes_to_no_other(server, cloud, clear, provider):
    for to in (
        replace(provider, name="other"),
        replace(provider, model="other"),
        replace(provider, mine=True),
        replace(provider, mine=True, unrewritten=True),
    ):
        assert "somebody else" in ended(cloud.model("test").complete(clear(to=to)))
    assert server.connections == 0


def test_what_was_cleared_is_sent_once(server, cloud, clear):
    prompt = clear()
    finish(cloud.model("test").complete(prompt))
    with pytest.raises(Problem):
        finish(cloud.model("test").complete(prompt))

    assert len(server.asked) == 1


def test_a_text_that_nobody_cleared_cannot_be_sent(cloud: Cloud) -> None:
    model: CloudModel = cloud.model("test")
    with pytest.raises(TypeError):
        model.complete("text")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        ClearedPrompt()


# Failures


@pytest.mark.parametrize(
    ("turn", "says"),
    [
        (lambda it: it.refuse(401, b"bad key"), "does not accept this key"),
        (lambda it: it.refuse(429, b"slowly"), "too often"),
        (lambda it: it.refuse(500, b"oh no"), "cannot answer just now"),
        (part_of_it, "broke off"),
        (lambda it: it.break_off(), "broke off"),
        (lambda it: it.stream([" "]), "form"),
    ],
)
def test_a_failure_is_told_and_the_ledger_says_so(server, cloud, clear, store, turn, says):
    server.turns.append(turn)
    told = ended(cloud.model("test").complete(clear()))

    assert says in told
    (row,) = disclosures(store)
    assert (row.state, row.failure) == ("failed", told)
    assert row.body == server.asked[0].body
    assert len(server.asked) == 1
    assert check(store) is None


def test_who_stops_it_closes_the_connection_and_the_ledger_says_so(server, cloud, clear, store):
    server.turns.append(waiting)
    work = cloud.model("test").complete(clear())
    while not isinstance(next(work), TextDelta):
        pass
    work.close()

    (row,) = disclosures(store)
    assert (row.state, row.failure) == ("failed", "It was stopped.")
    assert row.answer
