from __future__ import annotations

import pytest

from assistant.privacy.privacy import CONFIRMED, Privacy
from memory.conversations import start
from memory.errors import Problem
from memory.labels import Origin, set_label
from memory.settings import choose
from memory.types import Label, Participant
from tests.fakes import a_mail, put

WHO = (Participant("from", "Zolbert Quim", "z@example.org"),)


@pytest.fixture
def privacy(store):
    return Privacy(store, lambda: "Ada Byron <ada@example.org>")


def test_the_memory_is_asked_anew_when_it_has_changed(store, privacy):
    before = privacy.preview("quim wrote")
    put(store, a_mail("1", "Hi", people=WHO))

    assert (before.outgoing, privacy.preview("quim wrote").outgoing) == (
        "[NAME_1] wrote", "[PERSON_1] wrote",
    )  # fmt: skip


def test_in_a_conversation_the_same_keeps_its_placeholder(store, privacy):
    talk = start(store)
    privacy.preview("Dear Ada, hello", conversation=talk)

    assert privacy.preview("my brother Torben and Ada", conversation=talk).outgoing == (
        "my brother [PERSON_2] and [PERSON_1]"
    )


def test_for_writing_the_task_leaves(privacy):
    shown = privacy.preview("Write a letter to my landlord: it is cold here.", purpose="writing")

    assert "cold" not in shown.outgoing
    assert "landlord" in shown.outgoing


def test_rules_are_kept_as_sentences_and_dropped_by_number(privacy):
    privacy.add_rule("never my health")
    privacy.add_rule("hide all dates")
    privacy.add_rule("never my health")
    assert [rule.sentence for rule in privacy.rules()] == ["hide all dates", "never my health"]

    privacy.drop_rule(1)
    assert [rule.sentence for rule in privacy.rules()] == ["never my health"]
    with pytest.raises(Problem):
        privacy.drop_rule(2)
    with pytest.raises(Problem):
        privacy.add_rule("hm")


def test_words_of_what_stays_here_do_not_leave(store, privacy):
    said = "the old mill is sold to nobody before the spring comes"
    put(store, a_mail("1", said), source="Mail", path="/mail")
    assert not privacy.preview(said).blocked

    set_label(store, Origin("source", "Mail"), Label.STAYS)

    assert "stays here" in privacy.preview(said).reason


def test_a_draft_lets_nothing_out_until_it_is_confirmed(privacy):
    draft = privacy.draft_rule("names may leave")
    before = privacy.preview("My sister Merit").outgoing
    privacy.confirm_rule(1)

    assert (draft.draft, draft.acts) == (True, False)
    assert (before, privacy.preview("My sister Merit").outgoing) == (
        "My sister [PERSON_1]", "My sister Merit",
    )  # fmt: skip
    assert not privacy.rules()[0].draft


def test_what_was_confirmed_is_what_was_understood(store, privacy):
    privacy.add_rule("names may leave")
    choose(store, {CONFIRMED: {"names may leave": "something else"}})

    assert privacy.rules()[0].draft


def test_a_rule_that_comes_back_is_a_draft_again(privacy):
    privacy.add_rule("names may leave")
    privacy.drop_rule(1)

    assert privacy.draft_rule("names may leave").draft


def test_for_a_translation_a_name_stands_for_a_name_that_the_memory_does_not_know(privacy):
    shown = privacy.preview("Translate: My sister Merit came.", purpose="translation")

    assert "Merit" not in shown.outgoing
    assert "[" not in shown.outgoing
    assert shown.restore(shown.outgoing) == "Translate: My sister Merit came."
