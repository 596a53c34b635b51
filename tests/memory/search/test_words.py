"""Words are found in their other forms and in every script, and a common one costs no time."""

from __future__ import annotations

import pytest

from memory.search import content_words, plain, words
from memory.search.words import Matched, WordIndex, is_english
from memory.sources import remove
from memory.types import ChunkId
from tests.fakes import a_note, put


@pytest.fixture
def index(store) -> WordIndex:
    return WordIndex(store)


def texts(store, matched: Matched) -> list[str]:
    """Return what was matched, best first."""
    best = sorted(matched.scores, key=lambda one: -matched.scores[one])
    return [
        store.db.execute("select text from chunks where id = ?", [id]).fetchone()[0] for id in best
    ]


def some_notes(store, *notes: str, path: str = "/notes") -> None:
    put(store, *(a_note(text, locator=str(n)) for n, text in enumerate(notes)), path=path)


# In every form


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("meetings", "We agreed to meet at dawn."),
        ("leases", "The lease was signed."),
        ("running", "They run at dawn."),
        ("fahre", "Die Fähre legt um neun ab."),
        ("fähre", "Die FÄHRE legt um neun ab."),
    ],
)
def test_an_english_word_is_found_by_its_stem_and_without_marks(store, index, word, text):
    some_notes(store, text, "Something else.")

    assert texts(store, index.matched([word], 9)) == [text]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("fähren", "Die Fähre legt um neun ab."),
        ("kündigung", "Sie hat die Kündigungsfrist versäumt."),
        ("kündigungen", "Die Kündigung ist unterschrieben."),
    ],
)
def test_a_word_of_another_language_is_found_by_its_beginning(store, index, word, text):
    some_notes(store, text, "Etwas anderes.")

    assert texts(store, index.matched([word], 9, english=False)) == [text]
    assert index.matched([word], 9, english=True).scores == {}


def test_short_words_and_numbers_are_found_only_as_they_are(store, index):
    some_notes(store, "Raum 1234.", "Raum 12345.", "Tee.", "Teekanne.")

    assert texts(store, index.matched(["1234"], 9, english=False)) == ["Raum 1234."]
    assert texts(store, index.matched(["tee"], 9, english=False)) == ["Tee."]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("東京", "来月は東京に引っ越します。"),
        ("東京", "引っ越し先は東京"),
        ("東京", "東京"),
        ("引っ越", "来月は東京に引っ越します。"),
        ("会议", "明天下午三点有会议，请准时。"),
        ("下午三点", "明天下午三点有会议，请准时。"),
        ("ชา", "เราดื่มชาตอนเที่ยง"),
        ("เที่ยง", "เราดื่มชาตอนเที่ยง"),
    ],
)
def test_scripts_without_spaces_are_found_by_words_of_two_signs_and_of_four(
    store, index, word, text
):
    some_notes(store, text, "昨日は雨でした。", "ฝนตก", "Tea at noon.")

    assert texts(store, index.matched([word], 9))[0] == text
    assert index.matched(["北海"], 9).scores == {}


def test_both_scripts_of_one_question_are_looked_up(store, index):
    some_notes(store, "Tea at noon.", "東京に住む。", "Rain.")
    found = index.matched(["tea", "東京"], 9)

    assert set(texts(store, found)) == {"Tea at noon.", "東京に住む。"}


def test_signs_that_mean_something_to_the_index_are_words_there(store, index):
    some_notes(store, '東京"* OR に', "東京\0に", "東京(に")

    assert len(index.matched(["東京"], 9).scores) >= 2


# How well


def test_a_share_is_of_the_best_and_what_is_held_of_what_was_asked(store, index):
    some_notes(store, "Tea with milk and milk and milk.", "Tea.", *(f"Rain {n}." for n in range(9)))
    found = index.matched(["tea", "milk"], 9)
    most = max(found.scores.values())

    assert found.shares == {id: score / most for id, score in found.scores.items()}
    assert 0.3 < found.held < 1
    assert index.matched(["tea", "zebra", "quagga", "okapi"], 9).held < found.held
    assert index.matched(["zebra"], 9).held == 0.0


