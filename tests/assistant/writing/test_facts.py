"""What a text says: each fact found, by one key however it is written, and nothing that is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.writing.facts import Kind, facts, unit_of, value


def said(text, language="en", kind=None):
    return [(f.words, f.key) for f in facts(text, language) if kind in (None, f.kind)]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("1.200,50", "1200.5"),
        ("1,200.5", "1200.5"),
        ("1 200", "1200"),
        ("1'200", "1200"),
        ("1.200", "1200"),
        ("1.20", "1.2"),
        ("3,5", "3.5"),
        ("-7", "-7"),
        ("−7", "-7"),
        ("100", "100"),
        ("12.5.3", "12.5.3"),
        ("1,2,3", "1 2 3"),
    ],
)
def test_a_number_is_one_however_it_is_written(written, key):
    assert value(written) == key


@pytest.mark.parametrize(
    ("text", "language", "key"),
    [
        ("It is €5 now", "en", "5 eur"),
        ("It is 5 euros now", "en", "5 eur"),
        ("It is EUR 5 now", "en", "5 eur"),
        ("It is five euros now", "en", "5 eur"),
        ("Es sind 5 € jetzt", "de", "5 eur"),
        ("Es sind fünf Euro jetzt", "de", "5 eur"),
        ("It is 20% of it", "en", "20 %"),
        ("It is 20 per cent of it", "en", "20 %"),
        ("Es sind 20 Prozent davon", "de", "20 %"),
        ("It weighs 5kg", "en", "5 kg"),
        ("It has twenty-one rooms", "en", "21"),
        ("Es hat einundzwanzig Räume", "de", "21"),
        ("The 21st of them", "en", "21"),
        ("Room B12 is free", "en", "b12"),
        ("Version 2.0.1 is out", "en", "2.0.1"),
    ],
)
def test_a_number_with_its_unit(text, language, key):
    assert [k for _, k in said(text, language, Kind.NUMBER)] == [key]


@pytest.mark.parametrize("text", ["Someone said so.", "I often do.", "None of it.", "One may go."])
def test_no_number_is_seen_in_words(text):
    assert said(text, kind=Kind.NUMBER) == []


@pytest.mark.parametrize(
    ("text", "language", "key"),
    [
        ("at 2:30", "en", "150"),
        ("at 2.30 pm", "en", "150p"),
        ("at 2:30 a.m.", "en", "150a"),
        ("um 14 Uhr 30", "de", "120p"),
        ("um 14.30 Uhr", "de", "150p"),
        ("at half past two", "en", "150"),
        ("um halb drei", "de", "150"),
        ("at a quarter to three", "en", "165"),
        ("um viertel nach drei", "de", "195"),
        ("halb drei", "en", "150"),
        ("at half past one", "en", "90"),
        ("um halb eins", "de", "30"),
        ("at noon", "en", "0p"),
        ("at midnight", "en", "0a"),
        ("at 5 o'clock", "en", "300"),
        ("um 0:15", "de", "15a"),
    ],
)
def test_a_time(text, language, key):
    assert said(text, language, Kind.TIME)[0][1] == key


@pytest.mark.parametrize("text", ["at 27 o'clock", "half past fifty", "a score of 1:99", "v1.2:30"])
def test_no_time(text):
    assert said(text, kind=Kind.TIME) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("on 3 May 2026", "2026-05-03/2026-05-04"),
        ("am 3. Mai 2026", "2026-05-03/2026-05-04"),
        ("every Friday", "weekday 4"),
        ("immer montags", "weekday 0"),
        ("an August of rain", "month 8"),
    ],
)
def test_a_date(text, key):
    assert [k for _, k in said(text, kind=Kind.DATE)] == [key]


@pytest.mark.parametrize("text", ["You may go.", "They march on.", "an august person"])
def test_no_date(text):
    assert said(text, kind=Kind.DATE) == []


def test_a_link_ends_before_the_stop_and_keeps_its_case():
    assert said("(See https://Ex.example/A?b=2.)", kind=Kind.LINK) == [
        ("https://Ex.example/A?b=2", "https://Ex.example/A?b=2")
    ]
    assert said("Write Ada@Example.org!") == [("Ada@Example.org", "ada@example.org")]


def test_a_date_or_link_is_not_read_again_as_numbers():
    assert said("See https://a.example/12 on 3 May 2026 at 2:30.", kind=Kind.NUMBER) == []


def test_quotations_of_both_languages():
    text = 'He said "a  tea", sie sagte „kein Tee“ und “no tea”.'

    assert [key for _, key in said(text, kind=Kind.QUOTATION)] == ["a tea", "kein Tee", "no tea"]


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("I don't know", "en", ["don't"]),
        ("I cannot, never", "en", ["cannot", "never"]),
        ("Ich habe keinen Tee und gehe nicht", "de", ["keinen", "nicht"]),
        ("Das macht nix", "de", ["nix"]),
        ("Je ne sais pas", "fr", ["pas"]),
        ("I note nothingness and a knot", "en", []),
        ("Die Nichte kommt", "de", []),
    ],
)
def test_what_denies(text, language, words):
    assert [word for word, _ in said(text, language, Kind.NEGATION)] == words


def test_a_unit_is_known_by_any_of_its_names():
    assert unit_of("Euros") == unit_of("€") == "eur"
    assert unit_of("teapots") == ""


@given(some.text(alphabet="aB1.,:€%- @/'\"“”n\n", max_size=40))
def test_any_text_is_read_in_its_order(text):
    found = facts(text, "en")

    assert found == sorted(found, key=lambda fact: (fact.start, fact.end))
    assert all(0 <= fact.start < fact.end <= len(text) for fact in found)
