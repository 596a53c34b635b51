from __future__ import annotations

from dataclasses import fields
from datetime import date

from assistant.profile.wording import Wording, read, wording, wordings
from assistant.settings import LANGUAGES

LACKING = """
[English]
title = "Yours"
how_to_edit = "Edit."
undated = "No date"
dated = "{day} {month} {year}"
months = ["January", "February"]
until = "until {year}"
formerly = "formerly"
wavers = "both ways"
headings = {fact = "You", plan = "Plans"}

[French]
title = "Le vôtre"
headings = {plan = "Projets"}
"""


def test_a_day_is_said_as_one_says_it():
    assert wording().on(date(2024, 3, 5)) == "5 March 2024"
    assert wording("German").on(date(2024, 3, 5)) == "5. März 2024"


def test_a_language_that_is_not_there_is_english():
    assert wording("Klingon") is wording("English") is wording()


def test_what_a_language_lacks_is_english():
    french = read(LACKING)["French"]

    assert (french.title, french.undated, french.on(date(2024, 2, 1))) == (
        "Le vôtre",
        "No date",
        "1 February 2024",
    )
    assert french.headings == {"fact": "You", "plan": "Projets"}


def test_english_and_german_are_complete_and_can_be_chosen():
    assert tuple(wordings()) == LANGUAGES
    english, german = wordings().values()
    assert english.headings.keys() == german.headings.keys()
    for one in fields(Wording):
        if one.name != "dated":
            assert getattr(english, one.name) != getattr(german, one.name), one.name
    assert not set(english.headings.values()) & set(german.headings.values())
    assert len(german.months) == 12
