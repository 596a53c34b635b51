"""What is erased is gone to the last byte, is not made from anything, and does not come back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from memory import forgetting, ledger
from memory.claims.changes import history
from memory.claims.rows import read_claims
from memory.conversations import TAKEN_OUT, add_turn, start, turns
from memory.documents import document_at, opened, paths_of
from memory.erasing.erase import carrying_out, erasing, is_due, would_erase
from memory.erasing.targets import Target
from memory.errors import Problem
from memory.index import cache as index_cache
from memory.index.encoding import encoders, rows_after
from memory.index.graph import Graph
from memory.ledger import Leaving, sent
from memory.progress import finish
from memory.safekeeping.verify import document_faults
from memory.sources import add_source, all_sources, begin_file, end_file, source_id, unread
from memory.store import MemoryStore
from memory.types import (
    Answer,
    ConversationId,
    Document,
    Participant,
    Turn,
)
from tests.fakes import a_mail, a_note, day, learn, put
from tests.memory.canaries import (
    a_passage,
    fill,
    the_chat,
    the_mail,
    the_note,
    the_reply,
    what_came_with_it,
)
from tests.memory.laid_open import CANARY, TAIL, pages, where


def answered(store) -> ConversationId:
    """Ask something that the canary's document answers; return the conversation."""
    passages = (a_passage(a_note("What stays 1.", locator="1")), a_passage(the_mail()))
    said = f"It is {CANARY}. [1]"
    answer = Answer(said, "quoted", 0, True, (), passages[:1], passages, ())
    id = start(store)
    add_turn(store, id, Turn("user", "Which word?", day(4)))
    add_turn(store, id, Turn("assistant", said, day(4), answer))
    return id


def disclosed(store) -> None:
    """Let the canary leave: made of its mail, and pasted from it; and something else."""
    for documents in ((the_mail().id,), ()):
        body = f"{CANARY} {TAIL}" if documents else the_mail().text
        id = sent(store, Leaving(body.encode(), "chat", "Example", "large", documents=documents))
        ledger.answered(store, id, CANARY.encode())
    sent(store, Leaving(b"What stays.", "chat", "Example", "large"))


def vectors_of(store, documents: list[Document]) -> list[bytes]:
    """Return how the vectors of these documents begin."""
    ids = [document.id for document in documents]
    rows = store.db.execute(
        f"""select vector from vectors join chunks on chunks.id = chunk_id
            where document_id in ({",".join("?" * len(ids))})""",
        ids,
    ).fetchall()
    assert len(rows) >= len(documents)
    return [vector[:48] for (vector,) in rows]


TARGETS = {
    "document": (Target(document=the_mail().id), [the_mail(), what_came_with_it()]),
    "person": (
        Target(person=CANARY),
        [the_mail(), what_came_with_it(), the_chat(), the_note()],
    ),
    "source": (Target(source="Gone"), [the_mail(), what_came_with_it(), the_chat(), the_note()]),
    "span": (
        Target(since=day(3), until=day(4)),
        [the_mail(), what_came_with_it(), the_chat(), the_note()],
    ),
}


@pytest.mark.parametrize("kind", TARGETS)
@pytest.mark.parametrize("few", [50, 0], ids=["a few", "many"])
def test_no_byte_of_it_is_left(store, embedder, monkeypatch, kind, few):
    monkeypatch.setattr(forgetting, "FEW", few)
    target, documents = TARGETS[kind]
    fill(store, embedder, *documents)
    conversation = answered(store)
    disclosed(store)
    store.tidy()
    assert {"decrypted pages", "a table"} <= set(where(store, CANARY))
    meant = vectors_of(store, documents)
    assert all(one in pages(store.home, store.key) for one in meant)
    would = would_erase(store, target)

    erased = finish(erasing(store, target))

    assert where(store, CANARY) == []
    assert where(store, TAIL) == []
    laid_open = pages(store.home, store.key)
    assert [one for one in meant if one in laid_open] == []
    assert not is_due(store)
    assert (store.home / "memory.db-wal").stat().st_size == 0
    assert (erased.documents, erased.answers, erased.elsewhere) == (len(documents), 1, 1)
    assert erased == would
    assert erased.claims == 2
    assert (erased.disclosures, ledger.check(store)) == (2, None)
    assert [one.body for one in ledger.disclosures(store)] == [b"What stays.", None, None]
    assert read_claims(store.db) == []
    assert [(one.before, one.after) for one in history(store)][:1] == [(None, None)]
    assert [turn.text for turn in turns(store, conversation)] == ["Which word?", TAKEN_OUT]
    assert store.db.execute("pragma cipher_integrity_check").fetchall() == []
    store.db.execute("insert into chunks_fts(chunks_fts, rank) values ('integrity-check', 1)")


