"""Chunks as passages: a message with its exchange, nothing twice, not all from one text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from memory.documents import opened
from memory.search import passages
from memory.search.passages import Reader, candidates, in_spans
from memory.search.query import Span
from memory.search.ranking import SPEAKS_OF_IT, Ranked
from memory.sources import remove
from memory.types import ChunkId, Kind, Part, Passage
from tests.fakes import a_chat, a_mail, a_note, day, put


def read(store, *, limit: int = 99, diverse: bool = True) -> list[Passage]:
    """Read all chunks, the first the best."""
    ids = [ChunkId(id) for (id,) in store.db.execute("select id from chunks order by id")]
    found = [Ranked(one, 1.0 / one.id) for one in candidates(store, ids, {})]
    return Reader(store, diverse=diverse).read(found, limit, {ChunkId(1): "words no. 1"})


def texts(found: list[Passage]) -> list[str]:
    return [passage.text for passage in found]


# Candidates


def test_a_candidate_is_what_the_ranking_looks_at(store):
    put(store, a_mail("a", "Tea.", date=day(5)), a_chat(("Rain.", day(6))))
    mail, message = candidates(store, [ChunkId(1), ChunkId(2), ChunkId(3)], {ChunkId(2): 1.1})

    assert (mail.id, mail.chat, mail.people, mail.text) == (1, False, "Ada Byron", "Tea.")
    assert (mail.at, mail.in_time) == (day(5).timestamp(), 0.0)
    assert (message.chat, message.in_time) == (True, 1.1)
    assert mail.document != message.document
    assert candidates(store, [], {}) == []


# Of a time


def span(begins: int | None, ends: int | None, month: int = 3) -> Span:
    return Span(
        datetime.fromisoformat(f"2026-{month:02}-{begins:02}") if begins else None,
        datetime.fromisoformat(f"2026-{month:02}-{ends:02}") if ends else None,
    )


@pytest.fixture
def march(store):
    """Notes of 5 and 15 March, and one of 25 March that speaks of 10 March, one of no day."""
    put(
        store,
        a_note("Tea.", date=day(5), locator="1"),
        a_note("Rain.", date=day(15), locator="2"),
        a_note("The kiln was lit on 10 March 2026.", date=day(25), locator="3"),
        a_note("Snow on 10 March 2026.", locator="4"),
    )


@pytest.mark.parametrize(
    ("begins", "ends", "ids"),
    [
        (4, 7, {1}),
        (9, 12, {3}),  # by what it speaks of
        (1, 20, {1, 2, 3}),
        (24, 27, {3}),  # by its own date
        (16, 20, set()),
        (12, None, {2, 3}),
        (None, 7, {1}),
        (None, 12, {1, 3}),
        (None, None, {1, 2, 3}),
    ],
)
def test_what_is_of_a_time_or_speaks_of_it_is_found(store, march, begins, ends, ids):
    assert set(in_spans(store, [span(begins, ends)], 99)) == ids


def test_of_a_time_is_only_what_lies_wholly_in_it(store):
    put(
        store,
        a_note("We met in March 2026.", date=day(1, 6), locator="1"),
        a_note("We met from 8 to 12 March 2026.", date=day(1, 6), locator="2"),
    )

    assert set(in_spans(store, [span(7, 14)], 99)) == {2}
    assert set(in_spans(store, [span(10, 14)], 99)) == set()
    assert set(in_spans(store, [span(7, 11)], 99)) == set()


def test_several_times_are_all_looked_at(store, march):
    assert set(in_spans(store, [span(4, 7), span(14, 17)], 99)) == {1, 2}
    assert set(in_spans(store, [], 99)) == set()


def test_what_speaks_of_a_time_is_told_from_what_was_written_in_it(store, march):
    found = in_spans(store, [span(1, 20)], 99)

    assert found == {1: 1.0, 2: 1.0, 3: SPEAKS_OF_IT}


def test_only_those_that_are_asked_for_are_looked_at(store, march):
    assert set(in_spans(store, [span(1, 20)], 99, [ChunkId(2), ChunkId(3)])) == {2, 3}
    assert set(in_spans(store, [span(1, 20)], 1, [ChunkId(2)])) == {2}
    assert in_spans(store, [span(1, 20)], 99, []) == {}


def test_no_more_of_a_time_are_read_than_are_wanted(store):
    put(store, *(a_note(f"Tea {n}.", date=day(5), locator=str(n)) for n in range(9)))

    assert len(in_spans(store, [span(4, 7)], 3)) == 3


# Exchanges


WORDS = ["alfa", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel"]
WORDS += ["india", "juliet", "kilo", "lima"]


@pytest.fixture
def chat(store) -> list[Passage]:
    messages = ((f"{word} said", day(1) + timedelta(hours=2 * n)) for n, word in enumerate(WORDS))
    put(store, a_chat(*messages, title="Chat with Bo"))
    return read(store)


def test_a_message_is_shown_with_its_own_date_in_its_exchange(store, chat):
    golf = chat[6]

    assert (golf.text, golf.locator) == ("golf said", "#7")
    assert golf.date == day(1) + timedelta(hours=12)
    assert golf.around.split("\n") == [f"{word} said" for word in WORDS[2:9]]
    assert golf.reading == golf.around
    assert opened(store, golf.document).text[golf.start : golf.end] == golf.text


def test_at_its_ends_a_chat_is_shown_as_far_as_it_goes(chat):
    assert chat[0].around.split("\n") == [f"{word} said" for word in WORDS[:3]]
    assert chat[-1].around.split("\n") == [f"{word} said" for word in WORDS[7:]]


def test_messages_inside_an_exchange_that_was_shown_are_shown_too(chat):
    assert texts(chat) == [f"{word} said" for word in WORDS]
    assert [passage.rank for passage in chat] == list(range(1, 13))


def test_of_other_kinds_the_passage_is_all_there_is_to_read(store):
    put(store, a_mail("a", "Tea."))
    (mail,) = read(store)

    assert (mail.around, mail.reading, mail.date) == ("", "Tea.", day(3))


def test_a_message_that_is_in_no_part_is_shown_alone(store):
    put(store, a_chat(("Tea.", day(1))))
    with store.write() as db:
        db.execute("update chunks set locator = 'elsewhere'")
    (alone,) = read(store)

    assert (alone.text, alone.around, alone.date) == ("Tea.", "", day(1))


# Variety


def sections(count: int, kind: Kind = Kind.DOCUMENT):
    lines = [f"{kind:8}{n:02}" for n in range(count)]
    parts = tuple(Part(n * 11, n * 11 + 10, f"#{n}", "", day(1)) for n in range(count))
    return a_note("\n".join(lines), kind=kind, title="Long", parts=parts)


def test_of_one_long_text_three_are_shown_and_of_a_chat_all(store):
    put(store, sections(6), sections(5, Kind.MAIL), sections(4, Kind.CHAT))
    kinds = [passage.kind for passage in read(store)]

    assert [kinds.count(kind) for kind in (Kind.DOCUMENT, Kind.MAIL, Kind.CHAT)] == [3, 3, 4]
    assert len(read(store, diverse=False)) == 15


def test_a_stretch_that_begins_inside_one_that_was_shown_is_not_shown(store):
    put(store, a_note(" ".join(f"word{n}" for n in range(400))))
    rows = store.db.execute("select start, end from chunks order by id").fetchall()
    assert rows[1][0] < rows[0][1], "these overlap"

    assert len(read(store)) < len(rows)
    assert len(read(store, diverse=False)) == len(rows)


def test_the_same_words_of_one_day_are_shown_once(store):
    put(
        store,
        *(a_mail(str(n), "Tea  at noon." if n else "tea at NOON.", date=day(3)) for n in range(4)),
        a_mail("later", "Tea at noon.", date=day(4)),
        a_note("Tea at noon."),
    )
    found = read(store)

    assert [passage.date for passage in found] == [day(3), day(4), None]
    assert len(read(store, diverse=False)) == 6


def test_yes_to_two_questions_of_different_days_is_not_the_same(store):
    put(store, a_chat(("Yes.", day(1)), ("Tea?", day(2)), ("Yes.", day(2)), ("Yes.", day(2))))

    assert texts(read(store)) == ["Yes.", "Tea?", "Yes."]


def test_no_more_are_returned_than_were_asked_for(store):
    put(store, *(a_note(f"Tea {n}.", locator=str(n)) for n in range(9)))

    assert texts(read(store, limit=2)) == ["Tea 0.", "Tea 1."]
    assert read(store, limit=0) == []


def test_what_was_removed_meanwhile_takes_no_place(store):
    put(store, a_note("Tea.", locator="1"), source="Gone", path="/gone")
    put(store, a_note("Rain.", locator="2"), a_note("Snow.", locator="3"))
    found = [
        Ranked(one, 1.0) for one in candidates(store, [ChunkId(1), ChunkId(2), ChunkId(3)], {})
    ]
    remove(store, "Gone")

    assert Reader(store).all([ChunkId(1)]) == []
    shown = Reader(store).read(found, 2, {})
    assert [(passage.rank, passage.text) for passage in shown] == [(1, "Rain."), (2, "Snow.")]


def test_many_are_read_as_each_would_be_by_itself_and_in_the_order_asked(store, monkeypatch):
    put(store, a_mail("a", "Tea."), a_chat(("Rain.", day(6)), ("Snow.", day(7))))
    put(store, a_note("Tea.", date=day(5), locator="1"), source="Notes", path="/notes")
    ids = [ChunkId(id) for id in (4, 99, 2, 1, 3)]
    alone = [passage for id in ids for passage in Reader(store).all([id])]

    for at_once in (1, 2, 64):
        monkeypatch.setattr(passages, "AT_ONCE", at_once)
        together = Reader(store).all(ids)
        assert [replace(passage, rank=1) for passage in together] == alone
        assert [passage.rank for passage in together] == [1, 2, 3, 4]


# Where it comes from


def test_a_passage_says_where_it_comes_from_and_why_it_was_found(store):
    people = a_mail("b").people * 2
    put(store, a_mail("b", "Tea.", people=people), source="Mail", path="/mail")
    (passage,) = read(store)

    assert (passage.source, str(passage.path), passage.kind) == ("Mail", "/mail", Kind.MAIL)
    assert (passage.locator, passage.people) == ("mail b", ("Ada Byron",))
    assert (passage.rank, passage.score, passage.why) == (1, 1.0, "words no. 1")
    assert passage.chunk == 1


def test_of_two_places_the_one_that_is_still_there_is_named(store):
    put(store, a_note("Tea."), path="/old")
    put(store, a_note("Tea."), path="/new")
    assert str(read(store)[0].path) == "/new"

    with store.write() as db:
        db.execute("update files set size = null where path = '/new'")
    assert str(read(store)[0].path) == "/old"
    assert read(store)[0].date is None


def test_a_date_is_shown_in_the_zone_it_was_written_in(store):
    put(store, a_mail("a", date=datetime(2026, 3, 1, 23, tzinfo=UTC)))

    assert read(store)[0].date == datetime(2026, 3, 1, 23, tzinfo=UTC)
