"""Documents with a word in them that is to be erased, and some that stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from memory.claims.revising import take
from memory.claims.rows import read_claims
from memory.claims.telling import accept, lock, pin
from memory.types import (
    ChunkId,
    ClaimKind,
    Document,
    Draft,
    Fold,
    Participant,
    Passage,
    Scope,
    Strength,
)
from tests.fakes import a_chat, a_mail, a_note, day, learn, put
from tests.memory.laid_open import CANARY

SOMEBODY = (Participant("from", f"Ida {CANARY}", f"ida@{CANARY}.example"),)


def the_mail() -> Document:
    """A mail with the canary in its head, its words and its name."""
    return a_mail(
        f"{CANARY}-id",
        f"Dear Bo,\nthe word is {CANARY} and no other.\nYours, Ida",
        title=f"About {CANARY}",
        people=SOMEBODY,
        locator=f"<{CANARY}-id>",
    )


def what_came_with_it() -> Document:
    return a_note(
        f"Attached: {CANARY}.", parent=f"{CANARY}-id", external_id=f"{CANARY}-id/1/a.txt",
        people=SOMEBODY, date=day(3), title=f"{CANARY}.txt", locator=f"{CANARY}-id/1/a.txt",
    )  # fmt: skip


def the_reply() -> Document:
    """A mail of somebody else that quotes it."""
    text = f"I see.\nIda {CANARY} wrote:\n> the word is {CANARY}\n> and no other.\n\nBo stays"
    fold = Fold(7, text.index("\n\nBo"), "quote")
    bo = (Participant("from", "Bo", "bo@example.org"),)
    return a_mail("reply", text, f"{CANARY}-id", folds=(fold,), people=bo, date=day(9))


def the_chat() -> Document:
    words = (("The stays begin.", day(2)), (f"Did you hear of {CANARY}?", day(3)))
    return a_chat(*words, title=f"Chat with {CANARY}", people=(Participant("speaker", CANARY),))


def the_note() -> Document:
    return a_note(f"{CANARY} in a note.", date=day(3), people=SOMEBODY, title=CANARY)


def fill(store, embedder, *documents: Document) -> None:
    """Keep these with the reply and others that stay, and an answer that rests on them."""
    put(store, *documents, source="Gone", path="/gone")
    put(store, documents[0], the_reply(), source="Other", path="/other")
    put(store, *(a_note(f"What stays {n}.", locator=f"{n}") for n in range(20)), path="/notes")
    learn(store, embedder)
    believe(store, *documents)


def believe(store, *documents: Document) -> None:
    """Believe of each document what it says, of the user and of somebody else, with their yes."""
    for n, one in enumerate(documents):
        start = one.text.index(CANARY)
        claim = Draft(
            subject=f"Ida {CANARY}", kind=ClaimKind.FACT, slot="word", value=CANARY,
            text=f"Says {CANARY} {n}.", polarity=1, strength=Strength.STATED, document=one.id,
            start=start, end=start + len(CANARY), at=one.date, scope=Scope(CANARY),
        )  # fmt: skip
        take(store, [claim, replace(claim, slot="lives_in", subject="")])
    for known in read_claims(store.db):
        pin(store, known.id)
        accept(store, known.id)
        lock(store, known.id)


def a_passage(document: Document) -> Passage:
    return Passage(1, 1.0, document.text, document.title, None, (CANARY,), "Gone", document.kind,
                   Path("/gone"), document.locator, document.id, 0, 9, ChunkId(1))  # fmt: skip
