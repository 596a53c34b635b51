from __future__ import annotations

import random

from assistant.voice.likeness import likeness, masked
from tests.assistant.voice.mailing import BODIES, OTHER_BODIES


def varied(bodies, count: int, seed: int) -> list[str]:
    """Texts of two of the sentences each, none like the other."""
    chosen = random.Random(seed)
    return [" ".join(chosen.sample(bodies, 3)) for _ in range(count)]


def test_it_tells_the_user_from_others():
    fitted = likeness(varied(BODIES[:5], 24, 1), varied(OTHER_BODIES[:5], 40, 2))

    assert fitted is not None
    own, other = fitted.of(BODIES[5]), fitted.of(OTHER_BODIES[5])
    assert own is not None
    assert other is not None
    assert other < 0.3 < 0.7 < own
    assert fitted.right > 0.9
    assert len(fitted.spread[0]) == 24


def test_the_same_texts_make_the_same():
    texts = varied(BODIES, 20, 1), varied(OTHER_BODIES, 20, 2)
    one, other = likeness(*texts), likeness(*texts)

    assert one is not None
    assert other is not None
    assert one.of(BODIES[0]) == other.of(BODIES[0])


def test_too_little_tells_nothing():
    enough = varied(BODIES, 24, 1)

    assert likeness(enough[:5], varied(OTHER_BODIES, 24, 2)) is None
    assert likeness(enough, []) is None
    assert likeness(["Yes, that is quite right."] * 12, varied(OTHER_BODIES, 24, 2)) is None
    fitted = likeness(enough, varied(OTHER_BODIES, 24, 2))
    assert fitted is not None
    assert fitted.of("Yes.") is None


def test_one_long_text_does_not_outweigh_the_rest():
    novel = " ".join(OTHER_BODIES) * 200
    fitted = likeness(varied(BODIES, 24, 1), [*varied(OTHER_BODIES, 24, 2), novel])

    assert fitted is not None
    assert len(fitted.spread[1]) <= 2 * len(fitted.spread[0])


def test_names_and_links_are_masked_in_whatever_case():
    text = "Dear Tom, see https://example.org/tom or ask TOM's boss. Tomorrow, bob@example.org?"

    assert masked(text, ["Tom Baker"]) == "Dear ·, see · or ask ·'s boss. Tomorrow, ·"
    assert masked("Dear Tom", []) == "Dear Tom"


def test_others_are_taken_from_everywhere():
    """Of many texts of others those of the last person count as well as those of the first."""
    strange = [body.upper() for body in OTHER_BODIES]
    others = varied(OTHER_BODIES, 200, 2) + varied(strange, 60, 3)
    fitted = likeness(varied(BODIES, 24, 1), others)

    assert fitted is not None
    assert len(fitted.spread[1]) == 48
    assert (fitted.of(strange[0]) or 0) < 0.3
