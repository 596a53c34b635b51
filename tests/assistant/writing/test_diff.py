from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.writing.diff import arriving, pieces, taken

WORDS = (  # noqa: SIM905 - they are read more easily so
    "the The a an it's don't 42 1,000.50 3.5% Ana naïve e\u0301te\u0301 größer 会議 明日 "
    "пить नमस्ते 👩‍👩‍👧 🏳️‍🌈 https://example.org/a?b=c a-b c_d … — „ ‘ \u202e \ufeff \x00 \ud800"
).split()
SPACES = (" ", " ", " ", "  ", "\n", "\r\n", "\r", "\n\n", "\t", "\xa0", ". ", ", ", "! ", "")


def changes(before: str, after: str) -> list[tuple[str, str]]:
    return [(one.before, one.after) for one in pieces(before, after) if one.changed]


def invented(chance: random.Random, longest: int) -> str:
    return "".join(
        chance.choice(WORDS) + chance.choice(SPACES) for _ in range(chance.randrange(longest))
    )


def altered(text: str, chance: random.Random) -> str:
    """Return the text with a few stretches of it cut, doubled or replaced."""
    for _ in range(chance.randrange(5)):
        at, to = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        to = min(to, at + 20)
        put = chance.choice(["", text[at:to] * 2, invented(chance, 4)])
        text = text[:at] + put + text[to:]
    return text


def assert_exact(before: str, after: str) -> None:
    found = pieces(before, after)
    assert taken(found, range(len(found))) == after
    assert taken(found, ()) == before
    for left, right in pairwise(found):
        assert left.changed != right.changed
    assert all(one.before or one.after for one in found)


def test_all_gives_the_one_and_none_the_other_for_ten_thousand_pairs():
    chance = random.Random(20261125)
    for _ in range(10_000):
        before = invented(chance, 40)
        after = altered(before, chance) if chance.random() < 0.7 else invented(chance, 40)
        assert_exact(before, after)


@given(st.text(), st.text())
@settings(deadline=None, max_examples=300)
def test_all_gives_the_one_and_none_the_other_for_any_two_texts(before, after):
    assert_exact(before, after)


@given(st.text(), st.text(), st.data())
@settings(deadline=None, max_examples=200)
def test_any_choice_of_changes_takes_those_and_no_others(before, after, data):
    found = pieces(before, after)
    which = data.draw(st.sets(st.integers(0, max(len(found) - 1, 0))))

    assert taken(found, which) == "".join(
        one.after if at in which else one.before for at, one in enumerate(found)
    )


@given(st.text(), st.text())
@settings(deadline=None, max_examples=300)
def test_while_it_arrives_nothing_is_lost(before, so_far):
    found = arriving(before, so_far)

    assert taken(found, ()) == before
    assert taken(found, range(len(found))).startswith(so_far)


def test_what_is_not_reached_yet_is_not_shown_as_removed():
    before = "I am writing to let you know that the lease ends on 31 May. Yours, Ada"
    after = "Dear Ana, the lease ends on 31 May. Best, Ada"
    for end in range(len(after)):
        last = arriving(before, after[:end])[-1]
        assert not last.changed
        assert last.before.endswith("Yours, Ada")


def test_what_arrived_looks_as_it_will_at_the_end():
    before = "We was there on monday. " * 40 + "The end."
    after = "We were there on Monday. " * 40 + "The end."
    half = after[: len(after) // 2]

    assert arriving(before, half)[:39] == pieces(before, after)[:39]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("same", "same", []),
        ("", "new", [("", "new")]),
        ("old", "", [("old", "")]),
        ("teh quick brwon fox", "the quick brown fox", [("teh", "the"), ("brwon", "brown")]),
        ("I don't know", "I do not know", [("don't", "do not")]),
        ("It costs 1,000.50 now", "It costs 1,000.60 now", [("1,000.50", "1,000.60")]),
        ("under 1.5 kg", "under 1.6 kg", [("1.5", "1.6")]),
        ("a\r\nb", "a\nb", [("\r\n", "\n")]),
        ("ete\u0301 chaud", "été chaud", [("ete\u0301", "été")]),
        ("明日会議", "今日会議", [("明", "今")]),
    ],
)
def test_a_change_is_a_word(before, after, expected):
    assert changes(before, after) == expected


def test_changes_that_only_signs_set_apart_are_one():
    assert changes("one, two three", "uno, dos three") == [("one, two", "uno, dos")]


def test_a_word_that_stayed_alone_among_new_phrases_does_not_break_them_up():
    before = "We hope very much you could come by soon"
    after = "It would please us you are here often"

    assert len(changes(before, after)) == 1


def test_paragraphs_are_taken_one_by_one():
    assert changes("one\n\ntwo", "uno\n\ndos") == [("one", "uno"), ("two", "dos")]


def test_the_texts_are_in_no_repr():
    assert "secret" not in repr(pieces("secret one", "secret two"))


def numbered(count: int) -> str:
    return "".join(
        f"Sentence n{n} says what it says here, as do the others. " for n in range(count)
    )


def test_a_long_text_is_compared_as_closely_as_a_short_one():
    before = numbered(800)
    after = before.replace("7 says", "7 tells")

    assert set(changes(before, after)) == {("says", "tells")}
    assert len(changes(before, after)) == 80
    assert_exact(before, after)


def test_what_moved_in_a_long_text_leaves_the_rest_where_it_is():
    before = numbered(400)
    moved = "One of another kind stands at the beginning. "

    assert changes(moved + before, before + moved) == [(moved, ""), ("", moved)]


def test_long_texts_are_not_compared_all_against_all(monkeypatch):
    """Twice the text is about twice the pairs that are compared, not four times."""
    import assistant.writing.diff as module

    pairs: list[int] = []
    stretches = module._stretches

    def counting(old, new):
        if old != new:
            pairs.append(len(old) * len(new))
        return stretches(old, new)

    monkeypatch.setattr(module, "_stretches", counting)
    sums = []
    for size in (400, 800):
        pairs.clear()
        before = numbered(size)
        pieces(before, before.replace("7 says", "7 tells"))
        sums.append(sum(pairs))

    assert sums[1] < 2.5 * sums[0]
