"""Shares of words by what stands before, as Witten and Bell interpolate them."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.engine.worker.spelling import Own
from assistant.shorthand.ngrams import Ngrams

WORDS = [".", "tea", "time", "is", "two"]
LETTERS = np.array([ord(letter) for letter in ".ttit"], dtype=np.int64)
TEXT = np.array([0, 1, 2, 0, 1, 3, 0, 1, 2, 0, 4, 2, 0], dtype=np.int64)


@pytest.fixture
def ngrams() -> Ngrams:
    return Ngrams(TEXT, WORDS, LETTERS)


def test_words_alone_have_their_share_of_all(ngrams):
    rows = ngrams.rows([ord("i"), ord("i")], ord("t"))

    assert list(rows) == [""]
    assert rows[""][1] == pytest.approx({"tea": 3 / 12, "time": 3 / 12, "two": 1 / 12})


def test_what_was_seen_behind_a_word_leaves_some_to_what_was_not(ngrams):
    rows = ngrams.rows([ord("t")], ord("t"))

    assert rows["tea"] == (pytest.approx(2 / 5), {"time": pytest.approx(2 / 5)})
    assert rows["two"] == (pytest.approx(1 / 2), {"time": pytest.approx(1 / 2)})


def test_two_words_before_count_only_together(ngrams):
    rows = ngrams.rows([ord("."), ord("t")], ord("t"))

    assert rows[". tea"][1] == {"time": pytest.approx(2 / 5)}
    assert rows[". two"][1] == {"time": pytest.approx(1 / 2)}
    assert "is" not in {word for _, row in rows.values() for word in row}


def test_shares_behind_a_word_and_what_is_left_are_all(ngrams):
    left, shares = 0.0, 0.0
    for letter in "ti":
        left, row = ngrams.rows([ord("t")], ord(letter))["tea"]
        shares += sum(row.values())

    assert left + shares == pytest.approx(1)


def test_they_are_mixed_from_the_shorter_to_the_longer(ngrams):
    own = Own(ngrams.rows([ord("."), ord("t")], ord("t")))

    alone = 3 / 12
    after_tea = 2 / 5 + 2 / 5 * alone
    assert own.likely((".", "tea"), "time") == pytest.approx(2 / 5 + 2 / 5 * after_tea)
    assert own.after((".", "tea")) == {"time"}
    assert own.likely(("nothing", "known"), "time") == pytest.approx(alone)


def test_nobody_s_words_are_no_mistake():
    rows = Ngrams(np.array([0], dtype=np.int64), ["."], np.array([46])).rows([46, 46], ord("t"))

    assert rows == {"": (0.0, {})}
