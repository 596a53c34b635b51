"""The ledger as a file that anybody can read, and check without Famulus or a key.

JSON Lines.  The first says how many rows follow and the hash of the last.  Of a row
``hash`` is SHA-256 over the hash of the row before (32 bytes of zero before the first)
and the JSON list, without blanks and in UTF-8, of n, kind, of, at, purpose, provider,
model, mine, size, cost and digest; ``digest`` is SHA-256 over salt, the length of the
body (8 bytes, big-endian), body and told.  Hashes and salt are hex, the body is Base64.
"""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from memory.chain import BEGIN, ROW, Broken, broken_in, canonical, rows
from memory.errors import Problem
from memory.progress import Progress, Work
from memory.safekeeping.backup import replacing
from memory.store import MemoryStore

FORMAT, VERSION = "famulus ledger", 1
NAMES = [*ROW.split(", "), "hash", "salt", "body", "told"]
HEX = ("digest", "hash", "salt")
AT_ONCE = 100  # rows
NOT_ONE = "This is no ledger that Famulus wrote, or it is damaged."


def exporting(store: MemoryStore, path: Path) -> Work[Progress, int]:
    """Write the whole ledger into a file, whole or not at all; return how many rows it has.

    It is not encrypted.  Raises Problem if there is something else of that name.
    """
    kept = rows(store)
    head = {
        "format": FORMAT,
        "version": VERSION,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "rows": len(kept),
        "hash": (kept[-1][NAMES.index("hash")] if kept else BEGIN).hex(),
    }
    with replacing(path.absolute(), _is_one) as unfinished, unfinished.open("w") as file:
        print(canonical(head), file=file)
        for done, row in enumerate(kept):
            print(canonical(_told(row)), file=file)
            if done % AT_ONCE == 0:
                yield Progress(done, len(kept), "Writing the ledger")
    return len(kept)


def check_file(path: Path) -> Broken | None:
    """Return the first row of an exported ledger that is not what was written, or None.

    Raises Problem if it is none.
    """
    try:
        with path.open(encoding="utf-8") as file:
            head, *told = [json.loads(line) for line in file]
        if head["format"] != FORMAT:
            raise Problem(NOT_ONE)
        noted = (head["rows"], bytes.fromhex(head["hash"])) if head["rows"] else None
        return broken_in([_row(one) for one in told], noted)
    except (OSError, ValueError, KeyError, TypeError) as err:
        raise Problem(NOT_ONE) from err


def _told(row: tuple[Any, ...]) -> dict[str, Any]:
    told = dict(zip(NAMES, row, strict=True))
    for name in HEX:
        told[name] = told[name] and told[name].hex()
    if told["body"] is not None:
        told["body"] = base64.b64encode(told["body"]).decode()
    return told


def _row(told: dict[str, Any]) -> tuple[Any, ...]:
    row = {name: told[name] for name in NAMES}
    for name in HEX:
        row[name] = row[name] and bytes.fromhex(row[name])
    if row["body"] is not None:
        row["body"] = base64.b64decode(row["body"], validate=True)
    return tuple(row.values())


def _is_one(path: Path) -> bool:
    with path.open("rb") as file:
        return FORMAT.encode() in file.readline(1000)
