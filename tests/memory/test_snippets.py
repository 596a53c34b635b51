"""Snippets in the store."""

from __future__ import annotations

from memory import snippets
from memory.snippets import Snippet


def test_a_snippet_is_kept_counted_replaced_and_removed(store):
    snippets.put(store, Snippet(";a", "one"))
    snippets.count_use(store, ";a")
    assert snippets.snippet(store, ";a") == Snippet(";a", "one", 1)

    snippets.put(store, Snippet(";a", "two"))
    assert snippets.all_snippets(store) == [Snippet(";a", "two", 0)]

    snippets.remove(store, ";a")
    assert snippets.snippet(store, ";a") is None
