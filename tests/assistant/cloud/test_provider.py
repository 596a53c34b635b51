"""What is a provider, and what is none."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from assistant.cloud.provider import Form, Provider, is_near
from memory.errors import Problem
from tests.assistant.cloud.speaking import OPENAI


@pytest.mark.parametrize(
    ("address", "mine", "may"),
    [
        ("https://api.example.org/v1", False, True),
        ("https://192.168.1.4:8000/v1", False, True),
        ("http://192.168.1.4:8000/v1", True, True),
        ("http://127.0.0.1:11434/v1", True, True),
        ("http://[::1]:11434/v1", True, True),
        ("http://[fd00::1]/v1", True, True),
        ("http://house.local:8000/v1", True, True),
        ("http://127.0.0.1:11434/v1", False, False),
        ("http://93.184.216.34/v1", True, False),
        ("http://0.0.0.0/v1", True, False),
        ("http://house.local/v1", False, False),
        ("ftp://example.org", True, False),
        ("https://", False, False),
        ("https://a:b@example.org", False, False),
        ("https://example.org/?q=1", False, False),
        ("https://example.org/#a", False, False),
        ("https://example.org:99999", False, False),
        ("https://exämple.org", False, False),
        ("https://example.org\n", False, False),
        ("https://[", False, False),
        ("", False, False),
    ],
)
def test_which_addresses_may_be_a_providers(address, mine, may):
    with nullcontext() if may else pytest.raises(Problem) as caught:
        Provider("test", Form.OPENAI, address, "tiny", mine=mine)

    assert caught is None or caught.value.remedy


@pytest.mark.parametrize("name", ["", "a b", "-a", "a" * 41, "é", "a\n"])
def test_what_is_no_name_is_said(name):
    with pytest.raises(Problem, match="name"):
        Provider(name, Form.OPENAI, "https://example.org", "tiny")


@pytest.mark.parametrize("model", ["", "a b", "../x", "a\n", "x" * 201])
def test_what_is_no_model_is_said(model):
    with pytest.raises(Problem, match="no name of a model"):
        Provider("test", Form.OPENAI, "https://example.org", model)


def test_unrewritten_words_go_to_ones_own_server_alone():
    with pytest.raises(Problem, match="your own server"):
        Provider("test", Form.OPENAI, "https://example.org", "tiny", unrewritten=True)


@pytest.mark.parametrize(
    ("host", "near"),
    [("10.0.0.1", True), ("::ffff:192.168.1.1", True), ("::ffff:8.8.8.8", False),
     ("8.8.8.8", False), ("255.255.255.255", False), ("fe80::1", True), ("::", False)],
)  # fmt: skip
def test_what_lies_near(host, near):
    assert is_near(host) is near


def test_what_it_costs():
    priced = Provider("test", Form.OPENAI, "https://example.org", "tiny", price=(3, 15))

    assert priced.cost(1000, 200) == pytest.approx(0.006)
    assert OPENAI.cost(1000, 200) is None
    assert priced.estimate(4001) == pytest.approx(0.003003)
    assert OPENAI.estimate(4001) is None
