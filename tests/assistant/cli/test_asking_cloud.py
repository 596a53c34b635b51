"""`famulus ask --cloud`: nothing leaves but what was shown and said yes to."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.enable_socket

QUESTION = "How much is the rent?"


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
