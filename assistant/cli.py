"""The command line: the same program without a window.

One object of JSON a command with ``--json``, else words for a person.  Exit
code 0 done, 1 a problem, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from assistant import egress, paths
from assistant.agent.answer import TextDelta
from assistant.app import Assistant
from ingest.clean import visible
from ingest.pipeline import ReadReport
from memory.errors import Problem, whereabouts
from memory.progress import Progress, Work
from memory.types import Answer, Passage

T = TypeVar("T")
Run = Callable[[argparse.Namespace], None]
Steps = Work[Progress | TextDelta, T] | Work[Progress, T]

DONE, PROBLEM, INTERRUPTED = 0, 1, 130
NAMES = "`famulus sources` shows their names."
TOUR = (
    "How much rent did we agree on for the Leith flat from January 2026?",
    "Was ist mir bei der Bootsfahrt auf dem Bohinjer See ins Wasser gefallen?",
    "What colour is the bicycle?",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a bug ends the process with 1."""
    sys.excepthook = say_bug
    arguments = parser().parse_args(argv)
    run: Run = arguments.run
    egress.install()
    try:
        run(arguments)
    except Problem as problem:
        say_problem(problem)
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
    one.add_argument("--from", dest="since", type=day, help="not before this day: 2026-03-01")
    one.add_argument("--to", dest="until", type=day, help="before this day")
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
    if arguments.source and len(arguments.path) > 1:
        raise Problem(
            "One name is for one path.", remedy="Read them one by one, or leave --source out."
        )
    with opened(arguments) as famulus, watching(famulus, arguments) as changed:
        work = famulus.reading(arguments.path, source=arguments.source, identity=arguments.identity)
        report = shown(work, arguments)
        if arguments.json:
            say_json(as_json(report))
        else:
            count = len(report.unreadable)
            files = "1 file" if count == 1 else f"{count} files"
            known = f"{report.unchanged} known already"
            print(f"{report.added} read, {known}, {files} not read or not whole", flush=True)
            for path, reason in report.unreadable.items():
                print(f"  {line(f'{path.name}: {reason}')}")
        for path in changed:
            read_again(famulus, path, arguments)


@contextmanager
def watching(famulus: Assistant, arguments: argparse.Namespace) -> Iterator[Iterator[Path]]:
    """Give what changes from now on, without end; nothing if it is not asked for."""
    if not arguments.watch:
        yield iter(())
        return
    from ingest.watch import changes

    with closing(changes(arguments.path, leaving_out=famulus.home)) as changed:
        yield changed


def read_again(famulus: Assistant, path: Path, arguments: argparse.Namespace) -> None:
    """Read what is new in a source that has changed, unless it was removed meanwhile."""
    name = next((source.name for source in famulus.sources() if source.path == path), None)
    if name is None:
        return
    report = shown(famulus.refreshing(name), arguments)
    if arguments.json:
        say_json({"path": path} | as_json(report))
    elif report.added:
        print(line(f"{report.added} read from {path.name}"), flush=True)


def as_json(report: ReadReport) -> dict[str, Any]:
    unreadable = {str(path): reason for path, reason in report.unreadable.items()}
    return {"added": report.added, "unchanged": report.unchanged, "unreadable": unreadable}


def sources(arguments: argparse.Namespace) -> None:
    with opened(arguments) as famulus:
        if arguments.deed == "unread":
            for one in famulus.unread(named(arguments)):
                if arguments.json:
                    say_json(asdict(one))
                else:
                    print(line(f"{one.path.name}: {one.locator} {one.reason}"))
            return
        if arguments.deed == "remove":
            shown(famulus.removing(named(arguments)), arguments)
        elif arguments.deed:
            getattr(famulus, arguments.deed)(named(arguments))
        for source in famulus.sources():
            if arguments.json:
                say_json(asdict(source))
            else:
                state = "paused" if source.paused else "read" if source.read_at else "not finished"
                print(line(f"{source.name}: {source.documents} documents, "
                           f"{source.unreadable} not read, {state} ({source.path})"))  # fmt: skip


def named(arguments: argparse.Namespace) -> str:
    if not arguments.name:
        raise Problem("Which source?", remedy=NAMES)
    return str(arguments.name)


