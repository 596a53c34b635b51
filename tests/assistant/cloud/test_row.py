"""The ledger has each request before it is sent, and what came back."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.cloud.provider import Form
from memory import ledger
from memory.errors import Problem
from memory.ledger import check, counted, disclosures
from memory.progress import finish
from tests.assistant.cloud.speaking import (
    KEY,
    ended,
)

ROOT = Path(__file__).parents[3]

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


ASKS_ON = """
import sys
from itertools import count
from pathlib import Path
from assistant import Assistant
from assistant.cloud.model import recipient
from assistant.privacy.gate import Part, Task
from memory.progress import finish
with Assistant.open(Path(sys.argv[1])) as famulus:
    model = famulus.cloud.model("test")
    for n in count(famulus.cloud.counted()[0]):
        task = Task((Part("user", f"Say number {n}."),), "chat", recipient(model.provider))
        cleared = famulus.gate.cleared(finish(famulus.gate.proposed(task)))
        print(n, flush=True)
        finish(model.complete(cleared))
"""


@pytest.mark.parametrize("form", [Form.OPENAI], indirect=True)
def test_killed_at_any_time_the_ledger_has_every_byte_that_arrived(
    server, provider, tmp_path, monkeypatch
):
    monkeypatch.setenv("FAMULUS_PASSPHRASE", "a day")
    home, chance = tmp_path / "home", random.Random(5)
    with Assistant.open(home) as famulus:
        famulus.cloud.set_up(replace(provider, mine=True))
        famulus.cloud.turn(on=True)
    for _ in range(4):
        asking = subprocess.Popen(
            [sys.executable, "-c", ASKS_ON, str(home)], stdout=subprocess.PIPE, cwd=ROOT
        )
        assert asking.stdout is not None
        for _ in range(chance.randint(2, 12)):
            asking.stdout.readline()
        time.sleep(chance.random() / 20)
        asking.kill()
        asking.wait()
        asking.stdout.close()
    with Assistant.open(home) as famulus:
        rows = famulus.leaving.all()
        assert famulus.leaving.check() is None
    came = [one.body for one in server.asked]
    assert len(came) > 8
    written = {row.body for row in rows if row.body is not None}
    cut = [body for body in came if body not in written]  # killed between its head and its end
    assert all(any(row.startswith(body) for row in written) for body in cut)
    assert len(cut) <= 4
    assert len(set(came)) == len(came)
