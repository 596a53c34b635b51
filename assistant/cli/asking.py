"""The commands that find and answer: search, ask, chat, and the tour of the sample."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from assistant import paths
from assistant.answering import PROFILE
from assistant.app import Assistant
from assistant.cli.asking_cloud import agreed_on
from assistant.cli.terminal import (
    NAMES,
    Screen,
    Steps,
    headed,
    line,
    opened,
    say_json,
    say_problem,
    shown,
)
from assistant.cli.tools import done
from assistant.tools.calls import COMMAND, typed
from ingest.clean import visible
from memory.errors import Problem
from memory.types import Answer

TOUR = (
    "How much rent did we agree on for the Leith flat from January 2026?",
    "Was ist mir bei der Bootsfahrt auf dem Bohinjer See ins Wasser gefallen?",
    "What colour is the bicycle?",
)


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
            without=arguments.without,
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
        if arguments.cloud:
            work = agreed_on(famulus, arguments)
            if work is not None:
                answered(work, arguments)
            return
        work = famulus.answering(
            cleared(famulus, arguments.question, arguments),
            model=arguments.model,
            quotes=arguments.quotes,
            without=[*arguments.without, *left_out(arguments)],
            private=arguments.private,
        )
        answered(work, arguments)


def chat(arguments: argparse.Namespace) -> None:
    with opened(arguments) as famulus:
        conversation = None if arguments.private else famulus.start_conversation()
        before = ""
        for question in asked():
            try:
                if question.split()[0] == COMMAND:
                    done(famulus, typed(question), arguments)
                    continue
                work = famulus.answering(
                    cleared(famulus, question, arguments),
                    conversation=conversation,
                    model=arguments.model,
                    quotes=arguments.quotes,
                    without=left_out(arguments),
                    private=arguments.private,
                    before=before,
                )
                answered(work, arguments)
            except Problem as problem:
                say_problem(problem)
            before = question


def cleared(famulus: Assistant, question: str, arguments: argparse.Namespace) -> str:
    """Ask a person at a terminal what is unclear; Enter is "just answer"."""
    if arguments.json or arguments.private or not sys.stdin.isatty():
        return question
    answers: dict[str, str] = {}
    for one in famulus.unclear(question):
        print(f"{line(one.text)} (Enter: just answer)")
        for number, choice in enumerate(one.choices, 1):
            print(f"  {number} {line(choice)}")
        said = input("> ").strip()
        if said.isdecimal() and 1 <= int(said) <= len(one.choices):
            answers[one.slot] = one.choices[int(said) - 1]
    return famulus.clear(question, answers)


def left_out(arguments: argparse.Namespace) -> list[str]:
    return [PROFILE] if arguments.no_profile else []


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
    if answer.claims:
        print(line("using: " + ", ".join(f"{one.text} (c{one.claim})" for one in answer.claims)))


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
        "claims": [{"id": one.claim, "text": one.text} for one in answer.claims],
        "found": answer.found,
        "trace": {"stages": [asdict(stage) for stage in answer.trace]},
    }