@pytest.mark.parametrize("kind", TARGETS)
def test_what_is_not_meant_stays(store, embedder, kind):
    target, documents = TARGETS[kind]
    fill(store, embedder, *documents)
    finish(erasing(store, target))
    learn(store, embedder)

    assert len(store.db.execute("select id from documents").fetchall()) == 21
    reply = opened(store, document_at(store, Path("/other"), "mail reply"))
    assert len(reply.text) == len(the_reply().text)
    assert reply.text.startswith("I see.\n[erased]")
    assert reply.text.endswith("Bo stays")
    names = [name for (name,) in store.db.execute("select name from people")]
    assert names == ["Bo"]
    assert store.db.execute("select text from chunks where before_id is not null").fetchall() == []
    (without,) = store.db.execute(
        "select count(*) from chunks where id not in (select chunk_id from vectors)"
    ).fetchone()
    assert without == 0


def test_without_secure_deletion_words_would_be_left(store, embedder, monkeypatch):
    """The control: the search of the tests above sees what it is there to see."""
    monkeypatch.setattr(forgetting, "purging", lambda store: iter(()))
    monkeypatch.setattr(forgetting, "_configure", lambda *_: None)
    fill(store, embedder, the_mail())
    with store.write() as db:
        for name in forgetting.indexes_of_words(db):
            db.execute(f"insert into {name}({name}, rank) values ('secure-delete', 0)")
    finish(erasing(store, Target(document=the_mail().id)))

    assert "decrypted pages" in where(store, TAIL)


def test_a_mail_whose_quote_went_is_another_that_is_whole(store, embedder):
    fill(store, embedder, the_mail())
    passages = (replace(a_passage(the_reply()), text="Bo stays", people=("Bo",)),)
    answer = Answer("Bo stays", "quoted", 0, True, (), passages, passages, ())
    id = start(store)
    add_turn(store, id, Turn("assistant", "Bo stays", day(4), answer))
    finish(erasing(store, Target(document=the_mail().id)))
    (kept,) = turns(store, id)
    assert kept.answer
    reply = opened(store, kept.answer.citations[0].document)

    assert reply.id == kept.answer.citations[0].document != the_reply().id
    assert reply.people == the_reply().people
    assert put(store, the_reply(), source="Other", path="/other") == [False]
    assert paths_of(store, reply.id) == [Path("/other")]
    assert [fault for fault in document_faults(store) if fault] == []
    assert store.db.execute("pragma foreign_key_check").fetchall() == []
    assert where(store, TAIL) == []


@pytest.mark.parametrize("kind", ["document", "person", "span"])
def test_it_does_not_come_back_when_its_source_is_read_again(store, embedder, kind):
    target, documents = TARGETS[kind]
    fill(store, embedder, *documents)
    finish(erasing(store, target))
    again = put(store, *documents, source="Gone", path="/gone")
    elsewhere = put(store, *documents, source="New", path="/new")
    changed = put(store, replace(the_mail(), text="The same mail, read otherwise."), path="/x")
    late = put(store, replace(what_came_with_it(), text="Read at last."), path="/x")

    assert again == elsewhere == [False] * len(documents)
    assert changed == late == [False]
    assert where(store, TAIL) == []
    counts = {source.name: source.erased for source in all_sources(store)}
    assert (counts["Gone"], counts["Other"], counts["New"]) == (len(documents), 1, 0)


def test_a_source_that_was_erased_may_be_added_again_but_not_through_another(store, embedder):
    _, documents = TARGETS["source"]
    fill(store, embedder, *documents)
    finish(erasing(store, Target(source="Gone")))

    assert [source.name for source in all_sources(store)] == ["Other", "Notes"]
    assert all_sources(store)[0].erased == 1
    assert put(store, the_mail(), source="Other", path="/other") == [False]
    assert put(store, *documents, source="Gone", path="/gone") == [True] * 4


def test_what_was_erased_before_its_source_was_does_not_come_back(store):
    put(store, the_mail(), the_note(), source="Gone", path="/gone")
    finish(erasing(store, Target(document=the_mail().id)))
    finish(erasing(store, Target(source="Gone")))

    assert put(store, the_mail(), the_note(), source="Gone", path="/gone") == [False, True]


def test_marks_tell_nobody_what_was_erased(store):
    put(store, the_mail())
    finish(erasing(store, Target(document=the_mail().id)))

    assert where(store, the_mail().id) == []
    (mark, *_), *_ = store.db.execute("select mark from erased").fetchall()
    assert len(mark) == 16


