"""The ledger has each request before it is sent, and what came back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from memory import ledger
from memory.errors import Problem
from memory.ledger import check, counted, disclosures
from memory.progress import finish
from tests.assistant.cloud.speaking import (
    KEY,
    ended,
)

pytestmark = pytest.mark.enable_socket


def test_what_a_provider_says_of_its_failure_is_in_the_ledger_alone(server, cloud, clear, store):
    server.turns.append(lambda it: it.refuse(500, b"a long story"))
    told = ended(cloud.model("test").complete(clear()))

    assert "story" not in told
    assert disclosures(store)[0].answer == b"a long story"


def test_a_ledger_that_cannot_be_written_blocks(server, cloud, clear, store, monkeypatch):
    def full(*_):
        raise Problem("The disk is full.", remedy="Make space.")

    monkeypatch.setattr(ledger, "sent", full)
    assert ended(cloud.model("test").complete(clear())) == "The disk is full."
    assert server.connections == 0
    assert disclosures(store) == []


def test_the_ledger_has_what_arrived_and_what_came_back(server, cloud, clear, store):
    priced = replace(cloud.provider("test"), price=(1_000_000, 2_000_000))
    cloud.set_up(priced)
    reply = finish(cloud.model("test").complete(clear()))

    (row,) = disclosures(store)
    (came,) = server.asked
    assert row.body == came.body
    assert (row.state, row.provider, row.model, row.purpose) == ("answered", "test", "tiny", "chat")
    assert row.cost == {"asked": 12, "answered": 7, "cost": 26.0}
    assert (reply.disclosure, reply.cost) == (row.id, 26.0)
    assert row.body is not None
    assert row.answer is not None
    assert row.answer.decode().count("data: ") > 2
    assert row.hidden
    assert check(store) is None
    assert cloud.counted() == counted(store) == (1, len(came.body))
    assert KEY not in repr(row)
    assert KEY.encode() not in row.body + row.answer
