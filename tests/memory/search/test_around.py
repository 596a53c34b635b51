"""A short message is read with those beside it, a long mail hardly with what follows it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from memory.search import around as module
from memory.search.around import Place, around, neighbours, places_around
from memory.types import ChunkId, Kind, Part
from tests.fakes import a_chat, a_note, day, learn, put

TEA = "The green tea is served at noon."


def a_talk(*messages: str):
    return a_chat(*((text, day(1) + timedelta(minutes=n)) for n, text in enumerate(messages)))


def beside(store, *ids: int, chat: bool = True) -> list[Place]:
    return places_around(store, dict.fromkeys(map(ChunkId, ids), chat))


@pytest.fixture
def fits(store, index, embedder):
    """Return how well chunks fit a question with what is around them."""

    def fits(question: str, *ids: int, shares=None):
        wanted = [ChunkId(id) for id in ids]
        vector = embedder.encode([question])[0]
        return around(beside(store, *ids), wanted, vector, index, shares or {})[0]

    return fits


def sections(*texts: str):
    """One document, each text a part and a chunk of its own."""
    parts, place = [], 0
    for n, text in enumerate(texts):
        parts.append(Part(place, place + len(text), f"#{n}", "Note"))
        place += len(text) + 1
    return a_note("\n".join(texts), parts=tuple(parts))


# Places


def test_those_that_may_stand_beside_are_read_each_once_and_in_order(store):
    put(store, a_talk(*(f"message {n}" for n in range(200))))
    far = module.REACH[True]
    near = beside(store, 100, 10, 101, 100 + far)

    first, last = 100 - far, 100 + 2 * far
    assert [place.id for place in near] == [*range(1, 11 + far), *range(first, last + 1)]
    assert near[0].middle == len("message 0") / 2
    assert places_around(store, {}) == []


def test_of_a_message_more_is_looked_at_than_of_a_page(store):
    put(store, a_talk(*(f"message {n}" for n in range(99))))
    far = module.REACH[False]

    assert [place.id for place in beside(store, 50, chat=False)] == [*range(50 - far, 51 + far)]
    both = places_around(store, {ChunkId(40): True, ChunkId(41): False})
    assert [place.id for place in both] == [
        *range(40 - module.REACH[True], 41 + module.REACH[True])
    ]
    assert far < module.REACH[True]


def test_neighbours_are_those_just_before_and_after(store):
    put(store, a_talk(*(f"message {n}" for n in range(9))))
    near = beside(store, 5)

    assert neighbours(near, [ChunkId(5)]) == [4, 6]
    assert neighbours(near, [ChunkId(1)]) == [2]
    assert neighbours(near, [ChunkId(4), ChunkId(5), ChunkId(7)]) == [3, 6, 8]


def test_what_stands_in_another_document_is_no_neighbour(store, fits, embedder):
    put(store, a_talk("Rain."), a_note(TEA, locator="2"), a_talk("Snow."))
    learn(store, embedder)
    near = beside(store, 2)

    assert [place.id for place in near] == [1, 2, 3]
    assert neighbours(near, [ChunkId(2)]) == []
    (alone,) = fits("green tea", 1).values()
    assert alone.near == pytest.approx(alone.itself, abs=1e-5)


def test_where_a_chunk_was_removed_nothing_stands_beside(store):
    put(store, a_talk("One.", "Two.", "Three."))
    with store.write() as db:
        db.execute("delete from chunks where id = 2")

    assert neighbours(beside(store, 1), [ChunkId(1)]) == []


# Distance


def test_a_short_message_is_read_with_its_neighbours(store, embedder, fits):
    put(store, a_talk("Snow.", TEA, "Yes.", "Fog and hail."))
    learn(store, embedder)
    (yes,) = fits("green tea noon", 3).values()

    assert yes.near > yes.itself + 0.1
    assert yes.wide > yes.itself + 0.1


def test_a_long_stretch_is_hardly_blurred_by_what_follows_it(store, embedder, fits):
    long = "The kiln was lit at dawn and all of us stood around it until the sun came up. " * 12
    put(store, sections(long, TEA, long + "Again. "))
    learn(store, embedder)
    (last,) = store.db.execute("select max(id) from chunks").fetchone()
    found = fits("green tea noon", 1, last)

    assert len(found) == 2
    for one in found.values():
        assert one.near < one.itself + 0.05


def test_the_nearer_a_neighbour_the_more_it_counts(store, embedder, fits):
    fog = [f"Fog and hail of the day number {n}." for n in range(9)]
    put(store, a_talk(*fog, TEA))
    learn(store, embedder)
    found = fits("green tea noon", *range(1, 10))
    gained = [found[ChunkId(id)].near - (found[ChunkId(id)].itself or 0) for id in (9, 7, 2)]

    assert gained == sorted(gained, reverse=True)
    assert gained[0] > 2 * gained[2]


def test_beyond_its_reach_nothing_counts_at_all(store, embedder, fits, monkeypatch):
    put(store, sections("Rain.", TEA))
    learn(store, embedder)
    apart = 6 + len(TEA) / 2 - len("Rain.") / 2
    monkeypatch.setattr(module, "NEAR", apart / module.FAR)
    (alone,) = fits("green tea noon", 1).values()
    monkeypatch.setattr(module, "NEAR", 1.1 * apart / module.FAR)
    (reached,) = fits("green tea noon", 1).values()

    assert alone.near == pytest.approx(alone.itself, abs=1e-5)
    assert reached.near > alone.near + 0.001


# Words


def test_words_of_a_neighbour_count_for_it(store, embedder, fits):
    put(store, a_talk("Snow.", "Rain.", "Fog."))
    learn(store, embedder)
    held = fits("tea", 1, 2, 3, shares={ChunkId(2): 1.0})
    none = fits("tea", 1, 2, 3)

    assert held[ChunkId(2)].words > held[ChunkId(1)].words > 0.2
    assert all(one.words == 0 for one in none.values())
    (most,) = fits("tea", 2, shares=dict.fromkeys([1, 2, 3], 1.0)).values()
    assert most.words == pytest.approx(1)


# What lacks


def test_what_has_no_vector_yet_is_read_by_those_beside_it(store, embedder, fits):
    put(store, a_talk("Snow.", TEA))
    learn(store, embedder)
    with store.write() as db:
        db.execute("delete from vectors where chunk_id = 1")
    found = fits("green tea", 1, 2)

    assert found[ChunkId(1)].itself is None
    assert found[ChunkId(1)].near > 0.3
    assert found[ChunkId(2)].itself is not None


def test_what_has_no_vector_and_nothing_near_it_fits_nothing(store, embedder, fits, monkeypatch):
    monkeypatch.setattr(module, "NEAR", 0.1)
    put(store, a_talk("Snow.", TEA))
    learn(store, embedder)
    with store.write() as db:
        db.execute("delete from vectors where chunk_id = 1")
    (alone,) = fits("green tea", 1).values()

    assert (alone.itself, alone.near) == (None, 0.0)


def test_without_any_vector_nothing_fits(store, fits):
    put(store, a_talk("Snow.", TEA))
    found = fits("green tea", 1, 2, shares={ChunkId(2): 1.0})

    assert [(one.itself, one.near, one.wide) for one in found.values()] == [(None, 0.0, 0.0)] * 2
    assert found[ChunkId(1)].words > 0


def test_only_what_was_asked_for_is_returned_with_its_vectors(store, index, embedder):
    put(store, a_talk("Snow.", TEA, "Rain."))
    learn(store, embedder)
    wanted = [ChunkId(2), ChunkId(99)]
    question = embedder.encode(["tea"])[0]
    found, vectors = around(beside(store, *wanted), wanted, question, index, {})

    assert set(found) == set(vectors) == {2}
    assert float(vectors[ChunkId(2)] @ question) == pytest.approx(found[ChunkId(2)].itself)


def test_of_what_kind_it_is_makes_no_difference(store, embedder, fits):
    put(store, sections("Snow.", TEA, "Yes."))
    learn(store, embedder)
    kinds = store.db.execute("select distinct kind from documents").fetchall()
    (yes,) = fits("green tea noon", 3).values()

    assert kinds == [(Kind.DOCUMENT,)]
    assert yes.near > yes.itself + 0.1


def test_many_documents_at_once_fit_as_each_by_itself(store, embedder, fits):
    put(
        store,
        a_talk("Snow.", TEA, "Yes.", "Rain at noon."),
        sections("Rain.", TEA, "Green grass."),
        a_note("Noon.", locator="9"),
        sections("Tea.", "Served cold."),
    )
    learn(store, embedder)
    with store.write() as db:
        db.execute("delete from vectors where chunk_id in (3, 6)")
    shares = {ChunkId(id): 1 / id for id in range(1, 11)}
    together = fits("green tea noon", 1, 2, 3, 6, 7, 8, 10, shares=shares)

    for ids in ((1, 2, 3), (6, 7), (8,), (10,)):
        for id, fit in fits("green tea noon", *ids, shares=shares).items():
            assert together[id].itself == pytest.approx(fit.itself)
            assert (together[id].near, together[id].wide, together[id].words) == pytest.approx(
                (fit.near, fit.wide, fit.words), abs=1e-6
            )
    assert [id for id, fit in together.items() if fit.itself is None] == [3, 6]
