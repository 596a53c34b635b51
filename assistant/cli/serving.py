"""The commands for other programs: serve, and who may ask what."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from dataclasses import asdict
from datetime import datetime

from assistant import paths
from assistant.app import Assistant
from assistant.cli.profile import done
from assistant.cli.terminal import NAMES, line, opened, say_json
from assistant.serving import stdio
from assistant.serving.listen import Server
from memory.clients import Client, May
from memory.errors import Problem
from memory.progress import finish
from memory.types import Kind

FIRST = "first"
USUAL = (May.MODELS, May.EMBEDDINGS)  # what reads nothing of the memory


def serve(arguments: argparse.Namespace) -> None:
    """Serve, or say who may ask."""
    with opened(arguments) as famulus:
        if arguments.revoke:
            famulus.clients.revoke(arguments.revoke)
            done(arguments, "It is let in no more.")
        elif arguments.client:
            let_in(famulus, client_of(famulus, arguments), arguments)
        elif arguments.list:
            show_clients(famulus, arguments)
        elif arguments.log:
            show_calls(famulus, arguments)
        else:
            if not famulus.clients.all():
                let_in(famulus, Client(FIRST, frozenset(USUAL)), arguments)
            with closing(Server(famulus, port=arguments.port, origins=arguments.origin)) as server:
                say_where(server, arguments)
                finish(server.running())


def mcp(arguments: argparse.Namespace) -> None:
    """Serve the memory to the assistant that started this."""
    stdio.serve(arguments.home or paths.home(), arguments.client)


def client_of(famulus: Assistant, arguments: argparse.Namespace) -> Client:
    """Return whom the words of the command describe.  Raises Problem."""
    unknown = set(arguments.source) - {source.name for source in famulus.sources()}
    if unknown:
        raise Problem("There is no source of that name.", remedy=NAMES)
    return Client(
        name=arguments.client,
        may=frozenset(map(May, arguments.scope)) or frozenset(USUAL),
        sources=tuple(arguments.source),
        kinds=tuple(map(Kind, arguments.kind)),
        sensitive=arguments.sensitive,
    )


def let_in(famulus: Assistant, client: Client, arguments: argparse.Namespace) -> None:
    token = famulus.clients.add(client)
    if arguments.json:
        say_json({"client": client.name, "token": token, "scopes": sorted(client.may)})
        return
    print(f"{line(client.name)} may: {may(client)}")
    print(f"Its token, shown only now: {token}", flush=True)


def show_clients(famulus: Assistant, arguments: argparse.Namespace) -> None:
    for client in famulus.clients.all():
        if arguments.json:
            told = asdict(client) | {"may": sorted(client.may), "made": client.made}
            say_json(told)
        else:
            print(line(f"{client.name}: {may(client)}"))
    if not famulus.clients.all() and not arguments.json:
        print("No program is let in yet.")


def show_calls(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """Print what other programs did with the memory, newest first."""
    for call in famulus.clients.calls():
        if arguments.json:
            say_json(asdict(call))
        else:
            program = f" ({call.program})" if call.program else ""
            print(line(f"{moment(call.at)} {call.client}{program}: {call.deed}, {call.passages}"))


def may(client: Client) -> str:
    """Return in words what a client may."""
    told = [", ".join(one for one in May if one in client.may)]
    told += [f"of the sources {', '.join(client.sources)}"] if client.sources else []
    told += [f"of the kinds {', '.join(client.kinds)}"] if client.kinds else []
    told += ["with what is sensitive"] if client.sensitive else []
    return "; ".join(told)


def say_where(server: Server, arguments: argparse.Namespace) -> None:
    if arguments.json:
        say_json({"url": server.url, "port": server.port})
    else:
        print(f"Programs of this computer find Famulus at {server.url} (Ctrl+C ends it)")
        sys.stdout.flush()


def moment(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
