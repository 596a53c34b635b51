"""What is found for a query, in which order, and that no query is one too many."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory.documents import opened
from memory.errors import Problem
from memory.search import Filter, Retriever, content_words, fuse, plain
from memory.sources import remove
from memory.types import ChunkId, Kind, Participant
from tests.fakes import WordEmbedder, a_chat, a_mail, a_note, day, learn, put

BO = (Participant("from", "Bo Müller", "bo@example.org"),)


def titles(retriever: Retriever, query: str, **where) -> list[str]:
    return [p.title for p in retriever.search(query, where=Filter(**where)).passages]


@pytest.fixture
def life(store, embedder):
    """Four documents about tea: two mails, a chat, a note."""
    put(
        store,
        a_mail("a", "We drink tea at noon.", title="Noon", date=day(1)),
        a_mail("b", "Green tea for everybody.", title="Green", date=day(10), people=BO),
        source="Mail",
        path="/mail",
    )
    put(
        store,
        a_chat(("Is there tea?", day(5)), ("Yes, plenty of tea.", day(6)), title="Chat"),
        source="Chats",
        path="/chat",
    )
    put(store, a_note("How tea is made.", title="Making"), source="Notes", path="/notes")
    learn(store, embedder)


def test_the_best_passage_comes_first(store, embedder, retriever):
    put(
        store,
        a_note("The ferry leaves at nine.", locator="1"),
        a_note("Tea with milk and honey.", locator="2"),
        a_note("The milk is in the fridge.", locator="3"),
    )
    learn(store, embedder)
    found = retriever.search("tea milk").passages

    assert [p.text for p in found[:2]] == ["Tea with milk and honey.", "The milk is in the fridge."]
    assert [p.rank for p in found] == [1, 2, 3]
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
    assert found[0].why == "words no. 1, meaning no. 1"


def test_an_empty_memory_finds_nothing(retriever):
    assert retriever.search("tea").passages == []
    assert retriever.rarity(["tea"]) == {"tea": 0.0}


def test_a_passage_is_words_of_the_document_at_its_place(store, embedder, retriever, life):
    long = "\n\n".join(f"Paragraph {n} speaks of tea and of rain. " * 20 for n in range(30))
    put(store, a_note(long, title="Long"), path="/long")
    learn(store, embedder)
    found = retriever.search("tea rain paragraph", limit=20).passages

    assert len(found) > 4
    for passage in found:
        document = opened(store, passage.document)
        assert passage.text == document.text[passage.start : passage.end]
        assert passage.title == document.title


def test_a_passage_says_where_it_comes_from(retriever, life):
    (passage,) = [p for p in retriever.search("green tea").passages if p.title == "Green"]

    assert (passage.source, str(passage.path), passage.kind) == ("Mail", "/mail", Kind.MAIL)
    assert (passage.locator, passage.people, passage.date) == ("mail b", ("Bo Müller",), day(10))


# Filters


def test_what_was_written_before_or_after_is_not_found(retriever, life):
    assert set(titles(retriever, "tea", since=day(5))) == {"Green", "Chat"}
    assert set(titles(retriever, "tea", until=day(5))) == {"Noon"}
    assert titles(retriever, "tea", since=day(2), until=day(5)) == []


def test_a_day_is_the_same_in_every_zone(retriever, life):
    zone = timezone(timedelta(hours=9))
    exactly = day(10).astimezone(zone)

    assert set(titles(retriever, "tea", since=exactly)) == {"Green"}
    assert "Green" not in titles(retriever, "tea", until=exactly)


@pytest.mark.parametrize("person", ["Müller", "müller", "bo", "Bo Müller", "bo@example.org", "BO@"])
def test_a_person_is_found_by_name_and_address(retriever, life, person):
    assert "Green" in titles(retriever, "tea", person=person)
    assert "Noon" not in titles(retriever, "tea", person=person)


@pytest.mark.parametrize("person", ["Müller, Ö'\"%_", "Nobody"])
def test_a_person_nobody_knows_wrote_nothing(retriever, life, person):
    assert titles(retriever, "tea", person=person) == []


def test_a_name_in_capitals_is_the_same_name(store, embedder, retriever):
    put(store, a_mail("a", "Tea.", people=(Participant("from", "ÖZLEM ÇELIK", "oe@example.org"),)))
    learn(store, embedder)

    assert titles(retriever, "tea", person="Özlem") == ["About a"]


def test_only_one_source_and_one_kind_are_searched_if_asked_for(retriever, life):
    assert set(titles(retriever, "tea", source="Mail")) == {"Noon", "Green"}
    assert titles(retriever, "tea", source="Nowhere") == []
    assert titles(retriever, "tea", kind=Kind.CHAT) == ["Chat"]
    assert titles(retriever, "tea", source="Mail", person="Ada", until=day(9)) == ["Noon"]


def test_a_filter_holds_beyond_the_nearest_hundred(store, embedder, retriever):
    put(store, *(a_mail(str(n), f"tea tea tea {n}") for n in range(150)))
    put(store, a_note("tea and many other words besides", title="Far"), path="/far", source="Far")
    learn(store, embedder)

    assert titles(retriever, "tea", source="Far") == ["Far"]


# No query is one too many


@settings(max_examples=200)
@given(query=st.text("ab\"*()^:-+{}[]_' \0\n.,ÄßNOTANDORNEAR", max_size=14))
def test_no_query_is_a_syntax_error(retriever, life, query):
    retriever.search(query)
    with suppress(Problem):  # a person of no letters
        retriever.search(query, where=Filter(person=query, source=query))


@given(query=st.text(max_size=12))
def test_no_letter_of_any_script_is_an_error(retriever, life, query):
    retriever.search(query)
    retriever.rarity(content_words(query))


def test_a_query_of_nothing_finds_nothing(retriever, life):
    assert retriever.search("").passages == []
    assert retriever.search(" \n").passages == []


def test_a_query_of_stop_words_alone_still_looks_for_them(store, embedder, retriever):
    put(store, a_note("To be or not to be.", locator="1"), a_note("Green tea.", locator="2"))
    learn(store, embedder)

    assert retriever.search("to be or not").passages[0].text == "To be or not to be."


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("fahre", "Die Fähre legt um neun ab."),
        ("FÄHRE", "Die Fähre legt um neun ab."),
        ("agreed", "An agreement was reached."),
        ("leases", "The lease was signed."),
    ],
)
def test_a_word_is_found_in_another_form(store, embedder, retriever, query, text):
    embedder.dead = True
    put(store, a_note(text), a_note("Something else.", locator="2"))

    assert [p.text for p in retriever.search(query).passages] == [text]


def test_a_number_is_found_only_as_it_is(store, embedder, retriever):
    embedder.dead = True
    put(store, a_note("Room 1234.", locator="1"), a_note("Room 12345.", locator="2"))

    assert [p.text for p in retriever.search("1234").passages] == ["Room 1234."]


# When something is missing or changes


def test_without_the_encoder_words_alone_still_find(retriever, embedder, life):
    embedder.dead = True
    found = retriever.search("green")

    assert [p.title for p in found.passages] == ["Green"]
    assert found.hits[0].meaning is None
    assert "encoder stopped" in " ".join(stage.note for stage in found.stages)


def test_what_has_no_vector_yet_is_found_by_its_words(store, retriever, life):
    put(store, a_note("Completely newfangled words."), path="/new")

    assert "Completely newfangled words." in [
        p.text for p in retriever.search("newfangled").passages
    ]


def test_what_is_removed_during_a_search_is_not_found_and_does_not_break_it(store, index, life):
    class Meanwhile(WordEmbedder):
        def encode(self, texts):
            remove(store, "Mail")
            return super().encode(texts)

    found = Retriever(store, index, Meanwhile()).search("green tea").passages

    assert {p.title for p in found} == {"Chat", "Making"}


def test_what_was_removed_is_not_found_any_more(store, retriever, life):
    remove(store, "Mail")

    assert set(titles(retriever, "green tea noon")) == {"Chat", "Making"}


def test_how_it_was_found_is_told_step_by_step(retriever, life):
    found = retriever.search("tea", where=Filter(source="Mail"))

    assert [stage.name for stage in found.stages] == ["filter", "words", "meaning", "fuse"]
    assert found.stages[0].note == "2 passages are of that kind"
    assert all(stage.seconds >= 0 for stage in found.stages)


# Variety


def test_one_long_document_does_not_take_every_place(store, embedder, retriever):
    put(store, a_note("\n\n".join(f"tea {n} " * 150 for n in range(12)), title="Long"), path="/l")
    put(store, a_note("some tea with other words", title="Short"), path="/s")
    learn(store, embedder)

    assert titles(retriever, "tea").count("Long") == 3
    assert "Short" in titles(retriever, "tea")


def test_the_same_words_are_shown_once(store, embedder, retriever):
    put(store, *(a_mail(str(n), "Tea  at noon." if n else "tea at NOON.") for n in range(4)))
    learn(store, embedder)

    assert len(retriever.search("tea").passages) == 1


def test_no_more_are_returned_than_were_asked_for(retriever, life):
    assert len(retriever.search("tea", limit=2).passages) == 2


# Chats


WORDS = ["alfa", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel"]
WORDS += ["india", "juliet", "kilo", "lima"]


@pytest.fixture
def chat(store, embedder):
    """A chat from noon to noon, one word every two hours; found by its words alone."""
    embedder.dead = True
    messages = ((f"{word} said", day(1) + timedelta(hours=2 * n)) for n, word in enumerate(WORDS))
    put(store, a_chat(*messages, title="Chat with Bo"))


def test_a_message_is_shown_with_those_around_it_and_its_own_date(store, chat, retriever):
    best = retriever.search("golf").passages[0]

    assert best.locator == "#7"
    assert best.text.split("\n") == [f"{word} said" for word in WORDS[2:9]]
    assert best.date == day(1) + timedelta(hours=12)
    assert opened(store, best.document).text[best.start : best.end] == best.text


@pytest.mark.parametrize(("query", "around"), [("alfa", WORDS[:3]), ("lima", WORDS[7:])])
def test_at_its_ends_a_chat_is_shown_as_far_as_it_goes(chat, retriever, query, around):
    shown = retriever.search(query).passages[0].text

    assert shown.strip().split("\n") == [f"{word} said" for word in around]


def test_a_message_that_is_shown_already_is_not_shown_again(chat, retriever):
    first, *others = retriever.search("foxtrot golf").passages

    assert {"foxtrot", "golf"} <= set(first.text.split())
    assert not any(first.start <= p.start and p.end <= first.end for p in others)


def test_a_message_is_found_by_its_own_day_not_that_of_its_chat(chat, retriever):
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    after = retriever.search("golf said", where=Filter(since=midnight)).passages
    before = retriever.search("golf said", where=Filter(until=midnight)).passages

    assert after
    assert all(p.date >= midnight for p in after)
    assert all(p.date < midnight for p in before)


# The parts


def test_fusing_mixes_shares_of_the_best_and_keeps_both_ranks():
    words = {ChunkId(1): 10.0, ChunkId(2): 5.0}
    meaning = {ChunkId(2): 0.8, ChunkId(3): 0.4}
    first, second, third = fuse(words, meaning)

    assert [r.id for r in (first, second, third)] == [2, 3, 1]
    assert first.score == pytest.approx(0.3 * 0.5 + 0.7)
    assert (first.words, first.meaning, first.cosine) == (2, 1, 0.8)
    assert (third.words, third.meaning, third.cosine) == (1, None, None)


scores = st.dictionaries(st.integers(1, 9).map(ChunkId), st.floats(-1, 20), max_size=9)


@given(words=scores, meaning=scores)
def test_fusing_loses_and_invents_nothing(words, meaning):
    ranked = fuse(words, meaning)

    assert {r.id for r in ranked} == words.keys() | meaning.keys()
    assert len(ranked) == len({r.id for r in ranked})
    assert [r.score for r in ranked] == sorted((r.score for r in ranked), reverse=True)


def test_a_rare_word_says_more_than_a_common_one(store, retriever):
    put(store, *(a_note(f"common {n}", locator=str(n)) for n in range(20)))
    put(store, a_note("common scarce"), path="/s")
    weights = retriever.rarity(["common", "scarce", "unheard"])

    assert weights["common"] < 0.1 < weights["scarce"] < weights["unheard"] <= 1


def test_words_that_say_something_are_kept_in_order_and_once():
    assert content_words("When is the Tea, the TEA and the Kiln?") == ["tea", "kiln"]
    assert content_words("Wann ist die Fähre?") == ["fähre"]


def test_words_are_compared_without_their_marks():
    assert plain("Fähre") == "fahre"


def test_a_filter_of_nothing_is_none():
    assert not Filter()
    assert Filter(until=datetime(2026, 1, 1, tzinfo=UTC))
