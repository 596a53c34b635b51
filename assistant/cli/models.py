"""The commands of the models: what is installed, what could be got, getting, using, removing."""

from __future__ import annotations

import argparse
import time
from collections.abc import Generator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeVar

from assistant.app import Assistant
from assistant.cli.terminal import line, opened, say_json, shown
from assistant.engine.requantise import KINDS, Compared
from assistant.models.catalogue import offer
from assistant.models.installed import Installed
from assistant.models.room import ModelRoom, Offered, Room
from memory.errors import Problem
from memory.progress import Progress, Work
from memory.sizes import sized

T = TypeVar("T")
ORIGINS = {"embedded": "comes with Famulus", "downloaded": "got here", "added": "added by you"}


def models(arguments: argparse.Namespace) -> None:
    """Do what is asked of the models."""
    with opened(arguments) as famulus:
        if arguments.deed == "list":
            show_all(famulus, arguments)
            return
        if not arguments.what:
            raise Problem(QUESTIONS[arguments.deed], remedy="`famulus models --help` shows how.")
        DEEDS[arguments.deed](famulus.models, arguments)


# What there is


def show_all(famulus: Assistant, arguments: argparse.Namespace) -> None:
    room = famulus.models.look()
    if arguments.json:
        say_json(
            {
                "installed": [as_json(one, room) for one in room.models],
                "offered": [offered_as_json(one) for one in room.offered],
                "skipped": [asdict(one) for one in room.skipped],
            }
        )
        return
    print("Installed:")
    for model in room.models:
        print_model(model, room)
    for skipped in room.skipped:
        print("  " + line(f"not used: {skipped.path}: {skipped.reason}"))
    print("\nTo get, with `famulus models get NAME`:")
    for one in room.offered:
        if not one.installed:
            print_offer(one)


def print_model(model: Installed, room: Room) -> None:
    used = " [in use]" if is_used(model, room) else ""
    print("  " + line(f"{model.name}{used} — {', '.join(facts(model))}"))
    print("    " + line(f"Tier {model.tier}. {model.reason} {model.fit(room.machine).sentence}"))
    if not model.vouched:
        print("    Not from a known place.")


def facts(model: Installed) -> list[str]:
    """Return what there is to say of a model, in few words each."""
    said = [
        sized(model.size),
        f"{billions(model.parameters)} parameters",
        model.quantisation,
        f"{model.context} tokens",
        model.licence or "licence not said",
        ORIGINS.get(model.origin, f"in {model.origin}"),
        f"{model.speed:.0f} tokens a second here" if model.speed else "",
    ]
    return [one for one in said if one]


def billions(parameters: int) -> str:
    return f"{parameters / 1e9:.1f} B" if parameters >= 950_000_000 else f"{parameters / 1e6:.0f} M"


def print_offer(one: Offered) -> None:
    begun = f" ({sized(one.begun)} are there already)" if one.begun else ""
    print("  " + line(f"{one.offer.name} — {one.offer.title}, {one.offer.licence}{begun}"))
    print("    " + one.fit.sentence)


def is_used(model: Installed, room: Room) -> bool:
    return model.path == room.in_use or (room.in_use is None and model.origin == "embedded")


def as_json(model: Installed, room: Room) -> dict[str, Any]:
    """Return a model as it is printed for programs."""
    fit = model.fit(room.machine)
    return {
        "name": model.name,
        "path": model.path,
        "origin": model.origin,
        "title": model.title,
        "size": model.size,
        "parameters": model.parameters,
        "context": model.context,
        "quantisation": model.quantisation,
        "licence": model.licence,
        "repository": model.repository,
        "sha256": model.sha256,
        "vouched": model.vouched,
        "trusted": model.trusted,
        "tier": model.tier,
        "reason": model.reason,
        "measured": model.measured,
        "test": model.test,
        "fit": fit.verdict,
        "needs": fit.needs,
        "in_use": is_used(model, room),
    }


def offered_as_json(one: Offered) -> dict[str, Any]:
    said = asdict(one.offer)
    return said | {"fit": one.fit.verdict, "begun": one.begun, "installed": one.installed}


