"""The page: the same claims give the same page, within its budget, and nothing is passed off."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.profile.page import VIEWS, held, page
from memory.sizes import estimated_tokens
from memory.types import (
    ClaimId,
    ClaimKind,
    DocumentId,
    Evidence,
    Scope,
    Sensitivity,
    Status,
    Strength,
)
from tests.assistant.profile.invented import NOW, a_claim, in_year

K, S = ClaimKind, Status

MANY = [
    a_claim(1, "Lives in Leeds.", "Leeds", slot="lives_in", confidence=0.83),
    a_claim(2, "Lives in Bath.", "Bath", slot="lives_in", status=S.SUPERSEDED,
            until=in_year(2025), since=in_year(2019)),
    a_claim(3, "Likes tea.", "tea", kind=K.PREFERENCE),
    a_claim(4, "Sister of Bo.", "Bo", kind=K.RELATION, subject="Ana", slot="sister"),
    a_claim(5, "Has asthma.", status=S.DRAFT, sensitivity=Sensitivity.SENSITIVE, slot="health"),
    a_claim(6, "Works at Acme.", "Acme", slot="employer", status=S.DISPUTED),
    a_claim(7, "Works at Zeta.", "Zeta", slot="employer", status=S.DISPUTED),
    a_claim(8, "Never true.", status=S.RETRACTED),
    a_claim(9, "Closes with “Cheers”.", "Cheers", kind=K.STYLE, scope=Scope("Ana")),
    a_claim(10, "Sees the dentist.", kind=K.PLAN, until=NOW + timedelta(days=3)),
    a_claim(11, "Saw the sea.", kind=K.PLAN, until=NOW - timedelta(days=3)),
    a_claim(12, "Plays the cello.", "cello", kind=K.SKILL, pinned=True),
]  # fmt: skip

EXPECTED = """\
# What Famulus believes about you

## In dispute: which is right?
- Works at Acme.
- Works at Zeta.

## You
- Lives in Leeds.

## People
- Ana: Sister of Bo.

## What you can do
- ! Plays the cello.

## What you like and dislike
- Likes tea.

## What you plan
- Sees the dentist.

## How you write
- Closes with “Cheers”. (Ana)

