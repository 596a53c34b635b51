"""What the user added, how far it was read, and that taking it out takes all of it out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from memory import forgetting
from memory.documents import paths_of
from memory.errors import Problem
from memory.progress import finish
from memory.sources import (
    add_source,
    all_sources,
    begin_file,
    end_file,
    end_source,
    is_paused,
    keep_only,
    known_of,
    pause,
    remove,
    removing,
    source_id,
    unread,
    was_read,
)
from memory.tombstones import put_marks
from memory.types import Participant, Topic
from tests.fakes import a_mail, a_note, dump, learn, put
from tests.memory.laid_open import TAIL, where

CANARY = "zyxomquaver"


def names(store) -> list[str]:
    return [source.name for source in all_sources(store)]


def test_a_source_is_called_after_its_file_and_added_once(store):
    assert add_source(store, Path("/home/ada/archive.mbox")) == "archive"
    assert add_source(store, Path("/home/ada/archive.mbox")) == "archive"

    assert names(store) == ["archive"]


def test_two_sources_never_have_one_name(store):
    assert add_source(store, Path("/a/Mail")) == "Mail"
    assert add_source(store, Path("/b/Mail")) == "Mail 2"
    assert add_source(store, Path("/c/Mail")) == "Mail 3"
    assert add_source(store, Path("/d"), "Mail") == "Mail 4"
    assert add_source(store, Path("/")) == "/"


def test_a_source_is_renamed_when_it_is_added_under_another_name(store):
    add_source(store, Path("/a/Mail"))

    assert add_source(store, Path("/a/Mail"), "Letters") == "Letters"
    assert add_source(store, Path("/a/Mail"), "Letters") == "Letters"
    assert add_source(store, Path("/a/Mail")) == "Letters"
    assert names(store) == ["Letters"]


def test_a_source_says_what_of_it_was_read_and_what_was_not(store):
    put(store, a_mail("one"), a_mail("two"), a_mail("one"), path="/a")
    put(store, a_mail("two"), path="/b")
    with store.write():
        file = begin_file(store, source_id(store, "Notes"), Path("/broken"))
        end_file(store, file, 1, 1, [("mail 3", "Cut off."), ("", "Broken.")])
    (before,) = all_sources(store)
    end_source(store, source_id(store, "Notes"))
    (after,) = all_sources(store)

    assert (before.documents, before.unreadable, before.read_at) == (2, 2, None)
    assert after.read_at is not None
    assert after.read_at.tzinfo is not None
    assert [(str(one.path), one.locator, one.reason) for one in unread(store, "Notes")] == [
        ("/broken", "mail 3", "Cut off."),
        ("/broken", "", "Broken."),
    ]


def test_pausing_and_resuming_are_kept(store):
    add_source(store, Path("/a"))
    paused = pause(store, "a", paused=True)

    assert all_sources(store)[0].paused
    assert paused.topics == {Topic.SOURCES}
    pause(store, "a", paused=False)
    assert not all_sources(store)[0].paused


@pytest.mark.parametrize(
    "deed",
    [
        lambda store: remove(store, "x"),
        lambda store: unread(store, "x"),
        lambda store: pause(store, "x", paused=True),
    ],
)
def test_a_source_that_is_not_there_is_a_problem(store, deed):
    add_source(store, Path("/a"))

    with pytest.raises(Problem) as missing:
        deed(store)
    assert missing.value.remedy


def test_a_file_was_read_when_it_was_read_to_its_end_and_has_not_changed(store):
    add_source(store, Path("/a"))
    source = source_id(store, "a")
    path = Path("/a/x.txt")
    assert not was_read(store, source, path, 10, 20)
    with store.write():
        file = begin_file(store, source, path)
    assert not was_read(store, source, path, 10, 20)
    with store.write():
        end_file(store, file, 10, 20, [("mail 3", "Cut off.")])

    assert was_read(store, source, path, 10, 20)
    assert not was_read(store, source, path, 11, 20)
    assert not was_read(store, source, path, 10, 21)
    assert not was_read(store, source, Path("/a/y.txt"), 10, 20)


def test_a_file_that_could_not_be_read_at_all_is_tried_again(store):
    add_source(store, Path("/a"))
    source = source_id(store, "a")
    with store.write():
        end_file(store, begin_file(store, source, Path("/a/x")), 10, 20, [("", "Not known.")])

    assert not was_read(store, source, Path("/a/x"), 10, 20)


def test_a_file_that_is_begun_anew_is_not_read_until_its_end(store):
    add_source(store, Path("/a"))
    source = source_id(store, "a")
    with store.write():
        file = begin_file(store, source, Path("/a/x"))
        end_file(store, file, 10, 20, [])
    with store.write():
        again = begin_file(store, source, Path("/a/x"))

    assert again == file
    assert not was_read(store, source, Path("/a/x"), 10, 20)


def test_removing_takes_what_stood_there_alone_and_leaves_the_rest(store):
    put(store, a_mail("only-here"), a_mail("both"), source="Mail", path="/mail")
    put(store, a_mail("both"), a_mail("only-there"), source="Archive", path="/archive")
    changes = remove(store, "Mail")

    left = {id for (id,) in store.db.execute("select external_id from documents")}
    assert left == {"both", "only-there"}
    assert names(store) == ["Archive"]
    assert changes.topics == {Topic.SOURCES, Topic.DOCUMENTS, Topic.CLAIMS}


def test_people_whom_nobody_names_any_more_are_forgotten(store):
    bo = (Participant("from", "Bo", "bo@example.org"),)
    put(store, a_mail("one"), a_mail("two", people=bo), source="Mail")
    put(store, a_mail("three"), source="Archive", path="/archive")
    remove(store, "Mail")

    assert store.db.execute("select name from people").fetchall() == [("Ada Byron",)]
    assert store.db.execute("select handle from handles").fetchall() == [("ada@example.org",)]


def test_after_removing_no_word_of_it_is_anywhere(store, embedder, index):
    person = (Participant("from", f"{CANARY} person", f"{CANARY}@example.org"),)
    gone = a_mail(
        f"{CANARY}-id",
        f"The words of {CANARY}. " * 300,
        f"{CANARY}-answered",
        title=f"{CANARY} title",
        people=person,
        locator=f"{CANARY} place",
    )
    put(store, gone, source=f"{CANARY} source", path=f"/{CANARY}.mbox")
    put(store, a_note("What stays."), source="Stays", path="/stays")
    learn(store, embedder)
    finish(index.catching_up())
    assert any(CANARY in value.lower() for value in dump(store))
    vectors = [v for (v,) in store.db.execute("select vector from vectors")]

    remove(store, f"{CANARY} source")

    left = dump(store)
    assert [value for value in left if CANARY in value.lower()] == []
    assert [value for value in left if CANARY[:4] in value.lower()] == []  # a word cut in the index
    store.db.execute("create virtual table temp.words using fts5vocab(main, chunks_fts, row)")
    words = [term[:3] for (term,) in store.db.execute("select term from temp.words order by term")]
    assert words == ["not", "sta", "wha"]
    kept = [v for (v,) in store.db.execute("select vector from vectors")]
    assert len(kept) == 1
    assert len(vectors) > 1
    assert (store.home / "memory.db-wal").stat().st_size == 0
    assert store.db.execute("pragma cipher_integrity_check").fetchall() == []


def test_a_removal_stopped_before_its_last_step_leaves_no_word_either(store, monkeypatch):
    monkeypatch.setattr(forgetting, "FEW", 3)
    put(store, *(a_mail(str(n), f"{CANARY} {n}.") for n in range(30)), source="Gone")
    work = removing(store, "Gone")
    while not forgetting.due(store.db, "purge") or all_sources(store):
        next(work)
    work.close()
    store.tidy()
    assert where(store, TAIL)
    finish(forgetting.finishing(store))

    assert where(store, TAIL) == []


def test_a_source_that_is_removed_takes_its_count_of_what_was_erased_with_it(store):
    put(store, a_mail("one"))
    with store.write() as db:
        put_marks(db, [("one", "mail", "one")], [source_id(store, "Notes")])
    assert [source.erased for source in all_sources(store)] == [1]
    remove(store, "Notes")

    assert store.db.execute("select count(*) from erased").fetchone() == (0,)


def test_of_many_documents_that_are_removed_no_word_is_left(store, monkeypatch):
    monkeypatch.setattr(forgetting, "SLICE", 50)
    monkeypatch.setattr(forgetting, "PAGES", 2)
    many = [a_mail(f"gone {n}", f"The {CANARY}{n} of {n}. " * 20) for n in range(300)]
    put(store, *many, source="Gone", path="/gone")
    put(store, *(a_mail(f"stays {n}") for n in range(300)), source="Stays", path="/stays")
    remove(store, "Gone")

    assert [value for value in dump(store) if CANARY[:5] in value.lower()] == []
    assert dict(store.db.execute("select k, v from chunks_fts_config"))["secure-delete"] == 1
    store.db.execute("insert into chunks_fts(chunks_fts, rank) values ('integrity-check', 1)")
    (found,) = store.db.execute(
        "select count(*) from chunks_fts where chunks_fts match 'stays'"
    ).fetchone()
    assert found == 300


def test_removing_is_stopped_on_the_way_and_taken_up(store, monkeypatch):
    monkeypatch.setattr(forgetting, "SLICE", 10)
    put(store, *(a_mail(f"{CANARY} {n}") for n in range(60)), source="Gone", path="/gone")
    gone = source_id(store, "Gone")
    work = removing(store, "Gone")
    steps = [next(work) for _ in range(4)]
    work.close()

    assert [(step.done, step.total) for step in steps] == [(n, 60) for n in (0, 10, 20, 30)]
    (half,) = all_sources(store)
    assert (half.documents, half.paused) == (30, True)
    assert is_paused(store, gone)
    assert not was_read(store, gone, Path("/gone"), 1, 1)
    remove(store, "Gone")
    assert names(store) == []
    assert [value for value in dump(store) if CANARY[:5] in value.lower()] == []


def test_what_is_read_while_a_source_is_removed_goes_too(store, monkeypatch):
    monkeypatch.setattr(forgetting, "SLICE", 2)
    put(store, *(a_mail(str(n)) for n in range(6)), source="Gone", path="/gone")
    work = removing(store, "Gone")
    next(work)
    next(work)
    put(store, a_mail("late"), source="Gone", path="/late")
    finish(work)

    assert store.db.execute("select count(*) from documents").fetchone() == (0,)
    assert store.db.execute("select count(*) from people").fetchone() == (0,)


def test_a_source_that_is_gone_takes_no_file(store):
    add_source(store, Path("/a"))
    source = source_id(store, "a")
    remove(store, "a")
    add_source(store, Path("/a"))

    with pytest.raises(Problem, match="removed while it was read"), store.write():
        begin_file(store, source, Path("/a/x"))
    assert not is_paused(store, source)


def test_a_name_that_is_no_text_is_a_problem(store):
    with pytest.raises(Problem, match="Rename it"):
        add_source(store, Path(os.fsdecode(b"/caf\xe9")))


def test_a_file_keeps_only_what_it_holds_and_mails_and_what_came_with_them(store):
    seen, unseen = a_note("One."), a_note("Two.", locator="#1")
    attached = a_note("Three.", parent="mail")
    put(store, seen, unseen, attached, a_mail("mail"))
    put(store, unseen, source="Other", path="/other")
    with store.write():
        file = begin_file(store, source_id(store, "Notes"), Path("/notes"))
        keep_only(store, file, {seen.id})

    kept = store.db.execute("select document_id from places where file_id = ?", [file])
    assert {id for (id,) in kept} == {seen.id, attached.id, a_mail("mail").id}
    assert paths_of(store, unseen.id) == [Path("/other")]
    with store.write():
        keep_only(store, begin_file(store, source_id(store, "Other"), Path("/other")), set())
    assert store.db.execute("select count(*) from documents").fetchone() == (3,)


def test_of_a_file_is_known_what_was_read_and_what_was_not(store):
    put(store, a_note("One."), a_note("Two."))
    source = source_id(store, "Notes")
    with store.write():
        file = begin_file(store, source, Path("/notes"))
        end_file(store, file, 1, 1, [("mail 3", "Cut off.")])

    assert known_of(store, source, Path("/notes")) == (2, [("mail 3", "Cut off.")])
    assert known_of(store, source, Path("/other")) == (0, [])
