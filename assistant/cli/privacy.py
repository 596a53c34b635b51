"""What would leave the machine and what did, the rules and labels for it: the command line."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from assistant.app import Assistant
from assistant.cli.keeping import counted
from assistant.cli.terminal import line, opened, say_json, shown
from assistant.privacy.rewriting import Preview
from assistant.privacy.rules import Rule
from ingest.clean import visible
from memory.errors import Problem
from memory.ledger import Disclosure
from memory.sizes import sized
from memory.types import Changes


def privacy(arguments: argparse.Namespace) -> None:
    """Do what is asked about privacy."""
    with opened(arguments) as famulus:
        DEEDS[arguments.deed](famulus, arguments)


def preview(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """Show what would leave in place of the text on standard input; nothing is sent."""
    seen = famulus.privacy.preview(sys.stdin.read(), purpose=arguments.purpose)
    if arguments.json:
        say_json(as_told(seen))
        return
    if seen.blocked:
        raise Problem(seen.reason, remedy="Nothing leaves; ask the model on this computer.")
    print(visible(seen.outgoing.rstrip("\n")))
    for hidden in seen.hidden:
        stands = hidden.placeholder or "nothing"
        where = f"{hidden.start}–{hidden.end}"
        print(line(f"{where}: {hidden.kind.value} → {stands} ({hidden.why})"), file=sys.stderr)
    print(seen.audit, file=sys.stderr)
    meter = seen.meter
    told = ", ".join(dict.fromkeys(one.kind.value for one in meter.telling))
    print(
        line(f"Fits {meter.fits.value}{f' ({told})' if told else ''}. {meter.said}"),
        file=sys.stderr,
    )


def as_told(shown: Preview) -> dict[str, object]:
    return {
        "outgoing": shown.outgoing,
        "hidden": [asdict(hidden) for hidden in shown.hidden],
        "blocked": shown.blocked,
        "reason": shown.reason,
        "audit": shown.audit,
        "meter": asdict(shown.meter),
    }


def rules(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """List the rules; draft, confirm or drop one, or show what a sentence would do."""
    verb, *words = arguments.words or ["list"]
    told = " ".join(words)
    if verb == "list" and not told:
        listed(famulus, arguments)
    elif verb == "add" and told:
        rule = famulus.privacy.draft_rule(told)
        say(len(famulus.privacy.rules()), rule, arguments)
    elif verb == "try" and told:
        say(1, famulus.privacy.understand(told), arguments)
    elif verb == "confirm" and told.isdigit():
        famulus.privacy.confirm_rule(int(told))
        say(int(told), famulus.privacy.rules()[int(told) - 1], arguments)
    elif verb in {"drop", "remove"} and told.isdigit():
        gone = famulus.privacy.rules()[int(told) - 1 : int(told)]
        famulus.privacy.drop_rule(int(told))
        if not arguments.json:
            print(f"Gone: {line(gone[0].sentence)}")
    else:
        raise Problem("What is to be done?", remedy="`famulus privacy --help` shows how.")


def listed(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """Say the rules, and what is done where none says anything."""
    for number, rule in enumerate(famulus.privacy.rules(), 1):
        say(number, rule, arguments)
    if not arguments.json:
        print("Where no rule of yours says anything:" if famulus.privacy.rules() else NO_RULES)
        for sentence in famulus.privacy.defaults():
            print(f"   {line(sentence)}")


def say(number: int, rule: Rule, arguments: argparse.Namespace) -> None:
    if arguments.json:
        told = {"sentence": rule.sentence, "means": rule.said, "acts": rule.acts}
        say_json({"rule": number, **told, "confirmed": not rule.draft})
        return
    print(line(f"{number}. {rule.sentence}"), f"   {line(rule.said)}", sep="\n")
    if rule.draft:
        at_once = (
            "It acts at once, for it only holds back." if rule.acts else "It does nothing yet."
        )
        confirm = f"If that is what you mean: `famulus privacy rules confirm {number}`."
        print(f"   A draft. {at_once} {confirm}")


def ledger(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """List what left, show one request as it left, or check that nothing of it was changed."""
    if arguments.check is not None:
        check(famulus, arguments)
    elif arguments.words:
        show(famulus.leaving.one(numbered(arguments.words)), arguments)
    else:
        list_all(famulus, arguments)


def list_all(famulus: Assistant, arguments: argparse.Namespace) -> None:
    found = famulus.leaving.all(arguments.search)
    if arguments.json:
        say_json([disclosed(one) for one in found])
        return
    for one in found:
        print(line(said(one)))
    requests, size = famulus.leaving.counted()
    total = f"{counted(requests, 'request')} left since the beginning, {sized(size)}."
    print(total if requests else "Nothing has left this computer.", file=sys.stderr)


def show(one: Disclosure, arguments: argparse.Namespace) -> None:
    if arguments.json:
        say_json(disclosed(one))
        return
    print(line(said(one)))
    for body in (one.body, one.answer):
        if body is not None:
            print("", visible(body.decode("utf-8", "replace")), sep="\n")
    for hidden in one.hidden:
        print(line(f"hidden: {hidden.kind} → {hidden.placeholder or 'nothing'}"), file=sys.stderr)


def said(one: Disclosure) -> str:
    when = one.at.astimezone().strftime("%Y-%m-%d %H:%M")
    mine = ", your own" if one.mine else ""
    end = {"sent": "no answer is known", "answered": "answered", "failed": one.failure}[one.state]
    cost = "".join(f", {name} {value:g}" for name, value in one.cost.items())
    words = ", its words were erased" if one.is_erased else f", {len(one.hidden)} hidden"
    to = f"{one.provider} ({one.model}{mine})"
    return f"{one.id}. {when} to {to} for {one.purpose}: {sized(one.size)}{words}; {end}{cost}"


def disclosed(one: Disclosure) -> dict[str, object]:
    told = asdict(one) | {"at": one.at.isoformat(), "erased": one.is_erased}
    for name in ("body", "answer"):
        told[name] = told[name] and told[name].decode("utf-8", "replace")
    return told


def check(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """Check the ledger, or one that was exported; a row that was changed is a problem."""
    file = Path(arguments.check) if arguments.check else None
    broken = famulus.leaving.check(file)
    if arguments.json:
        say_json({"whole": broken is None, "broken": asdict(broken) if broken else None})
    elif broken is None:
        print("Every row of the ledger is as it was written.")
    if broken is not None:
        raise Problem(
            f"The ledger was changed at row {broken.row}. {broken.why}",
            remedy="An export or a backup of before may hold the row as it was.",
        )


def export(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """Write the ledger into a file that anybody can check."""
    if len(arguments.words) != 1:
        raise Problem("Into which file?", remedy="`famulus privacy export ledger.jsonl`")
    path = Path(arguments.words[0])
    rows = shown(famulus.leaving.exporting(path), arguments)
    if arguments.json:
        say_json({"path": str(path), "rows": rows})
    else:
        print(line(f"Wrote {counted(rows, 'row')} to {path}. It is not encrypted."))


def label(famulus: Assistant, arguments: argparse.Namespace) -> None:
    """List the labels, set one, take one off, or take the newest back."""
    match arguments.words:
        case []:
            list_labels(famulus, arguments)
        case ["undo"]:
            done(famulus.labels.undo(), arguments)
        case [what, name]:
            origin = famulus.labels.named(what, name)
            own, whole = famulus.labels.own(origin), famulus.labels.of([origin])
            if arguments.json:
                say_json({"own": own, "label": whole})
            else:
                print(f"{whole}" if own == whole else f"{whole} (its own label: {own or 'none'})")
        case [what, name, *words]:
            origin = famulus.labels.named(what, name)
            done(famulus.labels.set(origin, famulus.labels.understand(" ".join(words))), arguments)
        case _:
            raise Problem("What is to be labelled?", remedy="`famulus privacy --help` shows how.")


def list_labels(famulus: Assistant, arguments: argparse.Namespace) -> None:
    found = famulus.labels.all()
    if arguments.json:
        say_json([{"what": one.origin.what, "key": one.origin.key, "name": one.name,
                   "label": one.label} for one in found])  # fmt: skip
        return
    for one in found:
        print(line(f"{one.label}: {one.origin.what} {one.name}"))
    if not found:
        print("No labels: whatever leaves is rewritten first, and you see it before.")


def done(changes: Changes, arguments: argparse.Namespace) -> None:
    if arguments.json:
        say_json({"done": changes.label})
    else:
        print(f"{changes.label}. `famulus privacy label undo` takes it back.")


def numbered(words: list[str]) -> int:
    if len(words) == 1 and words[0].isdigit():
        return int(words[0])
    raise Problem("Which request?", remedy="`famulus privacy ledger 3` shows the third row.")


NO_RULES = "No rules yet. Where none says anything:"
DEEDS = {
    "preview": preview,
    "rules": rules,
    "ledger": ledger,
    "export": export,
    "label": label,
}