## Before: no longer so
- 2019–2025: Lives in Bath.
"""


def test_what_is_sure_disputed_and_past_stands_in_its_place():
    assert page(MANY, NOW, marked=False) == EXPECTED


def test_the_page_for_editing_says_how_and_what_it_holds():
    text = page(MANY, NOW)

    assert "<!-- Change a line" in text
    assert text.endswith("<!-- ^held 1-4 6-7 9-10 12 -->\n")
    assert "- Lives in Leeds. ^c1." in text


@given(seed=st.integers(0, 99), hours=st.integers(0, 8))
def test_the_same_claims_give_the_same_page(seed, hours):
    mixed = random.Random(seed).sample(MANY, len(MANY))

    assert page(mixed, NOW + timedelta(hours=hours)) == page(MANY, NOW)


texts = st.text("abc äß€ ", min_size=1, max_size=60)
some = st.builds(
    a_claim,
    st.integers(1, 9999),
    texts,
    kind=st.sampled_from(K),
    status=st.sampled_from(S),
    pinned=st.booleans(),
    confidence=st.floats(0.1, 0.9),
    subject=st.sampled_from(["", "", "Ana"]),
)


@given(
    claims=st.lists(some, max_size=40, unique_by=lambda one: one.id),
    view=st.sampled_from(list(VIEWS)),
)
def test_no_page_is_longer_than_its_budget(claims, view):
    text = page(claims, NOW, VIEWS[view], marked=False)

    assert estimated_tokens(text) <= max(VIEWS[view].budget, 10)
    assert page(claims, NOW, VIEWS[view], marked=False) == text


def test_what_is_today_is_not_past_before_the_day_is():
    plan = a_claim(1, "Sees Bo.", kind=K.PLAN, until=NOW - timedelta(hours=2))

    assert "Sees Bo" in page([plan], NOW)
    assert "Sees Bo" not in page([plan], NOW + timedelta(days=1))


def test_what_is_weakest_is_left_out_first():
    claims = [
        a_claim(n, f"Likes number {n}.", confidence=0.5 + n / 1000, locked=True)
        for n in range(1, 300)
    ]
    claims += [replace(a_claim(500, "Pinned though weak."), pinned=True, confidence=0.1)]
    view = replace(VIEWS["full"], budget=250)
    text = page(claims, NOW, view, marked=False)

    assert 230 < estimated_tokens(text) <= 250
    assert "Pinned though weak." in text
    assert "number 299." in text
    assert "number 1." not in text


def a_hint(number: int, text: str, value: str, **more):
    own = Evidence(DocumentId("d"), 0, 9, value, "supports", Strength.IMPLIED, NOW, Path(), "")
    told = {"kind": K.PREFERENCE, "slot": "likes", "status": S.DRAFT, "confidence": 0.6}
    return replace(a_claim(number, text, value, **(told | more)), evidence=(own,))


def test_what_is_known_by_counting_is_no_hint():
    hints = [a_hint(1, "Cycles.", "cycles"), a_hint(2, "Writes :)", ":)", slot="emoji")]
    text = page(hints, NOW)

    assert "Cycles." in text
    assert ":)" not in text


def test_what_room_is_left_is_filled_with_what_the_user_only_hinted_at():
    hint = a_hint(20, "Likes chess.", "chess")
    others = replace(hint.evidence[0], strength=Strength.OTHERS)
    text = page([*MANY, hint], NOW, marked=False)

    assert text.startswith(EXPECTED)
    assert text.endswith("\n\n## Perhaps: not sure\n- Likes chess.\n")
    for view in set(VIEWS) - {"full"}:
        assert "chess" not in page([*MANY, hint], NOW, VIEWS[view])
    assert "chess" not in page([*MANY, replace(hint, evidence=(others,))], NOW)
    assert "chess" not in page([*MANY, replace(hint, sensitivity=Sensitivity.SENSITIVE)], NOW)
    assert "chess" not in page([*MANY, replace(hint, subject="Ana")], NOW)


def test_a_hint_says_nothing_that_stands_there_or_is_over():
    said = [a_hint(20, "Speaks of tea.", "tea"), a_hint(21, "Speaks of Bath abbey.", "Bath abbey")]

    assert page([*MANY, *said], NOW, marked=False) == EXPECTED
    denied = a_hint(22, "Likes chess.", "chess", status=S.RETRACTED)
    again = a_hint(23, "Speaks of Chess.", "Chess")
    assert page([*MANY, denied, again], NOW, marked=False) == EXPECTED


def a_note(number: int, text: str, day=NOW, **more):
    note = a_hint(number, text, text, kind=K.FACT, slot="did", since=day, **more)
    return replace(note, evidence=(replace(note.evidence[0], start=number, end=number + 1),))


def test_what_the_user_told_of_their_days_stands_under_the_day_in_their_words():
    notes = [
        a_note(30, "Went to Oslo with Ida", NOW),
        a_note(31, "Moved the piano, then slept", in_year(2019)),
        a_note(32, "Found the key", None),
    ]
    text = page([*MANY, *notes], NOW, marked=False)

    assert text.startswith(EXPECTED)
    assert text.removeprefix(EXPECTED) == (
        "\n## In your words, shortened\n"
        "### Without a date\n- Found the key\n"
        f"### {in_year(2019).day} {in_year(2019):%B %Y}\n- Moved the piano, then slept\n"
        f"### {NOW.day} {NOW:%B %Y}\n- Went to Oslo with Ida\n"
    )
    for view in set(VIEWS) - {"full"}:
        assert "Oslo" not in page([*MANY, *notes], NOW, VIEWS[view])


@pytest.mark.parametrize(
    "known",
    [
        {"status": S.SUPERSEDED},
        {"status": S.RETRACTED},
        {"status": S.DISPUTED},
        {"sensitivity": Sensitivity.SENSITIVE},
    ],
)
def test_nothing_is_quoted_of_which_is_known_that_it_is_over_or_sensitive(known):
    note = a_note(30, "Went to Oslo with Ida")
    stands = replace(a_claim(31, "Has wings.", "wings"), evidence=note.evidence)
    elsewhere = replace(note.evidence[0], start=90, end=91)

    assert "Oslo" in page([note, stands], NOW)
    assert "Oslo" not in page([note, replace(stands, **known)], NOW)
    assert "Oslo" in page([note, replace(stands, evidence=(elsewhere,), **known)], NOW)


def test_what_is_shorter_still_has_room_behind_what_has_none():
    told = (("Reads.", 0.9), ("Reads " * 20, 0.9), ("Rows.", 0.01))
    claims = [a_claim(n, text, pinned=True, confidence=sure) for n, (text, sure) in enumerate(told)]
    text = page(claims, NOW, replace(VIEWS["full"], budget=17), marked=False)

    assert "- ! Reads.\n- ! Rows.\n" in text


def test_a_hint_never_takes_the_room_of_what_is_believed():
    hints = [a_hint(n, f"Likes number {n}.", f"number {n}") for n in range(100, 200)]
    view = replace(VIEWS["full"], budget=estimated_tokens(EXPECTED))

    assert page([*MANY, *hints], NOW, view, marked=False) == EXPECTED


def test_another_way_to_count_tokens_may_be_given():
    view = replace(VIEWS["full"], budget=30)
    text = page(MANY, NOW, view, marked=False, tokens=lambda text: len(text.split()))

    assert 20 < len(text.split()) <= 30


@pytest.mark.parametrize(
    ("view", "about", "holds", "lacks"),
    [
        ("small", "", "Lives in Leeds", "Bath"),
        ("writing", "", "Cheers", "Leeds"),
        ("planning", "", "dentist", "cello"),
        ("contact", "Ana", "Sister of Bo", "Leeds"),
        ("contact", "ana", "Cheers", "tea"),
        ("style", "", "Cheers", "Sister"),
        ("cloud", "", "Likes tea", "Cheers"),
        ("cloud", "", "cello", "Leeds"),
    ],
)
def test_a_view_shows_its_part(view, about, holds, lacks):
    text = page(MANY, NOW, VIEWS[view], about=about)

    assert holds in text
    assert lacks not in text


def test_nothing_sensitive_leaves_though_the_user_confirmed_it():
    secret = a_claim(1, "Likes secrets.", kind=K.PREFERENCE, sensitivity=Sensitivity.SENSITIVE)

    assert "secrets" in page([secret], NOW)
    assert "secrets" not in page([secret], NOW, VIEWS["cloud"])
    assert "secrets" not in page([secret], NOW, replace(VIEWS["full"], sensitive=False))


def test_what_is_past_but_still_so_in_other_words_is_not_said_twice():
    past = a_claim(2, "Lives in Leeds, UK.", "Leeds, UK", slot="lives_in", status=S.SUPERSEDED)

    assert "UK" not in page([MANY[0], past], NOW)
    assert "UK" in page([MANY[2], past], NOW)


def test_what_a_page_holds_is_said_in_short():
    assert held(map(ClaimId, [5, 1, 2, 3, 9])) == "<!-- ^held 1-3 5 9 -->"
    assert held([]) == "<!-- ^held  -->"


def test_a_memory_that_believes_nothing_has_a_page():
    assert page([], NOW, marked=False) == "# What Famulus believes about you\n"


def test_the_same_page_in_german_differs_in_its_fixed_words_alone():
    english, german = (
        page(MANY, NOW, marked=False, language=one).splitlines() for one in ("English", "German")
    )

    assert german[0] == "# Was Famulus über Sie annimmt"
    assert "## Strittig: Was stimmt?" in german
    differing = [a for a, b in zip(english, german, strict=True) if a != b]
    assert all(line.startswith("#") for line in differing)
    assert len(differing) == sum(line.startswith("#") for line in english)
    assert page(MANY, NOW, language="French") == page(MANY, NOW)


def test_days_and_what_stands_around_are_in_the_language_too():
    past = a_claim(2, "Wohnt in Bath.", "Bath", slot="lives_in", status=S.EXPIRED, since=None)
    note = a_note(30, "War in Oslo", in_year(2019))
    text = page([past, note], NOW, language="German")

    assert "- früher: Wohnt in Bath. ^c2." in text
    assert f"### {in_year(2019).day}. " in text
    assert "<!-- Ändern Sie eine Zeile" in text


def test_a_hint_that_the_user_says_below_in_their_own_words_gives_its_room_to_others():
    note = a_note(30, "Painting calms, love making art")
    hints = [a_hint(31, "Likes making art.", "making art"), a_hint(32, "Likes chess.", "chess")]
    text = page([note, *hints], NOW)

    assert "Likes chess." in text
    assert "Likes making art." not in text
    assert "Likes making art." in page(hints, NOW)
    believed = replace(hints[0], status=S.ACTIVE)
    assert "Likes making art." in page([note, believed], NOW)


def test_a_hint_stays_where_the_note_that_says_it_has_no_room():
    note = a_note(30, "Painting in Oslo calms " + "and calms " * 60 + "making art")
    hint = a_hint(31, "Likes making art.", "making art")
    view = replace(VIEWS["full"], budget=60)

    assert "Likes making art." in page([note, hint], NOW, view, marked=False)
