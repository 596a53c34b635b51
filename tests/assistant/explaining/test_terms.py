"""Which terms a reader may not know, and the sentence that says what one is."""

from __future__ import annotations

import pytest

from assistant.explaining.terms import (
    SHOWN,
    UNKNOWN,
    candidates,
    explained,
    likely_unknown,
    unknown_terms,
)
from assistant.profile.owner import owner_of
from memory.search.vocabulary import Use
from memory.types import Document, DocumentId, Fold, Kind, Participant

OWNER = owner_of("Ada Byron <ada@example.org>")
BO = Participant("from", "Bo Lind", "bo@example.org")


def a_mail(text, folds=(), sender=BO):
    return Document(Kind.MAIL, "", text, people=(sender,), folds=folds)


def use(text, n=1, *, own=False, speaker=""):
    return Use(DocumentId(f"d{n}"), 10, text, speaker, own)


def texts(found):
    return [one.text for one in found]


def terms(text, used=(), known=(), **how):
    return unknown_terms(a_mail(text), OWNER, lambda _term: used, known.__contains__, **how)


def test_capitals_joined_words_names_of_things_and_rare_words():
    text = "The QKD link uses OpenQuantum and the Bell State Analyser for heterodyning today."

    assert texts(candidates(a_mail(text))) == [
        "QKD", "OpenQuantum", "Bell State Analyser", "heterodyning",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["THE QKD LINK IS DOWN", "see https://example.org/QKD/OpenQuantum", "I met Bod Anders Lind."],
)
def test_shouting_addresses_and_people_are_no_terms(text):
    assert texts(candidates(a_mail(text), names=["Bod Anders Lind"])) == []


def test_slips_forms_of_usual_words_and_names_are_no_terms():
    text = "This differnet exapmple of the committees was shown to Jack Grubman."

    assert texts(candidates(a_mail(text))) == []


def test_nothing_is_taken_from_what_is_folded():
    text = "Hello.\n> the QKD link"

    assert texts(candidates(a_mail(text, (Fold(7, len(text), "quote"),)))) == []


def test_a_use_of_ones_own_makes_it_known_sooner_than_reading():
    assert likely_unknown(1, 0, 0) > 0.8
    assert likely_unknown(1, 1, 0) < 0.5
    assert likely_unknown(1, 0, 2) > UNKNOWN
    assert likely_unknown(1, 0, 20) < UNKNOWN
    assert likely_unknown(0.2, 0, 0) < UNKNOWN


def test_counts_are_of_documents_and_not_of_this_one():
    text = "The QKD link."
    here = Use(a_mail(text).id, 0, text, "", own=False)

    (term,) = terms(text, [here, use("QKD"), use("QKD again"), use("QKD", 2)])
    assert (term.own, term.read) == (0, 2)
    assert text[term.start : term.end] == "QKD"
    assert terms(text, [use("QKD", own=True)]) == ()
    assert terms(text, [use("QKD", speaker="Ada Byron")]) == ()


def test_what_the_user_marked_or_wrote_is_known():
    assert terms("The QKD link.", known={"QKD"}) == ()
    mine = a_mail("The QKD link.", sender=Participant("from", "Ada", "ada@example.org"))
    assert unknown_terms(mine, OWNER, lambda _term: (), lambda _term: False) == ()


def test_only_a_few_are_shown():
    many = " ".join(f"the Q{chr(65 + n)}X thing," for n in range(20))

    assert len(terms(many)) == SHOWN


@pytest.mark.parametrize(
    ("term", "text", "stands_for"),
    [
        ("QKD", "QKD is a way to share a key.", ""),
        ("QKD", "QKD (quantum key distribution) starts on Monday.", "quantum key distribution"),
        ("QKD", "We try quantum key distribution (QKD) soon.", "quantum key distribution"),
        ("QKD", "QKD steht für Quantenschlüsselaustausch.", ""),
        ("AGB", "Die Allgemeinen Geschäfts Bedingungen (AGB) gelten.",
         "Allgemeinen Geschäfts Bedingungen"),
        ("OpenQuantum", "OpenQuantum, a program of the institute, is free.", ""),
    ],
)  # fmt: skip
def test_a_sentence_that_says_what_it_is(term, text, stands_for):
    found = explained(term, [use(f"Hello. {text} Bye.")])

    assert found is not None
    assert (found.quote, found.stands_for) == (text, stands_for)
    assert (found.start, found.end) == (10 + len("Hello. "), 10 + len("Hello. ") + len(text))


def test_a_question_and_a_mention_explain_nothing():
    for text in (
        "We asked the FCC, QKD, a court.",
        "Is it true that QKD is a way?",
        "The QKD is down.",
        "QKDX is a way to learn.",
    ):
        assert explained("QKD", [use(text)]) is None


def test_a_definition_stands_before_an_aside():
    uses = [use("QKD is a way to share a key."), use("It uses QKD, a new one in Bath.", 2)]

    found = explained("QKD", uses)
    assert found is not None
    assert found.document == "d1"
