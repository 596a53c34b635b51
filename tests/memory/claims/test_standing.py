"""Which claim of a slot holds, which held before, and which contradict each other."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.claims.belief import ACTIVATE, Said, confidence
from memory.claims.sameness import Identity
from memory.claims.slots import Slot
from memory.claims.standing import Heard, Held, Marks, Standing, Words, standings
from memory.types import ClaimKind, Scope, Sensitivity, Status, Strength
from tests.fakes import day

S = Status
ONE, MANY = "lives_in", "likes"


def heard(value: str, at: datetime | None, **more: Any) -> Heard:
    says = more.pop("says", "holds")
    said = Said(at, more.pop("exchange", str(at)), more.pop("strength", Strength.STATED))
    words = Words("", value, f"Is {value}.", Scope())
    return Heard(f"{value} {at} {says}", 0, 9, says, said, more.pop("until", None), words)


def held(value: str, *said: Heard, slot: str = ONE, polarity: Any = 1, **marks: Any) -> Held:
    scope = marks.pop("scope", Scope())
    one = Identity("", ClaimKind.FACT, slot, value, scope, polarity)
    return Held(hash((value, polarity, scope)), one, Marks(**marks), said)


def on(value: str, *days: int, **more: Any) -> Held:
    """A claim that was stated on these days of March."""
    marks = {k: more.pop(k) for k in (*Marks.__slots__, "slot", "polarity", "scope") if k in more}
    return held(value, *(heard(value, day(n), **more) for n in days), **marks)


def stand(*cell: Held) -> list[Standing | None]:
    found = standings(cell)
    return [found[one.key] for one in cell]


def statuses(*cell: Held) -> list[Status | None]:
    return [one.status if one else None for one in stand(*cell)]


def span(standing: Standing | None) -> tuple[int | None, int | None]:
    assert standing
    since, until = standing.since, standing.until
    return since.day if since else None, until.day if until else None


def test_the_newer_statement_takes_the_place_of_the_older():
    bath, leeds = stand(on("bath", 1, 3), on("leeds", 9, 20))

    assert (bath and bath.status, span(bath)) == (S.SUPERSEDED, (1, 9))
    assert (leeds and leeds.status, span(leeds)) == (S.ACTIVE, (9, None))


def test_what_comes_back_holds_since_it_came_back():
    bath, leeds, york = stand(on("bath", 1, 20, 22), on("leeds", 9), on("york", 12))

    assert [span(one) for one in (bath, leeds, york)] == [(20, None), (9, 12), (12, 20)]


def test_where_many_values_stand_together_nothing_is_replaced():
    assert statuses(on("tea", 1, slot=MANY), on("beer", 9, slot=MANY)) == [S.ACTIVE, S.ACTIVE]


def test_in_another_scope_both_are_so():
    assert statuses(on("bath", 1, scope=Scope(when="summer")), on("leeds", 9)) == [S.ACTIVE] * 2


def test_what_contradicts_at_about_the_same_time_is_disputed_until_one_is_said_again():
    assert statuses(on("bath", 3), on("leeds", 3)) == [S.DISPUTED, S.DISPUTED]
    assert statuses(on("bath", 3), on("leeds", 4)) == [S.DISPUTED, S.DISPUTED]
    assert statuses(on("bath", 3), on("leeds", 3, 8)) == [S.SUPERSEDED, S.ACTIVE]
    assert statuses(on("bath", 3), on("leeds", 3), on("york", 9)) == [
        S.SUPERSEDED,
        S.SUPERSEDED,
        S.ACTIVE,
    ]


def test_what_has_no_date_is_older_than_what_has_one():
    undated = held("bath", heard("bath", None))

    assert statuses(undated, on("leeds", 1)) == [S.SUPERSEDED, S.ACTIVE]
    assert statuses(undated, held("leeds", heard("leeds", None))) == [S.DISPUTED, S.DISPUTED]
    (standing,) = stand(undated)
    assert span(standing) == (None, None)


def test_the_same_in_more_words_is_no_contradiction():
    assert statuses(on("leeds", 3), on("leeds england", 3)) == [S.ACTIVE, S.ACTIVE]
    assert statuses(on("leeds", 3), on("leeds england", 4)) == [S.SUPERSEDED, S.ACTIVE]


def test_who_says_that_it_is_over_says_that_it_was_so():
    (chess,) = stand(held("chess", heard("chess", day(9), says="ends"), slot=MANY))

    assert chess
    assert (chess.status, span(chess), chess.words.text) == (S.EXPIRED, (None, 9), "Is chess.")


def test_what_is_over_is_past_and_what_is_said_later_brings_it_back():
    over = heard("chess", day(9), says="ends")
    first, again = heard("chess", day(1)), heard("chess", day(20))
    (past,) = stand(held("chess", first, over, slot=MANY))
    (back,) = stand(held("chess", first, over, again, slot=MANY))

    assert past
    assert (past.status, span(past)) == (S.EXPIRED, (1, 9))
    assert past.confidence > 0.7
    assert back
    assert (back.status, span(back)) == (S.ACTIVE, (20, None))


def test_a_liking_that_was_over_is_in_dispute_until_it_is_said_twice_or_vouched_for():
    over = heard("chess", day(9), says="ends")

    def liked(*days: int, **marks: Any) -> Held:
        said = held("chess", over, *(heard("chess", day(n)) for n in days), slot=MANY, **marks)
        return replace(said, identity=replace(said.identity, kind=ClaimKind.PREFERENCE))

    assert statuses(liked(1)) == [S.EXPIRED]
    assert statuses(liked(1, 20)) == [S.DISPUTED]
    assert statuses(liked(1, 20, 21)) == [S.ACTIVE]
    assert statuses(liked(1, 20, vouched=day(20))) == [S.ACTIVE]


def test_the_contrary_takes_its_place_and_back_again():
    likes, not_any_more = on("harp", 1, slot=MANY), on("harp", 9, slot=MANY, polarity=-1)

    assert statuses(likes, not_any_more) == [S.SUPERSEDED, S.ACTIVE]
    assert statuses(on("harp", 1, 20, slot=MANY), not_any_more) == [S.ACTIVE, S.SUPERSEDED]
    assert statuses(on("harp", 9, slot=MANY), not_any_more) == [S.DISPUTED, S.DISPUTED]


def test_not_to_live_in_one_place_says_nothing_of_another():
    assert statuses(on("bath", 1), on("leeds", 9, polarity=-1)) == [S.ACTIVE, S.ACTIVE]


@pytest.mark.parametrize("how", [Strength.OTHERS, Strength.INFERRED, Strength.SUGGESTED])
def test_what_the_user_did_not_say_is_a_draft_and_replaces_and_ends_nothing(how):
    days = range(1, 28)
    often = on("leeds", *days, strength=how)

    assert statuses(on("bath", 1), often) == [S.ACTIVE, S.DRAFT]


def test_a_hundred_mails_of_others_do_not_shake_what_the_user_wrote():
    ended = held("bath", heard("bath", day(1)), *(
        heard("bath", day(n), says="ends", strength=Strength.OTHERS) for n in range(1, 28)
    ))  # fmt: skip
    (standing,) = stand(ended)

    assert standing
    assert standing.status is S.ACTIVE
    assert span(standing) == (1, None)
    assert standing.confidence > 0.7


def test_one_hint_that_it_is_over_ends_nothing_and_makes_it_less_sure():
    hint = heard("chess", day(9), says="ends", strength=Strength.IMPLIED)
    (chess,) = stand(held("chess", heard("chess", day(1)), hint, slot=MANY))

    assert chess
    assert (chess.status, chess.until) == (S.ACTIVE, None)
    assert 0.7 < chess.confidence < confidence([Said(day(1), "", Strength.STATED)])


def test_when_others_say_it_is_not_when_it_was_said():
    leeds = held("leeds", heard("leeds", day(1)), heard("leeds", day(20), strength=Strength.OTHERS))

    assert statuses(on("bath", 9), leeds) == [S.ACTIVE, S.SUPERSEDED]


def test_one_hint_is_a_draft_and_three_on_different_days_are_believed():
    assert statuses(on("leeds", 1, strength=Strength.IMPLIED)) == [S.DRAFT]
    assert statuses(on("leeds", 1, 2, 5, strength=Strength.IMPLIED)) == [S.ACTIVE]
    assert statuses(on("bath", 1), on("leeds", 9, strength=Strength.IMPLIED)) == [
        S.ACTIVE,
        S.DRAFT,
    ]


def test_what_is_locked_is_disputed_and_never_changed():
    at = day(5)
    locked = on("bath", 1, locked=True, vouched=at)

    assert statuses(locked, on("leeds", 3)) == [S.ACTIVE, S.SUPERSEDED]
    assert statuses(locked, on("leeds", 9)) == [S.DISPUTED, S.DISPUTED]
    assert statuses(on("bath", 1, vouched=at), on("leeds", 9)) == [S.SUPERSEDED, S.ACTIVE]


def test_what_the_user_says_outranks_what_was_read_about_the_same_time():
    words = Words("", "york", "Lives in York.", Scope())
    york = held("york", words=words, vouched=day(5), locked=True)

    assert statuses(on("bath", 5), york) == [S.SUPERSEDED, S.ACTIVE]
    newer = replace(york, key=1, identity=replace(york.identity, value="hull"))
    newer = replace(newer, marks=replace(newer.marks, vouched=day(9)))
    assert statuses(york, newer) == [S.SUPERSEDED, S.ACTIVE]


def test_what_the_user_denies_is_retracted_and_what_they_write_later_is_disputed():
    denied = {"denied": day(5)}
    (standing,) = stand(on("bath", 1, **denied))

    assert standing
    assert (standing.status, standing.until) == (S.RETRACTED, None)
    assert standing.confidence < 0.5
    assert statuses(on("bath", 1, 9, **denied)) == [S.DISPUTED]
    assert statuses(on("bath", 1, 9, strength=Strength.OTHERS, **denied)) == [S.RETRACTED]
    assert statuses(on("leeds", 1), on("bath", 4, **denied)) == [S.ACTIVE, S.RETRACTED]
    never, _ = stand(on("bath", 1, **denied), on("leeds", 9))
    assert never
    assert never.until is None


def test_what_the_user_ends_is_past_though_it_is_locked():
    ended = on("bath", 1, locked=True, vouched=day(2), over=day(5))

    assert statuses(ended) == [S.EXPIRED]


def test_what_is_sensitive_waits_for_a_yes(monkeypatch):
    slot = Slot(sensitivity=Sensitivity.SENSITIVE)
    monkeypatch.setattr("memory.claims.standing.slot", lambda _: slot)
    (standing,) = stand(on("asthma", 1, 2, 3))
    assert standing

    assert (standing.status, standing.sensitivity) == (S.DRAFT, Sensitivity.SENSITIVE)
    assert statuses(on("asthma", 1, vouched=day(2))) == [S.ACTIVE]


def test_what_is_only_quoted_is_never_believed_without_a_yes(monkeypatch):
    monkeypatch.setattr("memory.claims.standing.slot", lambda _: Slot(told=True))

    assert statuses(on("a walk", 1, 2, 3, 4)) == [S.DRAFT]
    assert statuses(on("a walk", 1, vouched=day(2))) == [S.ACTIVE]
    assert statuses(on("a walk", 1, vouched=day(2), denied=day(3))) == [S.RETRACTED]


def test_nothing_speaks_of_it_unless_the_user_did():
    assert statuses(held("bath", vouched=day(1), pinned=True)) == [None]
    words = Words("", "bath", "Lives in Bath.", Scope())
    assert statuses(held("bath", vouched=day(1), words=words)) == [S.ACTIVE]


def test_a_plan_has_the_day_that_was_said_last():
    first = heard("review", day(1), until=day(14))
    moved = heard("review", day(5), until=day(21))
    (standing,) = stand(held("review", moved, first, slot="plan"))

    assert standing
    assert (standing.until, standing.status) == (day(21), S.ACTIVE)
    (standing,) = stand(held("review", moved, slot="plan", until=day(22)))
    assert standing
    assert standing.until == day(22)


def test_it_is_told_in_the_words_that_say_it_best():
    words = [Words("", v, v, Scope()) for v in ("Bath", "BATH", "bath", "baTh")]
    said = [
        replace(heard("bath", day(2)), words=words[0]),
        replace(heard("bath", day(1)), words=words[1]),
        replace(heard("bath", day(9), strength=Strength.IMPLIED), words=words[2]),
        replace(heard("bath", day(2), says="ends"), words=words[3]),
    ]
    (standing,) = stand(held("bath", *said))
    assert standing
    assert standing.words.text == "Bath"


claims_heard = st.lists(
    st.tuples(
        st.sampled_from(["bath", "leeds", "leeds uk"]),
        st.sampled_from([1, -1]),
        st.one_of(st.none(), st.integers(1, 28).map(day)),
        st.sampled_from(["holds", "holds", "ends"]),
        st.sampled_from(Strength),
    ),
    max_size=10,
)


def cell(rows: list[Any], slot: str) -> list[Held]:
    groups: dict[tuple[str, int], list[Heard]] = {}
    for value, polarity, at, says, strength in rows:
        said = heard(value, at, says=says, strength=strength)
        groups.setdefault((value, polarity), []).append(said)
    return [held(v, *said, polarity=p, slot=slot) for (v, p), said in groups.items()]


@given(rows=claims_heard, seed=st.integers(0, 99), slot=st.sampled_from([ONE, MANY]))
def test_the_order_makes_no_difference(rows, seed, slot):
    mixed = random.Random(seed).sample(rows, len(rows))

    assert standings(cell(rows, slot)) == standings(cell(mixed, slot))


@given(rows=claims_heard)
def test_of_a_slot_with_one_value_no_two_that_contradict_are_active(rows):
    claims = cell(rows, ONE)
    found = standings(claims)
    active = [one for one in claims if (s := found[one.key]) and s.status is S.ACTIVE]
    values = {one.identity.value for one in active if one.identity.polarity == 1}

    assert len(values) < 2 or values == {"leeds", "leeds uk"}
    for one in active:
        assert any(said.said.strength in ACTIVATE for said in one.heard)


def test_moments_come_back_in_one_zone():
    at = datetime(2026, 3, 1, 1, tzinfo=UTC) + timedelta(hours=1)
    (standing,) = stand(held("bath", heard("bath", at)))
    assert standing
    assert standing.since == at
