"""Asking a cloud model on the command line: first the very words that would leave, then a yes."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from assistant.app import Assistant
from assistant.cli.terminal import line, say_json, shown
from ingest.clean import visible
from memory.errors import Problem
from memory.progress import Progress, TextDelta, Work
from memory.types import Answer

if TYPE_CHECKING:
    from assistant.cloud.asking import Asked

LOCALLY = "Nothing leaves; without --cloud the model on this computer answers."


def declare_asking_cloud(one: argparse.ArgumentParser) -> None:
    """Say which options of `famulus ask` are for cloud models."""
    one.add_argument("--cloud", metavar="NAME", default="", help="ask this cloud model")
    one.add_argument("--alone", action="store_true", help="let nothing of the memory go along")
    one.add_argument(
        "--send",
        metavar="DIGEST",
        default="",
        help="without being asked: send it, if what would leave has this digest (see --json)",
    )


def agreed_on(
    famulus: Assistant, arguments: argparse.Namespace
) -> Work[Progress | TextDelta, Answer] | None:
    """Show what would leave; return what sends it once the user has said yes, None for a no.

    With --json nothing is sent without the digest of what would leave: it is told instead.
    """
    asking = famulus.cloud.asking(arguments.question, arguments.cloud, alone=arguments.alone)
    asked = shown(asking, arguments)
    if arguments.json and not arguments.send:
        say_json(as_told(asked))
        return None
    if asked.proposal.blocked:
        raise Problem(asked.proposal.reason, remedy=LOCALLY)
    if arguments.send:
        if arguments.send != asked.digest:
            raise Problem(
                "What would leave now is not what has this digest.",
                remedy="Look at it again with --json, and give its digest.",
            )
    else:
        say(asked, famulus.cloud.estimate(asked.proposal))
        if not agreed(arguments.cloud):
            print(LOCALLY, file=sys.stderr)
            return None
    return famulus.cloud.answering(asked)


def as_told(asked: Asked) -> dict[str, object]:
    proposal = asked.proposal
    return {
        "to": asked.provider,
        "outgoing": [{"role": role, "text": text} for role, text in asked.outgoing],
        "hidden": [
            {"kind": one.kind, "placeholder": one.placeholder, "why": one.why}
            for shown in proposal.previews
            for one in shown.hidden
        ],
        "blocked": proposal.blocked,
        "reason": proposal.reason,
        "audit": proposal.audit.said,
        "digest": asked.digest,
    }


def say(asked: Asked, cost: float | None) -> None:
    """Print every word that would leave, and what stands for what."""
    print(line(f"This would leave, to {asked.provider}:"))
    for role, text in asked.outgoing:
        print(f"--- {role}\n{visible(text)}")
    print("---")
    print(asked.proposal.audit.said)
    if cost is not None:
        print(f"To ask costs about {cost:.6f} of the money of your price, and the answer more.")
    for placeholder, words in asked.stands_for.items():
        print(line(f"{placeholder} stands for {words}; that stays here."))


def agreed(name: str) -> bool:
    """Return whether the user says yes; nobody there is a Problem."""
    if not sys.stdin.isatty():
        raise Problem(
            "Nobody is here to look at what would leave, so nothing is sent.",
            remedy="Ask at a terminal, or with --json and --send DIGEST.",
        )
    return input(f"Send these words to {name}? [y/N] ").strip().lower() in {"y", "yes"}