def search(arguments: argparse.Namespace) -> None:
    with opened(arguments) as famulus:
        if arguments.source and arguments.source not in [s.name for s in famulus.sources()]:
            raise Problem("There is no source of that name.", remedy=NAMES)
        found = famulus.search(
            arguments.query,
            limit=max(1, arguments.k),
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
        print(f"[{passage.rank}] {headed(passage)}\n    {line(passage.text)[:300]}\n")
    if not found:
        print("Nothing was found.")


def ask(arguments: argparse.Namespace) -> None:
    with opened(arguments) as famulus:
        work = famulus.answering(arguments.question, model=arguments.model, quotes=arguments.quotes)
        answered(work, arguments)


def chat(arguments: argparse.Namespace) -> None:
    with opened(arguments) as famulus:
        conversation = famulus.start_conversation()
        for question in asked():
            try:
                work = famulus.answering(
                    question,
                    conversation=conversation,
                    model=arguments.model,
                    quotes=arguments.quotes,
                )
                answered(work, arguments)
            except Problem as problem:
                say_problem(problem)


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
            answered(famulus.answering(question), arguments)


def asked() -> Iterator[str]:
    """Yield the questions of the input to its end."""
    while True:
        try:
            question = input("> " if sys.stdin.isatty() else "").strip()
        except EOFError:
            return
        if question:
            yield question


def opened(arguments: argparse.Namespace) -> Assistant:
    """Open the memory, and say once what its owner has to know."""
    famulus = Assistant.open(arguments.home)
    if famulus.recovery_code:
        print(
            line(f"A new memory was made in {famulus.home}."),
            f"Its recovery code, shown only now: {famulus.recovery_code}",
            "Write it down: it opens the memory when all else is lost.",
            sep="\n",
            file=sys.stderr,
        )
    for warning in famulus.warnings:
        print(warning, file=sys.stderr)
    return famulus


class Screen:
    """The terminal of a command: how far its work is, and an answer as it comes."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.heard = ""  # of the answer; nothing where it is printed at the end
        self._streams = sys.stdout.isatty() and not arguments.json
        self._moves = sys.stderr.isatty() and not arguments.json
        self._at_progress = False  # what stands on the last line

    def show(self, step: Progress | TextDelta) -> None:
        if isinstance(step, Progress):
            self._show_progress(step)
        elif self._streams:
            self.clear()
            self.heard += step.text
            print(visible(step.text), end="", flush=True)

    def clear(self) -> None:
        """Take the progress off the terminal."""
        if self._at_progress:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
        self._at_progress = False

    def end_line(self) -> None:
        if self.heard and not self.heard.endswith("\n"):
            self.heard += "\n"
            print(flush=True)

    def _show_progress(self, step: Progress) -> None:
        self.end_line()
        if self._moves:
            total = f" of {step.total}" if step.total else ""
            words = line(f"{step.note} {step.done}{total}")
            print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)
            self._at_progress = True


def shown(work: Steps[T], arguments: argparse.Namespace, screen: Screen | None = None) -> T:
    """Run the work to its end, its steps on the terminal if there is one."""
    screen = screen or Screen(arguments)
    try:
        while True:
            screen.show(next(work))
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        work.close()
        screen.clear()
        screen.end_line()


def answered(work: Steps[Answer], arguments: argparse.Namespace) -> None:
    """Say the answer as it comes, or as a whole, and what it stands on."""
    screen = Screen(arguments)
    answer = shown(work, arguments, screen)
    if arguments.json:
        say_json(answer_as_json(answer))
        return
    written = say_rest(answer, screen.heard.strip())
    for number, passage in enumerate(answer.citations, 1):
        # A model's own words count the passages that it was shown.
        shown_as = answer.considered.index(passage) + 1 if written else number
        print(f"[{shown_as}] {headed(passage)}")


def say_rest(answer: Answer, heard: str) -> bool:
    """Print what was not yet heard of the answer; return whether its words came unchecked."""
    if not heard:
        print(visible(answer.text))
        return False
    if heard.endswith(answer.text.strip()):
        return False
    doubtful = sum(not statement.supported for statement in answer.statements)
    if not answer.found:
        print(visible(answer.text))
    elif doubtful:
        print(f"Not supported by your texts: {doubtful} of {len(answer.statements)} sentences.")
    return True


def answer_as_json(answer: Answer) -> dict[str, Any]:
    return {
        "answer": answer.text,
        "made_by": answer.made_by,
        "tier": answer.tier,
        "citations": [asdict(passage) for passage in answer.citations],
        "supported": sum(statement.supported for statement in answer.statements),
        "sentences": len(answer.statements),
        "claims": [],
        "found": answer.found,
        "trace": {"stages": [asdict(stage) for stage in answer.trace]},
    }


def headed(passage: Passage) -> str:
    """Return what a passage is, in one line."""
    date = f"{passage.date.day} {passage.date:%B %Y}" if passage.date else ""
    parts = (passage.title, date, ", ".join(passage.people[:2]))
    return line(" — ".join(filter(None, parts)))


def line(words: str) -> str:
    """Return others' words as one line in which nothing commands the terminal."""
    return " ".join(visible(words).split())


def say_problem(problem: Problem) -> None:
    print(line(f"{problem} {problem.remedy}"), file=sys.stderr)


def say_bug(_kind: type[BaseException], error: BaseException, _trace: object) -> None:
    """Say where a mistake of ours came up, and none of the words it came up on."""
    print("Something went wrong inside the program.", file=sys.stderr)
    print(whereabouts(error), file=sys.stderr)


def say_json(value: Any) -> None:
    # In ASCII: names of files hold what no encoding can say, and what commands a terminal.
    print(json.dumps(value, default=_plain), flush=True)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def day(text: str) -> datetime:
    """Read a day as it is given on the command line."""
    given = datetime.fromisoformat(text)
    return given if given.tzinfo else given.replace(tzinfo=datetime.now(UTC).astimezone().tzinfo)
