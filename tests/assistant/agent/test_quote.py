"""An answer in somebody's own words: the stretch that answers, or none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agent import quote
from assistant.agent.quote import (
    Candidate,
    answers_kind,
    candidates,
    chosen,
    quoted,
    statements,
    stretches,
)
from tests.fakes import a_chat, a_note, day, learn, put


@pytest.fixture
def found(store, embedder, retriever):
    """What is found for a question among a few notes."""
    texts = [
        "The kiln was lit at dawn, and all of us stood around it until the sun came up, cold. "
        "The rent is 850 pounds a month. It rained all day.",
        "What is the rent a month, and how much is the rent that we are going to pay then?",
        "Bread needs flour, water and salt.",
    ]
    put(store, *(a_note(text, title="Note", locator=str(n)) for n, text in enumerate(texts)))
    learn(store, embedder)
    return lambda question: retriever.search(question)


def test_the_stretch_that_answers_comes_first(found, retriever, embedder):
    question = "How much is the rent a month?"
    best = candidates(question, found(question), retriever=retriever, embedder=embedder)[0]

    assert best.text.startswith("The rent is 850 pounds")


def test_a_stretch_is_words_of_its_passage(found, retriever, embedder):
    ranked = candidates("rent", found("rent"), retriever=retriever, embedder=embedder)

    assert ranked
    assert all(one.text in one.passage.text for one in ranked)
    assert [c.score for c in ranked] == sorted((c.score for c in ranked), reverse=True)


def test_of_a_chat_the_whole_exchange_is_read_for_the_answer(store, embedder, retriever):
    ask, tell = "What is the rent a month, Bo?", "The rent is 850 pounds a month."
    put(store, a_chat((ask, day(1)), ("Wait.", day(1)), (tell, day(1)), ("Ah.", day(1))))
    learn(store, embedder)
    found = retriever.search("What is the rent a month?")
    asked = replace(found, passages=[p for p in found.passages if p.text == ask])
    ranked = candidates("What is the rent?", asked, retriever=retriever, embedder=embedder)

    assert any(one.text.startswith(tell) for one in ranked)
    assert all(one.text in one.passage.reading for one in ranked)


def test_where_nothing_was_found_there_is_no_candidate(retriever, embedder):
    assert (
        candidates("rent", retriever.search("rent"), retriever=retriever, embedder=embedder) == []
    )
    assert chosen([]) == []
    assert statements([]) == ()


def test_a_very_long_passage_is_not_compared_without_end(store, embedder, retriever, monkeypatch):
    monkeypatch.setattr(quote, "STRETCHES", 5)
    put(store, a_note("Rent. " * 30))
    learn(store, embedder)
    embedder.asked.clear()
    found = retriever.search("rent")
    candidates("rent", found, retriever=retriever, embedder=embedder)

    assert len(embedder.asked) == 1 + 1 + 5  # the search, the question, the stretches


def a_candidate(passage, score: float, proof: float, text: str = "Tea.") -> Candidate:
    return Candidate(passage, text, score, proof)


def test_none_is_quoted_when_the_signals_do_not_agree(found):
    passage = found("rent").passages[0]

    assert chosen([a_candidate(passage, 2.0, quote.ENOUGH - 0.01)]) == []
    assert len(chosen([a_candidate(passage, 0.1, quote.ENOUGH)])) == 1


def test_a_second_is_quoted_only_if_nearly_as_good_and_from_elsewhere(found):
    one, other, *_ = found("rent").passages
    third = replace(other, start=other.start + 1)
    best = a_candidate(one, 1.0, 1.0)
    same_place = a_candidate(one, 0.99, 1.0)
    worse = a_candidate(other, quote.NEARLY - 0.01, 1.0)
    nearly = a_candidate(other, quote.NEARLY + 0.01, 1.0)
    also = a_candidate(third, quote.NEARLY + 0.01, 1.0)

    assert chosen([best, same_place, worse]) == [best]
    assert chosen([best, same_place, nearly, also]) == [best, nearly]


def test_a_question_is_not_an_answer(found, retriever, embedder):
    question = "What is the rent a month?"
    best = candidates(question, found(question), retriever=retriever, embedder=embedder)[0]

    assert not best.text.startswith("What is the rent")


@pytest.mark.parametrize(
    ("question", "text", "answers"),
    [
        ("When is lunch?", "On Friday.", True),
        ("When is lunch?", "At 12.", True),
        ("When is lunch?", "In the garden.", False),
        ("Since when do they know?", "seit März", True),
        ("Wann wurde Emil geboren?", "Am 3. Mai.", True),
        ("Wann wurde Emil geboren?", "In Leith.", False),
        ("Welcher Tag passt?", "Dienstag", True),
        ("What day suits?", "any", False),
        ("How much is the rent?", "850 pounds", True),
        ("How many are we?", "seven of us", True),
        ("How long is it?", "long", False),
        ("Wie viele sind wir?", "acht", True),
        ("Was kostet der Tee?", "3 Euro", True),
        ("What does the lease cost?", "nothing", False),
        ("Who signed?", "Ada did.", True),
        ("Who signed?", "nobody did.", False),
        ("Wer kommt?", "Özlem kommt.", True),
        ("Where is the key?", "Under the mat.", None),
        ("What colour is the bicycle?", "Red.", None),
        ("", "", None),
    ],
)
def test_the_kind_of_thing_that_is_asked_for_is_looked_for(question, text, answers):
    assert answers_kind(question, text) is answers


def test_a_short_sentence_is_quoted_with_what_follows_it():
    yes = "Yes. We agreed on the larger flat, from January on, with everything that is in it."

    assert stretches(f"{yes} The end.")[0] == yes
    assert stretches(f"{yes} The end.")[-1] == "The end."


def test_a_long_sentence_is_quoted_alone():
    long = "x" * quote.FULL + " yes."

    assert stretches(f"{long} Short.") == [long, "Short."]


@given(st.text("aB. \n?!", max_size=200))
def test_every_stretch_stands_in_the_text(text):
    assert all(stretch in text for stretch in stretches(text))


def test_a_quote_is_its_own_proof(found):
    passage = found("rent").passages[0]
    made = statements([a_candidate(passage, 1, 1, "Tea\n at  noon."), a_candidate(passage, 1, 1)])

    assert [(s.text, s.cites, s.supported) for s in made] == [
        ("“Tea at noon.”", (1,), True),
        ("“Tea.”", (2,), True),
    ]
    assert quoted(" a\n b ") == "a b"
