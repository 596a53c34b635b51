"""A summary by rules: the text's own sentences, in its order, none that only greets."""

from __future__ import annotations

from assistant.writing.paper import Paper
from assistant.writing.summing import MOST, central, summed

LETTER = """Hi Anna,

I hope this email finds you well. The roof of the boat house leaks above the boats. \
The roofer can mend the roof of the boat house on 8 May. The weather was mild. \
Cats are fine animals. We bought bread. The roofer wants 850 pounds for the roof.

Kind regards,
Bo"""


def test_its_sentences_stand_in_the_text_in_that_order():
    said = summed(Paper(LETTER, "en"))
    places = [LETTER.index(one) for one in said]

    assert said
    assert places == sorted(places)
    assert all("roof" in one for one in said)


def test_neither_courtesy_nor_greeting_nor_closing_sums_anything_up():
    said = " ".join(summed(Paper(LETTER, "en")))

    assert "finds you well" not in said
    assert "Anna" not in said
    assert "regards" not in said


def test_a_text_of_nothing_but_courtesy_is_told_all_the_same():
    only = "I hope this email finds you well."

    assert summed(Paper(only, "en")) == [only]


def test_a_long_text_gives_no_long_summary():
    text = " ".join(f"The boat number {n} needs a new sail." for n in range(60))

    assert len(summed(Paper(text, "en"))) == MOST


def test_a_sentence_that_shares_its_words_weighs_more():
    weights = central(["The roof leaks.", "A leaking roof is dear.", "Cats sleep."])

    assert weights[0] > weights[2]


def test_courtesy_that_comes_first_does_not_stand_for_the_rest():
    short = "I hope this email finds you well. The parcel came late. Please call the shop."

    assert summed(Paper(short, "en")) == ["The parcel came late."]
