"""How a claim is said: how sure it is, since when, where it applies, and what was done to it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from assistant.profile.lines import PAST
from memory.types import Change, Claim, ClaimKind, Evidence, Sensitivity, Status, Strength
from ui.phrases import counted, day
from ui.render import one_line

BETTER = (0.55, 0.65, 0.80, 0.93)  # confidence from which on one more step is filled
STEPS = len(BETTER) + 1
SURE = 4  # steps


def _tr(text: str) -> str:
    return QCoreApplication.translate("claims", text)


def sentence(claim: Claim) -> str:
    """What it says, and of whom where the words do not tell."""
    text = one_line(claim.text)
    subject = one_line(claim.subject)
    return f"{subject}: {text}" if subject and subject not in text else text


def steps(claim: Claim) -> int:
    """How many of the five steps of its bar are filled."""
    if claim.locked:
        return STEPS
    return 1 + sum(claim.confidence >= one for one in BETTER)


def sureness(claim: Claim) -> str:
    """How sure it is, in a word or two."""
    if claim.status is Status.DISPUTED:
        return _tr("heard both ways")
    supports = [one for one in claim.evidence if one.stance == "supports"]
    if claim.locked or not supports:
        return _tr("sure")
    if len(supports) == 1:
        return _tr("heard once")
    filled = steps(claim)
    if filled >= SURE:
        return _tr("sure")
    return _tr("likely") if filled > 1 else _tr("unsure")


def span(claim: Claim) -> str:
    """Since when it holds, and until when."""
    since = day(claim.since) if claim.since else ""
    until = day(claim.until) if claim.until else ""
    if since and until:
        return since if since == until else f"{since} – {until}"
    if until:
        return _tr("until {day}").replace("{day}", until)
    return _tr("since {day}").replace("{day}", since) if since else ""


def scope(claim: Claim) -> str:
    """Where it applies; "" is everywhere."""
    one = claim.scope
    return " · ".join(one_line(word) for word in (one.who, one.what, one.where, one.when) if word)


def quotes(claim: Claim) -> str:
    """How many quotes it stands on."""
    if not claim.evidence:
        return _tr("you said so")
    return counted(len(claim.evidence), _tr("1 quote"), _tr("{n} quotes"))


def sensitive(claim: Claim) -> str:
    """Whether it is of what one keeps to oneself, in a word."""
    return _tr("sensitive") if claim.sensitivity is Sensitivity.SENSITIVE else ""


def standing(claim: Claim) -> str:
    """Where it stands, where that is not simply that it is believed."""
    if claim.status is Status.DRAFT:
        sensitive = claim.sensitivity is Sensitivity.SENSITIVE
        return _tr("sensitive, to review") if sensitive else _tr("to review")
    if claim.status in PAST:
        return _tr("no longer so")
    said = {Status.DISPUTED: _tr("in dispute"), Status.RETRACTED: _tr("not true")}
    return said.get(claim.status, "")


def kind(kind: ClaimKind) -> str:
    """What such claims are about."""
    return {
        ClaimKind.FACT: _tr("Facts"),
        ClaimKind.PREFERENCE: _tr("Preferences"),
        ClaimKind.STYLE: _tr("Style"),
        ClaimKind.ROUTINE: _tr("Routines"),
        ClaimKind.RELATION: _tr("Relations"),
        ClaimKind.GOAL: _tr("Goals"),
        ClaimKind.SKILL: _tr("Skills"),
        ClaimKind.PLAN: _tr("Plans"),
        ClaimKind.RULE: _tr("Rules"),
    }[kind]


def speaks(evidence: Evidence) -> str:
    """How a quote speaks, and for or against."""
    if evidence.stance == "contradicts":
        return _tr("speaks against it")
    return {
        Strength.TOLD: _tr("you told Famulus"),
        Strength.STATED: _tr("your own words"),
        Strength.IMPLIED: _tr("read from your words"),
        Strength.OTHERS: _tr("somebody else’s words"),
        Strength.INFERRED: _tr("concluded by a model"),
        Strength.SUGGESTED: _tr("a suggestion you accepted"),
    }[evidence.strength]


def author(change: Change) -> str:
    """Who did it."""
    names = {"user": _tr("you"), "rules": _tr("Famulus")}
    return names.get(change.by, one_line(change.by))


def deed(change: Change) -> str:
    """What was done, in a word or two."""
    said = {
        "learn": _tr("learned"),
        "support": _tr("heard again"),
        "tell": _tr("told"),
        "edit": _tr("corrected"),
        "accept": _tr("accepted"),
        "refuse": _tr("refused"),
        "deny": _tr("said to be not true"),
        "end": _tr("said to be over"),
        "lock": _tr("locked"),
        "unlock": _tr("unlocked"),
        "pin": _tr("pinned"),
        "unpin": _tr("unpinned"),
        "believe": _tr("believed"),
        "doubt": _tr("doubted"),
        "dispute": _tr("put in dispute"),
        "supersede": _tr("replaced by a newer statement"),
        "retract": _tr("taken back"),
        "drop": _tr("dropped"),
        "rate": _tr("an answer was rated"),
        "leave out": _tr("left out of an answer"),
    }
    return said.get(change.what, one_line(change.what))


def reason(change: Change) -> str:
    """Why it was done, said to the user."""
    why = one_line(change.why)
    for third, second in (("The user", "You"), ("the user", "you")):
        why = why.replace(third, second)
    return why
