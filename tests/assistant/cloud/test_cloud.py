"""The whole way: a task through the gate, the ledger, a real server, and back, restored."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import keyring
import pytest

from assistant.agent.answer import Resources
from assistant.cloud import failures
from assistant.cloud.cloud import Cloud, recipient
from assistant.cloud.model import CloudModel, Heard, pieces
from assistant.cloud.provider import Form
from assistant.cloud.switch import Switch
from assistant.cloud.transport import Line
from assistant.privacy.gate import ClearedPrompt, Part, PrivacyGate, Task
from assistant.privacy.privacy import Privacy
from memory import ledger
from memory.errors import Problem
from memory.ledger import check, counted, disclosures
from memory.progress import Progress, TextDelta, finish
from memory.types import Message
from tests.assistant.cloud.test_transport import Book, part_of_it, speak, waiting
from tests.memory.test_keys import Keyring

pytestmark = pytest.mark.enable_socket

KEY = "sk-very-secret-1234567890"
ROOT = Path(__file__).parents[3]
TEXT = "Write to Ada Byron at ada.byron@example.org about the account DE89370400440532013000."


@pytest.fixture
def ring(monkeypatch):
    ring = Keyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    return ring


@pytest.fixture
def privacy(store):
    return Privacy(store, lambda: "")


@pytest.fixture
def gate(store, privacy):
    return PrivacyGate(store, privacy)


@pytest.fixture
def cloud(store, gate, retriever, embedder, provider, ring):
    cloud = Cloud(store, lambda: gate, lambda: Resources(retriever, embedder))
    cloud.set_up(provider, KEY)
    cloud.turn(on=True)
    return cloud


@pytest.fixture
def clear(gate, provider):
    """Return what has a text cleared for the provider."""

    def clear(text=TEXT, to=provider, **more):
        task = Task((Part("user", text),), "chat", recipient(to), **more)
        return gate.cleared(finish(gate.proposed(task)))

    return clear


def refused(work):
    with pytest.raises(Problem) as caught:
        finish(work)
    assert caught.value.remedy
    return str(caught.value)


def all_of(work):
    """Return the steps of the work, and its result."""
    steps = []
    while True:
        try:
            steps.append(next(work))
        except StopIteration as stop:
            return steps, stop.value


def said(server):
    """Return the words of the one request that came."""
    (came,) = server.asked
    return json.loads(came.body)["messages"][-1]["content"]


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
    prompt = clear(to=replace(provider, name="other"))

    assert "another provider" in refused(cloud.model("test").complete(prompt))
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
    told = refused(cloud.model("test").complete(clear()))

    assert says in told
    (row,) = disclosures(store)
    assert (row.state, row.failure) == ("failed", told)
    assert row.body == server.asked[0].body
    assert len(server.asked) == 1
    assert check(store) is None


def test_what_a_provider_says_of_its_failure_is_in_the_ledger_alone(server, cloud, clear, store):
    server.turns.append(lambda it: it.refuse(500, b"a long story"))
    told = refused(cloud.model("test").complete(clear()))

    assert "story" not in told
    assert disclosures(store)[0].answer == b"a long story"


def test_a_ledger_that_cannot_be_written_blocks(server, cloud, clear, store, monkeypatch):
    def full(*_):
        raise Problem("The disk is full.", remedy="Make space.")

    monkeypatch.setattr(ledger, "sent", full)
    assert refused(cloud.model("test").complete(clear())) == "The disk is full."
    assert server.connections == 0
    assert disclosures(store) == []


def test_who_stops_it_closes_the_connection_and_the_ledger_says_so(server, cloud, clear, store):
    server.turns.append(waiting)
    work = cloud.model("test").complete(clear())
    while not isinstance(next(work), TextDelta):
        pass
    work.close()

    (row,) = disclosures(store)
    assert (row.state, row.failure) == ("failed", "It was stopped.")
    assert row.answer


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
    told = refused(work)  # it waits for more, until it is cut
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

    assert "switched off" in refused(model.complete(prompt))
    assert (server.connections, disclosures(store)) == (0, [])


def test_without_its_key_a_provider_is_not_asked(server, cloud, clear):
    cloud.drop_key("test")

    with pytest.raises(Problem, match="has no key"):
        cloud.model("test")
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
