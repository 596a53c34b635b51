"""The commands for the memory as a whole: erase, check, mend, keep a copy, carry it elsewhere."""

from __future__ import annotations

import argparse
import os
import re
import sys
from dataclasses import asdict
from getpass import getpass
from pathlib import Path
from typing import Any

from assistant import paths
from assistant.app import PASSPHRASE, Assistant
from assistant.cli.terminal import line, opened, say_json, shown
from memory.erase import Erased
from memory.errors import Problem
from memory.types import DocumentId

ID = re.compile("[0-9a-f]{32}")
EVERYTHING = (
    "This erases the whole memory in {home}: all that was read, every conversation, "
    "every setting, its keys, and the memories that were set aside beside it."
)
STAYS = (
    "Your own files stay as they are, and so do backups and exports that you made. "
    "It cannot be undone."
)
KEY_CHANGED = (
    "The memory has another key now.",
    "Its new recovery code, shown only now: {code}",
    "Write it down: it opens the memory when all else is lost. The one before opens "
    "nothing any more but the backups that were made with it.",
)


def erase(arguments: argparse.Namespace) -> None:
    """Erase what is named, after the user has seen what would go and has said yes."""
    if arguments.everything:
        erase_everything(arguments)
        return
    since, until = arguments.between or (None, None)
    target: dict[str, Any] = {
        "document": as_document(arguments.document),
        "locator": arguments.locator,
        "person": arguments.person,
        "source": arguments.source,
        "since": since,
        "until": until,
    }
    with opened(arguments) as famulus:
        erase_one(famulus, target, arguments)


def erase_one(famulus: Assistant, target: dict[str, Any], arguments: argparse.Namespace) -> None:
    would = famulus.keeping.would_erase(**target)
    if not agreed(f"This erases {in_words(would, target)}. {STAYS}", arguments):
        return
    erased = shown(famulus.keeping.erasing(**target), arguments)
    if arguments.json:
        say_json(asdict(erased))
    else:
        print(line(f"Erased: {in_words(erased, target)}."))


def erase_everything(arguments: argparse.Namespace) -> None:
    home = arguments.home or paths.home()
    if not agreed(f"{EVERYTHING.format(home=home)} {STAYS}", arguments):
        return
    files = Assistant.erase_everything(home)
    if arguments.json:
        say_json({"files": files})
    else:
        print(f"Erased: {counted(files, 'file')}." if files else "There was no memory.")


def rekey(arguments: argparse.Namespace) -> None:
    """Change the key, and show the new recovery code once."""
    with opened(arguments) as famulus:
        new = shown(famulus.keeping.changing_key(given_passphrase(famulus)), arguments)
        if arguments.json:
            say_json({"recovery_code": new.recovery_code, "warnings": new.warnings})
        else:
            print("\n".join(KEY_CHANGED).format(code=new.recovery_code))
            for warning in new.warnings:
                print(warning, file=sys.stderr)
        famulus.keeping.key_seen()


def given_passphrase(famulus: Assistant) -> str | None:
    """Return the passphrase of the memory if it has one, asked for if it has to be."""
    if "passphrase" not in famulus.locks(famulus.home):
        return None
    given = os.environ.get(PASSPHRASE)
    if not given and sys.stdin.isatty():
        given = getpass("Passphrase: ", sys.stderr)
    return given or None


def as_document(words: str | None) -> DocumentId | Path | None:
    """Read what may be the id of a document, else a path."""
    if words is None:
        return None
    return DocumentId(words) if ID.fullmatch(words) else Path(words)


def agreed(preview: str, arguments: argparse.Namespace) -> bool:
    """Show what would go, and return whether the user says yes."""
    if arguments.yes:
        return True
    if not sys.stdin.isatty():
        raise Problem(
            "Nobody is here to be asked, and what is erased does not come back.",
            remedy="Give --yes if it is to be erased.",
        )
    print(line(preview), "Erase? [y/N] ", sep="\n", end="", file=sys.stderr, flush=True)
    try:
        answer = input().strip().lower()
    except EOFError:
        answer = ""
    if answer in {"y", "yes"}:
        return True
    print("Nothing was erased.", file=sys.stderr)
    return False


def in_words(erased: Erased, target: dict[str, Any]) -> str:
    """Say what goes, in one sentence without its end."""
    which = {
        f" in which {' and '.join(erased.people)} appears": erased.people,
        " of that time (of a chat the whole session)": target.get("since") or target.get("until"),
        f" ({erased.attached} of them came with a mail that goes)": erased.attached,
        f" ({erased.elsewhere} of them stand in several sources and go from all)": erased.elsewhere,
    }
    answers = counted(erased.answers, "answer")
    unfinished = counted(erased.unfinished, "unfinished answer")
    also = {
        ", and the source itself": target.get("source"),
        f", and the words of {answers} that rest on them": erased.answers,
        f", and the words of {unfinished} that do not say on what they rest": erased.unfinished,
        f", and {counted(erased.copies, 'older memory', 'older memories')} set aside": (
            erased.copies
        ),
    }
    told = [words for words, true in (which | also).items() if true]
    return "".join([counted(erased.documents, "document"), *told])


def counted(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"
