from __future__ import annotations

import copy
import pickle
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.privacy import proposing, rewriting
from assistant.privacy.gate import (
    Audit,
    ClearedPrompt,
    Origin,
    Part,
    PrivacyGate,
    Proposal,
    Recipient,
    Task,
)
from assistant.privacy.privacy import Privacy
from memory.conversations import start
from memory.errors import Problem
from memory.labels import set_label
from memory.ledger import Covered, sent
from memory.progress import Progress, finish
from memory.types import Label, Participant
from tests.fakes import a_mail, put

ROOT = Path(__file__).parents[3]
WHO = (Participant("from", "Zolbert Quim", "z@example.org"),)
CLOUD = Recipient("Example", "large-1")
STAYING = "the harbour board meets on the third floor without its chairman this week"


@pytest.fixture
def privacy(store):
    put(store, a_mail("1", f"Hello, {STAYING}.", people=WHO), source="Mail", path="/mail")
    return Privacy(store, lambda: "Ada Byron <ada@example.org>")


@pytest.fixture
def gate(store, privacy):
    return PrivacyGate(store, privacy)


def a_task(*texts: str, **more) -> Task:
    return Task(
        tuple(Part("user", text) for text in texts), more.pop("purpose", "chat"), CLOUD, **more
    )


def proposed(gate: PrivacyGate, *texts: str, **more) -> Proposal:
    return finish(gate.proposed(a_task(*texts, **more)))


def outgoing(proposal: Proposal) -> str:
    return " | ".join(one.outgoing for one in proposal.previews)


# The way out


def test_what_the_user_saw_leaves_once_and_comes_back_whole(gate):
    proposal = proposed(gate, "Ask Zolbert about the rent.")
    assert outgoing(proposal) == "Ask [PERSON_1] about the rent."

    prompt = gate.cleared(proposal)

    assert prompt.used() == (Part("user", "Ask [PERSON_1] about the rent."),)
    assert (prompt.recipient, prompt.purpose) == (CLOUD, "chat")
    assert prompt.hidden == (Covered("person", "[PERSON_1]"),)
    assert prompt.restore("[PERSON_1] owes") == "Zolbert owes"
    stream = prompt.restoring()
    assert stream.feed("[PERS") + stream.feed("ON_1]!") + stream.rest() == "Zolbert!"
    with pytest.raises(Problem, match="already"):
        prompt.used()


def test_the_ledger_is_told_what_it_is_for_and_of_what_it_is_made(store, gate):
    talk = start(store)
    (document,) = store.db.execute("select id from documents").fetchone()
    origin = Origin("document", document)
    proposal = proposed(gate, "Ask Zolbert.", conversation=talk, origins=(origin,))

    leaving = gate.cleared(proposal).leaving(b"{}")

    assert (leaving.documents, leaving.conversation) == ((document,), talk)
    assert (leaving.provider, leaving.model, leaving.purpose) == ("Example", "large-1", "chat")
    sent(store, leaving)


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

    def paraphrase(_masked):
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


# What the user decides


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


# Labels


def labelled(store, label, what="source", key: str | int = "Mail"):
    set_label(store, Origin(what, key), label)


def origin_of_mail(store) -> Origin:
    return Origin("document", store.db.execute("select id from documents").fetchone()[0])


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


def test_a_label_a_rule_or_a_name_that_comes_after_the_look_stops_it(store, gate, privacy):
    seen = proposed(gate, "Ask Torben Miller about Lübeck, please.")
    prompt, other = gate.cleared(seen), gate.cleared(seen)

    privacy.add_rule("never my health")
    with pytest.raises(Problem, match="changed since you looked"):
        gate.cleared(seen)
    with pytest.raises(Problem, match="changed since you looked"):
        prompt.used()

    privacy.drop_rule(1)
    assert other.used()
    labelled(store, Label.STAYS)
    with pytest.raises(Problem, match="changed since you looked"):
        gate.cleared(seen)


