"""What would leave the machine, and the user's rules for it, on the command line."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict

from assistant.app import Assistant
from assistant.cli.terminal import line, opened, say_json
from assistant.privacy.rewriting import Preview
from assistant.privacy.rules import Rule
from ingest.clean import visible
from memory.errors import Problem


def privacy(arguments: argparse.Namespace) -> None:
    """Do what is asked about privacy."""
    with opened(arguments) as famulus:
        DEEDS[arguments.deed](famulus, arguments)


def preview(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """Show what would leave in place of the text on standard input; nothing is sent."""
    shown = famulus.privacy.preview(sys.stdin.read(), purpose=arguments.purpose)
    if arguments.json:
        say_json(as_told(shown))
        return
    if shown.blocked:
        raise Problem(shown.reason, remedy="Nothing leaves; ask the model on this computer.")
    print(visible(shown.outgoing.rstrip("\n")))
    for hidden in shown.hidden:
        stands = hidden.placeholder or "nothing"
        where = f"{hidden.start}–{hidden.end}"
        print(line(f"{where}: {hidden.kind.value} → {stands} ({hidden.why})"), file=sys.stderr)
    print(shown.audit, file=sys.stderr)


def as_told(shown: Preview) -> dict[str, object]:
    return {
        "outgoing": shown.outgoing,
        "hidden": [asdict(hidden) for hidden in shown.hidden],
        "blocked": shown.blocked,
        "reason": shown.reason,
        "audit": shown.audit,
    }


def rules(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """List the rules, or add one, take one back, or show what a sentence would do."""
    verb, *words = arguments.words or ["list"]
    told = " ".join(words)
    if verb == "add" and told:
        say(1, famulus.privacy.add_rule(told), arguments)
    elif verb == "try" and told:
        say(1, famulus.privacy.understand(told), arguments)
    elif verb == "remove" and told.isdigit():
        famulus.privacy.drop_rule(int(told))
    elif verb == "list" and not told:
        kept = famulus.privacy.rules()
        for number, rule in enumerate(kept, 1):
            say(number, rule, arguments)
        if not kept and not arguments.json:
            print("No rules yet: names, numbers and addresses leave as placeholders anyway.")
    else:
        raise Problem("What is to be done?", remedy="`famulus privacy --help` shows how.")


def say(number: int, rule: Rule, arguments: argparse.Namespace) -> None:
    if arguments.json:
        say_json({"rule": number, "sentence": rule.sentence, "means": rule.said})
    else:
        print(line(f"{number}. {rule.sentence}"), line(f"   {rule.said}"), sep="\n")


DEEDS = {"preview": preview, "rules": rules}
