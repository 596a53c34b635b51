"""A memory is opened when it is asked for; most is tried in test_stdio, over a real process."""

from __future__ import annotations

import pytest

from assistant.serving.reception import DEFAULT, Reception
from memory.clients import Client, May
from memory.errors import Problem
from memory.progress import finish


def test_it_is_opened_once_and_closed_again(famulus):
    reception = Reception(famulus.home)
    first = finish(reception.opening())

    assert finish(reception.opening()) is first
    reception.rest(0)
    reception.close()
    other = Reception(famulus.home)
    other.rest(0)
    other.close()  # nothing was opened


def test_the_scopes_are_those_of_now(famulus):
    reception = Reception(famulus.home, "desk")
    with pytest.raises(Problem, match="no client called desk"):
        reception.client(famulus)
    famulus.clients.add(Client("desk", frozenset({May.SEARCH})))

    assert reception.client(famulus).may == {May.SEARCH}
    assert Reception(famulus.home).client(famulus) == DEFAULT
    assert May.MEMORY not in DEFAULT.may
    assert not DEFAULT.sensitive