def test_where_nothing_was_asked_nothing_is_held():
    assert Matched().held == 0.0
    assert Matched().shares == {}


def test_the_words_around_a_mail_count_less_than_its_own(store, index):
    put(
        store,
        a_note("Tea and rain.", title="One", locator="1"),
        a_note("Snow and rain.", title="Tea", locator="2"),
        a_note("Snow and wind.", title="Three", locator="3"),
        a_note("Snow, fog.", title="Four", locator="4"),
        a_note("Snow, ice.", title="Five", locator="5"),
    )
    found = index.matched(["tea"], 9)

    assert set(texts(store, found)) == {"Tea and rain.", "Snow and rain."}


def test_no_more_than_the_depth_is_returned_but_for_those_besides(store, index):
    some_notes(store, "tea tea tea", "tea tea rain", "tea rain rain rain", "rain rain", "fog")
    last = ChunkId(3)

    assert list(index.matched(["tea"], 1).scores) == [1]
    assert list(index.matched(["tea"], 1, besides=[last]).scores) == [1, 3]
    assert list(index.matched(["tea"], 1, besides=[ChunkId(4)]).scores) == [1]


def test_only_those_among_which_is_looked_are_returned(store, index):
    some_notes(store, "tea tea tea", "tea tea rain", "rain", "fog")

    assert list(index.matched(["tea"], 1, among=[ChunkId(2), ChunkId(3)]).scores) == [2]


# What it costs


def test_a_word_of_too_many_chunks_is_left_out_where_a_rarer_one_is_asked_for(
    store, index, monkeypatch
):
    monkeypatch.setattr(words, "ROWS", 5)
    some_notes(store, *(f"common {n}" for n in range(20)), "scarce", "scanty")

    found = index.matched(["common", "scarce", "scanty"], 99)
    assert sorted(texts(store, found)) == ["scanty", "scarce"]
    assert len(index.matched(["common"], 99).scores) == 20


def test_within_the_budget_all_words_are_looked_up(store, index, monkeypatch):
    monkeypatch.setattr(words, "ROWS", 22)
    some_notes(store, *(f"common {n}" for n in range(20)), "scarce", "scanty")

    assert len(index.matched(["common", "scarce", "scanty"], 99).scores) == 22


def test_a_word_is_counted_once_until_much_has_come(store, index):
    some_notes(store, *(f"common {n}" for n in range(60)))
    asked: list[str] = []
    store.db.conn.set_trace_callback(asked.append)
    index.rarity(["common"])
    asked.clear()
    index.rarity(["common"])
    assert not any("count" in sql for sql in asked)

    some_notes(store, *(f"common again {n}" for n in range(5)), path="/more")
    asked.clear()
    index.rarity(["common"])
    assert any("count" in sql for sql in asked)
    store.db.conn.set_trace_callback(None)


def test_what_comes_after_the_first_question_is_found(store, index):
    assert index.matched(["tea"], 9).scores == {}
    some_notes(store, "Tea.")
    assert texts(store, index.matched(["tea"], 9)) == ["Tea."]
    assert index.rarity(["tea"])["tea"] < 1
    remove(store, "Notes")

    assert index.matched(["tea"], 9).scores == {}


def test_a_rare_word_says_more_than_a_common_one(store, index):
    some_notes(store, *(f"common {n}" for n in range(20)), "common scarce")
    weights = index.rarity(["common", "scarce", "unheard"])

    assert weights["common"] < 0.1 < weights["scarce"] < weights["unheard"] <= 1


# Taken apart


def test_words_that_say_something_are_kept_in_order_and_once():
    assert content_words("When is the Tea, the TEA and the Kiln?") == ["tea", "kiln"]
    assert content_words("Wann ist die Fähre?") == ["fähre"]


def test_words_are_compared_without_their_marks():
    assert plain("Fähre") == "fahre"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("What is the rent?", True),
        ("my lease", True),
        ("Wann fährt die Fähre?", False),
        ("東京に", False),
        ("rent", True),
        ("Fähre", False),
        ("wann Miete", False),
        ("", True),
    ],
)
def test_english_is_told_by_its_small_words(text, english):
    assert is_english(text) is english
