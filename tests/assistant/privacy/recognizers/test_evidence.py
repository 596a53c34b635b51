"""Names that only the whole of a text tells."""

from __future__ import annotations

import pytest

from assistant.privacy.recognizers.names import marked, names
from assistant.privacy.recognizers.tokens import words


def named(text):
    return [text[s.start : s.end] for s in names(marked(words(text)))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thanks for the mail. Velmor, I saw your note.", "Velmor"),
        ("We buy cups. Tendrik, which sells them, is late.", "Tendrik"),
        ("What a day.\nSunshine commented on 4 July that it rained.", "Sunshine"),
        ("who is velmorin tarandu and what do they do", "velmorin tarandu"),
        ("she is an engineer at lantern systems since may", "lantern systems"),
        ("write to the zubrak refinery company about it", "zubrak refinery company"),
        ("merged from oruvik-eld last week", "oruvik-eld"),
        ("I asked Simple twice. They say that Simple is slow, and so is Simple today.", "Simple"),
    ],
)
def test_it_is_a_name(text, found):
    assert found in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "However, you may stay. Usually, I do not.",
        "It is Simple, he said, but simple it is not, and it was Simple before.",
        "She said 20 words and wrote 3 pages.",
        "the operating systems at work are old",
        "a well-known and user-friendly tool",
        "Our company services many systems.",
    ],
)
def test_it_is_none(text):
    assert named(text) == []
