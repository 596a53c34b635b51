"""`famulus cloud` and `famulus ask --cloud`: nothing leaves but what was shown and said yes to."""

from __future__ import annotations

import io
import json
import sys

import keyring
import pytest

from tests.assistant.cloud.provider_server import provider_server
from tests.assistant.hub import certified
from tests.memory.test_keys import Keyring

pytestmark = pytest.mark.enable_socket

KEY = "sk-very-secret-1234567890"
QUESTION = "How much is the rent?"


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def proved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("authority")
    secured, _ = certified(folder)
    with provider_server(secured) as server:
        yield server, folder / "hub.pem"


@pytest.fixture
def server(proved):
    return proved[0]


@pytest.fixture
def types(monkeypatch):
    """Return what puts words on the input: of a person at a terminal, or of a program."""

    def types(words, *, person=False):
        monkeypatch.setattr(sys, "stdin", (Terminal if person else io.StringIO)(words))

    types("")
    return types


@pytest.fixture
def ring(monkeypatch):
    ring = Keyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    return ring


@pytest.fixture
def house(filled, proved, ring, types):
    """Set a provider up, and switch the cloud on."""
    server, certificate = proved
    types(f"{KEY}\n")
    code, out, err = filled(
        "cloud", "add", "house", "--address", f"{server.url}/v1/", "--model", "tiny",
        "--certificate", certificate,
    )  # fmt: skip
    assert code == 0, err
    assert "Nothing was sent" in out
    assert filled("cloud", "on")[0] == 0
    types("")
    return filled


def test_it_is_off_and_empty_at_first(famulus):
    code, out, _ = famulus("cloud")

    assert code == 0
    assert "The cloud is off." in out
    assert "0 requests, 0 bytes" in out
    code, _, err = famulus("cloud", "on")
    assert (code, "No cloud model is set up" in err) == (1, True)


def test_a_provider_is_set_up_listed_and_removed(house, server):
    code, out, _ = house("cloud", "--json")

    told = json.loads(out)
    assert (code, told["on"], told["requests"]) == (0, True, 0)
    (one,) = told["providers"]
    assert (one["name"], one["key"], one["mine"]) == ("house", True, False)
    assert KEY not in out
    assert house("cloud", "remove", "house")[0] == 0
    assert json.loads(house("cloud", "--json")[1])["providers"] == []
    assert server.connections == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add", "x"), "Which model"),
        (("add", "x", "--model", "m"), "needs a key"),
        (("add",), "Which provider"),
        (("try", "x"), "switched off"),
        (("key", "x"), "No provider"),
        (("add", "x", "--model", "m", "--mine", "--address", "nowhere"), "no address"),
        (("add", "x", "--model", "m", "--mine", "--certificate", "/nowhere"), "cannot be read"),
    ],
)
def test_what_is_missing_is_said(famulus, types, words, says):
    code, _, err = famulus("cloud", *words)

    assert (code, says in err) == (1, True), err


def test_a_key_is_never_an_argument(famulus):
    assert famulus("cloud", "key", "house", "--key", KEY)[0] == 2


def test_without_a_keyring_no_key_is_kept(famulus, types):
    types(f"{KEY}\n")
    code, _, err = famulus("cloud", "add", "x", "--model", "m")

    assert (code, "keyring" in err, KEY in err) == (1, True, False)
    assert json.loads(famulus("cloud", "--json")[1])["providers"] == []


def test_trying_a_provider(house, server):
    code, out, err = house("cloud", "try", "house")

    assert (code, "Tea at noon." in out) == (0, True), err
    assert len(server.asked) == 1
    assert "1 requests" in house("cloud")[1]
    house("cloud", "off")
    assert "switched off" in house("cloud", "try", "house")[2]
    assert len(server.asked) == 1


def test_the_very_words_are_shown_and_after_a_yes_they_leave(house, server, types):
    server.pieces = ["The rent is 850 pounds ", "a month [1]."]
    types("y\n", person=True)
    code, out, err = house("ask", QUESTION, "--cloud", "house")

    assert code == 0, err
    (came,) = server.asked
    for message in json.loads(came.body)["messages"]:
        for part in message["content"].split("\n\n"):
            assert part.splitlines()[0] in out
    assert "Ada" not in came.body.decode()
    assert "850 pounds a month" in out
    assert "[1] Rent" in out


@pytest.mark.parametrize("answer", ["n\n", "\n", "no\n", "maybe\n"])
def test_without_a_yes_nothing_leaves(house, server, types, answer):
    types(answer, person=True)
    code, _, err = house("ask", QUESTION, "--cloud", "house")

    assert (code, "Nothing leaves" in err) == (0, True)
    assert server.connections == 0


def test_with_nobody_there_nothing_leaves(house, server):
    code, _, err = house("ask", QUESTION, "--cloud", "house")

    assert (code, "Nobody is here" in err) == (1, True)
    assert server.connections == 0


def test_a_program_is_told_what_would_leave_and_sends_it_by_its_digest(house, server):
    code, out, _ = house("ask", QUESTION, "--cloud", "house", "--json")
    told = json.loads(out)

    assert (code, told["blocked"], server.connections) == (0, False, 0)
    code, _, err = house("ask", QUESTION, "--cloud", "house", "--json", "--send", "0" * 64)
    assert (code, "not what has this digest" in err, server.connections) == (1, True, 0)
    server.pieces = ["The rent is 850 pounds a month [1]."]
    code, out, err = house("ask", QUESTION, "--cloud", "house", "--json", "--send", told["digest"])
    assert code == 0, err
    answer = json.loads(out)
    assert answer["made_by"] == "tiny (house)"
    assert (answer["supported"], answer["sentences"], answer["found"]) == (1, 1, True)
    assert answer["citations"][0]["title"] == "Rent"
    assert len(server.asked) == 1
    sent = [m["content"] for m in json.loads(server.asked[0].body)["messages"]]
    assert "\n\n".join(sent) == "\n\n".join(part["text"] for part in told["outgoing"])


def test_alone_nothing_of_the_memory_goes_along(house, server):
    out = house("ask", QUESTION, "--cloud", "house", "--alone", "--json")[1]

    assert json.loads(out)["outgoing"] == [{"role": "user", "text": QUESTION}]


def test_what_the_passages_do_not_hold_is_marked(house, server, types):
    server.pieces = ["The rent is 900 pounds [1]. Ada lives on the moon [7]."]
    types("y\n", person=True)
    out = house("ask", QUESTION, "--cloud", "house")[1]

    assert "not supported" in out
