"""An edited page asks for what was edited, and for nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.profile.editing import MOST, Deed, deeds, read_page, write_page
from assistant.profile.groups import Group
from assistant.profile.page import page
from assistant.profile.wording import wording
from memory.errors import Problem
from memory.types import Claim, ClaimId, ClaimKind, Status
from tests.assistant.profile.invented import NOW, a_claim, in_year

BATH = a_claim(1, "Lives in Bath.", "Bath", slot="lives_in")
TEA = a_claim(2, "Likes tea.", "tea", kind=ClaimKind.PREFERENCE, pinned=True)
LEEDS = a_claim(
    3, "Lives in Leeds.", "Leeds", slot="lives_in", status=Status.SUPERSEDED, until=in_year(2026)
)
KNOWN = {one.id: one for one in (BATH, TEA, LEEDS)}


def edited(*replaced: tuple[str, str], claims: dict[ClaimId, Claim] | None = None) -> list[Deed]:
    text = page(KNOWN.values(), NOW)
    for before, after in replaced:
        assert before in text
        text = text.replace(before, after)
    return deeds(text, KNOWN if claims is None else claims)


def line(start: str) -> str:
    """Return a whole line of the page."""
    return next(one for one in page(KNOWN.values(), NOW).splitlines() if one.startswith(start))


def test_a_page_that_was_not_edited_asks_for_nothing():
    assert edited() == []


def test_not_even_when_much_was_learned_since():
    now = {one.id: replace(one, text="Quite another thing.") for one in KNOWN.values()}

    assert edited(claims=now) == []


@pytest.mark.parametrize(
    ("before", "after", "asked"),
    [
        ("in Bath", "in York", [Deed("edit", ClaimId(1), "Lives in York.")]),
        (line("- Lives"), "", [Deed("forget", ClaimId(1))]),
        (line("- 2025"), "", [Deed("forget", ClaimId(3))]),
        ("- ! Likes", "- Likes", [Deed("unpin", ClaimId(2))]),
        ("- Lives", "- ! Lives", [Deed("pin", ClaimId(1))]),
        ("## You\n", "## You\n- Has a dog.\n", [Deed("tell", None, "Has a dog.")]),
        ("## You\n", "## You\nHas a dog.\n", [Deed("tell", None, "Has a dog.")]),
        (
            "dislike\n",
            "dislike\n* Likes beer\n",
            [Deed("tell", None, "Likes beer", ClaimKind.PREFERENCE)],
        ),
        ("so\n", "so\n- Had a cat.\n", [Deed("tell", None, "Had a cat.", past=True)]),
        ("2025–2026: Lives", "2025–2026: Dwells", []),
        ("## You\n", "## You\n<!-- a thought\nof mine -->\n\n", []),
        (line("- Lives"), line("- Lives") + "\n" + line("- Lives"), []),
    ],
)
def test_each_line_asks_for_its_own(before, after, asked):
    assert edited((before, after)) == asked


def test_a_line_that_was_copied_and_changed_is_a_new_one():
    copied = line("- Lives") + "\n" + line("- Lives").replace("Bath", "York")

    assert edited((line("- Lives"), copied)) == [Deed("tell", None, "Lives in York.")]


def test_without_the_list_of_what_it_held_nothing_counts_as_deleted():
    text = "- Lives in York. ^c1.abc\n- Has a dog.\n"

    assert deeds(text, KNOWN) == [
        Deed("edit", ClaimId(1), "Lives in York."),
        Deed("tell", None, "Has a dog."),
    ]


def test_a_claim_that_is_gone_is_let_be():
    assert edited(("in Bath", "in York"), claims={}) == []


@pytest.mark.parametrize("text", ["", "A letter to Bo.", "^c99.abc"])
def test_a_file_that_is_no_page_erases_nothing(text):
    with pytest.raises(Problem, match="None of the lines"):
        deeds(f"{text}\n<!-- ^held 1-3 -->", KNOWN)
    with pytest.raises(Problem, match="too long"):
        deeds("x" * (MOST + 1), KNOWN)


def test_a_forged_list_costs_nothing():
    many = " ".join(["1-999999999"] * 3 + ["9" * 5000])

    assert deeds(f"{line('- Lives')}\n<!-- ^held {many} -->", {BATH.id: BATH}) == []


def test_nobodys_words_are_in_the_repr_of_a_deed():
    assert "York" not in repr(edited(("in Bath", "in York")))


def test_a_page_goes_to_a_file_and_comes_back(tmp_path):
    path = tmp_path / "profile.md"
    text = page(KNOWN.values(), NOW)
    write_page(path, text)

    assert read_page(path) == text


def test_a_file_that_cannot_be_written_or_read_is_told(tmp_path):
    with pytest.raises(Problem, match="could not be written"):
        write_page(tmp_path / "none" / "profile.md", "")
    with pytest.raises(Problem, match="cannot be read"):
        read_page(tmp_path / "none.md")
    (tmp_path / "latin.md").write_bytes(b"\xe9")
    with pytest.raises(Problem, match="cannot be read"):
        read_page(tmp_path / "latin.md")
    (tmp_path / "long.md").write_text("x" * (MOST + 1))
    with pytest.raises(Problem, match="too long"):
        read_page(tmp_path / "long.md")


@pytest.mark.parametrize("language", ["English", "German"])
def test_a_page_asks_for_the_same_in_every_language(language):
    words = wording(language)
    text = page(KNOWN.values(), NOW, language=language)
    assert deeds(text, KNOWN) == []
    for group, line in ((Group.PREFERENCE, "Likes beer"), (Group.BEFORE, "Had a dog")):
        above = f"## {words.headings[group]}\n"
        assert above in text
        text = text.replace(above, f"{above}- {line}\n")
    text = text.replace("in Bath", "in York")

    assert deeds(text, KNOWN) == [
        Deed("edit", ClaimId(1), "Lives in York."),
        Deed("tell", None, "Likes beer", ClaimKind.PREFERENCE),
        Deed("tell", None, "Had a dog", past=True),
    ]


def test_headings_of_two_languages_on_one_page_are_understood():
    asked = deeds("## How you write\n- Short.\n## Was Sie vorhaben\n- Paris.\n", {})

    assert [one.kind for one in asked] == [ClaimKind.STYLE, ClaimKind.PLAN]
