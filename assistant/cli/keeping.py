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
from assistant.app import Assistant
from assistant.cli.terminal import line, opened, say_json, shown
from assistant.keeping import Keeping
from assistant.opening import PASSPHRASE
from memory.erasing.erase import Erased
from memory.errors import Problem, WrongKey
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
PLAIN = "The archive is not encrypted: whoever has the file can read all that is in it."
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
    requests = counted(erased.disclosures, "request")
    also = {
        ", and the source itself": target.get("source"),
        f", and the words of {answers} that rest on them": erased.answers,
        f", and the words of {unfinished} that do not say on what they rest": erased.unfinished,
        f", and {counted(erased.claims, 'claim')} that stand on them alone": erased.claims,
        f", and the words of {requests} that left, from the ledger (not from where they went)": (
            erased.disclosures
        ),
        f", and {counted(erased.copies, 'older memory', 'older memories')} set aside": (
            erased.copies
        ),
    }
    told = [words for words, true in (which | also).items() if true]
    return "".join([counted(erased.documents, "document"), *told])


def counted(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"


def verify(arguments: argparse.Namespace) -> None:
    """Say what is not as it should be, each thing with what helps; a problem if it is damage."""
    home = arguments.home or paths.home()
    refuse_nothing(home)
    health = shown(Keeping.verifying(home, passphrase_at_hand()), arguments)
    if arguments.json:
        say_json({"sound": health.sound} | asdict(health))
    else:
        for finding in health.findings:
            print(line(f"{finding.what} {finding.remedy}"))
    if not health.sound:
        raise Problem("The memory is damaged.", remedy=f"{health.findings[0].remedy}")
    if not arguments.json:
        looked = ", ".join(counted(n, what[:-1]) for what, n in health.checked.items())
        print(f"Nothing is damaged: {looked}.")


def repair(arguments: argparse.Namespace) -> None:
    home = arguments.home or paths.home()
    refuse_nothing(home)
    work = Keeping.repairing(home, passphrase_at_hand(), copy=arguments.copy)
    repaired = shown(work, arguments)
    with opened(arguments) as famulus:
        shown(famulus.keeping.renewing(), arguments)
    if arguments.json:
        say_json(asdict(repaired))
        return
    for words in (*repaired.done, *repaired.lost):
        print(line(words))
    if repaired.read_again:
        print(f"The next reading takes up {counted(len(repaired.read_again), 'file')} again:")
        for path in repaired.read_again:
            print(f"  {line(str(path))}")
    if repaired.kept:
        print(line(f"The damaged memory was set aside in {repaired.kept}."))


def backup(arguments: argparse.Namespace) -> None:
    with opened(arguments) as famulus:
        made = shown(famulus.keeping.backing_up(arguments.file), arguments)
    if arguments.json:
        say_json(asdict(made))
    else:
        print(line(f"Backed up to {made.path} ({made.size / 1e6:.1f} MB)."))
        print("Its passphrase or its recovery code opens it on any computer.")


def restore(arguments: argparse.Namespace) -> None:
    home = arguments.home or paths.home()
    try:
        restored = shown(Keeping.restoring(home, arguments.file, passphrase_at_hand()), arguments)
    except WrongKey:
        if not sys.stdin.isatty():
            raise
        given = getpass("Passphrase or recovery code of the backup: ", sys.stderr)
        restored = shown(Keeping.restoring(home, arguments.file, given), arguments)
    for warning in restored.warnings:
        print(warning, file=sys.stderr)
    if arguments.json:
        say_json(asdict(restored))
        return
    print(f"Restored: {counted(restored.documents, 'document')}, as they were on "
          f"{restored.made.astimezone():%-d %B %Y, %H:%M}.")  # fmt: skip
    if restored.kept:
        print(line(f"The memory that was there is set aside in {restored.kept}."))
    print("What was erased since then is in it again: erase it again if need be.")


def export(arguments: argparse.Namespace) -> None:
    print(PLAIN, file=sys.stderr)
    with opened(arguments) as famulus:
        exported = shown(famulus.keeping.exporting(arguments.file), arguments)
    if arguments.json:
        say_json(asdict(exported))
    else:
        told = counted(exported.conversations, "conversation")
        print(f"Exported: {counted(exported.documents, 'document')}, {told}.")


def import_archive(arguments: argparse.Namespace) -> None:
    with opened(arguments) as famulus:
        imported = shown(famulus.keeping.importing(arguments.file), arguments)
    if arguments.json:
        say_json(asdict(imported))
        return
    told = counted(imported.conversations, "conversation")
    print(f"{imported.added} read, {imported.known} known already, {told}.")
    for name in imported.sources:
        print(line(f"The source “{name}” is new here, and paused: `famulus sources resume`."))


def refuse_nothing(home: Path) -> None:
    """Make sure that there is something to look at.  Raises Problem."""
    if not any((home / name).exists() for name in ("memory.db", "keys.json", "ready", "arriving")):
        raise Problem(
            "There is no memory in this folder.", remedy="`famulus restore FILE` puts one there."
        )


def passphrase_at_hand() -> str | None:
    return os.environ.get(PASSPHRASE) or None
