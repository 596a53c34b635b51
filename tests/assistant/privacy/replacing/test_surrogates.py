from __future__ import annotations

import re
from datetime import timedelta
from random import Random

import pytest

from assistant.privacy.recognizers.details import Details
from assistant.privacy.recognizers.gazetteer import Gazetteer
from assistant.privacy.recognizers.spans import Kind, Span
from assistant.privacy.replacing.inventing import iban_like, names_like, places_like
from assistant.privacy.replacing.restoring import Restoring, restored
from assistant.privacy.replacing.surrogates import Surrogates
from assistant.privacy.rewriting import Knowledge, Policy, rewritten

NOTHING = Knowledge(Gazetteer([]), Details([]), lambda _: set())
MADE_UP = Policy(purpose="translation")


def surrogates(**given):
    return Surrogates(chance=Random(5), by=timedelta(weeks=9), **given)


def like(ours, kind, said, text=""):
    text = text or said
    at = text.index(said)
    return ours.like(Span(at, at + len(said), kind, ""), text)


def told(ours, *said):
    put = [like(ours, Kind.PERSON, one) for one in said]
    return put, ours.behind(put)


def test_a_name_stands_for_a_name_and_shares_no_initial():
    ours = surrogates()
    put = like(ours, Kind.PERSON, "Julia Becker")
    first, last = put.split()
    assert first[0] != "J"
    assert last[0] != "B"
    assert like(ours, Kind.PERSON, "Julia Becker") == put


def test_a_part_of_a_name_has_the_same_part_of_its_surrogate():
    (whole, last, other), _ = told(surrogates(), "Julia Becker", "Becker", "Paul Becker")
    assert whole.split()[1] == last == other.split()[1]


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        ("{first}'s book", "Julia's book"),
        ("{first}s Buch", "Julias Buch"),
        ("{last}, {first}", "Becker, Julia"),
        ("the {last}s came", "the Beckers came"),
        ("Frau {last} und {first} {last}", "Frau Becker und Julia Becker"),
        ("d'{first} non", "d'Julia non"),
        ("{first}schaft", None),
    ],
)
def test_it_is_put_back_inflected_turned_round_and_shortened(answer, meant):
    (put,), written = told(surrogates(), "Julia Becker")
    first, last = put.split()
    said = answer.format(first=first, last=last)
    assert restored(said, written) == (said if meant is None else meant)


def test_capitals_and_small_letters_stay_what_they_are():
    (upper, small), written = told(surrogates(), "JULIA BECKER", "julia becker")
    assert upper.isupper()
    assert small.islower()
    assert upper.lower() == small
    assert restored(f"{small} {upper}", written) == "julia becker JULIA BECKER"


def test_a_german_genitive_is_of_the_same_person():
    (base, genitive), written = told(surrogates(), "Julia", "Julias")
    assert genitive == base + "s"
    assert restored(f"{genitive} {base}", written) == "Julias Julia"


def test_none_is_known_to_the_memory():
    known = {"robin"}
    ours = surrogates(is_taken=lambda name: name.casefold() not in known)
    assert like(ours, Kind.PERSON, "Qorvex") == "[PERSON_1]"  # nobody is left, so a placeholder


def test_none_is_a_word_of_the_conversation():
    ours = surrogates()
    put = like(ours, Kind.PERSON, "Julia Becker")
    ours.avoid(f"and then {put.split()[0]} came")
    again = like(ours, Kind.PERSON, "Julia Becker")
    assert again.split()[0] != put.split()[0]
    assert again.split()[1] == put.split()[1]
    assert put not in ours.written


def test_it_is_no_word_that_was_said_before():
    ours = surrogates()
    ours.avoid(" ".join(names_like("Qorvex", "en")["Qorvex"].candidates))

    assert like(ours, Kind.PERSON, "Qorvex") == "[PERSON_1]"


def test_rather_a_placeholder_than_the_same_initial():
    ours = surrogates(is_taken=lambda name: not name.startswith("W"))

    assert like(ours, Kind.PERSON, "Wqorvex") == "[PERSON_1]"
    assert like(ours, Kind.PERSON, "Qorvex").startswith("W")


def test_two_names_never_have_one_surrogate():
    ours = surrogates(is_taken=lambda name: name not in {"Langley", "Marlow"})
    put = [like(ours, Kind.PERSON, said) for said in ("Zqorvex", "Vqorzex", "Qorvex")]

    assert sorted(put) == ["Langley", "Marlow", "[PERSON_1]"]


def test_two_ways_to_write_a_name_are_told_apart():
    put, written = told(surrogates(), "McQorvex", "Mcqorvex")

    assert restored(" ".join(put), written) == "McQorvex Mcqorvex"


def test_what_stands_for_something_else_already_is_not_given_again():
    ours = surrogates()
    ours.written["May 5, 2021"] = "another day"

    assert like(ours, Kind.DATE, "March 3, 2021") == "[DATE_1]"


def test_a_word_that_is_written_small_is_no_surrogate():
    (put,), written = told(surrogates(), "Julia")

    assert restored(put.lower(), written) == put.lower()


