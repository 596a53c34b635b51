"""Every chunk gets its vector, and one encoder takes over from another without a gap."""

from __future__ import annotations

import numpy as np
import pytest

from memory.cipher import Database
from memory.index.encoding import (
    GONE,
    SERVING,
    WANTED,
    as_question,
    clearing,
    digest,
    encode_waiting,
    encoder_in,
    encoders,
    rows_after,
    serve,
    vectors_of,
    want,
)
from memory.migrations import migrations, upgrade
from memory.progress import Progress, finish
from memory.sources import remove
from tests.fakes import WordEmbedder, a_mail, a_note, learn, put


def notes(count, first=0):
    return [a_note(f"note number{n}", locator=f"{n}") for n in range(first, first + count)]


class OtherEmbedder(WordEmbedder):
    name = "other words"
    dimensions = 32


def count(store, encoder="words"):
    (n,) = store.db.execute(
        "select count(*) from vectors where encoder = (select id from encoders where name = ?)",
        [encoder],
    ).fetchone()
    return n


def states(store):
    return {one.name: one.state for one in encoders(store)}


def test_encoding_says_how_far_it_is_and_returns_how_many(store, embedder):
    put(store, *notes(40))
    steps = list(encode_waiting(store, embedder))

    assert steps[0] == Progress(0, 40, "Learning what the texts mean")
    assert steps[-1] == Progress(40, 40, "Learning what the texts mean")
    assert finish(encode_waiting(store, embedder)) == 0


def test_stopping_keeps_what_was_encoded_and_the_next_time_does_the_rest(store, embedder):
    put(store, *notes(40))
    work = encode_waiting(store, embedder)
    next(work)
    next(work)
    work.close()
    done = len(embedder.asked)

    assert count(store) == done
    assert 0 < done < 40
    assert finish(encode_waiting(store, embedder)) == 40 - done
    assert len(embedder.asked) == 40


def test_while_questions_are_asked_few_texts_are_encoded_at_once(store, embedder):
    put(store, *notes(20))
    work = encode_waiting(store, embedder)
    next(work)
    embedder.at_once = 2
    assert [next(work).done for _ in range(3)] == [2, 4, 6]
    embedder.at_once = None
    assert next(work).done == 20


def test_a_text_is_encoded_with_who_and_what_it_is_about(store, embedder):
    put(store, a_note("Yes, at noon.", title="Lunch"))
    learn(store, embedder)

    assert embedder.asked == ["Lunch\nYes, at noon."]


def test_what_was_removed_while_it_was_encoded_gets_no_vector(store, embedder):
    put(store, *notes(3))

    class Meanwhile(WordEmbedder):
        def encode(self, texts):
            if store.db.execute("select count(*) from sources").fetchone() == (1,):
                remove(store, "Notes")
            return super().encode(texts)

    finish(encode_waiting(store, Meanwhile()))

    assert count(store) == 0


def test_what_came_while_it_encoded_is_encoded_too(store, embedder):
    put(store, *notes(300))
    work = encode_waiting(store, embedder)
    next(work)
    put(store, *notes(10, first=300), path="/more")
    finish(work)

    assert count(store) == 310


def test_a_mail_that_lost_the_words_before_it_is_encoded_anew(store, embedder):
    put(store, a_mail("one", "When shall we meet?"), source="Old", path="/old")
    put(store, a_mail("two", "At noon.", "one"), source="New", path="/new")
    put(store, *notes(5), source="Notes")
    learn(store, embedder)
    remove(store, "Old")
    embedder.asked.clear()

    assert finish(encode_waiting(store, embedder)) == 1
    assert "meet" not in embedder.asked[0]
    assert "At noon." in embedder.asked[0]


def test_what_is_taken_back_while_it_encodes_is_encoded_too(store, embedder):
    put(store, *notes(3))
    learn(store, embedder)
    put(store, *notes(300, first=3), path="/more")

    class Meanwhile(WordEmbedder):
        def encode(self, texts):
            if not self.asked:
                with store.write() as db:
                    db.execute("delete from vectors where chunk_id = 1")
            return super().encode(texts)

    finish(encode_waiting(store, Meanwhile()))

    assert count(store) == 303


def test_to_see_that_nothing_waits_it_does_not_look_at_all(store, embedder):
    put(store, *notes(20))
    learn(store, embedder)
    (last,) = store.db.execute("select max(id) from chunks").fetchone()

    assert store.db.execute("select upto from encoders").fetchone() == (last,)


def test_chunks_that_mean_the_same_share_a_point(store, embedder):
    put(store, *(a_note("ok", external_id=str(n), title="", locator=str(n)) for n in range(4)))
    put(store, a_note("something else"), path="/else")
    learn(store, embedder)
    rows = rows_after(store, 1, 0, 100)

    assert len(set(rows.points.tolist())) == 2
    assert rows.vectors.shape == (5, embedder.dimensions)


def test_a_little_noise_changes_no_meaning():
    vector = np.random.default_rng(2).standard_normal(384).astype("f4")
    vector = np.round(vector / np.linalg.norm(vector), 3)
    same = (vector + 1e-7).astype("f4")
    other = vector.copy()
    other[0] += 0.01

    assert digest(vector) == digest(same)
    assert digest(vector) != digest(other)


def test_rows_are_read_in_their_order_and_only_of_one_encoder(store, embedder):
    put(store, *notes(10))
    learn(store, embedder)
    want(store, "other words", "/folder", 32)
    finish(encode_waiting(store, OtherEmbedder()))
    first = rows_after(store, 1, 0, 4)
    rest = rows_after(store, 1, int(first.ids[-1]), 100, last=9)

    assert first.ids.tolist() == [1, 2, 3, 4]
    assert rest.ids.tolist() == [5, 6, 7, 8, 9]
    assert rows_after(store, 2, 0, 100).vectors.shape == (10, 32)
    assert rows_after(store, 1, 99, 10).vectors.shape[0] == 0


