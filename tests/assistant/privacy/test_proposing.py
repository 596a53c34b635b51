from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.privacy import privacy as privacy_room
from assistant.privacy import proposing, rewriting
from assistant.privacy.gate import (
    Audit,
    Part,
    PrivacyGate,
    Recipient,
    Task,
)
from assistant.privacy.privacy import Privacy
from memory.errors import Problem
from memory.progress import Progress, finish
from memory.types import Label
from tests.assistant.privacy.leaving import (
    CLOUD,
    STAYING,
    a_task,
    labelled,
    origin_of_mail,
    outgoing,
    proposed,
)


def test_for_writing_the_task_leaves_unless_the_user_wants_the_whole(gate):
    words = "Write a letter to my landlord: it is cold here."

    assert "cold" not in outgoing(proposed(gate, words, purpose="writing"))
    assert "cold" in outgoing(proposed(gate, words, purpose="writing", whole=True))


def test_a_fact_leaves_only_if_the_task_speaks_of_it(gate):
    facts = [Part("system", text, offered=True) for text in ("Plays the cello.", "Likes tea.")]
    task = Task((*facts, Part("user", "Which strings for my cello?")), "chat", CLOUD)

    proposal = finish(gate.proposed(task))

    assert [one.left_out for one in proposal.shown] == [False, True, False]
    assert len(gate.cleared(proposal).used()) == 2


def test_a_paraphrase_counts_only_if_it_keeps_every_placeholder(store, privacy):
    said = ["About the rent ask [PERSON_1]."]

    def paraphrase(_masked, _keep):
        yield Progress(0)
        return said[0]

    gate = PrivacyGate(store, privacy, paraphrase=paraphrase)
    assert outgoing(proposed(gate, "Ask Zolbert about the rent.")) == said[0]
    for worse in ("Ask about the rent.", "Ask [PERSON_1] and [PERSON_1].", "[PERSON_2]", " "):
        said[0] = worse
        assert outgoing(proposed(gate, "Ask Zolbert.")) == "Ask [PERSON_1]."
    said[0] = "Ask [PERSON_1], that is Zolbert."
    assert proposed(gate, "Ask Zolbert.").blocked


def test_it_says_that_it_was_not_audited_or_what_the_audit_said(store, privacy, gate):
    def audit(texts):
        yield Progress(0)
        return Audit(f"{len(texts)} read")

    assert "Not audited" in proposed(gate, "Hello").audit.said
    assert proposed(PrivacyGate(store, privacy, audit=audit), "Hello").audit.said == "1 read"


def test_what_stays_here_is_refused_and_what_may_leave_leaves_as_it_is(store, gate):
    origin = origin_of_mail(store)
    task = Task(
        (Part("user", "Ask Zolbert."), Part("user", "Zolbert wrote", (origin,))), "chat", CLOUD
    )
    assert outgoing(finish(gate.proposed(task))) == "Ask [PERSON_1]. | [PERSON_1] wrote"

    labelled(store, Label.LEAVES)
    assert outgoing(finish(gate.proposed(task))) == "Ask [PERSON_1]. | Zolbert wrote"

    labelled(store, Label.STAYS)
    refused = finish(gate.proposed(task))
    assert (refused.blocked, refused.label, refused.shown) == (True, Label.STAYS, ())
    assert "stays here" in refused.reason
    assert "on this computer" in refused.remedy


def test_words_of_what_stays_here_are_found_when_they_are_pasted(store, gate):
    words = f"Please sum up: {STAYING.upper()}!"
    assert not proposed(gate, words).blocked
    labelled(store, Label.STAYS)

    assert proposed(gate, words).blocked
    assert proposed(gate, "Sum up: the harbour board meets").blocked is False
    mine = Recipient("Cellar", "small", mine=True, unrewritten=True)
    task = Task((Part("user", words),), "chat", mine)
    assert finish(gate.proposed(task)).blocked
    assert outgoing(
        finish(gate.proposed(replace(task, parts=(Part("user", "Ask Zolbert."),))))
    ) == ("Ask Zolbert.")


def test_only_the_users_own_server_gets_words_as_they_are(gate):
    task = a_task("Ask Zolbert.")
    for recipient in (Recipient("Ex", "m", unrewritten=True), Recipient("Ex", "m", mine=True)):
        assert (
            outgoing(finish(gate.proposed(replace(task, recipient=recipient)))) == "Ask [PERSON_1]."
        )


def fails(*_arguments, **_more):
    raise RuntimeError("zolbert")


def dies(*_arguments):
    yield Progress(0)
    raise RuntimeError("zolbert")


PARTS = [
    (proposing, "label_of", "labels"),
    (privacy_room, "holds_what_stays", "stays here"),
    (proposing, "is_needed", "facts"),
    (rewriting, "private_in", "recognising"),
    (rewriting, "task_in", "placeholders"),
    (rewriting, "_masked", "placeholders"),
    (rewriting, "leaks", "overlooked"),
    (Privacy, "rules", "rules"),
    (Privacy, "knowledge", "memory knows"),
    (Privacy, "placeholders", "rules and labels"),
]


@pytest.mark.parametrize(("where", "part", "said"), PARTS)
def test_whatever_fails_blocks_says_so_and_offers_the_answer_from_here(
    gate, monkeypatch, where, part, said
):
    monkeypatch.setattr(where, part, fails)
    task = Task(
        (Part("system", "Tea.", offered=True), Part("user", "Write to Zolbert about tea: cold.")),
        "writing",
        CLOUD,
    )

    proposal = finish(gate.proposed(task))

    assert proposal.blocked
    assert said in proposal.reason
    assert "zolbert" not in proposal.reason.lower()
    assert "on this computer" in proposal.remedy
    with pytest.raises(Problem):
        gate.cleared(proposal)


@pytest.mark.parametrize("hook", ["paraphrase", "blur", "audit"])
def test_a_model_that_dies_blocks(store, privacy, hook):
    gate = PrivacyGate(store, privacy, **{hook: dies})

    proposal = proposed(gate, "Ask Zolbert.")

    assert proposal.blocked
    assert "so nothing leaves" in proposal.reason
    assert proposal.shown == () or hook == "audit"


def test_settings_that_cannot_be_read_block(store, gate):
    with store.write() as db:
        db.execute("insert into settings values ('privacy rules', '[\"never')")

    assert "reading your rules" in proposed(gate, "Hello").reason


def test_nothing_to_say_is_nothing_to_send(gate):
    assert proposed(gate, " ").reason == "There is nothing to send."


def test_being_stopped_is_no_failure(gate):
    work = gate.proposed(a_task("Hello"))
    next(work)
    work.close()
