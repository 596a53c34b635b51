"""A quote of a document is a passage of just its characters."""

from __future__ import annotations

from memory.claims.revising import take
from memory.search import quoted_passages
from memory.types import DocumentId
from tests.fakes import a_note, day, put
from tests.memory.claims.drafts import a_draft, claims


def test_a_quote_is_cited_with_its_place(store):
    note = a_note("It rains. I live in Bath. " + "More of it. " * 400, date=day(3), locator="1")
    put(store, note)
    start = note.text.index("I live")
    take(store, [a_draft(note, "Bath", start=start, end=start + 15)])
    (evidence,) = claims(store)["Bath"].evidence
    (passage,) = quoted_passages(store, [evidence])

    assert passage.text == "I live in Bath."
    assert note.text[passage.start : passage.end] == passage.text
    assert (passage.document, passage.title, passage.date) == (note.id, "Note", day(3))


def test_what_is_gone_or_was_never_cut_is_not_cited(store):
    note = a_note("I live in Bath.", date=day(3), locator="1")
    put(store, note)
    take(store, [a_draft(note, "Bath")])
    (evidence,) = claims(store)["Bath"].evidence
    with store.write() as db:
        db.execute("delete from chunks")

    assert quoted_passages(store, [evidence]) == []
    assert DocumentId(note.id) == evidence.document
