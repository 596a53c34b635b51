"""The command of people: who is known, what is open between them and the user, who is one."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import datetime
from typing import Any

from assistant.cli.keeping import counted
from assistant.cli.profile import as_json as claim_as_json
from assistant.cli.profile import done
from assistant.cli.terminal import line, opened, say_json
from assistant.profile.lines import said
from assistant.profile.manners import Manners
from assistant.profile.people import Card, Known, People
from assistant.profile.promises import Promise
from memory.errors import Problem

HOW = "`famulus people --help` shows how."
LISTED = 40  # people that are listed unless all are asked for


def people(arguments: argparse.Namespace) -> None:
    """Do what is asked about people."""
    with opened(arguments) as famulus:
        COMMANDS[arguments.deed](famulus.people, arguments)


def show_all(people: People, arguments: argparse.Namespace) -> None:
    known = people.everybody()
    if arguments.json:
        say_json([as_json(one) for one in known])
        return
    shown = known if arguments.all else known[:LISTED]
    for one in shown:
        relation = f", your {one.relation}" if one.relation else ", you" if one.is_user else ""
        times = counted(one.person.contacts, "mail or message", "mails and messages")
        print(line(f"p{one.person.id} {one.person.name}{relation}: {times}, {_last(one)}"))
    if len(known) > len(shown):
        print(f"… and {len(known) - len(shown)} more: `famulus people --all`")
    if not known:
        print("Nobody is known yet.")


def show(people: People, arguments: argparse.Namespace) -> None:
    card = people.card(people.find(" ".join(wanted(arguments, 1))))
    if arguments.json:
        say_json(card_as_json(card))
        return
    for words in _told(card):
        print(line(words))


def join(people: People, arguments: argparse.Namespace) -> None:
    first, *others = (people.find(one) for one in wanted(arguments, 2))
    people.join(first, *others)
    done(arguments, "They are one person now. `famulus people undo` takes it back.")


def split(people: People, arguments: argparse.Namespace) -> None:
    who, *chosen = wanted(arguments, 1)
    people.split(people.find(who), chosen)
    done(arguments, "They are apart now. `famulus people undo` takes it back.")


def undo(people: People, arguments: argparse.Namespace) -> None:
    people.undo()
    done(arguments, "Undone.")


def wanted(arguments: argparse.Namespace, least: int) -> list[str]:
    if len(arguments.who) < least:
        raise Problem("Who is meant?", remedy=HOW)
    names: list[str] = arguments.who
    return names


def as_json(known: Known) -> dict[str, Any]:
    """Return somebody as they are printed for programs."""
    one = known.person
    return {
        "id": one.id,
        "name": one.name,
        "aliases": one.aliases,
        "addresses": one.addresses,
        "relation": known.relation,
        "is_user": known.is_user,
        "first": one.first,
        "last": one.last,
        "mails_from": one.mails_from,
        "mails_to": one.mails_to,
        "messages_from": one.messages_from,
        "messages_to": one.messages_to,
        "documents": one.documents,
    }


def card_as_json(card: Card) -> dict[str, Any]:
    return as_json(card.known) | {
        "promises": [
            {
                "by": "me" if one.mine else "them",
                "quote": one.quote,
                "agreed": one.agreed,
                "date": one.at,
                "due": one.due,
                "document": one.document,
                "start": one.start,
                "end": one.end,
            }
            for one in card.promises
        ],
        "manners": asdict(card.manners),
        "claims": [claim_as_json(claim) for claim in card.claims],
        "known_by": card.groups,
        "namesakes": card.namesakes,
    }


def _told(card: Card) -> list[str]:
    one = card.person
    told = [
        f"{one.name} (p{one.id})" + (f", your {card.known.relation}" * bool(card.known.relation))
    ]
    if one.aliases:
        told.append(f"Also called {', '.join(one.aliases)}")
    told += [f"  {address}" for address in one.addresses]
    told.append(
        f"{counted(one.mails_from, 'mail')} from them, {one.mails_to} to them; "
        f"{counted(one.messages_from, 'message')} from them, {one.messages_to} to them; "
        f"{_last(card.known)}"
    )
    for title, mine in (("You said you would:", True), ("They said they would:", False)):
        open_now = [promise for promise in card.promises if promise.mine == mine]
        told += [title] * bool(open_now) + [_promise(promise) for promise in open_now]
    told += _manners(card.manners)
    told += ["What is believed:"] * bool(card.claims)
    told += [f"  c{claim.id} {said(claim)} [{claim.status}]" for claim in card.claims]
    return told


def _promise(promise: Promise) -> str:
    due = f", by {_day(promise.due)}" if promise.due else ""
    agreed = f" — “{promise.agreed}”" if promise.agreed else ""
    return f"  “{promise.quote}”{agreed} ({_day(promise.at)}{due})"


def _manners(manners: Manners) -> list[str]:
    named = (
        ("greeting", manners.greeting),
        ("closing", manners.closing),
        ("language", manners.language),
        ("address", manners.address),
    )
    told = [f"{name} “{one.words}” ({one.times} of {one.of})" for name, one in named if one]
    return [f"You write: {', '.join(told)}"] if told else []


def _last(known: Known) -> str:
    return f"last {_day(known.person.last)}" if known.person.last else "never in touch"


def _day(moment: datetime) -> str:
    here = moment.astimezone()
    return f"{here.day} {here:%B %Y}"


COMMANDS = {"list": show_all, "show": show, "join": join, "split": split, "undo": undo}
DEEDS = tuple(COMMANDS)
