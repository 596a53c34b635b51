"""The commands that read: mailboxes, chats and documents, and the sources they make."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.app import Assistant
from assistant.cli.keeping import erase_one
from assistant.cli.terminal import NAMES, line, opened, say_json, shown
from ingest.pipeline import ReadReport
from memory.errors import Problem
from memory.types import Source


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
        match arguments.deed:
            case "unread":
                show_unread(famulus, arguments)
                return
            case "erase":
                erase_one(famulus, {"source": named(arguments)}, arguments)
                return
            case "remove":
                shown(famulus.removing(named(arguments)), arguments)
            case "pause":
                famulus.pause(named(arguments))
            case "resume":
                famulus.resume(named(arguments))
        for source in famulus.sources():
            if arguments.json:
                say_json(asdict(source))
            else:
                print(line(in_words(source)))


def show_unread(famulus: Assistant, arguments: argparse.Namespace) -> None:
    for one in famulus.unread(named(arguments)):
        if arguments.json:
            say_json(asdict(one))
        else:
            print(line(f"{one.path.name}: {one.locator} {one.reason}"))


def in_words(source: Source) -> str:
    state = "paused" if source.paused else "read" if source.read_at else "not finished"
    erased = f"{source.erased} erased, " if source.erased else ""
    return (
        f"{source.name}: {source.documents} documents, {source.unreadable} not read, "
        f"{erased}{state} ({source.path})"
    )


def named(arguments: argparse.Namespace) -> str:
    if not arguments.name:
        raise Problem("Which source?", remedy=NAMES)
    return str(arguments.name)
