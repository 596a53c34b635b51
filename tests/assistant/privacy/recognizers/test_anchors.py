"""What begins only where something cheap is, is all that a look at every character finds."""

from __future__ import annotations

import random
import re

from assistant.privacy.recognizers.anchors import Anchors, beginning
from assistant.privacy.recognizers.shapes import PHONE, patterns
from tests.assistant.privacy.recognizers.test_shapes import HITS, MISSES

NOISE = " \n\t.,-@:/#()+0123456789ABab°'\"İ–"


def texts() -> list[str]:
    """Return what is found and what is not, also joined and with slips of the finger."""
    random_ = random.Random(4)
    said = [text for _, text, *_ in (*HITS, *MISSES)]
    for _ in range(400):
        first, second = random_.choices(said, k=2)
        letters = list(first[: random_.randint(0, len(first))] + random_.choice(NOISE) + second)
        for _ in range(random_.randint(0, 3)):
            letters[random_.randrange(len(letters))] = random_.choice(NOISE)
        said.append("".join(letters))
    return said


def test_a_pattern_finds_where_it_may_begin_what_it_finds_everywhere():
    for text in texts():
        anchors = Anchors(text)
        for pattern in patterns():
            everywhere = [match.span() for match in pattern.shape.finditer(text)]
            assert [match.span() for match in pattern.matches(anchors)] == everywhere, pattern.why


def test_telephone_numbers_begin_with_a_number_or_a_sign():
    for text in texts():
        anchors = Anchors(text)
        places = sorted({*anchors.numbers, *anchors.words("+(")})
        begun = [match.span() for match in beginning(PHONE, text, places)]
        assert begun == [match.span() for match in PHONE.finditer(text)]


def test_small_letters_stand_where_the_letters_stand():
    text = "İstanbul, PASSWORD: Hund4Katze"

    assert Anchors(text).small.index("password") == text.index("PASSWORD")


def test_what_holds_a_sign_is_cut_out_once():
    text = "a b@c@d\ne@f g@"

    assert [text[a:b] for a, b in Anchors(text).chunks(re.compile("@"))] == [
        "b@c@d", "e@f", "g@",
    ]  # fmt: skip
