"""What a new text lost, made up or denied, and what it may do without a doubt."""

from __future__ import annotations

import pytest

from assistant.writing.facts import Kind
from assistant.writing.kept import LONGEST, Keeps, doubts


def found(before, after, **how):
    return [(doubt.kind, doubt.words) for doubt in doubts(before, after, **how)]


LOST = [
    ("The rent is 850 euros.", "The rent is high.", Kind.NUMBER, "850 euros"),
    ("Die Miete beträgt 850 Euro.", "Die Miete ist hoch.", Kind.NUMBER, "850 Euro"),
    ("I told Mara that we come.", "I said that we come.", Kind.NAME, "Mara"),
    ("Ich war mit Jonas dort.", "Ich war mit ihm dort.", Kind.NAME, "Jonas"),
    ("We meet on 3 May 2026.", "We meet soon.", Kind.DATE, "3 May 2026"),
    ("Wir sehen uns am Freitag.", "Wir sehen uns bald.", Kind.DATE, "Freitag"),
    ("It begins at 14:30 there.", "It begins there.", Kind.TIME, "14:30"),
    ("Es beginnt um halb drei.", "Es beginnt bald.", Kind.TIME, "halb drei"),
    ("See https://a.example/x?b=1.", "See there.", Kind.LINK, "https://a.example/x?b=1"),
    ("Write to ada@example.org.", "Write to her.", Kind.ADDRESS, "ada@example.org"),
    ('She said "the tea is cold" and left.', "She said so and left.", Kind.QUOTATION,
     "the tea is cold"),
    ("I do not come.", "I come.", Kind.NEGATION, "not"),
    ("Das ist nicht gut.", "Das ist gut.", Kind.NEGATION, "nicht"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "kind", "words"), LOST)
def test_what_is_lost_is_told_by_its_kind(before, after, kind, words):
    assert found(before, after) == [(kind, words)]


@pytest.mark.parametrize(("before", "after", "kind", "words"), LOST)
def test_what_is_made_up_is_told_too(before, after, kind, words):
    assert found(after, before) == [(kind, words)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It costs 1,200.00 euros.", "It costs 1.200 €."),
        ("Das kostet 1.200,50 Euro.", "Es kostet 1200,5 €."),
        ("We need five chairs.", "We need 5 chairs."),
        ("Wir brauchen fünf Stühle.", "Wir brauchen 5 Stühle."),
        ("At half past two, then.", "At 2:30, then."),
        ("Um halb drei also.", "Also um 14:30 Uhr."),
        ("I can't come on Friday.", "On Friday I cannot come."),
        ("The book of Mara is here.", "Mara's book is here."),
        ("Ich war mit Jonas dort.", "Das war bei Jonas."),
        ("Das Buch von Mara ist da.", "Maras Buch ist da."),
    ],
)
def test_what_is_only_written_otherwise_is_no_doubt(before, after):
    assert found(before, after) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("At 2:30 am, then.", "At 2:30 pm, then."),
        ("It costs 12.50 euros.", "It costs 125 euros."),
        ("It costs 12 euros.", "It costs 12 dollars."),
        ("It is -5 there.", "It is 5 there."),
        ("Um halb drei also.", "Um halb vier also."),
    ],
)
def test_a_near_miss_is_a_doubt(before, after):
    assert found(before, after) != []


def test_a_denial_that_moved_is_told():
    before = "I will not sign the contract and pay the rent."
    after = "I will sign the contract and not pay the rent."

    (doubt,) = doubts(before, after)
    assert (doubt.kind, doubt.sentence) == (
        Kind.NEGATION, "“not” may deny something else now.",
    )  # fmt: skip


def test_in_german_a_denial_follows_what_it_denies():
    (doubt,) = doubts("Ich zahle nicht, aber ich komme.", "Ich zahle, aber ich komme nicht.")

    assert doubt.sentence == "“nicht” may deny something else now."


def test_what_is_denied_may_be_said_in_other_words():
    assert found("I do not depart.", "I do not leave.") == []


def test_a_denial_that_came_is_told_as_such():
    (doubt,) = doubts("I smoke and drink.", "I smoke and never drink.")

    assert doubt.sentence == "“never” was not there before: the text may say the opposite now."


def test_the_language_may_be_told():
    assert found("Kein Tee.", "Tee.", language="de") == [(Kind.NEGATION, "Kein")]
    assert found("Kein Tee.", "Tee.", language="en") == []


def test_a_number_is_no_time():
    assert [kind for kind, _ in found("At 2:30 then.", "At 150 then.")] == [Kind.TIME, Kind.NUMBER]


def test_of_two_denials_the_one_that_went_is_told():
    (doubt,) = doubts("I never smoke. I do not drink.", "I smoke. I do not drink.")

    assert doubt.sentence == "“never” is missing: the text may say the opposite now."


def test_a_known_name_is_a_name_where_a_sentence_begins():
    before, after = "Will pays on time.", "He pays on time."

    assert found(before, after) == []
    assert found(before, after, people=["Will Byron"]) == [(Kind.NAME, "Will")]


BEFORE = "Mara does not pay 850 euros. She left."


@pytest.mark.parametrize(
    ("keeps", "after", "kinds"),
    [
        (Keeps.NO_MORE, "She left.", []),
        (Keeps.NO_MORE, "She left with 20 euros.", [Kind.NUMBER]),
        (Keeps.AND_MORE, "Mara does not pay 850 euros, no, never. She left.", []),
        (Keeps.AND_MORE, "She left.", [Kind.NUMBER, Kind.NEGATION]),
        (Keeps.NOTHING, "All else.", []),
        (Keeps.FACTS, "Nicht Mara zahlt 850 Euro.", []),
        (Keeps.NO_MORE, 'She said "no tea at all".', [Kind.QUOTATION]),
        (Keeps.FACTS, "Mara zahlt 850 Euro „gar nicht“. Sie ging.", []),
        (Keeps.FACTS, "Mara zahlt 850 Euro nicht. Sie ging.", []),
        (Keeps.FACTS, "Mara zahlt 850 Euro. Sie ging.", [Kind.NEGATION]),
        (Keeps.FACTS, "Mara zahlt die Miete nicht. Sie ging.", [Kind.NUMBER]),
    ],
)
def test_what_a_text_owes_depends_on_the_command(keeps, after, kinds):
    assert [kind for kind, _ in found(BEFORE, after, keeps=keeps)] == kinds


def test_a_translation_without_a_denial_has_none_to_keep():
    assert found("The tea is cold.", "Der Tee ist kalt.", keeps=Keeps.FACTS) == []


def test_a_doubt_is_told_once_shortly_and_not_in_a_repr():
    words = "tea " * 40
    (doubt,) = doubts(f'She said "{words}" and "{words}".', "She said it.")

    assert len(doubt.sentence) < LONGEST + 40
    assert "tea" not in repr(doubt)
    assert [one.sentence for one in doubts('He said "tea" 5 times.', "He said it.")] == [
        "The quotation “tea” is missing.",
        "The number 5 is missing.",
    ]
