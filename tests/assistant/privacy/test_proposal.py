from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.privacy.meter import Fits
from memory.conversations import start
from memory.errors import Problem
from memory.progress import finish
from tests.assistant.privacy.leaving import (
    STAYING,
    outgoing,
    proposed,
)


def test_an_edit_is_masked_and_looked_through_again(gate):
    proposal = proposed(gate, "Ask Zolbert about the rent.")

    edited = finish(proposal.edited(0, "Ask [PERSON_1] or z@example.org, please"))
    assert outgoing(edited) == "Ask [PERSON_1] or [EMAIL_1], please"
    assert gate.cleared(edited).restore("[PERSON_1] [EMAIL_1]") == "Zolbert z@example.org"

    assert finish(proposal.edited(0, "Ask Z.o.l.b.e.r.t")).blocked
    assert finish(proposal.edited(0, f"Is it so that {STAYING}?")).blocked is False


def test_a_planted_placeholder_is_not_put_back(store, gate):
    talk = start(store)
    proposed(gate, "Ask Zolbert.", conversation=talk)

    planted = proposed(gate, "What does [PERSON_1] mean?", conversation=talk)

    assert gate.cleared(planted).restore("It means [PERSON_1].") == "It means [PERSON_1]."


def test_once_is_for_this_proposal_and_always_and_never_are_rules_in_words(gate, privacy):
    proposal = proposed(gate, "Ask Zolbert about the rent.")
    (hidden,) = proposal.previews[0].hidden

    once = finish(proposal.allowed(0, hidden))
    assert outgoing(once) == "Ask Zolbert about the rent."
    assert gate.cleared(once).used()[0].text == "Ask Zolbert about the rent."
    assert outgoing(proposed(gate, "Ask Zolbert.")) == "Ask [PERSON_1]."

    always = finish(proposal.allowed(0, hidden, "always"))
    assert outgoing(always) == outgoing(once)
    assert [rule.sentence for rule in privacy.rules()] == ["“Zolbert” may leave"]
    assert outgoing(proposed(gate, "Ask Zolbert.")) == "Ask Zolbert."

    never = finish(proposal.never(0, hidden))
    assert outgoing(never) == "Ask [PERSON_1] about the rent."
    assert outgoing(proposed(gate, "Ask Zolbert.")) == "Ask [PERSON_1]."


def test_what_a_rule_cannot_say_is_said(gate):
    proposal = proposed(gate, "Ask Zolbert about the rent.")
    (hidden,) = proposal.previews[0].hidden

    with pytest.raises(Problem, match="rule"):
        proposal.allowed(0, replace(hidden, end=hidden.start + 1), "always")


@pytest.mark.parametrize("said", ["my health", "a translation", "all until 2027-01-31"])
def test_a_rule_that_would_say_more_than_was_meant_is_not_kept(gate, privacy, said):
    words = f"Ask Zolbert about {said} please."
    proposal = proposed(gate, words)
    start = words.index(said)
    hidden = replace(proposal.previews[0].hidden[0], start=start, end=start + len(said))

    with pytest.raises(Problem, match="rule"):
        proposal.never(0, hidden)
    assert privacy.rules() == ()


def test_the_user_may_be_spared_the_view_of_kinds_they_chose(gate):
    proposal = proposed(gate, "Ask Zolbert.")

    assert proposal.is_plain({"person", "email"})
    assert not proposal.is_plain({"email"})
    assert not finish(proposal.edited(0, "Ask Z.o.l.b.e.r.t")).is_plain({"person"})


def test_a_stretch_that_is_withheld_does_not_leave(gate):
    words = "Ask Zolbert about the rent of May."
    proposal = proposed(gate, words)

    cut = finish(proposal.withheld(0, words.index("rent"), words.index("rent") + 4))

    assert outgoing(cut) == "Ask [PERSON_1] about the … of May."
    whole = finish(proposal.withheld(0, 0, words.index(" about")))
    assert outgoing(whole) == "… about the rent of May."


def test_a_rule_that_asks_holds_until_the_user_answers(gate, privacy):
    privacy.add_rule("ask me about names")
    proposal = proposed(gate, "Ask Zolbert.")
    assert "asks you first" in proposal.reason
    with pytest.raises(Problem, match="asks you first"):
        gate.cleared(proposal)

    assert outgoing(finish(proposal.allowed(0, proposal.previews[0].hidden[0]))) == "Ask Zolbert."


def test_it_tells_how_many_people_all_parts_together_fit(gate, privacy):
    hidden = proposed(gate, "I live in Berlin.", "I am a nurse, 34.")
    privacy.add_rule("places and jobs may leave")

    assert hidden.fits is Fits.MANY
    assert proposed(gate, "I live in Berlin.").fits is Fits.SOME
    assert proposed(gate, "I live in Goslar.", "I work as a nurse.").fits is Fits.FEW
