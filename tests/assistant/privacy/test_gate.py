from __future__ import annotations

import copy
import pickle
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.privacy.gate import (
    ClearedPrompt,
    Origin,
    Part,
    Proposal,
)
from memory.conversations import start
from memory.errors import Problem
from memory.ledger import Covered, sent
from memory.types import Label, Participant
from tests.assistant.privacy.leaving import (
    CLOUD,
    labelled,
    outgoing,
    proposed,
)
from tests.fakes import a_mail, put

ROOT = Path(__file__).parents[3]


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


def test_settings_that_become_unreadable_after_the_look_block(store, gate):
    seen = proposed(gate, "Hello you")
    prompt = gate.cleared(seen)
    with store.write() as db:
        db.execute("insert into settings values ('privacy rules', '[\"never')")

    with pytest.raises(Problem, match="nothing leaves"):
        prompt.used()


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

    callers -= {"assistant/cloud/cloud.py"}  # for whom asks or tries, who must be on that thread
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
