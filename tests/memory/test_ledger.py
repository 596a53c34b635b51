from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from memory.chain import check
from memory.errors import Problem
from memory.ledger import (
    Covered,
    Leaving,
    answered,
    counted,
    disclosures,
    failed,
    readable,
    sent,
    take_out,
    take_out_conversation,
)
from memory.store import MemoryStore
from memory.types import ClaimId, ConversationId, DocumentId

ROOT = Path(__file__).parents[2]
SAID = "the boat is to be painted green before the regatta in June"


def leaving(words: str = SAID, **more) -> Leaving:
    body = json.dumps({"messages": [{"role": "user", "content": words}]}).encode()
    return Leaving(body, "chat", "Example", "large-1", **more)


def test_what_left_is_kept_byte_for_byte_with_its_answer_and_its_cost(store):
    leaves = leaving(hidden=(Covered("person", "[PERSON_1]"),))
    id = sent(store, leaves)
    assert [one.state for one in disclosures(store)] == ["sent"]

    answered(store, id, b"\xff answer", {"tokens": 12})

    (one,) = disclosures(store)
    assert (one.body, one.answer, one.cost) == (leaves.body, b"\xff answer", {"tokens": 12})
    assert (one.hidden, one.state, one.size) == (leaves.hidden, "answered", len(leaves.body))
    assert counted(store) == (1, len(leaves.body))
    assert check(store) is None
    assert "boat" not in repr(one) + repr(leaves)


def test_a_failure_is_a_row_too_and_an_answer_needs_a_request(store):
    failed(store, sent(store, leaving()), "The provider did not answer.")

    assert disclosures(store)[0].failure == "The provider did not answer."
    with pytest.raises(Problem):
        answered(store, 2, b"")  # type: ignore[arg-type]  # the row of the failure


def test_it_is_searched_in_what_left_and_in_what_came_back(store):
    answered(store, sent(store, leaving("Über Grün")), b'data: {"delta": {"text": "ol"}}\n'
             b'data: {"delta": {"text": "iv"}}\ndata: [DONE]\n')  # fmt: skip
    sent(store, leaving("red"))

    for words, found in [("über grün", 1), ("OLIV", 1), ("red", 1), ("example", 2), ("blue", 0)]:
        assert len(disclosures(store, words)) == found, words
    assert readable(b"plain") == "plain"


def test_what_is_erased_goes_with_its_answer_and_the_chain_still_holds(store):
    text = f"He wrote: {SAID}, and he meant it."
    held = sent(store, leaving(f"Correct this:\n{SAID}!"))
    answered(store, held, b'{"content": "The boat is to be painted green."}')
    named = sent(store, leaving("Sum [PERSON_1] up", documents=(DocumentId("d1"),)))
    claimed = sent(store, leaving("Tea or not", claims=(ClaimId(7),)))
    talk = sent(store, leaving("More", conversation=ConversationId(3)))
    other = sent(store, leaving("The boat is green."))

    with store.write() as db:
        assert take_out(db, ["d1"], [text]) == 2
        assert take_out(db, claims={7: "Likes tea."}) == 1
        take_out_conversation(db, 3)

    left = {one.id for one in disclosures(store) if not one.is_erased}
    assert left == {other}
    assert {held, named, claimed, talk} == {o.id for o in disclosures(store) if o.is_erased}
    assert [one.answer for one in disclosures(store) if one.id == held] == [None]
    assert check(store) is None
    kept = store.db.execute("select salt, told from disclosures where n = ?", [held]).fetchone()
    assert kept == (None, None)
    assert counted(store)[0] == 5


def test_the_answer_to_a_request_that_was_erased_meanwhile_is_not_kept(store):
    id = sent(store, leaving(conversation=ConversationId(3)))
    with store.write() as db:
        take_out_conversation(db, 3)

    answered(store, id, b"the boat")

    assert disclosures(store)[0].answer is None
    assert check(store) is None


CHILD = """
import os, signal, sys
from pathlib import Path
from memory.cipher import DataKey
from memory.ledger import Leaving, sent, answered
from memory.store import MemoryStore
store = MemoryStore(Path(sys.argv[1]), DataKey(bytes.fromhex(sys.argv[2])))
n = 0
while True:
    n += 1
    id = sent(store, Leaving(str(n).encode() * 50, "chat", "Example", "large-1"))
    print(n, flush=True)
    answered(store, id, b"yes")
"""


def test_killed_between_the_intent_and_the_answer_no_row_is_lost(store):
    home, key = store.home, store.key
    store.close()
    for lines in (1, 4, 9):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(home), key.secret.hex()],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout
        told = [int(child.stdout.readline()) for _ in range(lines)][-1]
        os.kill(child.pid, signal.SIGKILL)
        child.communicate()
        again = MemoryStore(home, key)
        bodies = [one.body for one in disclosures(again)]
        assert str(told).encode() * 50 in bodies
        assert check(again) is None
        again.close()


FULL = """
import resource, sys, signal
from pathlib import Path
from memory.cipher import DataKey
from memory.errors import Problem
from memory.ledger import Leaving, sent
from memory.store import MemoryStore
store = MemoryStore(Path(sys.argv[1]), DataKey(bytes.fromhex(sys.argv[2])))
sent(store, Leaving(b"before", "chat", "Example", "large-1"))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
most = max(path.stat().st_size for path in store.home.glob("memory.db*")) + 20000
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    sent(store, Leaving(b"x" * 3_000_000, "chat", "Example", "large-1"))
except Problem as problem:
    print(problem, problem.remedy)
"""


def test_on_a_full_disk_no_request_is_written_down_and_that_is_said(store):
    home, key = store.home, store.key
    store.close()
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(home), key.secret.hex()],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert "no space left" in done.stdout
    again = MemoryStore(home, key)
    assert [one.body for one in disclosures(again)] == [b"before"]
    assert check(again) is None
    again.close()
