from __future__ import annotations

import pytest

from assistant.privacy.leaving import Left
from memory.errors import Problem
from memory.ledger import Leaving, sent
from memory.progress import finish


def test_what_left_is_found_counted_checked_and_written_out(store, tmp_path):
    left = Left(store)
    id = sent(store, Leaving(b"green", "chat", "Example", "large"))
    sent(store, Leaving(b"red", "chat", "Example", "large"))

    assert [one.body for one in left.all("GREEN")] == [b"green"]
    assert left.one(id).body == b"green"
    assert left.counted() == (2, 8)
    assert finish(left.exporting(tmp_path / "l")) == 2
    assert (left.check(), left.check(tmp_path / "l")) == (None, None)
    with pytest.raises(Problem):
        left.one(3)
