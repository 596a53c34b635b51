"""Few claims, strong enough, and only where they are meant."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.profile.context import MOST, Situation, context, is_confirmed, scope_matches
from memory.types import ClaimId, ClaimKind, Scope, Sensitivity, Status
from tests.assistant.profile.invented import NOW, a_claim, in_year

K, S = ClaimKind, Status
HOME = {"slot": "lives_in", "changed_at": NOW, "since": in_year(2026)}


def a_home(id, place, **more):
    return a_claim(id, f"Lives in {place}.", place, **(HOME | more))


def a_taste(id, value, **more):
    fields = {"kind": K.PREFERENCE, "changed_at": NOW} | more
    return a_claim(id, f"Likes {value}.", value, **fields)


def asked(claims, question, **more):
    return [one.value for one in context(claims, Situation(question), NOW, **more).asked]


def applies(claims, text, **situation):
    return [one.value for one in context(claims, Situation(text, **situation), NOW).applies]


def test_a_question_about_oneself_is_answered_by_what_holds():
    claims = [a_home(1, "Leeds"), a_home(2, "Bath", status=S.SUPERSEDED, until=in_year(2026))]

    assert asked(claims, "Where do I live?") == ["Leeds"]
    assert asked(claims, "Where did I live before?") == ["Bath"]
    assert asked(claims, "When does the lease end?") == []


def test_what_is_weak_a_draft_or_denied_answers_nothing():
    old = NOW - timedelta(days=5 * 365)
    weak = [
        a_home(1, "Leeds", changed_at=old),
        a_home(2, "Bath", status=S.DRAFT),
        a_home(3, "York", status=S.RETRACTED),
    ]

    assert asked(weak, "Where do I live?") == []
    assert asked([a_home(1, "Leeds", changed_at=old, locked=True)], "Where do I live?") == ["Leeds"]


def test_both_sides_of_a_dispute_are_shown():
    sides = [a_home(1, "Leeds", status=S.DISPUTED), a_home(2, "Bath", status=S.DISPUTED)]

    assert sorted(asked(sides, "Where do I live?")) == ["Bath", "Leeds"]
    assert applies(sides, "Is there a train to Leeds?") == []


def test_of_somebody_else_only_what_is_theirs():
    claims = [a_home(1, "Leeds"), a_home(2, "Graz", subject="Ana")]

    assert asked(claims, "Where does Ana live?") == ["Graz"]
    assert asked(claims, "Where do I live?") == ["Leeds"]


def test_what_the_user_took_away_is_not_used():
    claims = [a_home(1, "Leeds")]

    assert asked(claims, "Where do I live?", without={ClaimId(1)}) == []


def test_at_most_a_handful_the_strongest():
    many = [a_taste(n, f"tea{n}", slot="drink", confidence=0.6 + n / 100) for n in range(1, 20)]

    assert asked(many, "What do I like to drink?") == [f"tea{n}" for n in (19, 18, 17, 16, 15)]
    assert len(asked(many, "What do I like to drink?")) == MOST


def test_what_bears_on_the_question_is_told_and_nothing_else():
    claims = [
        a_taste(1, "vegetarian food", slot="food"),
        a_taste(2, "rain"),
        a_claim(3, "Went to the market.", "market", slot="did", changed_at=NOW),
        a_taste(4, "food from Graz", subject="Ana", slot="food"),
    ]

    assert applies(claims, "Which food was at the party, and at the market?") == ["vegetarian food"]
    assert applies(claims, "Which food does Ana want?") == ["food from Graz", "vegetarian food"]
    assert applies(claims, "When does the lease end?") == []


@pytest.mark.parametrize(
    ("scope", "situation", "met"),
    [
        (Scope(), Situation("Tea?"), True),
        (Scope(who="Ana"), Situation("Tea?"), False),
        (Scope(who="Ana"), Situation("Tea with Ana?"), True),
        (Scope(who="Ana"), Situation("Tea?", who=("Ana Byron",)), True),
        (Scope(what="mail"), Situation("Tea?", what="a mail"), True),
        (Scope(where="office"), Situation("Tea?", where="the garden"), False),
        (Scope(when="mornings"), Situation("Tea?", when="mornings"), True),
        (Scope(who="Ana", what="mail"), Situation("Tea with Ana?"), False),
    ],
)
def test_every_part_of_a_scope_must_be_met(scope, situation, met):
    assert scope_matches(a_taste(1, "tea", scope=scope), situation) is met
    found = context([a_taste(1, "tea", scope=scope)], situation, NOW)
    assert bool(found.applies) is met


def test_how_one_writes_is_for_writing_only():
    style = a_claim(
        1, "Closes with Cheers.", "Cheers", kind=K.STYLE, slot="closing", changed_at=NOW
    )
    rule = a_claim(2, "Never names prices.", kind=K.RULE, slot="told", changed_at=NOW)

    assert applies([style, rule], "a reply", task="write") == ["Cheers", "Never names prices"]
    assert applies([style], "Who closes with Cheers?") == []


def test_what_is_sensitive_is_used_only_once_confirmed():
    def health(status):
        return a_claim(1, "Has asthma.", "asthma", status=status, sensitivity=Sensitivity.SENSITIVE)

    assert is_confirmed(health(S.ACTIVE))  # of what is sensitive, only by the user's word
    assert not is_confirmed(health(S.DRAFT))
    assert not is_confirmed(health(S.DISPUTED))


def test_meaning_finds_what_words_do_not():
    claims = [a_taste(1, "vegetarian meals"), a_taste(2, "rain")]

    def near(question, texts):
        return [0.7 if "meals" in text else 0.1 for text in texts]

    found = context(claims, Situation("What shall I cook?"), NOW, near=near)
    assert [one.value for one in found.applies] == ["vegetarian meals"]
