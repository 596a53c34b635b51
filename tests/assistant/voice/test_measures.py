from __future__ import annotations

import pytest

from assistant.voice.letters import letters
from assistant.voice.measures import form_of_greeting, measured
from memory.types import DocumentId, Participant
from memory.voice import Kept
from tests.assistant.voice.mailing import HUBER, OWNER, TOM, sent


def measure(text: str, *to: Participant):
    (written,) = letters([Kept(DocumentId("1"), sent(1, text, *to), None)], OWNER)
    found = measured(written)
    assert found is not None
    return found


def test_a_mail_is_counted():
    found = measure("Hi Tom,\n\nThe tea is\nready. Come at four!\n\nBring cups.\n\nBest,\nAda")

    assert (found.values["length"], found.values["paragraphs"]) == (9, 2)
    assert found.values["sentences"] == 3
    assert found.values["greeting"] == "Hi [first name]"
    assert (found.values["closing"], found.values["signature"]) == ("Best", "Ada")


@pytest.mark.parametrize(
    ("trait", "text"),
    [
        ("exclamation", "How lovely! See you."),
        ("dashes", "The tea – if any – is cold."),
        ("dashes", "It is cold - like ice."),
        ("semicolons", "It is cold; bring milk."),
        ("ellipses", "Well... we shall see."),
        ("emoji", "The cups are blue :-)"),
        ("emoji", "The cups are blue 😀"),
        ("hedges", "It is perhaps too late."),
        ("thanks", "Thank you for the cups."),
        ("please", "Please bring the cups."),
        ("apology", "I am sorry for the delay."),
        ("formal", "Kindly bring the cups."),
        ("questions", "Will you bring the cups?"),
        ("shouting", "That is REALLY cold."),
        ("brackets", "The cups (the blue ones) are here."),
        ("lower_case", "the tea is ready. come at four."),
    ],
)
def test_a_trait_is_seen_where_it_stands(trait, text):
    found = measure(f"Hi Tom,\n\nWe are here.\n{text}\n\nAda")
    start, end = found.seen[trait]

    assert found.values[trait] == 1
    assert found.written.document.text[start:end] in text
    assert measure("Hi Tom,\n\nThe tea is ready.\n\nAda").values[trait] == 0


def test_what_only_looks_like_a_trait_is_none():
    plain = measure("See https://example.org/a-b and the PDF file (2).\n\nAda")

    for trait in ("dashes", "shouting", "emoji", "brackets", "lower_case"):
        assert plain.values[trait] == 0, trait


def test_short_forms_are_weighed_against_long_ones():
    assert measure("I'm here and it is cold.").values["contractions"] == 0.5
    assert "contractions" not in measure("Tea at four.").values


def test_du_and_sie_are_told_in_german_only():
    du = measure("Hallo Tom,\n\nhast du den Tee und die Tassen für dich?\n\nAda")
    sie = measure("Guten Tag,\n\nich danke Ihnen und bitte Sie, nicht zu warten.\n\nAda", HUBER)

    assert (du.values["address"], sie.values["address"]) == ("du", "Sie")
    assert "address" not in measure("Dear Sie family, the tea is for you and the cat.").values


def test_articles_and_empty_mails_are_not_measured():
    (long,) = letters([Kept(DocumentId("1"), sent(1, "Tea is ready. " * 500), None)], OWNER)
    (empty,) = letters([Kept(DocumentId("1"), sent(1, "Hi Tom,\n\n:-)"), None)], OWNER)

    assert measured(long) is None
    assert measured(empty) is None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Hi Tom,\nTea.", "Hi [first name]"),
        ("Hi Tom Baker,\nTea.", "Hi [whole name]"),
        ("Dear Mr. Baker,\nTea.", "Dear [title and name]"),
        ("Dear Baker,\nTea.", "Dear [last name]"),
        ("Hi all,\nTea.", "Hi all"),
        ("Hello,\nTea.", "Hello"),
        ("Tea is ready.", ""),
    ],
)
def test_a_greeting_has_a_slot_for_the_name(text, form):
    (written,) = letters([Kept(DocumentId("1"), sent(1, text, TOM), None)], OWNER)

    assert form_of_greeting(written) == form
