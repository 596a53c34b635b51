"""The profile as its owner uses it: read, corrected, told, undone; and the page read back."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from assistant.profile.context import Situation
from assistant.profile.doings import choices
from assistant.profile.profile import Profile, Saved, ids
from memory.claims import telling
from memory.claims.revising import take
from memory.claims.slots import Slot
from memory.errors import Problem
from memory.types import ClaimId, ClaimKind, Participant, Sensitivity, Status, Strength, Topic
from tests.fakes import a_mail, day, put
from tests.memory.claims.drafts import LIKES, a_draft, claims, hear, statuses, whole
from tests.memory.claims.test_changes import do_something

S = Status


@pytest.fixture
def profile(store):
    return Profile(store)


@pytest.fixture
def filled(store, profile):
    hear(store, "Bath", day(3))
    hear(store, "Leeds", day(9))
    hear(store, "tea", day(3), slot=LIKES)
    hear(store, "beer", day(3), slot=LIKES, strength=Strength.IMPLIED)
    return profile


def test_read_twice_it_is_the_same_page_byte_for_byte(store, filled):
    before = filled.page()
    for value, slot in (("Bath", "lives_in"), ("Leeds", "lives_in"), ("tea", LIKES)):
        hear(store, value, day(9 if value == "Leeds" else 3), slot=slot)

    assert filled.page() == before
    assert "- Lives in Leeds. ^c2." in before
    assert "- 2026: Lives in Bath. ^c1." in before


def test_undoing_any_hundred_changes_gives_the_earlier_page_back(store, filled):
    chance = random.Random(7)
    before, first = filled.page(), len(filled.history(limit=9999))
    while len(filled.history(limit=9999)) < first + 100:
        do_something(store, chance)
    assert filled.page() != before
    new = filled.history(limit=9999)[:-first]
    chance.shuffle(new)
    for change in new:
        if not next(one for one in filled.history(limit=9999) if one.id == change.id).undone:
            filled.undo(change.id)

    assert filled.page() == before


def test_the_page_saved_back_does_what_was_edited(store, filled):
    text = filled.page()
    lines = text.splitlines()
    edited = [line.replace("Likes tea", "Loves tea") for line in lines if "Bath" not in line]
    edited.append("- Has a dog.")
    saved = filled.save("\n".join(edited))

    assert saved == Saved(edited=1, told=1, forgotten=1)
    found = {one.text: one for one in filled.claims()}
    assert found["Loves tea."].locked
    assert found["Has a dog."].status is S.ACTIVE
    assert "Lives in Bath." not in found
    assert hear(store, "Bath", day(20)).forgotten == 1


def test_what_saving_would_change_is_told_before_anything_is(store, filled):
    before = whole(store)
    lines = [
        one.replace("tea", "coffee") for one in filled.page().splitlines() if "Bath" not in one
    ]

    assert filled.asked("\n".join([*lines, "- Has a dog."])) == Saved(1, 1, 1, 0)
    assert whole(store) == before


def test_saving_the_page_as_it_is_changes_nothing(store, filled):
    before = whole(store)

    assert filled.save(filled.page()) == Saved()
    assert whole(store) == before


def test_lines_are_pinned_and_told_as_past(store, filled):
    text = filled.page().replace("- Likes tea", "- ! Likes tea")
    text = text.replace("no longer so\n", "no longer so\n- Had a cat.\n")

    assert filled.save(text) == Saved(told=1, pinned=1)
    assert claims(store)["tea"].pinned
    assert {one.text: one.status for one in filled.claims()}["Had a cat."] is S.EXPIRED
    assert filled.save(filled.page().replace("- ! ", "- ")) == Saved(pinned=1)


def test_every_verb_says_what_a_view_has_to_refresh(store, filled):
    id = claims(store)["tea"].id
    verbs = [filled.lock, filled.pin, filled.accept, filled.not_true, filled.accept,
             filled.no_longer_true, filled.refuse, filled.never_remember]  # fmt: skip
    for verb in verbs:
        assert verb(id).topics == {Topic.CLAIMS}
    with pytest.raises(Problem, match="no such claim"):
        filled.claim(id)


def test_what_is_told_takes_the_place_of_what_was_learned(store, filled):
    id = filled.told("Lives in York.")

    assert filled.claim(id).slot == "lives_in"
    assert statuses(store)["Leeds"] is S.SUPERSEDED
    with pytest.raises(Problem, match="nothing to believe"):
        filled.told(" ")
    other = filled.told("Sings at night", kind="routine", subject="Ana")
    assert filled.claim(other).kind is ClaimKind.ROUTINE


def test_what_waits_is_reviewed_what_is_sensitive_first(store, filled, monkeypatch):
    slots = {"health": Slot(sensitivity=Sensitivity.SENSITIVE)}
    monkeypatch.setattr("memory.claims.standing.slot", lambda name: slots.get(name, Slot()))
    weak = {"text": "Has asthma.", "strength": Strength.INFERRED}
    hear(store, "asthma", day(3), slot="health", **weak)
    hear(store, "old plans", day(3), slot="plan", until=day(4), strength=Strength.IMPLIED)
    waiting = filled.review()

    assert [one.value for one in waiting] == ["asthma", "beer"]
    assert "asthma" not in filled.page()
    filled.accept(waiting[0].id)
    assert "asthma" in filled.page()


def test_what_is_only_quoted_asks_for_no_yes_and_leaves_when_its_line_is_deleted(store, filled):
    told = {"slot": "did", "text": "Went to Oslo", "strength": Strength.IMPLIED}
    for n in (3, 9, 12):
        hear(store, "Oslo", day(n), **told)  # however often
    text = filled.page()

    assert "Oslo" not in [one.value for one in filled.review()]
    assert "## In your words, shortened\n### 3 March 2026\n- Went to Oslo ^c" in text
    without = "\n".join(line for line in text.splitlines() if "Oslo" not in line)
    assert filled.save(without) == Saved(forgotten=1)
    hear(store, "Oslo", day(15), **told)
    assert "Oslo" not in filled.page()


def test_who_is_family_is_named_in_full_and_the_line_reads_back_untouched(store, filled):
    text = {"slot": "relation", "text": "Tom: brother.", "kind": ClaimKind.RELATION}
    hear(store, "brother Tom", day(3), **text)
    put(store, a_mail("9", "Hi", people=(Participant("from", "Tom Byron", "tom@example.org"),)))
    page = filled.page()

    assert "- Tom Byron: brother. ^c" in page
    assert filled.save(page) == Saved()


def test_the_last_thing_the_user_did_is_undone(store, filled):
    before = filled.page()
    filled.edit(claims(store)["tea"].id, "Likes water.")
    hear(store, "rain", day(9), slot=LIKES)
    filled.undo()

    assert "rain" in filled.page()
    assert filled.page().count("Likes") == before.count("Likes") + 1
    with pytest.raises(Problem, match="nothing to undo"):
        filled.undo()
    filled.redo(next(one.id for one in filled.history() if one.what == "edit"))
    assert "water" in filled.page()


def test_what_had_its_day_is_past_on_the_page_after_it(store):
    telling.tell(store, "Sees the sea.", until=day(9), kind=ClaimKind.GOAL)

    def on(number: int) -> str:
        now = datetime(2026, 3, number, 15, tzinfo=UTC)
        return Profile(store, now=lambda: now).page(marked=False)

    assert "## What you want to reach" in on(9)
    assert "Before" in on(10)


def test_a_view_that_is_not_there_is_said(filled):
    with pytest.raises(Problem, match="no such view"):
        filled.page("large")
    assert len(filled.page(budget=60, marked=False)) <= 240


def test_claims_are_called_by_their_numbers():
    assert ids(["12", "c12", "^c12.abc"]) == [ClaimId(12)] * 3
    with pytest.raises(Problem):
        ids(["tea"])


def test_a_task_is_told_what_applies_and_asks_for_what_is_not_known(store, filled):
    filled = Profile(store, now=lambda: day(20))
    writing = Situation("a reply about tea", "reply", who=("Ana",))
    assert [one.value for one in filled.context(writing).applies] == ["tea"]
    (question,) = filled.questions(writing)  # a second one would gain less than it costs
    assert (question.slot, question.best) == ("tone", "neutral")
    assert filled.questions(writing, asked={"tone"}) == ()

    filled.commented("too formal, and too long")
    slots = {one.slot for one in filled.questions(writing)}
    assert not {"tone", "length"} & slots
    assert {one.value for one in filled.context(writing).applies} >= {"short", "friendly"}


def test_comments_on_several_drafts_are_one_change_for_the_views(filled):
    changes = filled.comment(["too long", "", "hm"])

    assert changes.topics == {Topic.CLAIMS}
    assert [one.value for one in filled.claims() if one.slot == "length"] == ["short"]


def test_what_is_chosen_and_edited_is_kept(store, filled):
    filled.chose("Tea at noon.", "Dear Sir, would tea at noon be convenient?", reason="shorter")
    filled.edited("Dear Sir, tea at noon would be fine.", "Tea at noon.", who="Ana")

    assert [one.kind for one in choices(store)] == ["choice", "edit"]


def test_the_page_is_in_the_language_of_the_users_own_words_unless_another_is_chosen(store):
    chosen = [""]
    profile = Profile(store, language=lambda: chosen[0])
    put(store, mail := a_mail("Umzug", "Ich wohne jetzt in Hull und das ist gut.", date=day(3)))
    take(store, [a_draft(mail, "Hull")])
    german = profile.page()
    assert "## Zur Person\n- Lives in Hull. ^c1." in german
    assert profile.page() == german
    chosen[0] = "English"
    assert "## You\n- Lives in Hull. ^c1." in profile.page()

    saved = profile.save(german.replace("in Hull", "in York"))
    assert saved == Saved(edited=1)
    assert statuses(store)["York"] is S.ACTIVE


def test_what_others_wrote_does_not_tell_the_language(store):
    profile = Profile(store)
    put(store, mail := a_mail("Umzug", "Ich wohne jetzt in Hull und das ist gut.", date=day(3)))
    take(store, [a_draft(mail, "Hull", strength=Strength.OTHERS)])

    assert profile.page().startswith("# What Famulus")