def test_what_could_not_be_read_of_a_mail_goes_with_it_for_good(store):
    put(store, the_mail(), a_note("Another."), path="/mail.mbox")
    failures = [(f"a.xyz (About {CANARY})", "Not known."), ("mail 7", "Cut off.")]
    with store.write():
        file = begin_file(store, source_id(store, "Notes"), Path("/mail.mbox"))
        end_file(store, file, 1, 1, failures)
    finish(erasing(store, Target(document=the_mail().id)))
    assert [one.locator for one in unread(store, "Notes")] == ["mail 7"]

    with store.write():
        end_file(store, begin_file(store, 1, Path("/mail.mbox")), 1, 1, failures)
    assert [one.locator for one in unread(store, "Notes")] == ["mail 7"]


def test_the_name_of_a_file_goes_when_nothing_of_it_is_left(store):
    put(store, the_note(), path=f"/{CANARY}.txt")
    put(store, a_note("Stays."), path="/stays.txt")
    finish(erasing(store, Target(document=the_note().id)))

    assert where(store, CANARY) == []
    assert store.db.execute("select path from files").fetchall() == [("/stays.txt",)]


def test_who_is_left_is_known_by_what_is_left(store):
    ada = Participant("from", "", "ada@example.org")
    put(store, a_mail("one", people=(replace(ada, name=CANARY),)), a_mail("two", people=(ada,)))
    finish(erasing(store, Target(document=a_mail("one", people=(ada,)).id)))

    assert ("ada@example.org",) in store.db.execute("select name from people").fetchall()
    assert store.db.execute("select handle from handles").fetchall() == [("ada@example.org",)]


def test_an_answer_given_meanwhile_keeps_no_word(store, embedder):
    fill(store, embedder, the_mail())
    passages = (a_passage(the_mail()),)
    work = erasing(store, Target(document=the_mail().id))
    next(work)  # decided
    id = start(store)
    answer = Answer(CANARY, "quoted", 0, True, (), passages, passages, ())
    add_turn(store, id, Turn("assistant", CANARY, day(4), answer))
    finish(work)

    assert turns(store, id)[0].text == TAKEN_OUT
    assert where(store, TAIL) == []


def test_what_is_read_while_a_source_is_erased_goes_too(store, monkeypatch):
    put(store, *(a_mail(str(n)) for n in range(6)), source="Gone", path="/gone")
    work = erasing(store, Target(source="Gone"))
    next(work)
    put(store, the_mail(), source="Gone", path="/late")
    finish(work)

    assert where(store, TAIL) == []
    assert all_sources(store) == []


def test_memories_set_aside_and_what_a_kill_left_go_too(store):
    put(store, the_mail())
    for name in ("before-2026-03-01-120000", "staging"):
        (store.home / name).mkdir()
        (store.home / name / "memory.db").write_text(CANARY)
    assert would_erase(store, Target(document=the_mail().id)).copies == 1
    finish(erasing(store, Target(document=the_mail().id)))

    assert where(store, CANARY) == []
    assert [path.name for path in store.home.iterdir() if path.is_dir()] == []


def test_while_somebody_reads_it_is_finished_later(store, monkeypatch):
    put(store, the_mail())
    with monkeypatch.context() as reader:
        reader.setattr(MemoryStore, "tidy", lambda _: False)
        finish(erasing(store, Target(document=the_mail().id)))
        assert is_due(store)
    finish(carrying_out(store))

    assert not is_due(store)
    assert where(store, TAIL) == []


def test_erasing_what_is_not_there_changes_nothing(store):
    put(store, the_mail())
    for target in (Target(document=the_note().id), Target(person="Nobody"), Target(source="x")):
        with pytest.raises(Problem):
            finish(erasing(store, target))
    assert not is_due(store)
    add_source(store, Path("/empty"))
    assert finish(erasing(store, Target(source="empty"))).documents == 0


def test_the_sealed_index_holds_nothing_of_what_it_meant(store, embedder):
    fill(store, embedder, the_mail())
    (meant,) = vectors_of(store, [the_mail()])
    (encoder,) = encoders(store)
    graph = Graph(encoder.dimensions)
    graph.add(rows_after(store, encoder.id, 0, 1000))
    index_cache.seal_state(store, encoder, graph.frozen())
    finish(erasing(store, Target(document=the_mail().id)))
    state = index_cache._unsealed(store, encoder)

    assert state
    assert [name for name, value in state.items() if meant in np.asarray(value).tobytes()] == []


def test_pages_are_laid_open(store):
    put(store, the_mail())
    store.tidy()

    assert CANARY.encode() in pages(store.home, store.key)
