"""The whole way: a task through the gate, the ledger, a real server, and back, restored."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.agent.answer import Resources
from assistant.cloud import failures
from assistant.cloud.cloud import Cloud
from assistant.cloud.provider import Form
from memory.errors import Problem
from memory.ledger import disclosures
from memory.progress import TextDelta, finish
from tests.assistant.cloud.speaking import (
    KEY,
    ended,
    said,
    waiting,
)

pytestmark = pytest.mark.enable_socket

ROOT = Path(__file__).parents[3]


# The switch and the key


def test_off_until_it_is_switched_on(server, store, gate, retriever, embedder, provider, ring):
    cloud = Cloud(store, lambda: gate, lambda: Resources(retriever, embedder))
    with pytest.raises(Problem, match="No cloud model is set up"):
        cloud.turn(on=True)
    cloud.set_up(provider, KEY)

    assert not cloud.on
    with pytest.raises(Problem, match="switched off"):
        cloud.model("test")
    assert (server.connections, cloud.counted()) == (0, (0, 0))


@pytest.mark.parametrize("deed", ["off", "drop", "remove", "stop"])
def test_a_running_answer_is_cut_at_once(server, cloud, clear, store, deed):
    server.turns.append(waiting)
    begun = threading.Event()
    deeds = {
        "off": lambda: cloud.turn(on=False),
        "drop": lambda: cloud.drop_key("test"),
        "remove": lambda: cloud.remove("test"),
        "stop": cloud.stop,
    }
    work = cloud.model("test").complete(clear())
    while not isinstance(next(work), TextDelta):
        pass

    def cut():
        begun.wait(5)
        deeds[deed]()

    other = threading.Thread(target=cut)
    other.start()
    begun.set()
    told = ended(work)  # it waits for more, until it is cut
    other.join()

    assert not server.gave_up
    says = {"off": str(failures.cut()), "stop": "It was stopped."}
    assert told == says.get(deed, "test has no key.")
    (row,) = disclosures(store)
    assert (row.state, row.failure) == ("failed", told)
    assert cloud.on is (deed != "off")


def test_switched_off_between_the_look_and_the_yes_nothing_is_sent(server, cloud, clear, store):
    model, prompt = cloud.model("test"), clear()
    cloud.turn(on=False)

    assert "switched off" in ended(model.complete(prompt))
    assert (server.connections, disclosures(store)) == (0, [])


def test_without_its_key_a_provider_is_not_asked(server, cloud, clear):
    cloud.drop_key("test")

    assert ended(cloud.model("test").complete(clear())) == "test has no key."
    assert ended(cloud.asking("When is tea?", "test")) == "test has no key."
    assert ended(cloud.trial("test")) == "test has no key."
    assert server.connections == 0
    assert not cloud.has_key("test")


@pytest.mark.parametrize("form", [Form.OPENAI], indirect=True)
def test_a_server_of_ones_own_needs_no_key(server, cloud, clear, provider):
    mine = replace(provider, name="house", mine=True)
    cloud.set_up(mine)
    finish(cloud.model("house").complete(clear(to=mine)))

    assert "Authorization" not in {name.title() for name in server.asked[0].headers}


def test_trying_sends_one_sentence_through_the_gate(server, cloud, store):
    reply = cloud.tried("test")

    assert reply.text == "Tea at noon."
    assert said(server) == "Reply with the word yes."
    assert disclosures(store)[0].purpose == "trial"


def test_what_it_is_about_to_cost_is_known_before(cloud, provider):
    assert cloud.estimate(finish(cloud.trial("test"))) is None
    cloud.set_up(replace(provider, price=(1_000_000, 0)))

    assert cloud.estimate(finish(cloud.trial("test"))) == 6


def test_a_certificate_that_is_none_is_said_when_it_is_set_up(cloud, provider):
    with pytest.raises(Problem, match="certificate"):
        cloud.set_up(replace(provider, certificate="tea"))


def test_to_look_whom_one_may_ask_loads_none_of_the_clients(tmp_path):
    code = f"""
import sys
from pathlib import Path
from assistant import Assistant
with Assistant.open(Path({str(tmp_path)!r}) / "home", passphrase="x") as famulus:
    assert (famulus.cloud.on, famulus.cloud.providers()) == (False, [])
    assert famulus.cloud.counted() == (0, 0)
    print(*{{"openai", "anthropic", "llm", "httpx2"}} & set(sys.modules), "none")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=120
    )

    assert done.stdout.split() == ["none"], done.stderr
