"""The nouns: who a document is, what of it is its own, and that a repr says no words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.types import (
    Answer,
    Change,
    ChangeId,
    Claim,
    ClaimId,
    ClaimKind,
    DocumentId,
    Draft,
    Evidence,
    Fold,
    Kind,
    Message,
    Participant,
    Scope,
    Sensitivity,
    Stage,
    Statement,
    Status,
    Strength,
    Turn,
    Unread,
)
from tests.fakes import a_chat, a_mail, a_note, day

CANARY = "zyxomquaver"


def test_the_same_document_has_the_same_id_wherever_it_stands():
    assert a_note("Tea.", locator="page=2", title="Other").id == a_note("Tea.").id


@pytest.mark.parametrize(
    "other",
    [
        a_mail("a", "Tea!"),
        a_mail("b", "Tea."),
        a_mail("a", "Tea.", kind=Kind.EVENT),
        a_mail("", 'a", "Tea.'),
        a_mail("aTea.", ""),
    ],
)
def test_another_document_has_another_id(other):
    assert other.id != a_mail("a", "Tea.").id


def test_half_a_character_does_not_keep_a_document_from_having_an_id():
    assert len(a_note("\ud83d").id) == 32


folds = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted), max_size=4)


@given(text=st.text("abc \n", max_size=30), folds=folds)
def test_the_body_is_what_no_fold_covers(text, folds):
    document = replace(a_note(text), folds=tuple(Fold(a, b, "quote") for a, b in folds))
    expected = "".join(
        c
        for n, c in enumerate(text)
        if not any(fold.start <= n < fold.end for fold in document.folds)
    )

    assert document.body == expected.strip()


def test_no_repr_holds_anybodys_words():
    holding = [
        a_mail(CANARY, CANARY, CANARY, title=CANARY, parent=CANARY),
        a_chat((CANARY, day(1)), title=CANARY),
        Participant("from", CANARY, CANARY),
        Stage("words", 0.1, CANARY),
        Statement(CANARY, (1,), supported=True),
        Answer(CANARY, "quoted", 0, True, (), (), (), ()),
        Turn("user", CANARY, day(1)),
        Unread(Path(CANARY), CANARY, CANARY),
        Message("user", CANARY),
        Draft(
            CANARY,
            ClaimKind.FACT,
            "lives_in",
            CANARY,
            CANARY,
            1,
            Strength.STATED,
            DocumentId("d"),
            0,
            1,
            None,
            Scope(CANARY, CANARY, CANARY, CANARY),
        ),
        a_claim(CANARY),
        Change(ChangeId(1), day(1), "user", "edit", ClaimId(1), {"text": CANARY}, None, CANARY),
    ]

    for value in holding:
        assert CANARY not in repr(value)


def a_claim(words: str) -> Claim:
    evidence = Evidence(
        DocumentId("d"), 0, 1, words, "supports", Strength.STATED, None, Path(words), words
    )
    return Claim(
        id=ClaimId(1),
        subject=words,
        kind=ClaimKind.FACT,
        slot="lives_in",
        value=words,
        text=words,
        scope=Scope(words, words, words, words),
        status=Status.ACTIVE,
        confidence=0.7,
        since=None,
        until=None,
        sensitivity=Sensitivity.NORMAL,
        locked=False,
        pinned=False,
        evidence=(evidence,),
        changed_at=day(1),
    )
