"""Only what stands in a document counts, each time once, and in whatever order it is read."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory.cipher import DataKey
from memory.claims.changes import history
from memory.claims.revising import Taken, take
from memory.claims.rows import read_claims
from memory.claims.telling import deny
from memory.erasing.claim import forgetting_claims
from memory.erasing.erase import erasing
from memory.erasing.targets import Target
from memory.forgetting import set_due
from memory.progress import finish
from memory.store import MemoryStore
from memory.types import Draft, Fold, Scope, Status, Strength
from tests.fakes import a_chat, a_mail, a_note, day, put
from tests.memory.claims.drafts import (
    LIKES,
    a_draft,
    claims,
    done,
    hear,
    said,
    state,
    statuses,
    the_mail,
    whole,
)
from tests.memory.laid_open import CANARY, where

S = Status


def test_a_claim_cites_the_characters_that_say_so(store):
    hear(store, "Bath", day(3))
    (claim,) = read_claims(store.db)
    (evidence,) = claim.evidence

    assert (claim.text, claim.status, claim.since) == ("Lives in Bath.", S.ACTIVE, day(3))
    assert evidence.quote == "It is Bath, I say."
    assert (evidence.document, evidence.stance) == (the_mail("Bath", day(3)).id, "supports")
    assert str(evidence.path) == "/Bath 2026-03-03 12:00:00+00:00 None"
    assert evidence.locator.startswith("<Bath")
    assert history(store)[0].why == "The user wrote so."


def test_a_claim_from_a_chat_cites_the_message(store):
    chat = a_chat(("Hello", day(1)), ("I live in Bath", day(2)))
    put(store, chat)
    start = chat.text.index("I live")
    take(store, [a_draft(chat, "Bath", start=start, end=start + 14)])

    assert claims(store)["Bath"].evidence[0].locator == "#2"


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": "Leeds"},
        {"value": " "},
        {"text": ""},
        {"slot": ""},
        {"start": 9},
        {"start": -5},
        {"start": 6, "end": 6},
        {"end": 99},
        {"document": a_note("nowhere").id},
    ],
    ids=str,
)
def test_a_draft_whose_quote_is_not_there_is_refused(store, wrong):
    put(store, the_mail("Bath"))
    taken = take(store, [replace(said("Bath"), **wrong)])

    assert taken == Taken(refused=1)
    assert read_claims(store.db) == []
    assert done(store) == []


def test_what_a_mail_quotes_of_another_is_no_evidence(store):
    mail = a_mail("a", "> I live in Bath", folds=(Fold(0, 16, "quote"),))
    signature = a_mail("b", "--\nI live in Bath", folds=(Fold(0, 17, "signature"),))
    put(store, mail, signature)

    assert take(store, [a_draft(mail, "Bath")]) == Taken(refused=1)
    assert take(store, [a_draft(signature, "Bath")]) == Taken(new=1)


def test_behind_a_character_that_sqlite_does_not_count_nothing_is_evidence(store):
    note = a_note("One \0 two, I live in Bath.", date=day(3))
    put(store, note)

    assert take(store, [a_draft(note, "Bath")]) == Taken(refused=1)


def test_of_a_document_that_is_being_erased_nothing_is_learned(store):
    put(store, the_mail("Bath"))
    with store.write() as db:
        set_due(db, "erase", [the_mail("Bath").id])

    assert take(store, [said("Bath")]) == Taken(refused=1)


def test_the_same_again_changes_nothing(store):
    hear(store, "Bath", day(3))
    hear(store, "Leeds", day(9))
    before, deeds = whole(store), done(store)

    assert hear(store, "Bath", day(3)) == Taken(known=1)
    assert hear(store, "Leeds", day(9)) == Taken(known=1)
    assert (whole(store), done(store)) == (before, deeds)


def test_what_was_undone_is_not_learned_from_the_same_place_again(store):
    from memory.claims.changes import undo

    hear(store, "Bath", day(3))
    undo(store, history(store)[0].id)

    assert hear(store, "Bath", day(3)) == Taken(known=1)
    assert read_claims(store.db) == []
    assert hear(store, "Bath", day(9)) == Taken(new=1)
    assert statuses(store) == {"Bath": S.ACTIVE}


def test_what_followed_is_written_down_with_it(store):
    hear(store, "Bath", day(3))
    hear(store, "Leeds", day(9))
    changes = history(store)

    assert [(one.what, one.by) for one in changes] == [
        ("supersede", "rules"),
        ("learn", "rules"),
        ("learn", "rules"),
    ]
    assert changes[0].before
    assert changes[0].after
    assert (changes[0].before["status"], changes[0].after["status"]) == ("active", "superseded")
    assert "Bath" not in repr([(one.before, one.after, one.why) for one in changes])


def test_further_evidence_is_counted_and_an_end_ends(store):
    hear(store, "chess", day(1), slot=LIKES)
    hear(store, "chess", day(5), slot=LIKES)
    hear(store, "chess", day(9), slot=LIKES, ended=True)

    assert done(store) == ["learn", "support", "end"]
    assert [one.stance for one in claims(store)["chess"].evidence] == [
        "supports",
        "supports",
        "contradicts",
    ]
    assert claims(store)["chess"].until == day(9)


def test_what_is_never_to_be_remembered_is_not_learned(store):
    hear(store, "Bath", day(3))
    finish(forgetting_claims(store, [claims(store)["Bath"].id]))

    assert hear(store, "Bath", day(9)) == Taken(forgotten=1)
    assert hear(store, "the BATH", day(9), scope=Scope(when="summer")) == Taken(forgotten=1)
    assert hear(store, "Leeds", day(9)) == Taken(new=1)


def test_another_of_the_same_name_is_another_subject(store):
    hear(store, "Bath", day(3))
    hear(store, "Leeds", day(9), subject="Ana", strength=Strength.OTHERS)

    assert statuses(store) == {"Bath": S.ACTIVE, "Leeds": S.DRAFT}


def test_mails_of_others_activate_nothing_however_many_they_are(store):
    for n in range(1, 28):
        hear(store, "Paris", day(n), strength=Strength.OTHERS)

    assert statuses(store) == {"Paris": S.DRAFT}


def test_what_better_rules_do_not_find_any_more_no_longer_counts(store):
    mail, other = the_mail("Bath"), the_mail("Leeds", day(9))
    put(store, mail, other)
    wrong = a_draft(mail, "say", LIKES, text="Likes say.")
    decided = a_draft(mail, "it", LIKES, text="Likes it.")
    take(store, [said("Bath"), wrong, decided, said("Leeds", day(9))])
    deny(store, claims(store)["it"].id)
    take(store, [said("Bath")], by="a model", whole=[mail.id])
    assert set(statuses(store)) == {"Bath", "say", "it", "Leeds"}
    taken = take(store, [said("Bath")], whole=[mail.id])

    assert taken == Taken(known=1)
    assert statuses(store) == {"Bath": S.SUPERSEDED, "Leeds": S.ACTIVE}
    take(store, [], whole=[other.id])
    assert statuses(store) == {"Bath": S.ACTIVE}
    assert take(store, [decided], whole=[mail.id]) == Taken(known=1)
    assert statuses(store) == {"it": S.RETRACTED}


def test_the_words_of_what_no_longer_counts_go_with_its_document(store):
    note = a_note(f"I live in {CANARY}.", date=day(3))
    put(store, note)
    take(store, [a_draft(note, CANARY)])
    deny(store, claims(store)[CANARY].id)
    take(store, [], whole=[note.id])
    finish(erasing(store, Target(document=note.id)))

    assert where(store, CANARY) == []


VALUES = ("Bath", "Leeds", "the Leeds", "York")
heard = st.builds(
    said,
    st.sampled_from(VALUES),
    st.integers(1, 28).map(day),
    st.sampled_from(["lives_in", LIKES]),
    ended=st.sampled_from([False, False, True]),
    polarity=st.sampled_from([1, 1, -1]),
    strength=st.sampled_from(Strength),
)


def taken_in(folder, drafts: list[Draft], parts: int) -> list[str]:
    """Return what is believed after these drafts were taken in, in so many parts."""
    folder.mkdir(exist_ok=True)
    store = MemoryStore(folder, DataKey.new())
    mails = {
        one.document: the_mail(one.value, one.at, ended=one.ended, polarity=one.polarity,
                               strength=one.strength)
        for one in drafts
    }  # fmt: skip
    put(store, *(mails[id] for id in sorted(mails)))
    for n in range(0, len(drafts), parts):
        take(store, drafts[n : n + parts])
    found = state(store)
    store.close()
    return found


@settings(max_examples=40)
@given(drafts=st.lists(heard, min_size=1, max_size=8), seed=st.integers(0, 99))
def test_old_mail_read_after_new_mail_gives_the_same(tmp_path_factory, drafts, seed):
    mixed = random.Random(seed).sample(drafts, len(drafts))
    folder = tmp_path_factory.mktemp("order")

    expected = taken_in(folder / "one", drafts, 9)
    assert taken_in(folder / "other", mixed, 2) == expected
    assert all("It is" in one for one in expected)
