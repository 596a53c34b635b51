"""What was erased is told again when it comes, and by nobody who has not got it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from memory.sources import add_source, begin_file, source_id
from memory.tombstones import (
    EVERYWHERE,
    is_erased,
    is_erased_unread,
    put_marks,
    put_marks_of_unread,
)
from memory.types import Document, Kind
from tests.fakes import a_chat, a_mail, a_note, day, dump


@pytest.fixture
def files(store):
    """A file in each of two sources."""
    found = []
    for name in ("one", "two"):
        add_source(store, Path("/", name))
        with store.write():
            found.append(begin_file(store, source_id(store, name), Path("/", name, "file")))
    return found


def mark(store, document: Document, *sources: int) -> None:
    with store.write() as db:
        put_marks(db, [(document.id, document.kind, document.external_id)], sources)


def test_nothing_is_erased_at_first_and_nothing_is_written_to_see_it(store, files):
    assert not is_erased(store.db, files[0], a_mail("one"))
    assert not is_erased_unread(store.db, files[0], "a.pdf")
    assert store.db.execute("select count(*) from secrets").fetchone() == (0,)


def test_what_is_marked_everywhere_is_erased_in_every_source(store, files):
    mark(store, a_note("One."), EVERYWHERE)

    assert [is_erased(store.db, file, a_note("One.")) for file in files] == [True, True]
    assert not is_erased(store.db, files[0], a_note("Two."))


def test_what_is_marked_in_one_source_is_erased_there_alone(store, files):
    mark(store, a_note("One."), source_id(store, "two"))

    assert [is_erased(store.db, file, a_note("One.")) for file in files] == [False, True]


def test_a_mail_is_told_by_its_id_and_a_chat_by_its_beginning(store, files):
    chat = a_chat(("Tea?", day(1)), external_id="Bo@2026-03-01")
    mark(store, a_mail("one"), EVERYWHERE)
    mark(store, chat, EVERYWHERE)

    assert is_erased(store.db, files[0], replace(a_mail("one"), text="Otherwise."))
    assert is_erased(store.db, files[0], replace(chat, text="It went on."))
    assert not is_erased(store.db, files[0], replace(a_mail("one"), kind=Kind.CHAT, text="x"))


def test_a_document_without_a_name_of_its_own_is_told_by_its_words_alone(store, files):
    mark(store, a_note("One.", external_id="page"), EVERYWHERE)

    assert not is_erased(store.db, files[0], a_note("Two.", external_id="page"))


def test_what_was_attached_to_a_mail_is_erased_with_it(store, files):
    mark(store, a_mail("one"), EVERYWHERE)

    assert is_erased(store.db, files[0], a_note("Attached later.", parent="one"))
    assert not is_erased(store.db, files[0], a_note("Attached.", parent="two"))


def test_what_could_not_be_read_is_told_by_its_place(store, files):
    with store.write() as db:
        put_marks_of_unread(db, ["a.pdf (Title)"], [EVERYWHERE])

    assert is_erased_unread(store.db, files[0], "a.pdf (Title)")
    assert not is_erased_unread(store.db, files[0], "b.pdf (Title)")


def test_one_mark_of_a_document_counts(store, files):
    mark(store, a_mail("one"), EVERYWHERE, 1)

    rows = store.db.execute("select source_id, sum(counts) from erased group by source_id")
    assert rows.fetchall() == [(EVERYWHERE, 1), (1, 1)]


def test_marks_of_two_memories_differ_and_hold_no_word(store, files, tmp_path):
    mark(store, a_mail("one"), EVERYWHERE)
    first = {mark for (mark,) in store.db.execute("select mark from erased")}
    with store.write() as db:
        db.execute("delete from erased")
        db.execute("delete from secrets")
    mark(store, a_mail("one"), EVERYWHERE)
    second = {mark for (mark,) in store.db.execute("select mark from erased")}

    assert len(first | second) == 4
    assert a_mail("one").id not in dump(store)
