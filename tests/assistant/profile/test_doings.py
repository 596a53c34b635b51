"""What the user does is evidence: of choices that agree a draft is made, and of little little."""

from __future__ import annotations

from assistant.profile.doings import SOURCE, choices, chose, edited
from assistant.profile.learning import learning
from memory.claims.rows import read_claims
from memory.progress import finish
from memory.sources import all_sources, remove
from memory.types import Status, Strength
from tests.assistant.profile.test_factors import choices as made
from tests.fakes import day
from tests.memory.claims.drafts import claims

PREFERS = "short mails"


def test_ten_choices_that_agree_make_a_draft_with_the_pairs_as_evidence(store):
    for n, pair in enumerate(made(24)):
        chose(store, pair.chosen, pair.other, at=day(n + 1))
        if n < 8:
            assert PREFERS not in claims(store)
    claim = claims(store)[PREFERS]

    assert (claim.status, claim.slot) == (Status.DRAFT, "drafts")
    assert len(claim.evidence) == 24
    assert {one.strength for one in claim.evidence} == {Strength.INFERRED}
    assert all(
        one.quote.startswith("Chosen was: ") and PREFERS in one.quote for one in claim.evidence
    )


def test_a_reason_is_kept_if_it_predicts_what_was_chosen(store):
    first, second, third, fourth = made(4)
    chose(store, first.chosen, first.other, reason="It is shorter.", at=day(1))
    assert PREFERS not in claims(store)
    chose(store, second.chosen, second.other, at=day(2))
    chose(store, third.chosen, third.other, at=day(3), reason="More links.")

    assert set(claims(store)) == {PREFERS}
    before = len(claims(store)[PREFERS].evidence)
    chose(store, fourth.chosen, fourth.other, at=day(4))
    assert len(claims(store)[PREFERS].evidence) == before + 1


def test_what_was_for_one_person_is_preferred_for_them(store):
    for n, pair in enumerate(made(3)):
        chose(store, pair.chosen, pair.other, reason="shorter", who="Ana", at=day(n + 1))

    assert claims(store)[PREFERS].scope.who == "Ana"


def test_an_edit_is_a_choice_and_an_untouched_draft_none(store):
    pair = made(1)[0]
    edited(store, pair.other, pair.chosen, who="Ana")
    edited(store, "Same. ", "Same.")
    (kept,) = choices(store)

    assert (kept.pair, kept.kind, kept.who) == (pair, "edit", "Ana")


def test_they_are_neither_searched_nor_learned_from_and_can_be_erased(store, retriever):
    for n, pair in enumerate(made(3)):
        chosen = f"I live in Leeds. I love tea. {pair.chosen}"
        chose(store, chosen, pair.other, reason="It is shorter: I live in Bath.", at=day(n + 1))
    finish(learning(store, "Ada Byron <ada@example.org>"))

    assert set(claims(store)) == {PREFERS}
    assert retriever.search("Leeds").passages == []
    (source,) = all_sources(store)
    assert (source.name, source.paused, source.documents) == (SOURCE, True, 3)
    remove(store, SOURCE)
    assert read_claims(store.db) == []
