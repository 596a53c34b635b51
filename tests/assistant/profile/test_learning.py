"""Learning is a job: own words first, stopped and resumed, gentle, and the same twice."""

from __future__ import annotations

import time

from assistant.profile import learning as module
from assistant.profile.learning import Pace, learning, speaks
from memory.claims.learned import count_to_learn
from memory.claims.rows import read_claims
from memory.progress import finish
from memory.types import Document, Kind, Participant, Status
from tests.assistant.profile.lives import ADA, BO, ME, TO_BO, mail, talk
from tests.fakes import a_note, day, put

QUIET = {"did", "topic"}  # what is drawn from nearly any sentence
IDENTITY = "Ada Byron <ada@example.org>"


def own(n: int, text: str) -> Document:
    return mail(ADA, text, TO_BO, external_id=f"<{n}>", date=day(n))


def claims(store) -> dict[str, Status]:
    return {claim.value: claim.status for claim in read_claims(store.db) if claim.slot not in QUIET}


def test_what_the_user_says_is_believed_and_what_others_say_is_not(store):
    put(store, own(1, "I live in Leith."), mail(BO, "I live in Graz. The user lives in Rome."))
    learned = finish(learning(store, IDENTITY))

    assert (learned.documents, learned.refused) == (2, 0)
    assert claims(store) == {"Leith": Status.ACTIVE, "Graz": Status.DRAFT}


def test_own_words_come_first(store, monkeypatch):
    monkeypatch.setattr(module, "TOGETHER", 1)
    put(store, mail(BO, "I live in Graz.", date=day(1)), own(9, "I live in Leith."))
    work = learning(store, IDENTITY)
    next(work), next(work), next(work)

    assert "Graz" not in claims(store)
    assert "Leith" in claims(store)
    finish(work)
    assert "Graz" in claims(store)


def test_it_goes_on_where_it_was_stopped(store, monkeypatch):
    monkeypatch.setattr(module, "TOGETHER", 1)
    put(store, own(1, "I live in Leith."), own(2, "I like rain."))
    work = learning(store, IDENTITY)
    next(work), next(work)
    work.close()

    assert set(claims(store)) == {"Leith"}
    assert finish(learning(store, IDENTITY)).documents == 1
    assert set(claims(store)) == {"Leith", "rain"}


def test_a_second_time_there_is_nothing_to_learn(store):
    put(store, own(1, "I live in Leith."))
    finish(learning(store, IDENTITY))

    assert finish(learning(store, IDENTITY)).documents == 0


def test_other_rules_learn_anew_and_change_nothing_that_is_the_same(store, monkeypatch):
    put(store, own(1, "I live in Leith."))
    finish(learning(store, IDENTITY))
    before = claims(store)
    monkeypatch.setattr(module, "edition", lambda identity: f"other {identity}")
    learned = finish(learning(store, IDENTITY))

    assert (learned.documents, learned.new, learned.counted) == (1, 0, 0)
    assert claims(store) == before


def test_what_is_over_is_over_wherever_it_was_believed(store):
    put(store, own(1, "I've taken up chess. I play chess."), own(5, "I'm done with chess."))
    finish(learning(store, IDENTITY))
    found = {claim.slot: claim.status for claim in read_claims(store.db) if claim.value == "chess"}

    assert {"hobby", "instrument"} <= set(found)
    assert set(found.values()) == {Status.EXPIRED}


def test_what_ends_loosely_is_not_believed_of_what_was_unknown(store):
    put(store, own(1, "I live in Leith."), own(5, "I'm done with chess. I've left Leith."))
    finish(learning(store, IDENTITY))

    assert claims(store) == {"Leith": Status.EXPIRED}


def test_a_gentle_job_rests_four_times_as_long_as_it_works(store):
    put(store, own(1, "I live in Leith."))
    rests: list[float] = []
    moments = iter([0.0, 1.0, 1.0, 1.0, 1.0])
    finish(learning(store, IDENTITY, pace=Pace(True, lambda: next(moments), rests.append)))

    assert rests == [4.0]
    assert Pace(False, lambda: 1.0, rests.append).rested(0.0) == 1.0
    assert rests == [4.0]


def test_the_user_speaks_in_their_own_documents():
    event = Document(Kind.EVENT, "Choir", "Choir", people=(Participant("from", "Bo"),))

    assert speaks(own(1, "Hello"), ME)
    assert speaks(talk(("You", "Hi"), ("Assistant", "Hi")), ME)
    assert speaks(a_note("I sing"), ME)
    assert speaks(event, ME)
    assert not speaks(mail(BO, "Hello"), ME)
    assert not speaks(talk(("Bo", "Hi")), ME)


def test_gently_it_stays_under_a_quarter_of_a_core_is_paused_and_goes_on(store, monkeypatch):
    monkeypatch.setattr(module, "TOGETHER", 4)
    finish(learning(store, IDENTITY))  # the rules are read once
    put(store, *(own(n % 28 + 1, f"I like rain, and number{n} too.") for n in range(48)))
    work = learning(store, IDENTITY, gentle=True)
    next(work)
    began, cpu = time.perf_counter(), time.thread_time()
    for _ in range(6):
        next(work)
    share = (time.thread_time() - cpu) / (time.perf_counter() - began)
    work.close()

    assert share < 0.25
    left = count_to_learn(store, module.edition(IDENTITY))
    assert 0 < left < 48
    assert finish(learning(store, IDENTITY)).documents == left


def test_who_the_user_is_may_be_said_later(store):
    put(store, own(1, "I live in Leith."), mail(BO, "I live in Graz.", date=day(2)))
    finish(learning(store, "Bo Ek <bo@example.org>"))
    assert claims(store)["Graz"] is Status.ACTIVE
    assert claims(store).get("Leith") is not Status.ACTIVE

    assert finish(learning(store, IDENTITY)).documents == 2
    assert claims(store)["Leith"] is Status.ACTIVE
    assert claims(store).get("Graz") is not Status.ACTIVE
    assert finish(learning(store, IDENTITY)).documents == 0
