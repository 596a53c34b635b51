from __future__ import annotations

import pytest

from assistant.profile.letter import gendered, is_group, letter, own_lines, signs_of, titled
from ingest.clean import folds
from tests.fakes import a_mail

SIGNS = frozenset({"ada", "ada byron"})
MET = ("tom baker",)


def parts(text: str):
    found = letter(a_mail("1", text, folds=folds(text)), SIGNS, MET)
    return found.greeting, found.body, found.closing, found.signed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dear Tom,\n\nThe tea is ready.\n\nBest regards,\nAda",
            ("Dear Tom,", "The tea is ready.", "Best regards,", "Ada"),
        ),
        ("Hi,\n\nSee below.\n\nAda", ("Hi,", "See below.", "", "Ada")),
        ("Yes, that works.", ("", "Yes, that works.", "", "")),
        (
            "Sehr geehrte Frau Dr. Huber,\n\nder Vertrag liegt bei.\n\n"
            "Mit freundlichen Grüßen\nAda Byron",
            (
                "Sehr geehrte Frau Dr. Huber,",
                "der Vertrag liegt bei.",
                "Mit freundlichen Grüßen",
                "Ada Byron",
            ),
        ),
        ("Hey Tom, are you in?\n\nlg\nAda", ("Hey Tom,", "are you in?", "lg", "Ada")),
        ("Tom,\n\nThe tea is ready.\n-Ada", ("Tom,", "The tea is ready.", "", "-Ada")),
        ("Hi all!\nTea at four.\nCheers, Ada", ("Hi all!", "Tea at four.", "Cheers", "Ada")),
        (
            "Hi Leo and Grisha,\nTea at four. Thanks, Ada",
            ("Hi Leo and Grisha,", "Tea at four.", "Thanks", "Ada"),
        ),
        (
            "Liebe alle,\n\nkommt zum Tee.\n\nBis dann :-)\nAda",
            ("Liebe alle,", "kommt zum Tee.", "Bis dann :-)", "Ada"),
        ),
        (
            "See you there.\n\nBring on the cake,\nAda",
            ("", "See you there.", "Bring on the cake,", "Ada"),
        ),
    ],
)
def test_a_letter_is_taken_apart(text, expected):
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Thanks,\n\nthat is a great idea and I will do it.",  # no name above the text
        "Hi-fi is what I like.",
        "Best of all was the tea.",
        "London, they say, is large.",
        "Dear me, what a day it was.",
        "Take care of the plants while I am away, they need water.",
    ],
)
def test_what_only_looks_like_it_is_part_of_the_body(text):
    greeting, body, closing, _ = parts(text)

    assert (greeting, closing) == ("", "")
    assert body == text


def test_a_bare_name_greets_only_somebody_the_mail_is_to():
    assert parts("Paris,\n\nI love it.")[0] == ""
    assert parts("Tom,\n\nI love it.")[0] == "Tom,"


def test_quotes_forwards_and_blocks_of_numbers_are_no_part():
    text = (
        "On Monday Tom wrote:\n> Dear Ada,\n> Tea?\n\nYes.\n\nBest,\nAda\n-- \n"
        "Ada Byron, 4 Tea Lane\n\n---------- Forwarded message ----------\nHello Ada,\nmore."
    )

    assert parts(text) == ("", "Yes.", "Best,", "Ada")


def test_each_part_stands_where_it_says():
    text = "  Hi Tom,\n\nTea at four.\n\n  Best,\nAda\n"
    found = letter(a_mail("1", text), SIGNS, MET)

    assert text[slice(*found.greets)].strip() == "Hi Tom,"
    assert text[slice(*found.closes)] == "Best,\nAda"
    assert all(text[line.start : line.end] == line.text for line in found.lines)


def test_a_name_that_often_stands_last_is_how_somebody_signs():
    mails = [a_mail(str(n), f"Tea at {n}.\n\n-bibi") for n in range(4)]
    lines = [own_lines(mail) for mail in mails]

    assert "bibi" in signs_of(iter(lines), {"ada byron"})
    assert "bibi" not in signs_of(iter(lines[:2]), {"ada byron"})
    assert {"ada", "ada byron", "ab"} <= signs_of(iter([]), {"ada byron"})


def test_titles_stand_apart_from_names():
    assert titled("Prof. Dr. Aman") == ("Prof. Dr.", "Aman")
    assert titled("Tom Baker") == ("", "Tom Baker")
    assert is_group("Everyone")
    assert not is_group("Tom")
    assert gendered()["lieber"] == ("liebe", "lieber")
