"""Cloud models on the command line: set up, tried, switched, and asked after a look and a yes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.app import Assistant
from assistant.cli.terminal import line, opened, say_json, shown
from ingest.clean import visible
from memory.errors import Problem
from memory.progress import finish

if TYPE_CHECKING:
    from assistant.cloud.provider import Provider

HOW = "`famulus cloud --help` shows how."
KINDS = ["openai", "anthropic", "plugin"]


def declare_cloud(one: argparse.ArgumentParser) -> None:
    """Say which options `famulus cloud` takes."""
    one.add_argument("deed", nargs="?", choices=["list", *DEEDS], default="list")
    one.add_argument("name", nargs="?", default="", help="what you call the provider")
    one.add_argument("--form", choices=KINDS, default="openai", help="what it speaks")
    one.add_argument("--address", default="", help="such as http://192.168.1.4:8000/v1")
    one.add_argument("--model", default="", help="as the provider, or the plugin, calls it")
    one.add_argument("--mine", action="store_true", help="it is a server of your own")
    one.add_argument(
        "--unrewritten", action="store_true", help="your own words may go to it as they are"
    )
    one.add_argument("--certificate", type=Path, help="what your own server proves itself by")
    one.add_argument(
        "--price", type=float, nargs=2, metavar=("ASKED", "ANSWERED"), help="of a million tokens"
    )


def cloud(arguments: argparse.Namespace) -> None:
    """Do what is asked about cloud models."""
    with opened(arguments) as famulus:
        if arguments.deed in NAMED and not arguments.name:
            raise Problem("Which provider?", remedy=HOW)
        {"list": show, **DEEDS}[arguments.deed](famulus, arguments)


def show(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """List the providers, whether they may be asked, and how much was sent so far."""
    requests, size = famulus.cloud.counted()
    providers = famulus.cloud.providers()
    if arguments.json:
        told = [as_told(famulus, one) for one in providers]
        say_json({"on": famulus.cloud.on, "requests": requests, "bytes": size, "providers": told})
        return
    print(f"The cloud is {'on' if famulus.cloud.on else 'off'}.")
    print(f"Sent since the beginning: {requests} requests, {size} bytes.")
    for one in providers:
        whose = "yours" if one.mine else "not yours"
        key = "has a key" if famulus.cloud.has_key(one.name) else "has no key"
        print(line(f"{one.name}: {one.model} at {one.address} ({whose}, {key})"))
    if not providers:
        print("None is set up: `famulus cloud add --help` shows how.")


def as_told(famulus: Assistant, one: Provider) -> dict[str, object]:
    return {
        "name": one.name,
        "form": one.form,
        "address": one.address,
        "model": one.model,
        "mine": one.mine,
        "unrewritten": one.unrewritten,
        "key": famulus.cloud.has_key(one.name),
    }


def add(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """Set a provider up; nothing is sent, and the switch stays as it is."""
    provider = described(arguments)
    famulus.cloud.set_up(provider, given_key(needed=not provider.mine))
    if not arguments.json:
        print(line(f"{provider.name} is set up, for {provider.address}. Nothing was sent."))
        if not famulus.cloud.on:
            print("The cloud is off; `famulus cloud on` switches it on.")


def described(arguments: argparse.Namespace) -> Provider:
    """Return the provider that the options describe."""
    from assistant.cloud.provider import ADDRESS, Form, Provider

    if not arguments.model:
        raise Problem("Which model of it? Name it with --model.", remedy=HOW)
    form = Form(arguments.form)
    if form is Form.PLUGIN:
        from assistant.cloud.plugins import provider_of

        return provider_of(arguments.name, arguments.model)
    return Provider(
        arguments.name,
        form,
        (arguments.address or ADDRESS[form]).rstrip("/"),
        arguments.model,
        mine=arguments.mine,
        unrewritten=arguments.unrewritten,
        certificate=certificate(arguments.certificate),
        price=tuple(arguments.price) if arguments.price else None,
    )


def certificate(path: Path | None) -> str:
    try:
        return path.expanduser().read_text("ascii") if path else ""
    except (OSError, ValueError) as err:
        raise Problem(
            "The file with the certificate cannot be read.",
            remedy="It begins with -----BEGIN CERTIFICATE-----.",
        ) from err


def given_key(*, needed: bool) -> str:
    """Return the key that is typed unseen, or the first line of the input; never an argument."""
    ask = "Its key (it goes into this computer's keyring): "
    key = getpass(ask, sys.stderr) if sys.stdin.isatty() else sys.stdin.readline()
    if needed and not key.strip():
        raise Problem(
            "A provider that is not yours needs a key.",
            remedy="Type it when you are asked, or give it on standard input.",
        )
    return key.strip()


def another_key(famulus: Assistant, arguments: argparse.Namespace) -> None:
    famulus.cloud.provider(arguments.name)  # before its key is typed
    famulus.cloud.set_key(arguments.name, given_key(needed=True))
    told(arguments, "It is in the keyring.")


def without_key(famulus: Assistant, arguments: argparse.Namespace) -> None:
    famulus.cloud.drop_key(arguments.name)
    told(arguments, "Its key is gone.")


def remove(famulus: Assistant, arguments: argparse.Namespace) -> None:
    famulus.cloud.remove(arguments.name)
    told(arguments, "It is gone, and so is its key. The ledger keeps what was sent.")


def attempt(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """Ask the provider for one word."""
    trial = shown(famulus.cloud.trial(arguments.name), arguments)
    reply = finish(famulus.cloud.trying(arguments.name, trial))
    if arguments.json:
        say_json({"made_by": reply.made_by, "text": reply.text, "disclosure": reply.disclosure})
    else:
        print(line(f"{reply.made_by} answers: {visible(reply.text)}"))


def plugins(_famulus: Assistant, arguments: argparse.Namespace) -> None:
    """List the models of llm's plugins, and why some are not offered."""
    from assistant.cloud.plugins import offered

    for one in offered():
        if arguments.json:
            say_json({"id": one.id, "address": one.address, "why_not": one.why_not})
        else:
            print(line(f"{one.id}: {one.why_not or one.address}"))


def switch(famulus: Assistant, arguments: argparse.Namespace) -> None:
    on = arguments.deed == "on"
    famulus.cloud.turn(on=on)
    told(
        arguments,
        "The cloud is on. Nothing leaves but what you see and say yes to."
        if on
        else "The cloud is off. Nothing leaves.",
    )


def told(arguments: argparse.Namespace, words: str) -> None:
    if not arguments.json:
        print(words)


NAMED = {"add", "key", "drop-key", "remove", "try"}
DEEDS: dict[str, Callable[[Assistant, argparse.Namespace], None]] = {
    "add": add,
    "key": another_key,
    "drop-key": without_key,
    "remove": remove,
    "try": attempt,
    "plugins": plugins,
    "on": switch,
    "off": switch,
}