def test_the_vectors_of_chunks_come_as_far_as_there_are_such(store, embedder):
    put(store, *notes(3))
    learn(store, embedder)
    ids = [id for (id,) in store.db.execute("select id from chunks")]
    pairs = list(vectors_of(store, 1, [*ids, 999]))

    assert sorted(id for some, _ in pairs for id in some) == ids
    assert pairs[0][1].shape == (3, embedder.dimensions)
    assert list(vectors_of(store, 2, ids)) == []


def test_a_question_is_encoded_as_one_where_the_encoder_tells_them_apart(embedder):
    class Asked(WordEmbedder):
        def encode_questions(self, texts):
            return self.encode([f"query: {text}" for text in texts])

    assert as_question(Asked(), "tea") @ embedder.encode(["query: tea"])[0] == pytest.approx(1)
    assert as_question(embedder, "tea") @ embedder.encode(["tea"])[0] == pytest.approx(1)


# One encoder in place of another


def test_the_first_encoder_serves_at_once_and_the_next_is_wanted(store, embedder):
    put(store, *notes(3))
    learn(store, embedder)
    want(store, "other words", "/folder", 32)

    assert states(store) == {"words": SERVING, "other words": WANTED}
    wanted = encoder_in(store, WANTED)
    assert wanted is not None
    assert wanted.folder == "/folder"
    assert "/folder" not in repr(wanted)


def test_the_new_one_serves_when_every_chunk_has_its_vector_and_the_old_vectors_go(store, embedder):
    put(store, *notes(40))
    learn(store, embedder)
    want(store, "other words", "", 32)
    work = encode_waiting(store, OtherEmbedder())
    next(work)
    next(work)
    assert not serve(store, "other words")
    finish(work)
    assert count(store) == count(store, "other words") == 40
    assert states(store)["words"] == SERVING

    assert serve(store, "other words")
    assert states(store) == {"words": GONE, "other words": SERVING}
    finish(clearing(store))
    assert states(store) == {"other words": SERVING}
    assert store.db.execute("select count(*) from vectors").fetchone() == (40,)
    assert store.db.execute("select count(*) from vectors_gone").fetchone() == (0,)
    assert (store.home / "memory.db-wal").stat().st_size == 0


def test_stopped_halfway_the_change_is_taken_up_where_it_was(store, embedder):
    put(store, *notes(40))
    learn(store, embedder)
    want(store, "other words", "", 32)
    work = encode_waiting(store, OtherEmbedder())
    next(work)
    next(work)
    work.close()
    half = count(store, "other words")
    want(store, "other words", "", 32)

    assert 0 < half < 40
    assert finish(encode_waiting(store, OtherEmbedder())) == 40 - half
    assert serve(store, "other words")


def test_changed_back_halfway_what_was_made_goes(store, embedder):
    put(store, *notes(40))
    learn(store, embedder)
    want(store, "other words", "", 32)
    work = encode_waiting(store, OtherEmbedder())
    next(work)
    next(work)
    want(store, "words", "", 64)

    assert states(store) == {"words": SERVING, "other words": GONE}
    assert finish(work) == 16  # it stops
    finish(clearing(store))
    assert states(store) == {"words": SERVING}
    assert count(store) == 40


def test_wanted_again_before_it_is_gone_it_keeps_what_it_has(store, embedder):
    put(store, *notes(40))
    learn(store, embedder)
    want(store, "other words", "", 32)
    finish(encode_waiting(store, OtherEmbedder()))
    want(store, "words", "", 64)
    work = clearing(store)
    next(work)
    want(store, "other words", "", 32)
    finish(work)

    assert count(store, "other words") == 40
    assert serve(store, "other words")


def test_clearing_that_was_stopped_is_taken_up(store, embedder, monkeypatch):
    monkeypatch.setattr("memory.index.encoding.CLEARED", 10)
    put(store, *notes(40))
    learn(store, embedder)
    want(store, "other words", "", 32)
    finish(encode_waiting(store, OtherEmbedder()))
    serve(store, "other words")
    work = clearing(store)
    next(work)
    next(work)
    work.close()
    assert count(store) == 30
    want(store, "words", "", 64)  # wanted again, with ten vectors fewer
    assert finish(encode_waiting(store, embedder)) == 10
    assert serve(store, "words")


def test_vectors_of_an_older_store_stay_and_the_same_ones_share_a_point():
    db = Database(memory=True)
    migrations.apply(db, stop_before="m009_encoders")
    db.execute(
        """insert into documents (id, kind, external_id, parent, title, text, folds, parts)
            values ('d', 'mail', '', '', '', 'x', '[]', '[]')"""
    )
    drawn = np.random.default_rng(1).standard_normal((3, 8)).astype("<f4")
    for n in range(5):
        db.execute(
            """insert into chunks (document_id, start, end, locator, people, context, before, text)
                values ('d', 0, 1, '', '', '', '', 'x')"""
        )
        db.execute(
            "insert into vectors (chunk_id, encoder, vector) values (?, 'words', ?)",
            [n + 1, drawn[n % 3].tobytes()],
        )
    db.conn.commit()
    upgrade(db)

    assert db.execute("select id, chunk_id, encoder, point from vectors").fetchall() == [
        (1, 1, 1, None), (2, 2, 1, None), (3, 3, 1, None), (4, 4, 1, 1), (5, 5, 1, 2),
    ]  # fmt: skip
    assert db.execute("select name, dimensions, state from encoders").fetchall() == [
        ("words", 8, "serving")
    ]
    assert digest(drawn[0]) == db.execute("select digest from vectors order by id").fetchone()[0]
