"""Snippets are kept, filled, removed, and every deed can be undone."""

from __future__ import annotations

import pytest

from assistant.shorthand.snippets import Snippets
from memory.errors import Problem
from tests.fakes import day


@pytest.fixture
def snippets(store) -> Snippets:
    return Snippets(store, now=lambda: day(4))


def test_a_snippet_is_filled_with_what_is_known(snippets):
    snippets.put(";hi", "Dear {name}, on {date} at {time} and {place}")

    filled = snippets.filled(";hi", {"name": "Bo"})
    assert filled == "Dear Bo, on 4 March 2026 at 12:00 and {place}"
    assert snippets.filled(";none") is None
    assert [one.used for one in snippets.all()] == [1]


def test_a_value_is_not_filled_again(snippets):
    snippets.put(";hi", "{name}")

    assert snippets.filled(";hi", {"name": "{date}"}) == "{date}"


def test_deeds_are_undone_one_by_one(snippets):
    snippets.put(";a", "one")
    snippets.put(";a", "two")
    snippets.remove(";a")

    assert [one.text for one in snippets.all()] == []
    assert snippets.undo() is not None
    assert [one.text for one in snippets.all()] == ["two"]
    assert snippets.undo() is not None
    assert [one.text for one in snippets.all()] == ["one"]
    assert snippets.undo() is not None
    assert snippets.all() == []
    assert snippets.undo() is None


@pytest.mark.parametrize(("name", "text"), [("a b", "x"), ("", "x"), (";a", "  ")])
def test_what_is_no_snippet_is_refused(snippets, name, text):
    with pytest.raises(Problem):
        snippets.put(name, text)
    assert snippets.undo() is None


def test_what_is_not_there_cannot_be_removed(snippets):
    with pytest.raises(Problem):
        snippets.remove(";a")
    assert snippets.undo() is None