def test_days_are_moved_alike_and_come_back_in_another_way_of_writing():
    ours = surrogates()
    first = like(ours, Kind.DATE, "March 3, 2021")
    second = like(ours, Kind.DATE, "10.03.2021")
    assert (first, second) == ("May 5, 2021", "12.05.2021")
    written = ours.behind([first, second])
    assert restored("le 5 mai 2021, 12. Mai 2021", written) == "le 3 mars 2021, 10. März 2021"


def test_towns_stay_large_or_small_in_their_country():
    assert like(surrogates(), Kind.PLACE, "Leipzig") in places_like("Dresden", "en")
    assert like(surrogates(), Kind.PLACE, "Goslar") in places_like("Celle", "en")
    assert like(surrogates(), Kind.PLACE, "Atlantis") == "[PLACE_1]"


def test_a_firm_stays_the_kind_of_firm_it_is():
    put = like(surrogates(), Kind.ORGANISATION, "Hartmann & Co. GmbH")
    assert put.endswith("& Co. GmbH")
    assert "Hartmann" not in put


@pytest.mark.parametrize(
    ("kind", "said", "shape"),
    [
        (Kind.EMAIL, "jb@firm.example", r"contact1@example\.org"),
        (Kind.PHONE, "+49 171 2345678", r"\+49 30 23125 001"),
        (Kind.PHONE, "(212) 736-5000", r"\+1 212 555 0101"),
        (Kind.URL, "https://x.test/token=1", r"https://example\.org/1"),
        (Kind.IP, "10.1.2.3", r"192\.0\.2\.1"),
        (Kind.SECRET, "sk-live-1234", r"\[SECRET_1\]"),
        (Kind.CARD, "4111 1111 1111 1111", r"\[CARD_1\]"),
    ],
)
def test_numbers_are_valid_in_form_and_reach_nobody(kind, said, shape):
    assert re.fullmatch(shape, like(surrogates(), kind, said))


@pytest.mark.parametrize("said", ["DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432"])
def test_the_checksum_of_an_account_holds(said):
    from stdnum import iban

    made = iban_like(said, 7)
    assert iban.is_valid(made, check_country=False)
    assert made != said
    assert len(made) == len(said)
    assert made[:2] == said[:2]


FIRST = ["Julia", "Paul", "Olga", "Hans", "Emma", "Ivan", "Chiara", "Luis", "Amélie", "Željko"]
LAST = ["Becker", "Smith", "Rossi", "García", "Novak", "Okonkwo", "Jansen", "Weiß", "Fuchs"]
NUMBER = "+49 171 2345678"
FRAMES = (
    "Please translate: {p} met {q} in {t} on {d}. Write to {m} or call {n}.",
    "Frau {p} und Herr {q} wohnen in {t}. {m} ist die Adresse, geboren am {d}.",
    "{p}'s letter of {d} to {q}, {t}; {n}",
)


def texts(chance):
    for number in range(1000):
        people = [f"{chance.choice(FIRST)} {chance.choice(LAST)}" for _ in range(2)]
        town = chance.choice(["Leipzig", "Lyon", "Boston", "Verona", "Soria"])
        day = f"{chance.randint(1, 28)}.{chance.randint(1, 12)}.{chance.randint(1950, 2020)}"
        private = {*people, town, day, f"a{number}@firm.example"}
        yield FRAMES[number % 3].format(
            p=people[0], q=people[1], t=town, d=day, m=f"a{number}@firm.example", n=NUMBER
        ), private  # fmt: skip


def test_a_thousand_texts_come_back_exactly():
    chance = Random(11)
    changed = 0
    for text, private in texts(chance):
        preview = rewritten(text, NOTHING, MADE_UP, surrogates())
        assert not preview.blocked, preview.reason
        left = [one for one in private if one in preview.outgoing]
        changed += not left
        assert preview.restore(preview.outgoing) == text
        turned = ". ".join(reversed(preview.outgoing.split(". ")))
        assert preview.restore(turned) == ". ".join(reversed(text.split(". ")))
        restoring = preview.restoring()
        cuts = sorted(chance.choices(range(len(preview.outgoing) + 1), k=9))
        ends = zip([0, *cuts], [*cuts, len(preview.outgoing)], strict=True)
        pieces = [restoring.feed(preview.outgoing[a:b]) for a, b in ends]
        assert "".join(pieces) + restoring.rest() == text
    assert changed == 1000


def test_a_conversation_keeps_its_surrogates_and_restores_them_all():
    chance = Random(12)
    ours = surrogates()
    seen: dict[str, str] = {}
    for text, _ in list(texts(chance))[:60]:
        preview = rewritten(text, NOTHING, MADE_UP, ours)
        assert preview.restore(preview.outgoing) == text
        for hidden in preview.hidden:
            said = text[hidden.start : hidden.end]
            assert (
                seen.setdefault(f"{hidden.kind} {said}", hidden.placeholder) == hidden.placeholder
            )


def test_a_stream_holds_back_a_surrogate_that_may_go_on():
    (put,), written = told(surrogates(), "Julia Becker")
    restoring = Restoring(written)
    assert "".join(map(restoring.feed, put)) + restoring.rest() == "Julia Becker"
