"""What a mail says clearly enough to be believed at once, and what only looks like it."""

from __future__ import annotations

import pytest

from assistant.profile.extract.statements import stated
from memory.types import Strength
from tests.assistant.profile.lives import ID, a_turn, marked, told
from tests.fakes import day

IN_MAIL = [
    ("I live in Leith, Scotland.", ("lives_in", "Leith, Scotland")),
    ("We moved from Graz to Leith in May.", ("lives_in", "Leith")),
    ("I work at Blue Kiln and like it there.", ("employer", "Blue Kiln")),
    ("As a potter, I wash my hands a lot.", ("job", "potter")),
    ("I'm a law student, so time is short.", ("job", "law student")),
    ("I run a small bakery by the sea.", ("job", "small bakery")),
    ("I went to Tartu University for years.", ("school", "Tartu University")),
    ("I'm allergic to peanuts.", ("allergy", "peanuts")),
    ("I love hiking in the hills.", ("likes", "hiking")),
    ("I really can't stand coriander.", ("likes", "-coriander")),
    ("I prefer tea to coffee.", ("likes", "tea")),
    ("I love the violin.", ("likes", "violin")),
    ("I like The Long Way Home.", ("likes", "The Long Way Home")),
    ("I play the oboe in a band.", ("instrument", "oboe")),
    ("I speak Estonian with my aunt.", ("language", "Estonian")),
    ("I drink green tea in the morning.", ("drink", "green tea")),
    ("I want to learn Welsh.", ("goal", "learn Welsh")),
    ("I'd love to visit Porto one day.", ("goal", "visit Porto one day")),
    ("I swim every Tuesday.", ("routine", "swim every Tuesday")),
    ("My favourite novel is 'Middlemarch'.", ("reading", "Middlemarch")),
    ("I've been thinking about the garden and decided what to do with it, since I love\nroses.",
     ("likes", "roses")),
    ("Ich wohne in Köln.", ("lives_in", "Köln")),
    ("Ich mag Käse.", ("likes", "Käse")),
]  # fmt: skip
NOT_IN_MAIL = [
    "My old Danish neighbour still has my ladder.",
    "My ID does not open the door.",
    "I read that its close method is slow.",
    "I still run a stream up on radio9.",
    "We ran to get back at the University of Leeds.",
    "Yesterday I ordered 300 shares of Acme.",
    "When I'm working on a proof I forget to eat.",
    "Here in Norway, the King lives in a house.",
    "I like the new layout.",
    "I like Bo's new header.",
    "I like the idea of a POP server.",
    "I love the line that says so.",
    "I love the smell of rain on asphalt.",
    "I hate being a burden.",
    "I hate dealing with forms.",
    "I'm not interested in tuning anything yet, and get many answers.",
    "I've seen no proof.",
    "I have been reading up on the tools.",
    "Hate speech is a problem.",
    "Tried that machine again.",
    "I'm rarely a supporter of his.",
    "Install it as a filter.",
    "I'm a supporter of the plan.",
    "My favourite cup is missing from the shelf.",
    "I speak slowly.",
    "I play a role in it.",
    "I drink three cups a day.",
    "I never live in Leith for long.",
    "I love Mondays ;-)",
    "I live in Leith <wink>.",
    "It is my proof in saying I am a paid potter.",
    "I love peas <0.5 wink>.",
    "I plan to be in the office on Thursday.",
    "I want to talk to.",
    "I want to submit both.",
    "I'd love to talk to you for a minute.",
    "I have been travelling in the past week.",
    "I'm going to look for another one.",
    "I booked the restaurant at 18:30.",
    "We get a bill every month.",
    "Our weekly group meets at noon.",
    "Dann mache ich eine kleine Kanne.",
]


@pytest.mark.parametrize(("text", "expected"), IN_MAIL, ids=[text for text, _ in IN_MAIL])
def test_what_is_said_in_full_is_believed(text, expected):
    found = list(stated(ID, a_turn(text, letter=True)))

    assert expected in [(draft.slot, marked(draft)) for draft in found]
    assert {draft.strength for draft in found} == {Strength.STATED}


@pytest.mark.parametrize("text", NOT_IN_MAIL)
def test_what_is_loose_is_not_heard_in_a_mail(text):
    assert told(stated, text, letter=True) == []


def test_a_plan_is_for_a_day_that_is_told():
    said = a_turn("I'm going to Porto next week.", letter=True, at=day(3))

    (draft,) = stated(ID, said)
    assert draft.text == "Plans: Porto next week (9 March 2026 to 15 March 2026)."


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("I like pears.", Strength.STATED),
        ("I like the new layout.", Strength.IMPLIED),
        ("I'm thinking of tidying the shed.", Strength.IMPLIED),
        ("I'm done with chess.", Strength.STATED),
        ("I'm done with the old layout.", Strength.IMPLIED),
    ],
)
def test_in_a_talk_what_is_loose_is_a_hint(text, strength):
    assert {draft.strength for draft in stated(ID, a_turn(text, chat=True))} == {strength}


def test_a_loose_ending_in_a_mail_only_ends():
    (draft,) = stated(ID, a_turn("I'm done with chess.", letter=True))

    assert (draft.ended, draft.strength) == (True, Strength.IMPLIED)
