from __future__ import annotations

from assistant.privacy.recognizers.marks import Marks, joined
from assistant.privacy.recognizers.spans import Kind
from assistant.privacy.recognizers.tokens import words


def test_words_of_one_name_are_joined_and_sentences_are_not():
    marks = Marks(words("J. Bay met Dr. Lee. Then Ada"))
    by_text = {token.text: index for index, token in enumerate(marks.tokens)}

    assert joined(marks, by_text["J"])
    assert joined(marks, by_text["Dr"])
    assert not joined(marks, by_text["Lee"])


def test_a_new_mark_does_not_take_the_place_of_one():
    marks = Marks(words("Ada"))
    marks.put(0, Kind.PERSON, "first")
    marks.put_new(0, Kind.PLACE, "later")

    assert marks.of[0].kind is Kind.PERSON
