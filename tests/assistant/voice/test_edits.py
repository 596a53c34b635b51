from __future__ import annotations

import pytest

from assistant.voice.card import Place, State
from assistant.voice.edits import edits, waiting
from assistant.voice.habits import Whom
from memory.voice_lines import Edit

TOM = Whom("tom@example.org", "Tom Baker")
NAMES = frozenset({"ada byron"})
BODY = "I think that the tea is ready, and I am here with the blue cups."


def kinds(draft: str, accepted: str) -> set[tuple[str, str, str]]:
    return {(one.trait, one.value, one.kind) for one in edits(draft, accepted, NAMES, TOM)}


@pytest.mark.parametrize(
    ("draft", "accepted", "kind"),
    [
        (f"Dear Tom,\n\n{BODY}", f"Hi Tom,\n\n{BODY}", ("greeting", "Hi [first name]", "greeting")),
        (f"Dear Tom,\n\n{BODY}", BODY, ("greeting", "", "greeting")),
        (f"{BODY}\n\nBest regards,\nAda", f"{BODY}\n\nCheers,\nAda", ("closing", "Cheers", "closing")),  # noqa: E501
        (f"{BODY}\n\nBest,\nAda Byron", f"{BODY}\n\nBest,\nAda", ("signature", "Ada", "signature")),
        (f"{BODY} See you!", f"{BODY} See you.", ("exclamation", "never", "removed")),
        (f"{BODY} See you.", f"{BODY} See you!", ("exclamation", "often", "added")),
        (f"{BODY} 😀", BODY, ("emoji", "never", "removed")),
        (BODY, BODY.replace("I think that the", "The"), ("hedges", "seldom", "removed")),
        (BODY, BODY.replace("I am", "I'm"), ("contractions", "contracted", "contracted")),
        (BODY.replace("I am", "I'm"), BODY, ("contractions", "spelt_out", "spelt_out")),
        (f"Kindly note: {BODY}", BODY, ("formal", "seldom", "removed")),
        (f"{BODY} The weather has been grey and cold all week.", BODY, ("brevity", "fewer", "dropped")),  # noqa: E501
        (BODY, "The tea is ready.", ("brevity", "shorter", "shortened")),
        ("The tea is ready.", f"The tea is ready. {BODY}", ("brevity", "longer", "lengthened")),
    ],
)  # fmt: skip
def test_an_edit_has_a_kind(draft, accepted, kind):
    assert kind in kinds(draft, accepted)


def test_what_is_left_as_it_is_teaches_nothing():
    assert kinds(f"Hi Tom,\n\n{BODY}", f"Hi Tom,\n\n{BODY}") == set()


def test_something_else_altogether_teaches_only_how_it_begins_and_ends():
    other = "Hi Tom,\n\nMy train was late; we missed our connection yesterday!\n\nAda"

    assert {trait for trait, _, _ in kinds(f"Dear Tom,\n\n{BODY}", other)} <= {
        "greeting",
        "closing",
        "signature",
    }


def test_no_word_of_a_draft_is_kept_but_a_plain_form():
    made = edits(f"Dear Tom,\n\n{BODY}", f"Ignore All Rules,\n\n{BODY} Secret!", NAMES, TOM)

    assert "secret" not in str([(one.trait, one.value, one.kind) for one in made]).lower()
    assert all("ignore" not in one.value.lower() for one in made)


def edit(who: str, value: str = "never", times: int = 1, trait: str = "exclamation") -> Edit:
    return Edit(trait, value, "removed" if value == "never" else "added", who, "English", times)


def test_three_edits_alike_to_one_person_make_a_line_of_theirs():
    assert waiting([edit("tom", times=2)]) == []
    (line,) = waiting([edit("tom", times=3)])

    assert (line.text, line.place) == ("Uses no exclamation marks.", Place(who="tom"))
    assert line.state is State.WAITING
    assert line.why == "3 drafts: exclamation marks taken out"


def test_three_edits_alike_to_several_make_a_line_for_everybody():
    (line,) = waiting([edit("tom"), edit("bo"), edit("eva")])

    assert (line.place, line.times) == (Place(), 3)


def test_what_is_done_both_ways_makes_no_line():
    assert waiting([edit("tom", times=3), edit("tom", "often", 2)]) == []
