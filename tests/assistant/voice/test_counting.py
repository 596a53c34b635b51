from __future__ import annotations

import random

from assistant.voice.counting import Case, Counted


def case(*people: str, language: str = "English", occasion: str = "new") -> Case:
    return Case(people, language, occasion)


def first(counted: Counted[str], asked: Case) -> str:
    return counted.likeliest(asked)[0][0]


def test_what_is_done_to_one_person_counts_for_them_first():
    counted = Counted(
        [(case("tom"), "Dear"), (case("bo"), "Hi"), (case("eva"), "Hi"), (case("ida"), "Hi")] * 4
    )

    assert first(counted, case("tom")) == "Dear"
    assert first(counted, case("nobody")) == "Hi"
    assert first(counted, case()) == "Hi"


def test_a_language_and_an_occasion_count_where_nobody_is_known():
    counted = Counted(
        [(case("tom", occasion="new"), "Dear"), (case("tom", occasion="reply"), "")] * 5
        + [(case("ida", language="German"), "Liebe")] * 4
    )

    assert first(counted, case("x", occasion="reply")) == ""
    assert first(counted, case("x", occasion="new")) == "Dear"
    assert first(counted, case("x", language="German")) == "Liebe"
    assert first(counted, case("tom", language="", occasion="reply")) == ""


def test_somebody_new_is_met_as_others_are_who_are_known():
    """Mails to nobody in particular, a list say, tell little of those to a person."""
    to_all = [(case(), "")] * 12
    counted = Counted([*to_all, *((case(f"p{n}"), "Dear") for n in range(6))])

    assert first(counted, case("new")) == "Dear"
    assert first(counted, case()) == ""


def test_who_does_as_they_please_is_not_read_into():
    """One odd mail to somebody tells little where the user's mails to everybody vary."""
    ways = random.Random(1).choices(["", "", "x", "y"], k=36)
    varied = [(case(f"p{n % 6}"), way) for n, way in enumerate(ways)]
    faithful = [(case(f"p{n % 6}"), f"way {n % 6}") for n in range(36)]

    assert first(Counted([*varied, (case("new"), "odd")]), case("new")) == ""
    assert first(Counted([*faithful, (case("new"), "way 3")]), case("new")) == "way 3"


def test_what_is_newer_counts_more():
    counted = Counted([(case("tom"), "Dear")] * 30 + [(case("tom"), "Hi")] * 29)

    assert first(counted, case("tom")) == "Hi"


def test_a_mail_to_several_tells_less_of_each():
    counted = Counted([(case("tom", "ida", "bo"), "Hi all"), (case("tom"), "Dear")] * 4)

    assert first(counted, case("tom")) == "Dear"


def test_nothing_counted_is_nothing_likely():
    assert Counted[str]([]).likeliest(case("tom")) == []
