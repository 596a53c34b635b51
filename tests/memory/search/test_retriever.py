"""What is found for a query, in which order, and that no query is one too many."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory.documents import opened
from memory.errors import Problem
from memory.search import STAGES, Filter, Retriever, content_words
from memory.search import retriever as module
from memory.sources import remove
from tests.fakes import WordEmbedder, a_chat, a_mail, a_note, day, learn, put

TODAY = date(2026, 4, 1)


def titles(retriever: Retriever, query: str, **more) -> list[str]:
    return [p.title for p in retriever.search(query, today=TODAY, **more).passages]


def texts(retriever: Retriever, query: str, **more) -> list[str]:
    return [p.text for p in retriever.search(query, today=TODAY, **more).passages]


@pytest.fixture
def life(store, embedder):
    """Four documents about tea: two mails, a chat, a note."""
    put(
        store,
        a_mail("a", "We drink tea at noon.", title="Noon", date=day(1)),
        a_mail("b", "Green tea for everybody.", title="Green", date=day(10)),
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
    assert retriever.search("tea before I moved, in 2021").passages == []
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


def test_no_more_are_returned_than_were_asked_for(retriever, life):
    assert len(retriever.search("tea", limit=2).passages) == 2


# No query is one too many


@settings(max_examples=150)
@given(query=st.text("ab\"*()^:-+{}[]_' \0\n.,ÄßNOTANDORNEAR東京", max_size=14))
def test_no_query_is_a_syntax_error(retriever, life, query):
    retriever.search(query)
    with suppress(Problem):  # a person of no letters
        retriever.search(query, where=Filter(person=query, source=query))


@given(query=st.text(max_size=12))
def test_no_letter_of_any_script_is_an_error(retriever, life, query):
    retriever.search(query)
    retriever.rarity(content_words(query))


@given(query=st.lists(st.sampled_from(["before", "I", "in", "March", "2021", "0", "last", "tea"])))
def test_no_time_is_an_error(retriever, life, query):
    retriever.search(" ".join(query))


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
        ("Wann legen die Fähren ab?", "Die Fähre legt um neun ab."),
        ("When were the meetings?", "We meet at dawn."),
        ("东京的天气", "我下个月搬到东京。"),
    ],
)
def test_a_word_is_found_in_another_form(store, embedder, retriever, query, text):
    embedder.dead = True
    put(store, a_note(text), a_note("Something else.", locator="2"))

    assert texts(retriever, query) == [text]


# When something is missing or changes


def test_without_the_encoder_words_alone_still_find(retriever, embedder, life):
    embedder.dead = True
    found = retriever.search("green")

    assert [p.title for p in found.passages] == ["Green"]
    assert found.passages[0].why == "words no. 1"
    assert "encoder stopped" in " ".join(stage.note for stage in found.stages)


def test_without_the_encoder_a_time_still_finds(retriever, embedder, life):
    embedder.dead = True

    assert titles(retriever, "tea on 10 March 2026")[0] == "Green"
    assert titles(retriever, "tea on 1 March 2026")[0] == "Noon"


def test_what_has_no_vector_yet_is_found_by_its_words(store, retriever, life):
    put(store, a_note("Completely newfangled words."), path="/new")

    assert "Completely newfangled words." in texts(retriever, "newfangled")


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


# Stages


def test_how_it_was_found_is_told_step_by_step(retriever, life):
    found = retriever.search("tea in March", where=Filter(source="Mail"), today=TODAY)
    names = ["filter", "time", "words", "meaning", "neighbours", "around", "rank", "diversity"]

    assert [stage.name for stage in found.stages] == names
    assert found.stages[0].note == "2 passages are of that kind"
    assert found.stages[1].note == "4 passages are of the time asked for"
    assert all(stage.seconds >= 0 for stage in found.stages)
    names = [stage.name for stage in retriever.search("Is tea green?").stages]
    assert names[:2] == ["words", "meaning"]
    assert names[-3:] == ["rank", "newer first", "diversity"]


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_can_be_left_out(retriever, life, stage):
    for query in ("Is tea green?", "tea in March"):
        found = retriever.search(query, without=(stage,), today=TODAY)

        told = [one.note for one in found.stages if one.name == stage]
        assert found.passages
        assert not told or stage in ("diversity", "around")


def test_without_words_and_meaning_only_a_time_finds(retriever, life):
    without = ("words", "meaning")

    assert titles(retriever, "tea", without=without) == []
    found = retriever.search("tea", without=STAGES)
    assert [stage.name for stage in found.stages] == ["rank", "diversity"]
    words = retriever.search("green", without=("meaning",)).passages[0]
    meaning = retriever.search("green", without=("words",)).passages[0]
    assert (words.why, meaning.why) == ("words no. 1", "meaning no. 1")


def test_diversity_left_out_shows_the_same_words_again(store, embedder, retriever):
    put(store, *(a_mail(str(n), "Tea at noon.") for n in range(4)))
    learn(store, embedder)

    assert len(retriever.search("tea").passages) == 1
    assert len(retriever.search("tea", without=("diversity",)).passages) == 4


def test_one_long_document_does_not_take_every_place(store, embedder, retriever):
    put(store, a_note("\n\n".join(f"tea {n} " * 150 for n in range(12)), title="Long"), path="/l")
    put(store, a_note("some tea with other words", title="Short"), path="/s")
    learn(store, embedder)

    assert titles(retriever, "tea").count("Long") == 3
    assert "Short" in titles(retriever, "tea")
    assert titles(retriever, "tea", without=("diversity",)).count("Long") > 3


# What stands beside and around


def test_a_message_is_found_by_those_beside_it(store, embedder, retriever):
    embedder.dead = True
    put(store, a_chat(("Where is the kiln?", day(1)), ("Under the mat.", day(1)), ("Ah.", day(1))))

    assert set(texts(retriever, "kiln")) == {"Where is the kiln?", "Under the mat.", "Ah."}
    assert texts(retriever, "kiln", without=("neighbours",)) != []


def test_what_stands_beside_the_best_is_found_though_it_shares_nothing(store, embedder, retriever):
    embedder.dead = True
    text = "Where is the kiln? " + "Rain and hail and snow. " * 60
    put(store, a_mail("a", text, title=""), a_mail("b", "Fog.", title=""))

    shown = texts(retriever, "kiln")
    assert len(shown) == 2
    assert not any("kiln" in one for one in shown[1:])
    assert len(texts(retriever, "kiln", without=("neighbours",))) == 1


def test_left_out_nothing_around_the_best_is_read(store, embedder, retriever, monkeypatch):
    monkeypatch.setattr(module, "CLOSER", 1)
    monkeypatch.setattr(module, "CLOSER_EACH", 0)
    put(store, a_chat(("Tea?", day(1)), ("Rain.", day(1)), ("Snow.", day(1))))
    learn(store, embedder)

    def read(*without: str) -> str:
        stages = retriever.search("Tea?", without=("neighbours", *without)).stages
        return "".join(stage.note for stage in stages if stage.name == "around")

    assert read() == "3 passages read beside them"
    assert read("around") == "1 passages read beside them"


def test_what_is_around_a_short_message_decides_between_equals(store, embedder, retriever):
    where, kiln = "On the shelf at the back.", "The kiln and the kiln key of the kiln."
    put(store, a_chat(("Rain.", day(1)), (where, day(1)), ("Snow.", day(1))), path="/1")
    put(store, a_chat((kiln, day(2)), (where, day(2)), (kiln + " Yes.", day(2))), path="/2")
    learn(store, embedder)

    without = ("newer first", "words")
    found = retriever.search("Is the kiln on the shelf?", without=without).passages
    assert next(p.date for p in found if p.text == where) == day(2)


# Chats


WORDS = ["alfa", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel"]
WORDS += ["india", "juliet", "kilo", "lima"]


@pytest.fixture
def chat(store, embedder):
    """A chat from noon to noon, one word every two hours."""
    messages = ((f"{word} said", day(1) + timedelta(hours=2 * n)) for n, word in enumerate(WORDS))
    put(store, a_chat(*messages, title="Chat with Bo"))
    learn(store, embedder)


def test_a_message_is_found_and_read_in_its_exchange(chat, retriever):
    best = retriever.search("golf").passages[0]

    assert (best.locator, best.text) == ("#7", "golf said")
    assert best.reading.split("\n") == [f"{word} said" for word in WORDS[2:9]]


def test_a_message_is_found_by_its_own_day_not_that_of_its_chat(chat, retriever):
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    after = retriever.search("golf said", where=Filter(since=midnight)).passages
    before = retriever.search("golf said", where=Filter(until=midnight)).passages

    assert after
    assert all(p.date >= midnight for p in after if p.date)
    assert before
    assert all(p.date < midnight for p in before if p.date)
