"""Values from outside: each is of its kind, or is refused with its name."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given as every
from hypothesis import strategies as some

from assistant.serving.given import Given, parsed
from assistant.serving.refusals import Refused

JSON = some.recursive(
    some.none() | some.booleans() | some.floats() | some.integers() | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("data", [b"", b"{", b"[1]", b"1", b"nul", b"\xff", b"[" * 100_000])
def test_what_is_no_object_is_refused(data):
    with pytest.raises(Refused, match="JSON"):
        parsed(data)


def test_what_is_of_its_kind_is_taken():
    given = parsed(b'{"t": "tea", "n": 3, "f": 3.0, "x": 0.5, "y": true, "l": [1], "o": {"a": 1}}')

    assert given.text("t") == "tea"
    assert (given.whole("n", 0, 1, 5), given.whole("f", 0, 1, 5), given.whole("no", 2, 1, 5)) == (
        3, 3, 2,
    )  # fmt: skip
    assert given.number("x", 0, 0, 1) == 0.5
    assert given.yes("y")
    assert not given.yes("no")
    assert given.listed("l") == [1]
    assert given.within("o").whole("a", 0, 0, 1) == 1
    assert given.within("no").names() == set()
    assert given.choice("t", ("tea", "milk"), "milk") == "tea"


def test_null_is_as_if_it_was_not_there():
    given = parsed(b'{"t": null, "n": null}')

    assert given.text("t", "usual") == "usual"
    assert given.whole("n", 7, 0, 9) == 7
    assert given.names() == set()


@pytest.mark.parametrize(
    ("name", "ask"),
    [
        ("t", lambda g: g.text("t")),
        ("t", lambda g: g.whole("t", 0, 0, 9)),
        ("t", lambda g: g.number("t", 0, 0, 9)),
        ("t", lambda g: g.yes("t")),
        ("t", lambda g: g.listed("t")),
        ("t", lambda g: g.within("t")),
        ("t", lambda g: g.choice("t", ("milk",))),
        ("t", lambda g: g.day("t")),
        ("n", lambda g: g.text("n")),
        ("n", lambda g: g.whole("n", 0, 10, 20)),
        ("b", lambda g: g.whole("b", 0, 0, 9)),
        ("b", lambda g: g.number("b", 0, 0, 9)),
        ("nan", lambda g: g.number("nan", 0, 0, 9)),
        ("none", lambda g: g.text("none")),
        ("l", lambda g: g.text("l", most=3)),
    ],
)
def test_what_is_of_another_kind_is_refused_by_its_name(name, ask):
    given = Given({"t": " ", "n": 5, "b": True, "nan": float("nan"), "l": "tea and milk"})
    with pytest.raises(Refused, match=f"“{name}” has to be") as told:
        ask(given)

    assert told.value.param == name


def test_half_a_character_is_refused():
    with pytest.raises(Refused, match="middle of a character"):
        parsed(b'{"t": "\\ud800"}').text("t")


def test_a_day_has_a_zone():
    given = Given({"day": "2026-03-01", "moment": "2026-03-01T10:00:00+05:00", "far": "9" * 50})

    day = given.day("day")
    assert day is not None
    assert day.tzinfo is not None
    assert given.day("moment") == datetime.fromisoformat("2026-03-01T10:00:00+05:00")
    assert given.day("other") is None
    with pytest.raises(Refused):
        given.day("far")


def test_what_has_no_known_name_is_not_left_out_without_a_word():
    given = Given({"query": "x", "include_sensitive": True})
    with pytest.raises(Refused, match="There is no “include_sensitive” here"):
        given.only(("query", "limit"))
    given.only(("query", "include_sensitive"))


@every(some.dictionaries(some.sampled_from(["a", "b"]), JSON, max_size=2))
def test_whatever_comes_is_taken_or_refused(value):
    given = Given(value)
    for ask in (
        lambda: given.text("a"),
        lambda: given.whole("a", 0, 0, 9),
        lambda: given.number("a", 0, 0, 9),
        lambda: given.day("a"),
        lambda: given.choice("a", ("x",), "x"),
        lambda: given.within("a").listed("b"),
    ):
        with suppress(Refused):
            ask()
