"""Settings that were chosen, by name; what they mean is declared above."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from memory.store import MemoryStore
from memory.types import Changes, Topic

TOOL_SERVERS = "tool servers"  # programs of this computer, by their commands; see assistant.tools


def chosen(store: MemoryStore) -> dict[str, Any]:
    rows = store.db.execute("select name, value from settings")
    return {name: json.loads(value) for name, value in rows}


def choose(store: MemoryStore, new: Mapping[str, Any]) -> Changes:
    """Keep these, in place of what was chosen before."""
    rows = [(name, json.dumps(value)) for name, value in new.items()]
    with store.write() as db:
        db.conn.executemany("insert or replace into settings values (?, ?)", rows)
    return Changes("Change settings", frozenset({Topic.SETTINGS}))
