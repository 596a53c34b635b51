"""Other programs: let in, known by their token, let in no more, and what they did."""

from __future__ import annotations

import pytest

from memory import clients as module
from memory.clients import Client, Clients, May
from memory.errors import Problem
from memory.types import Kind
from tests.fakes import dump, files_in


@pytest.fixture
def clients(store) -> Clients:
    return Clients(store)


def test_a_client_is_known_by_its_token(clients):
    wanted = Client("editor", frozenset({May.MODELS, May.MEMORY}), ("Mail",), (Kind.CHAT,), True)
    token = clients.add(wanted)
    other = clients.add(Client("other", frozenset({May.MODELS})))

    found = clients.holder(token)
    assert (found.name, found.may, found.sources) == ("editor", wanted.may, ("Mail",))
    assert (found.kinds, found.sensitive, found.is_narrowed) == ((Kind.CHAT,), True, True)
    assert clients.holder(other).name == "other"
    assert not clients.holder(other).is_narrowed
    assert [one.name for one in clients.all()] == ["editor", "other"]
    assert clients.named("other").made is not None
    assert clients.named("nobody") is None


def test_a_token_is_long_random_and_stands_nowhere(clients, store):
    tokens = {clients.add(Client(f"client {n}", frozenset({May.MODELS}))) for n in range(20)}

    assert len(tokens) == 20
    assert all(len(token) > 40 for token in tokens)
    kept = "\n".join(dump(store))
    assert not any(token in kept or token.removeprefix("famulus-") in kept for token in tokens)
    assert "client 7" in kept
    store.tidy()
    assert not any(b"client 7" in data for data in files_in(store.home).values())


@pytest.mark.parametrize("token", ["", "wrong", "famulus-", "x" * 100_000, "\udce9", "é"])
def test_another_token_is_nobodys(clients, token):
    assert clients.holder(token) is None  # of nobody yet
    clients.add(Client("editor", frozenset({May.MODELS})))

    assert clients.holder(token) is None


def test_tokens_are_compared_in_constant_time_and_with_every_client(clients, monkeypatch):
    tokens = [clients.add(Client(name, frozenset({May.MODELS}))) for name in "abc"]
    compared = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append(other)
        return one == other

    monkeypatch.setattr("memory.clients.hmac.compare_digest", compare)
    assert clients.holder(tokens[0]).name == "a"

    assert len(set(compared)) == 3


def test_who_is_revoked_is_nobody(clients):
    token = clients.add(Client("editor", frozenset({May.MODELS})))
    clients.revoke("editor")

    assert clients.holder(token) is None
    assert clients.all() == []
    with pytest.raises(Problem, match="no client of that name"):
        clients.revoke("editor")
    assert clients.holder(clients.add(Client("editor", frozenset({May.MODELS})))) is not None
    assert clients.holder(token) is None


def test_a_name_is_given_once(clients):
    token = clients.add(Client("editor", frozenset({May.MODELS})))
    with pytest.raises(Problem, match="already"):
        clients.add(Client("editor", frozenset(May)))

    assert clients.holder(token).may == {May.MODELS}


@pytest.mark.parametrize(
    "client",
    [
        Client("", frozenset(May)), Client("  ", frozenset(May)),
        Client("x" * 61, frozenset(May)), Client("editor", frozenset()),
    ],
)  # fmt: skip
def test_a_client_has_a_name_and_may_something(clients, client):
    with pytest.raises(Problem):
        clients.add(client)
    assert clients.all() == []


def test_what_was_done_is_kept_as_numbers_newest_first(clients, monkeypatch):
    monkeypatch.setattr(module, "KEPT", 3)
    for n in range(5):
        clients.note("editor", "search", n, program="p" * 500)

    calls = clients.calls()
    assert [call.passages for call in calls] == [4, 3, 2]
    assert {call.deed for call in calls} == {"search"}
    assert len(calls[0].program) == 60
    assert len(clients.calls(1)) == 1
    assert "ppp" not in repr(calls)
