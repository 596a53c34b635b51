"""The command line: the same program without a window.

One object of JSON a command with ``--json``, else words for a person.  Exit
code 0 done, 1 a problem, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from assistant import egress, paths
from assistant.agent.answer import TextDelta
from assistant.app import Assistant
from memory.errors import Problem
from memory.progress import Progress, Work
from memory.types import Answer, Passage

T = TypeVar("T")
Run = Callable[[argparse.Namespace], None]

DONE, PROBLEM, INTERRUPTED = 0, 1, 130
TOUR = (
    "How much rent did we agree on for the Leith flat from January 2026?",
    "Wann wurde Emil geboren?",
    "What colour is the bicycle?",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = parser().parse_args(argv)
    run: Run = arguments.run
    egress.install()
    try:
        run(arguments)
    except Problem as problem:
        print(" ".join(filter(None, (str(problem), problem.remedy))), file=sys.stderr)
        return PROBLEM
    except KeyboardInterrupt:
        print("Stopped. What was done so far is kept.", file=sys.stderr)
        return INTERRUPTED
    return DONE


def parser() -> argparse.ArgumentParser:
    """Declare every command with its options and an example."""
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument("--home", type=Path, help="the folder of the memory")
    everywhere.add_argument("--json", action="store_true", help="print JSON, for programs")

    top = argparse.ArgumentParser(
        prog="famulus", description="Answers from your own mail, documents and chats."
    )
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, run: Run, help: str, example: str) -> argparse.ArgumentParser:
        one = commands.add_parser(
            name, parents=[everywhere], help=help, description=help, epilog=f"Example: {example}"
        )
        one.set_defaults(run=run)
        return one

    one = command("read", read, "Read mailboxes, chats and documents.", "famulus read ~/Mail")
    one.add_argument("path", type=Path, nargs="+")
    one.add_argument("--source", help="what to call it")
    one.add_argument("--identity", help='who you are in it: "Ada <ada@example.org>"')
    one.add_argument("--watch", action="store_true", help="go on reading what is new")

    one = command("sources", sources, "Show or change what is read.", "famulus sources pause Mail")
    one.add_argument("deed", nargs="?", choices=["pause", "resume", "remove", "unread"])
    one.add_argument("name", nargs="?")

    one = command("search", search, "Find passages.", 'famulus search "the lease" --person Ana')
    one.add_argument("query")
    one.add_argument("-k", type=int, default=10, help="how many (default: 10)")
    one.add_argument("--from", dest="since", type=a_date, help="not before this day: 2026-03-01")
    one.add_argument("--to", dest="until", type=a_date, help="before this day")
    one.add_argument("--person", default="", help="who wrote it, received it or speaks in it")
    one.add_argument("--source", default="")
    one.add_argument("--kind", choices=["mail", "chat", "document", "event"])

    one = command("ask", ask, "Answer a question.", 'famulus ask "When does the lease end?"')
    one.add_argument("question")
    one.add_argument("--quotes", action="store_true", help="quote, do not write")
    one.add_argument("--model", type=Path, help="a GGUF file that writes the answer")

    one = command("chat", chat, "Ask one question after another.", "famulus chat")
    one.add_argument("--quotes", action="store_true", help="quote, do not write")
    one.add_argument("--model", type=Path, help="a GGUF file that writes the answers")

    command("tour", tour, "Read the invented sample life and ask it three things.", "famulus tour")
    return top


def read(arguments: argparse.Namespace) -> None:
    with opened(arguments) as famulus:
        work = famulus.reading(arguments.path, source=arguments.source, identity=arguments.identity)
        report = shown(work, arguments)
        if arguments.json:
            unreadable = {str(path): reason for path, reason in report.unreadable.items()}
            say_json(
                {"added": report.added, "unchanged": report.unchanged, "unreadable": unreadable}
            )
        else:
            count = len(report.unreadable)
            files = "1 file" if count == 1 else f"{count} files"
            known = f"{report.unchanged} known already"
            print(f"{report.added} read, {known}, {files} not read or not whole")
            for path, reason in report.unreadable.items():
                print(f"  {path.name}: {reason}")
        if arguments.watch:
            watch(famulus, arguments)


def watch(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """Read what changes until interrupted."""
    from ingest.watch import changes

    for path in changes(arguments.path):
        report = shown(famulus.reading([path]), arguments)
        if report.added and not arguments.json:
            print(f"{report.added} read from {path.name}")


def sources(arguments: argparse.Namespace) -> None:
    with opened(arguments) as famulus:
        if arguments.deed == "unread":
            for one in famulus.unread(named(arguments)):
                print(" ".join(filter(None, (f"{one.path.name}:", one.locator, one.reason))))
            return
        if arguments.deed:
            getattr(famulus, arguments.deed)(named(arguments))
        for source in famulus.sources():
            if arguments.json:
                say_json(asdict(source))
            else:
                state = "paused" if source.paused else "read" if source.read_at else "not finished"
                print(f"{source.name}: {source.documents} documents, "
                      f"{source.unreadable} not read, {state} ({source.path})")  # fmt: skip


def named(arguments: argparse.Namespace) -> str:
    if not arguments.name:
        raise Problem("Which source?", remedy="`famulus sources` shows their names.")
    return str(arguments.name)


def search(arguments: argparse.Namespace) -> None:
    with opened(arguments) as famulus:
        found = famulus.search(
            arguments.query,
            limit=arguments.k,
            since=arguments.since,
            until=arguments.until,
            person=arguments.person,
            source=arguments.source,
            kind=arguments.kind,
        )
    if arguments.json:
        say_json([asdict(passage) for passage in found])
        return
    for passage in found:
        print(f"[{passage.rank}] {headed(passage)}\n    {' '.join(passage.text.split())[:300]}\n")
    if not found:
        print("Nothing was found.")


def ask(arguments: argparse.Namespace) -> None:
    with opened(arguments) as famulus:
        answer = shown(
            famulus.answering(arguments.question, model=arguments.model, quotes=arguments.quotes),
            arguments,
        )
    say(answer, arguments)


def chat(arguments: argparse.Namespace) -> None:
    with opened(arguments) as famulus:
        conversation = famulus.start_conversation()
        while question := asked():
            work = famulus.answering(
                question, conversation=conversation, model=arguments.model, quotes=arguments.quotes
            )
            say(shown(work, arguments), arguments)


def tour(arguments: argparse.Namespace) -> None:
    """Make the whole trip on the sample, in a memory of its own."""
    arguments.home = arguments.home or paths.home() / "sample"
    with opened(arguments) as famulus:
        report = shown(famulus.reading([famulus.sample()], source="Sample"), arguments)
        if not arguments.json:
            print(f"Read an invented life: {report.added} new, {report.unchanged} known already.")
        for question in TOUR:
            if not arguments.json:
                print(f"\n> {question}")
            say(shown(famulus.answering(question), arguments), arguments)


def asked() -> str:
    """Return the next question, or nothing at the end of the input."""
    try:
        return input("> " if sys.stdin.isatty() else "").strip()
    except EOFError:
        return ""


def opened(arguments: argparse.Namespace) -> Assistant:
    """Open the memory, and say once what its owner has to know."""
    famulus = Assistant.open(arguments.home)
    if famulus.recovery_code and not arguments.json:
        for line in (
            f"A new memory was made in {famulus.home}.",
            f"Its recovery code, shown only now: {famulus.recovery_code}",
            "Write it down: it opens the memory when all else is lost.",
        ):
            print(line, file=sys.stderr)
    for warning in famulus.warnings:
        print(warning, file=sys.stderr)
    return famulus


def shown(work: Work[Progress | TextDelta, T] | Work[Progress, T], arguments: Any) -> T:
    """Run the work to its end, its progress on the terminal if there is one."""
    visible = sys.stderr.isatty() and not arguments.json
    try:
        while True:
            step = next(work)
            if visible and isinstance(step, Progress):
                total = f" of {step.total}" if step.total else ""
                print(
                    f"\r\033[K{step.note} {step.done}{total}", end="", file=sys.stderr, flush=True
                )
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        work.close()
        if visible:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def say(answer: Answer, arguments: argparse.Namespace) -> None:
    if arguments.json:
        supported = sum(statement.supported for statement in answer.statements)
        say_json(
            {
                "answer": answer.text,
                "made_by": answer.made_by,
                "tier": answer.tier,
                "citations": [asdict(passage) for passage in answer.citations],
                "supported": supported,
                "sentences": len(answer.statements),
                "claims": [],
                "found": answer.found,
                "trace": {"stages": [asdict(stage) for stage in answer.trace]},
            }
        )
        return
    print(answer.text)
    for number, passage in enumerate(answer.citations, 1):
        print(f"[{number}] {headed(passage)}")


def headed(passage: Passage) -> str:
    """Return what a passage is, in one line."""
    date = f"{passage.date.day} {passage.date:%B %Y}" if passage.date else ""
    return " — ".join(filter(None, (passage.title, date, ", ".join(passage.people[:2]))))


def say_json(value: Any) -> None:
    print(json.dumps(value, default=_plain, ensure_ascii=False))


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def a_date(text: str) -> datetime:
    """Read a day as it is given on the command line."""
    day = datetime.fromisoformat(text)
    return day if day.tzinfo else day.replace(tzinfo=datetime.now(UTC).astimezone().tzinfo)