# What can be done


def add(room: ModelRoom, arguments: argparse.Namespace) -> None:
    tell(room, room.add(Path(arguments.what)), "Added", arguments)


def get(room: ModelRoom, arguments: argparse.Namespace) -> None:
    wanted = offer(arguments.what)
    if wanted and not arguments.json:
        print(line(f"{wanted.title}: {wanted.licence}. {wanted.terms}"))
    work = room.getting(arguments.what, arguments.file, arguments.mirror)
    tell(room, shown(paced(work), arguments), "Got", arguments)


def test(room: ModelRoom, arguments: argparse.Namespace) -> None:
    tell(room, shown(room.testing(arguments.what), arguments), "Tested", arguments)


def use(room: ModelRoom, arguments: argparse.Namespace) -> None:
    if arguments.tier is not None:
        room.choose_tier(arguments.what, arguments.tier)
    room.use(arguments.what, arguments.trust)
    tell(room, room.model(arguments.what), "In use", arguments)


def requantise(room: ModelRoom, arguments: argparse.Namespace) -> None:
    if not arguments.kind:
        raise Problem("As which quantisation?", remedy=f"`--kind` takes {', '.join(KINDS)}.")
    compared = shown(room.requantising(arguments.what, arguments.kind), arguments)
    if arguments.json:
        say_json(asdict(compared) | {"loss": compared.loss})
        return
    print(f"{'':14}{'as it is':>12}{arguments.kind:>12}")
    for words, before, after in measured(compared):
        print(f"{words:14}{before:>12}{after:>12}")
    name = compared.path.stem
    print(line(f"`famulus models use {name}` uses it, `famulus models remove {name}` deletes it."))


def measured(compared: Compared) -> list[tuple[str, str, str]]:
    """Return what was measured of both, row by row."""
    one, other = compared.before, compared.after
    return [
        ("size", sized(one.size), sized(other.size)),
        ("reading", f"{one.reading:.0f} t/s", f"{other.reading:.0f} t/s"),
        ("writing", f"{one.writing:.1f} t/s", f"{other.writing:.1f} t/s"),
        ("perplexity", f"{one.perplexity:.2f}", f"{other.perplexity:.2f}"),
    ]


def remove(room: ModelRoom, arguments: argparse.Namespace) -> None:
    room.remove(arguments.what)
    if arguments.json:
        say_json({"done": True})
    else:
        print("Removed.")


def tell(room: ModelRoom, model: Installed, done: str, arguments: argparse.Namespace) -> None:
    now = room.look()
    if arguments.json:
        say_json(as_json(model, now))
    else:
        print(f"{done}:")
        print_model(model, now)


def paced(work: Work[Progress, T]) -> Generator[Progress, None, T]:
    """Say how fast it goes and how long it will take, in the notes of the work."""
    began: tuple[float, int] | None = None
    try:
        while True:
            step = next(work)
            if step.total and began is None:
                began = (time.monotonic(), step.done)
            yield replace(step, note=f"{step.note}{pace(step, began)}:")
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        work.close()


def pace(step: Progress, began: tuple[float, int] | None) -> str:
    """Return how fast it goes, and how long: ", 12.0 MB a second, about 2 minutes left"."""
    if began is None or step.total is None:
        return ""
    passed, got = time.monotonic() - began[0], step.done - began[1]
    if passed < 1 or got <= 0:
        return ""
    rate = got / passed
    left = (step.total - step.done) / rate
    about = f"{left / 60:.0f} minutes" if left >= 90 else f"{left:.0f} seconds"
    return f", {sized(rate)} a second, about {about} left"


DEEDS = {
    "add": add,
    "get": get,
    "test": test,
    "use": use,
    "requantise": requantise,
    "remove": remove,
}
QUESTIONS = {
    "add": "Which file?",
    "get": "Which model is to be got?",
    "test": "Which model?",
    "use": "Which model?",
    "requantise": "Which model?",
    "remove": "Which model?",
}
