"""The commands of the profile: what is believed of the user, why, and what they say to it."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.app import Assistant
from assistant.cli.keeping import agreed, counted
from assistant.cli.terminal import line, opened, say_json, shown
from assistant.profile.comments import samples
from assistant.profile.editing import MOST, read_page
from assistant.profile.lines import said
from assistant.profile.profile import Profile, ids
from ingest.clean import visible
from memory.errors import Problem
from memory.types import Change, ChangeId, Claim, ClaimId

VERBS = ("accept", "refuse", "lock", "unlock", "pin", "unpin", "deny", "end")
NEVER = "This erases {claims} for good, with what was done to it, and it is never learned again."
NOTHING = "Nothing is believed of you yet: `famulus profile learn` learns from what was read."
NOBODY = (
    "Who you are is not known, so little is taken for your own words. Say it when you read: "
    '`famulus read … --identity "Ada <ada@example.org>"`.'
)


def profile(arguments: argparse.Namespace) -> None:
    """Do what is asked of the profile."""
    if arguments.what and arguments.deed in WORDLESS:
        raise Problem(
            f"“profile {arguments.deed}” takes no further word.",
            remedy="`famulus profile --help` shows how.",
        )
    with opened(arguments) as famulus:
        if arguments.deed == "learn":
            learn(famulus, arguments)
        elif arguments.deed == "conclude":
            conclude(famulus, arguments)
        else:
            COMMANDS.get(arguments.deed, say)(famulus.profile, arguments)


def learn(famulus: Assistant, arguments: argparse.Namespace) -> None:
    learned = shown(famulus.learning(gentle=arguments.gentle), arguments)
    if arguments.json:
        say_json(asdict(learned))
    else:
        texts = counted(learned.documents, "document")
        print(f"Learned from {texts}: {counted(learned.new, 'new claim')}.")
        if not famulus.settings.identity:
            say_aside(NOBODY)


def conclude(famulus: Assistant, arguments: argparse.Namespace) -> None:
    came = shown(famulus.concluding(), arguments)
    if arguments.json:
        say_json(asdict(came))
    else:
        asked = f"Asked of {counted(came.sentences, 'sentence')}"
        print(f"{asked}: {counted(came.drafts, 'draft')} to look at (`famulus profile review`).")


def show_page(profile: Profile, arguments: argparse.Namespace) -> None:
    text = profile.page(
        arguments.view, about=arguments.about, budget=arguments.budget, marked=not arguments.plain
    )
    if arguments.json:
        say_json({"page": text})
    else:
        print("\n".join(visible(one) for one in text.splitlines()))
        if not any(one.startswith("- ") for one in text.splitlines()):
            say_aside(NOTHING)


def show_all(profile: Profile, arguments: argparse.Namespace) -> None:
    show_claims(profile.claims(), arguments)


def review(profile: Profile, arguments: argparse.Namespace) -> None:
    show_claims(profile.review(), arguments)


def show_claims(claims: list[Claim], arguments: argparse.Namespace) -> None:
    if arguments.json:
        say_json([as_json(claim) for claim in claims])
        return
    for claim in claims:
        sure = f"{claim.confidence:.0%}"
        print(line(f"c{claim.id} {said(claim)} [{claim.status}, {sure}]"))
        for evidence in claim.evidence[:2]:
            print(line(f"    “{evidence.quote[:200]}” {evidence.path.name} {evidence.locator}"))
    if not claims:
        print("There is nothing yet.")


def as_json(claim: Claim) -> dict[str, Any]:
    """Return a claim as it is printed for programs."""
    named = said(claim) if claim.subject and claim.subject not in claim.text else claim.text
    return {
        "id": claim.id,
        "text": named,
        "kind": claim.kind,
        "slot": claim.slot,
        "value": claim.value,
        "scope": asdict(claim.scope),
        "status": claim.status,
        "confidence": claim.confidence,
        "from": claim.since,
        "to": claim.until,
        "sensitivity": claim.sensitivity,
        "locked": claim.locked,
        "evidence": [
            {
                "quote": one.quote,
                "path": one.path,
                "locator": one.locator,
                "start": one.start,
                "end": one.end,
                "stance": one.stance,
            }
            for one in claim.evidence
        ],
    }


def show_history(profile: Profile, arguments: argparse.Namespace) -> None:
    claim = ids([arguments.what[0]])[0] if arguments.what else None
    texts = {claim.id: said(claim) for claim in profile.claims()}
    found = profile.history(claim)
    for change in found:
        if arguments.json:
            say_json(asdict(change))
        else:
            print(line(in_words(change, texts.get(change.claim, ""))))
    if not found and not arguments.json:
        print("Nothing was changed yet.")


def in_words(change: Change, text: str) -> str:
    when = f"{change.at.astimezone():%-d %B %Y, %H:%M}"
    undone = " (undone)" if change.undone else ""
    return f"{change.id} {when} {change.by}: {change.what} c{change.claim} {text}{undone}"


def save_page(profile: Profile, arguments: argparse.Namespace) -> None:
    path = Path(wanted(arguments, "Which file holds the edited page?"))
    saved = profile.save(page_in(path))
    if arguments.json:
        say_json(asdict(saved))
    else:
        print(
            f"{saved.edited} corrected, {saved.told} added, {saved.forgotten} never remembered, "
            f"{saved.pinned} pinned or not any more."
        )


def page_in(path: Path) -> str:
    """Return what an edited file holds; "-" is what is typed or piped in.  Raises Problem."""
    if str(path) == "-":
        return sys.stdin.read(MOST)
    return read_page(path)


def tell(profile: Profile, arguments: argparse.Namespace) -> None:
    id = profile.told(wanted(arguments, "What is to be believed?"))
    show_claims([profile.claim(id)], arguments)


def onboard(profile: Profile, arguments: argparse.Namespace) -> None:
    """Learn how somebody writes from what they say to three drafts."""
    told: list[ClaimId] = []
    for number, sample in enumerate(samples()):
        if not arguments.json:
            print(f"{sample.about[:1].upper()}{sample.about[1:]}:\n")
            print("\n".join(f"    {one}" for one in sample.text.splitlines()))
        given = arguments.what[number : number + 1] if arguments.what else [comment()]
        for words in given:
            told += profile.commented(words)
    show_claims([profile.claim(id) for id in dict.fromkeys(told)], arguments)


def comment() -> str:
    """Ask what is not as they would write; Enter, or the end of the input, is "nothing"."""
    try:
        return input("\nWhat would you write otherwise? (Enter: nothing) ")
    except EOFError:
        return ""


def undo(profile: Profile, arguments: argparse.Namespace) -> None:
    words = arguments.what
    if words and not words[0].isdecimal():
        raise Problem("A change is called by its number.", remedy="`famulus profile history`")
    profile.undo(ChangeId(int(words[0])) if words else None)
    done(arguments, "Undone.")


def erase(profile: Profile, arguments: argparse.Namespace) -> None:
    """Erase claims for good, after the user has seen which and has said yes."""
    wanted(arguments, "Which claim?")
    chosen = ids(arguments.what)
    texts = "; ".join(f"“{said(profile.claim(id))}”" for id in chosen)
    if agreed(NEVER.format(claims=texts), arguments):
        profile.never_remember(*chosen)
        done(arguments, "Erased.")


def say(profile: Profile, arguments: argparse.Namespace) -> None:
    """Say something to claims: yes, no, no longer."""
    wanted(arguments, "Which claim?")
    verbs = {
        "accept": profile.accept,
        "refuse": profile.refuse,
        "lock": profile.lock,
        "unlock": lambda one: profile.lock(one, locked=False),
        "pin": profile.pin,
        "unpin": lambda one: profile.pin(one, pinned=False),
        "deny": profile.not_true,
        "end": profile.no_longer_true,
    }
    for id in ids(arguments.what):
        verbs[arguments.deed](id)
    done(arguments, "Done.")


def done(arguments: argparse.Namespace, words: str) -> None:
    if arguments.json:
        say_json({"done": True})
    else:
        print(words)


def say_aside(words: str) -> None:
    """Say what is no part of the output: a page may be written into a file."""
    print(words, file=sys.stderr)


def wanted(arguments: argparse.Namespace, question: str) -> str:
    if not arguments.what:
        raise Problem(question, remedy="`famulus profile --help` shows how.")
    return " ".join(arguments.what)


COMMANDS = {
    "page": show_page,
    "claims": show_all,
    "review": review,
    "history": show_history,
    "edit": save_page,
    "set": tell,
    "onboard": onboard,
    "undo": undo,
    "erase": erase,
}
DEEDS = ("learn", "conclude", *COMMANDS)
WORDLESS = {"learn", "conclude", "page", "claims", "review"}
