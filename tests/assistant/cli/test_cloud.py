"""`famulus cloud`: set up without a word leaving, with a key that is never an argument."""

from __future__ import annotations

import json

import pytest

from tests.assistant.cloud.speaking import KEY

pytestmark = pytest.mark.enable_socket


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