def test_a_name_that_became_known_after_the_look_stops_it(store, gate):
    seen = proposed(gate, "we saw autumn rivers today")
    assert outgoing(seen) == "we saw autumn rivers today"
    prompt = gate.cleared(seen)
    put(store, a_mail("2", "Hi", people=(Participant("from", "Autumn Rivers", "g@example.org"),)))

    with pytest.raises(Problem, match="changed since you looked"):
        prompt.used()


# Whatever fails blocks


def fails(*_arguments, **_more):
    raise RuntimeError("zolbert")


def dies(*_arguments):
    yield Progress(0)
    raise RuntimeError("zolbert")


PARTS = [
    (proposing, "label_of", "labels"),
    (proposing, "holds_what_stays", "stays here"),
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


@pytest.mark.parametrize("hook", ["paraphrase", "audit"])
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


def test_settings_that_become_unreadable_after_the_look_block(store, gate):
    seen = proposed(gate, "Hello you")
    prompt = gate.cleared(seen)
    with store.write() as db:
        db.execute("insert into settings values ('privacy rules', '[\"never')")

    with pytest.raises(Problem, match="nothing leaves"):
        prompt.used()


def test_nothing_to_say_is_nothing_to_send(gate):
    assert proposed(gate, " ").reason == "There is nothing to send."


def test_being_stopped_is_no_failure(gate):
    work = gate.proposed(a_task("Hello"))
    next(work)
    work.close()


# Only the gate, and only the user


def test_nobody_else_makes_a_cleared_prompt(gate):
    prompt = gate.cleared(proposed(gate, "Hello you"))

    with pytest.raises(TypeError):
        ClearedPrompt()
    with pytest.raises(TypeError):
        type("Mine", (ClearedPrompt,), {})
    for copied in (copy.copy, copy.deepcopy, pickle.dumps, replace):
        with pytest.raises(TypeError):
            copied(prompt)
    with pytest.raises(TypeError):
        object.__new__(ClearedPrompt).used()
    with pytest.raises(AttributeError):
        prompt.parts = ()
    assert "Hello" not in repr(prompt)


def test_only_what_the_gate_proposed_is_cleared(gate):
    seen = proposed(gate, "Ask Zolbert.")

    for forged in (replace(seen), copy.copy(seen), Proposal(seen.task, seen.shown)):
        with pytest.raises(TypeError):
            gate.cleared(forged)
    assert "Zolbert" not in repr(seen)


def test_who_keeps_the_task_cannot_change_what_was_looked_at(gate):
    parts = [Part("user", "Hello you")]
    task = Task(tuple(parts), "chat", CLOUD)
    seen = finish(gate.proposed(task))
    object.__setattr__(task, "parts", (Part("user", "Zolbert"),))

    assert gate.cleared(seen).used()[0].text == "Hello you"


def test_no_job_clears_anything(gate):
    seen = proposed(gate, "Hello you")
    raised = []

    def job():
        try:
            gate.cleared(seen)
        except TypeError as error:
            raised.append(error)

    thread = threading.Thread(target=job)
    thread.start()
    thread.join()
    assert raised


def test_no_part_of_the_program_but_the_window_and_the_command_line_clears():
    callers = {
        str(path.relative_to(ROOT))
        for folder in ("assistant", "ingest", "memory", "ui")
        for path in (ROOT / folder).rglob("*.py")
        if ".cleared(" in path.read_text()
    }

    assert all(name.startswith(("ui/", "assistant/cli/")) for name in callers), callers


SNIPPET = """
from assistant.privacy.gate import ClearedPrompt
def complete(prompt: ClearedPrompt) -> None: ...
complete("Dear Zolbert")
"""


def test_to_send_a_plain_text_is_a_type_error(tmp_path):
    (tmp_path / "snippet.py").write_text(SNIPPET)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent",
         "--cache-dir", str(tmp_path / "cache"), str(tmp_path / "snippet.py")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.stdout.count("error:") == 1, done.stdout
    assert '"str"; expected "ClearedPrompt"' in done.stdout
