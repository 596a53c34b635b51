"""With a document falls what stood on it alone, to the last word; the rest stands as it would."""

from __future__ import annotations

from pathlib import Path

from memory.claims import telling
from memory.claims.changes import history
from memory.claims.falling import falling_with
from memory.claims.revising import take
from memory.claims.rows import read_claims
from memory.erasing.claim import forgetting_claims
from memory.erasing.erase import erasing, would_erase
from memory.erasing.targets import Target
from memory.progress import finish
from memory.sources import begin_file, keep_only, removing, source_id
from memory.types import Status
from tests.fakes import a_note, day, put
from tests.memory.claims.drafts import LIKES, a_draft, claims, done, hear, statuses, the_mail
from tests.memory.laid_open import CANARY, where

S = Status


def erase(store, value: str, at=None) -> None:
    finish(erasing(store, Target(document=the_mail(value, at).id)))


def test_what_stood_on_it_alone_falls_and_what_it_replaced_comes_back(store):
    hear(store, "Bath", day(3))
    hear(store, "Leeds", day(9))
    assert would_erase(store, Target(document=the_mail("Leeds", day(9)).id)).claims == 1
    erase(store, "Leeds", day(9))

    assert statuses(store) == {"Bath": S.ACTIVE}
    assert claims(store)["Bath"].until is None
    last = history(store)[0]
    assert (last.what, last.why) == ("believe", "A document that spoke of it is gone.")


def test_what_something_else_says_too_stays_in_its_words(store):
    hear(store, f"the {CANARY}", day(3), slot=LIKES, text=f"Likes the {CANARY} so.")
    hear(store, CANARY, day(2), slot=LIKES, text="Likes it.")
    assert [one.text for one in read_claims(store.db)] == [f"Likes the {CANARY} so."]
    mail = the_mail(f"the {CANARY}", day(3), text=f"Likes the {CANARY} so.")
    finish(erasing(store, Target(document=mail.id)))
    (claim,) = read_claims(store.db)

    assert (claim.text, claim.value, len(claim.evidence)) == ("Likes it.", CANARY, 1)
    assert where(store, f"{CANARY} so") == []
    assert all("since" not in (one.before or {}) for one in history(store))


def test_what_is_not_enough_any_more_is_a_draft_again(store):
    from memory.types import Strength

    for n in (1, 2, 5):
        hear(store, "tea", day(n), slot=LIKES, strength=Strength.IMPLIED)
    assert statuses(store) == {"tea": S.ACTIVE}
    finish(erasing(store, Target(document=the_mail("tea", day(5), strength=Strength.IMPLIED).id)))

    assert statuses(store) == {"tea": S.DRAFT}
    assert done(store)[-1] == "doubt"


def test_what_the_user_told_stays_and_what_they_only_confirmed_goes(store):
    for value in ("tea", "beer", "milk"):
        hear(store, value, day(3), slot=LIKES)
    found = claims(store)
    telling.edit(store, found["tea"].id, "Loves tea.")
    telling.accept(store, found["beer"].id)
    telling.lock(store, found["milk"].id)
    ids = [the_mail(value, day(3)).id for value in found]
    assert falling_with(store.db, ids) == 2
    for value in found:
        erase(store, value, day(3))

    assert [(one.text, one.evidence) for one in read_claims(store.db)] == [("Loves tea.", ())]


def test_removing_a_source_takes_its_claims(store):
    note = a_note(f"I live in {CANARY}.", date=day(3))
    put(store, note, source="Gone", path="/gone")
    take(store, [a_draft(note, CANARY)])
    finish(removing(store, "Gone"))

    assert read_claims(store.db) == []
    assert where(store, CANARY) == []


def test_what_a_file_no_longer_holds_takes_its_claims(store):
    note = a_note("I live in Bath.", date=day(3))
    put(store, note, path="/note")
    take(store, [a_draft(note, "Bath")])
    with store.write():
        keep_only(store, begin_file(store, source_id(store, "Notes"), Path("/note")), set())

    assert read_claims(store.db) == []


def test_what_was_undone_goes_too(store):
    from memory.claims.changes import undo

    hear(store, CANARY, day(3))
    undo(store, history(store)[0].id)
    erase(store, CANARY, day(3))

    assert where(store, CANARY) == []
    assert store.db.execute("select count(*) from claims").fetchone() == (0,)


def test_no_claim_is_without_its_document_and_nothing_is_left_to_do(store):
    hear(store, "Bath", day(3))
    hear(store, "Leeds", day(9))
    erase(store, "Bath", day(3))
    finish(forgetting_claims(store, [claims(store)["Leeds"].id]))

    assert store.db.execute("select * from claims_shaken").fetchall() == []
    assert store.db.execute("select * from evidence").fetchall() == []
    assert store.db.execute("pragma foreign_key_check").fetchall() == []
