"""A rating counts a little for what an answer used, once, is undone, and holds nobody's words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.profile.profile import Profile
from ingest.chunk import chunks
from memory.cipher import DataKey
from memory.claims.changes import undo
from memory.conversations import add_turn, now, start, turns
from memory.progress import finish
from memory.safekeeping.archive import exporting
from memory.safekeeping.archive_reader import importing
from memory.sources import remove
from memory.store import MemoryStore
from memory.types import Answer, ClaimId, Status, Strength, Turn, Used
from tests.fakes import day
from tests.memory.claims.drafts import LIKES, claims, hear, whole

WORDS = "You like tea, and zyxomquaver."


@pytest.fixture
def profile(store):
    hear(store, "tea", day(3), slot=LIKES)
    hear(store, "rum", day(3), slot=LIKES)
    return Profile(store)


@pytest.fixture
def conversation(store):
    return start(store)


@pytest.fixture
def answer(store, profile, conversation):
    return kept(store, conversation, "a1", claims(store)["tea"].id)


def kept(store, conversation, id, *used):
    made = Answer(WORDS, "profile", 0, True, (), (), (), (), tuple(Used(c, "") for c in used), id)
    add_turn(store, conversation, Turn("assistant", made.text, now(), made))
    return made


def sure(store, value="tea"):
    return claims(store)[value].confidence


def rating(store, conversation):
    return [turn.answer.rating for turn in turns(store, conversation) if turn.answer]


def test_a_rating_counts_for_or_against_what_the_answer_used(store, profile, answer):
    before, other = sure(store), sure(store, "rum")
    profile.rate(answer, True)
    assert before < sure(store) < before + 0.05
    profile.rate(answer, False)

    assert before - 0.05 < sure(store) < before
    assert sure(store, "rum") == other
    assert claims(store)["tea"].status is Status.ACTIVE  # what the user wrote outweighs it


def test_many_ratings_neither_make_nor_end_a_belief(store, profile, conversation):
    hear(store, "beer", day(4), slot=LIKES, strength=Strength.OTHERS)
    for n in range(50):
        one = kept(store, conversation, f"b{n}", claims(store)["beer"].id, claims(store)["tea"].id)
        profile.rate(one, n % 25 != 0)
    found = claims(store)

    assert (found["beer"].status, found["tea"].status) == (Status.DRAFT, Status.ACTIVE)
    for n in range(50):
        profile.rate(answer_of(store, conversation, n), False)
    assert claims(store)["tea"].status is Status.ACTIVE


def answer_of(store, conversation, n):
    return turns(store, conversation)[n].answer


def test_the_same_answer_counts_once_and_its_rating_can_be_taken_back(
    store, profile, answer, conversation
):
    before, stood = whole(store), sure(store)
    profile.rate(answer, True)
    once = sure(store)
    profile.rate(answer, True)
    assert sure(store) == once
    assert rating(store, conversation) == [1]
    profile.rate(answer, None)

    assert sure(store) == stood
    assert whole(store) == before
    assert rating(store, conversation) == [0]


def test_it_stands_in_what_changed_and_is_undone_there_with_its_mark(store, profile, conversation):
    both = [claims(store)[value].id for value in ("tea", "rum")]
    answer = kept(store, conversation, "a2", *both)
    before = [sure(store), sure(store, "rum")]
    profile.rate(answer, False)
    newest = profile.history()[:2]
    assert {(one.what, one.by) for one in newest} == {("rate", "user")}
    assert {one.claim for one in newest} == set(both)
    assert "not useful" in newest[0].why
    assert rating(store, conversation) == [-1]
    undo(store, newest[0].id)

    assert [sure(store), sure(store, "rum")] == before
    assert rating(store, conversation) == [0]
    profile.redo(newest[0].id)
    assert rating(store, conversation) == [-1]


def test_what_used_no_claim_keeps_its_rating_and_what_is_not_kept_has_none(
    store, profile, conversation
):
    plain = kept(store, conversation, "a3")
    done = len(profile.history())
    profile.rate(plain, True)
    used = (Used(claims(store)["tea"].id, ""),)
    unnamed = replace(plain, id="", claims=used)
    profile.rate(unnamed, False)
    profile.leave_out(unnamed, used[0].claim)

    assert rating(store, conversation) == [1]
    assert len(profile.history()) == done


def test_a_claim_that_was_taken_away_from_an_answer_loses_less_than_by_a_rating(
    store, profile, answer
):
    before = sure(store)
    profile.leave_out(answer, answer.claims[0].claim)
    left_out = sure(store)
    profile.leave_out(answer, answer.claims[0].claim)
    assert sure(store) == left_out < before
    assert profile.history()[0].what == "leave out"
    profile.undo()
    profile.undo()
    assert sure(store) == before
    profile.rate(answer, False)

    assert sure(store) < left_out


def test_nothing_of_the_answer_is_kept_and_the_claim_falls_with_its_source(
    store, profile, answer, conversation
):
    profile.rate(answer, True)
    profile.rate(replace(answer, claims=(Used(ClaimId(999), "Gone."),)), False)
    profile.rate(answer, True)
    told = store.db.execute("select sets, why from changes").fetchall()
    assert "zyxomquaver" not in str(told)
    source = store.db.execute("select name from sources").fetchone()[0]
    remove(store, source)

    assert claims(store) == {}


def test_it_comes_back_out_of_an_archive(store, profile, answer, conversation, tmp_path):
    profile.rate(answer, False)
    finish(exporting(store, tmp_path / "out.zip"))
    (tmp_path / "other").mkdir()
    other = MemoryStore(tmp_path / "other", DataKey.new())
    try:
        finish(importing(other, tmp_path / "out.zip", chunks))
        (held,) = [c for c in Profile(other).claims() if c.value == "tea"]
        assert held.confidence == sure(store)
        (only,) = other.db.execute("select id from conversations").fetchall()
        assert rating(other, only[0]) == [-1]
    finally:
        other.close()
