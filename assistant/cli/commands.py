"""Every command with its options, and how a command ends.

Exit code 0 done, 1 a problem, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from assistant import egress
from assistant.cli.asking import ask, chat, search, tour
from assistant.cli.asking_cloud import declare_asking_cloud
from assistant.cli.cloud import cloud, declare_cloud
from assistant.cli.expanding import declare_expand, expand
from assistant.cli.keeping import (
    backup,
    erase,
    export,
    import_archive,
    rekey,
    repair,
    restore,
    verify,
)
from assistant.cli.models import DEEDS as MODEL_DEEDS
from assistant.cli.models import models
from assistant.cli.people import DEEDS as PEOPLE_DEEDS
from assistant.cli.people import people
from assistant.cli.privacy import DEEDS as PRIVACY_DEEDS
from assistant.cli.privacy import privacy
from assistant.cli.profile import DEEDS, VERBS, profile
from assistant.cli.reading import read, sources
from assistant.cli.replying import declare_reply, reply
from assistant.cli.serving import mcp, serve
from assistant.cli.terminal import say_bug, say_problem
from assistant.cli.tools import DEEDS as TOOL_DEEDS
from assistant.cli.tools import tools
from assistant.cli.voice import declare_style, style
from assistant.cli.writing import write
from assistant.profile.page import VIEWS
from assistant.serving.listen import PORT
from assistant.serving.reception import DEFAULT
from memory.clients import May
from memory.errors import Problem
from memory.search import STAGES
from memory.types import Kind

Run = Callable[[argparse.Namespace], None]
Declare = Callable[[str, Run, str, str], argparse.ArgumentParser]

SUFFIX = {"backup": "backup", "restore": "backup", "export": "zip", "import": "zip"}
LEAVING_WORDS = (
    "of rules: add or try SENTENCE, confirm or drop NUMBER; of ledger: NUMBER; "
    "of export: FILE; of label: source, person, claim or conversation, which, and "
    "stays, rewrite, leaves or none, or undo"
)
SCOPES, KINDS = [may.value for may in May], [kind.value for kind in Kind]
SCOPE = "what it may do, as often as needed (default: models and embeddings)"
WITHOUT = "leave a step of the search out, to see what it does"
WRITING = {"reply": reply, "expand": expand, "style": style}
DONE, PROBLEM, INTERRUPTED = 0, 1, 130


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
    except BrokenPipeError:  # who reads it, such as `head`, has enough
        sys.stdout = None  # there is nobody to flush to
        return DONE
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

    declare_reading(command)
    declare_asking(command)
    declare_writing(command)
    declare_profile(command)
    declare_leaving(command)
    declare_people(command)
    declare_models(command)
    declare_keeping(command)
    declare_serving(command)
    return top


def declare_reading(command: Declare) -> None:
    one = command("read", read, "Read mailboxes, chats and documents.", "famulus read ~/Mail")
    one.add_argument("path", type=Path, nargs="+")
    one.add_argument("--source", help="what to call it")
    one.add_argument("--identity", help='who you are in it: "Ada <ada@example.org>"')
    one.add_argument("--watch", action="store_true", help="go on reading what is new")

    one = command("sources", sources, "Show or change what is read.", "famulus sources pause Mail")
    one.add_argument("deed", nargs="?", choices=["pause", "resume", "remove", "erase", "unread"])
    one.add_argument("name", nargs="?")
    one.add_argument("--yes", action="store_true", help="erase without being asked")


def declare_asking(command: Declare) -> None:
    one = command("search", search, "Find passages.", 'famulus search "the lease" --person Ana')
    one.add_argument("query")
    one.add_argument("-k", type=int, default=10, help="how many (default: 10)")
    one.add_argument("--from", dest="since", type=day, help="not before this day: 2026-03-01")
    one.add_argument("--to", dest="until", type=day, help="before this day")
    one.add_argument("--person", default="", help="who wrote it, received it or speaks in it")
    one.add_argument("--source", default="")
    one.add_argument("--kind", choices=KINDS)
    one.add_argument("--without", choices=STAGES, action="append", default=[], help=WITHOUT)

    one = command("ask", ask, "Answer a question.", 'famulus ask "When does the lease end?"')
    one.add_argument("question")
    one.add_argument("--quotes", action="store_true", help="quote, do not write")
    one.add_argument("--without", choices=STAGES, action="append", default=[], help=WITHOUT)
    one.add_argument("--model", type=Path, help="a GGUF file that writes the answer")
    declare_privacy(one)

    declare_asking_cloud(one)

    one = command("chat", chat, "Ask one question after another.", "famulus chat")
    one.add_argument("--quotes", action="store_true", help="quote, do not write")
    one.add_argument("--model", type=Path, help="a GGUF file that writes the answers")
    declare_privacy(one)

    command("tour", tour, "Read the invented sample life and ask it three things.", "famulus tour")


def declare_privacy(one: argparse.ArgumentParser) -> None:
    one.add_argument("--no-profile", action="store_true", help="without what is believed of you")
    one.add_argument(
        "--private", action="store_true", help="without the profile, and nothing of it is kept"
    )


def declare_writing(command: Declare) -> None:
    one = command(
        "write",
        partial(write, others=WRITING),
        "Rewrite, shorten, correct or translate the text on standard input, or draft a reply.",
        "famulus write shorten < letter.txt; famulus write reply --document ~/Mail/archive.mbox",
    )
    one.add_argument("deed", metavar="COMMAND", help="see `famulus write commands`")
    one.add_argument("words", nargs="*", help="the title of a command to add, remove or restore")
    one.add_argument("--instruction", default="", help="what else is wanted; what it is to do")
    one.add_argument("--to", default="", help="whom it is to")
    one.add_argument("--language", default="", help="to translate into, else that of the text")
    one.add_argument("--before", default="", help="the text that stands before it")
    one.add_argument("--diff", action="store_true", help="show what was changed")
    one.add_argument("--shortcut", default="", help="the key of a command that is added")
    declare_reply(one)
    declare_expand(one)
    declare_style(one)


def declare_profile(command: Declare) -> None:
    one = command(
        "profile",
        profile,
        "Show or correct what is believed of you.",
        "famulus profile page > me.md; famulus profile edit me.md",
    )
    one.add_argument("deed", nargs="?", choices=[*DEEDS, *VERBS], default="page")
    one.add_argument("what", nargs="*", help="a claim (c12), a change, a file or a text")
    one.add_argument("--view", choices=list(VIEWS), default="full", help="a part of the page")
    one.add_argument("--about", default="", help="of whom the view “contact” is")
    one.add_argument("--budget", type=int, help="how many tokens the page may have")
    one.add_argument("--plain", action="store_true", help="without the marks for editing")
    one.add_argument("--gentle", action="store_true", help="learn without taking the computer")
    one.add_argument("--yes", action="store_true", help="erase without being asked")


def declare_leaving(command: Declare) -> None:
    one = command(
        "privacy",
        privacy,
        "Show what would leave in place of a text and what left, your rules and labels for it.",
        'famulus privacy rules add "never my health"; famulus privacy label source Mail stays',
    )
    one.add_argument("deed", choices=list(PRIVACY_DEEDS))
    one.add_argument("words", nargs="*", help=LEAVING_WORDS)
    one.add_argument("--search", default="", help="of the ledger, only what holds these words")
    one.add_argument(
        "--check",
        metavar="FILE",
        nargs="?",
        const="",
        help="whether the ledger, or an export of it, is as it was written",
    )
    one.add_argument(
        "--purpose",
        choices=["", "question", "translation", "writing"],
        default="",
        help="for what; for writing the task leaves, and not the matter",
    )

    one = command(
        "cloud",
        cloud,
        "Set up cloud models, try them, and switch all of them on or off at once.",
        "famulus cloud add house --address http://192.168.1.4:8000/v1 --model qwen --mine",
    )
    declare_cloud(one)


def declare_people(command: Declare) -> None:
    one = command(
        "people",
        people,
        "Show who is known, or say who is one person.",
        'famulus people show "Ada Byron"; famulus people join p3 p17',
    )
    one.add_argument("deed", nargs="?", choices=PEOPLE_DEEDS, default="list")
    one.add_argument("who", nargs="*", help="a name, an address or a number (p12)")
    one.add_argument("--all", action="store_true", help="list all of them")


def declare_models(command: Declare) -> None:
    one = command(
        "models",
        models,
        "Show, get, add, test, use, requantise or remove language models.",
        "famulus models get qwen3-4b; famulus models use Qwen3-4B-Q4_K_M",
    )
    one.add_argument("deed", nargs="?", choices=["list", *MODEL_DEEDS], default="list")
    one.add_argument("what", nargs="?", default="", help="a model, a repository or a file")
    one.add_argument("--file", default="", help="which file of the repository")
    one.add_argument("--mirror", default="", help="where to get it, in place of the hub")
    one.add_argument("--trust", default="", help="the name of a file that nobody vouches for")
    one.add_argument("--tier", type=int, help="what it may do, 0 to 3, whatever its test says")
    one.add_argument("--kind", default="", help="the quantisation to write it in, such as Q8_0")


def declare_keeping(command: Declare) -> None:
    one = command(
        "erase",
        erase,
        "Erase a document, a person, a source, a span of time or everything, for good.",
        'famulus erase --person "Ada Byron"',
    )
    one.add_argument("document", nargs="?", help="its id (search --json), or the path of a file")
    one.add_argument("--locator", help="of the file only what stands there")
    one.add_argument("--person", help="every document in which this person appears")
    one.add_argument("--source", help="with all that stands in it, wherever else it stands")
    one.add_argument(
        "--between",
        type=day,
        nargs=2,
        metavar="DAY",
        help="from the first day on, before the other",
    )
    one.add_argument("--everything", action="store_true", help="the whole memory with its keys")
    one.add_argument("--yes", action="store_true", help="without being asked")

    command("rekey", rekey, "Give the memory another key and recovery code.", "famulus rekey")
    command("verify", verify, "Check that all is what was written.", "famulus verify")
    one = command("repair", repair, "Mend what is damaged.", "famulus repair")
    one.add_argument("--from", dest="copy", type=Path, help="a backup of this memory")
    for name, run, help in (
        ("backup", backup, "Write the memory into one encrypted file."),
        ("restore", restore, "Put a backup in the place of the memory."),
        ("export", export, "Write the memory as plain text into one archive."),
        ("import", import_archive, "Take in an archive that was exported."),
    ):
        one = command(name, run, help, f"famulus {name} ~/famulus.{SUFFIX[name]}")
        one.add_argument("file", type=Path)


def declare_serving(command: Declare) -> None:
    one = command(
        "serve",
        serve,
        "Let other programs of this computer use the model and, where you say so, the memory.",
        "famulus serve --client editor --scope models --scope memory; famulus serve",
    )
    one.add_argument("--port", type=int, default=PORT, help=f"default: {PORT}; 0 is any")
    one.add_argument("--client", help="let a program of this name in, and show its token once")
    one.add_argument("--scope", choices=SCOPES, action="append", default=[], help=SCOPE)
    one.add_argument("--source", action="append", default=[], help="of the memory this alone")
    one.add_argument(
        "--kind",
        choices=KINDS,
        action="append",
        default=[],
        help="likewise",
    )
    one.add_argument("--sensitive", action="store_true", help="also what of you is sensitive")
    one.add_argument("--list", action="store_true", help="show who is let in, and to what")
    one.add_argument("--log", action="store_true", help="show who did what with the memory")
    one.add_argument("--revoke", metavar="NAME", help="let this one in no more")
    one.add_argument(
        "--origin", action="append", default=[], help="let this page of a browser ask, too"
    )

    one = command(
        "mcp",
        mcp,
        "Serve the memory over standard input and output, for an assistant that speaks MCP.",
        "famulus mcp --client desk",
    )
    one.add_argument(
        "--client",
        default=DEFAULT.name,
        help=f"whose scopes count (see `famulus serve`; default: {DEFAULT.name})",
    )

    one = command(
        "tools",
        tools,
        "Name your own programs that offer tools (by MCP), and call them.",
        "famulus tools add notes -- notes-server --stdio; famulus tools call notes find text=tea",
    )
    one.add_argument("deed", nargs="?", choices=list(TOOL_DEEDS), default="list")
    one.add_argument("words", nargs="*", help="a server; what to call and with what: name=text")
    one.add_argument("--yes", action="store_true", help="call without being asked")


def day(text: str) -> datetime:
    """Read a day as it is given on the command line."""
    given = datetime.fromisoformat(text)
    return given if given.tzinfo else given.replace(tzinfo=datetime.now(UTC).astimezone().tzinfo)
