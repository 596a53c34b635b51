"""Privacy rules in the user's own sentences, and what each is understood to say.

The sentence stays what counts; the rule made of it is shown beside it.  One that lets
more out than before is a draft until the user confirmed what was understood; one that
holds more back acts at once.  The words it goes by are in ``resources/privacy/rules.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any

import resources
from assistant.privacy.recognizers.folding import fold
from assistant.privacy.recognizers.lexicon import is_ordinary, lexicon
from assistant.privacy.recognizers.spans import Kind, Span
from assistant.privacy.recognizers.tokens import WORD
from memory.errors import Problem

SENTENCE = re.compile(
    r"(?:[^.!?\n]|[.!?](?![.!?]*(?:\s|$)))+(?:[.!?]+|\n|$)"
)  # a dot in a word ends none
DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4})")
CAPITAL = re.compile(r"(?:(?<=[a-z,] )|^)[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)*")
QUOTED = re.compile(r"[\"“„«']([^\"”“»']{2,60})[\"”“»']")


class Action(StrEnum):
    """What is done with something private.  Strictest last."""

    ALLOW = "allow"
    GENERALISE = "generalise"
    SURROGATE = "surrogate"
    PSEUDONYMISE = "pseudonymise"
    ASK = "ask"
    WITHHOLD = "withhold"


DONE = {
    Action.ALLOW: "may leave",
    Action.GENERALISE: "leave only in general terms",
    Action.SURROGATE: "leave as made-up ones",
    Action.PSEUDONYMISE: "leave as placeholders",
    Action.ASK: "leave only after you were asked",
    Action.WITHHOLD: "never leave, nor the sentence they stand in",
}
# Of these the default is to say less.
COARSE = {Kind.AGE, Kind.JOB, Kind.SEX, Kind.RELATIONSHIP, Kind.EDUCATION, Kind.INCOME}
MINE = "your own server"
NATURAL = {"translation"}  # purposes for which a placeholder would break the task


@dataclass(frozen=True, slots=True)
class Rule:
    """What a sentence was understood to say."""

    sentence: str = field(repr=False)
    action: Action
    kinds: frozenset[Kind] = frozenset()
    topics: frozenset[str] = frozenset()
    names: tuple[str, ...] = field(default=(), repr=False)  # these alone
    first: bool = False  # first names alone
    purpose: str = ""  # "" is every
    until: datetime | None = None
    to: str = field(default="", repr=False)  # "" is everybody; MINE, or the name of a provider
    draft: bool = False  # what was understood is not confirmed

    @property
    def loosens(self) -> bool:
        """Whether it may let out what would else stay."""
        return self.action in {Action.ALLOW, Action.GENERALISE, Action.SURROGATE}

    @property
    def acts(self) -> bool:
        return not (self.draft and self.loosens)

    @property
    def said(self) -> str:
        """What it does, to be shown beside the sentence."""
        what = [*(f"“{name}”" for name in self.names), *sorted(self.topics)]
        what += ["first names"] if self.first else sorted(kind.value for kind in self.kinds)
        where = f", for {self.purpose}" if self.purpose else ""
        until = f", until {self.until:%Y-%m-%d}" if self.until else ""
        whom = f", to {self.to} only" if self.to else ", to anybody" if self.loosens else ""
        return f"{', '.join(what)}: {DONE[self.action]}{whom}{where}{until}"

    def holds(self, purpose: str, now: datetime) -> bool:
        """Return whether it counts now.

        What is for one recipient lets nothing out before it is known who that is.
        """
        if not self.acts or (self.to and self.loosens):
            return False
        return self.purpose in {"", purpose} and (self.until is None or now < self.until)

    def is_about(self, span: Span, said: str) -> bool:
        """Return whether something private is what the rule speaks of."""
        if self.names:
            return any(fold(name) in {fold(said), fold(span.value)} for name in self.names)
        if self.first:
            return span.kind is Kind.PERSON and fold(said) in lexicon().first
        return span.kind in self.kinds


def compiled(sentence: str) -> Rule:
    """Return what a sentence says.  Raises Problem where that is not clear."""
    said = " ".join(fold(sentence).split())
    action, topics = _action(said), frozenset(_topics(said))
    kinds, first = frozenset(_kinds(said)), _says(said, _told()["words"]["first"])
    names = tuple(_names(sentence))
    if action is None:
        raise Problem(
            "It is not clear what is to be done.",
            remedy="Say never, may, ask me, roughly, or hide.",
        )
    if not (kinds or topics or names or first):
        raise Problem(
            "It is not clear what the rule is about.",
            remedy="Name a thing, such as my health, my employer, places, or somebody in quotes.",
        )
    if action is Action.WITHHOLD and not topics:
        action = Action.PSEUDONYMISE  # a name is kept by its placeholder
    rule = Rule(sentence, action, kinds, topics, names, first)
    return replace(rule, purpose=_purpose(said), until=_until(said), to=_recipient(sentence))


def for_recipient(rules: Iterable[Rule], name: str, *, mine: bool) -> list[Rule]:
    """Return the rules that hold for a recipient; ``mine`` is whether it is the user's own."""
    reached = {"", fold(name), *([MINE] if mine else [])}
    return [replace(rule, to="") for rule in rules if fold(rule.to) in reached]


def decide(
    span: Span, text: str, rules: Sequence[Rule], purpose: str, now: datetime
) -> tuple[Action, str]:
    """Return what is done with something private, and by which sentence ("" is the default).

    What names it goes before what names its kind; of two alike the later counts.
    """
    said = text[span.start : span.end]
    fitting = [r for r in rules if r.holds(purpose, now) and r.is_about(span, said)]
    if fitting:
        rule = max(enumerate(fitting), key=lambda one: (bool(one[1].names), one[0]))[1]
        return rule.action, rule.sentence
    if span.kind in COARSE:
        return Action.GENERALISE, ""
    return (Action.SURROGATE if purpose in NATURAL else Action.PSEUDONYMISE), ""


def spoken_of(
    text: str, rules: Iterable[Rule], purpose: str, now: datetime
) -> Iterator[tuple[Span, Rule]]:
    """Yield the sentences that speak of a topic of which a rule says that it stays."""
    for rule in rules:
        if not rule.topics or rule.action is Action.ALLOW or not rule.holds(purpose, now):
            continue
        telling = {word for topic in rule.topics for word in _words_of(topic)}
        for match in SENTENCE.finditer(text):
            if any(fold(word) in telling for word in WORD.findall(match[0])):
                bare = match[0].strip()
                start = match.start() + match[0].index(bare)
                why = f"your rule: {rule.sentence}"
                yield Span(start, start + len(bare), Kind.DETAIL, why), rule


def _action(said: str) -> Action | None:
    actions = _told()["actions"]
    for action in (Action.ASK, Action.GENERALISE, Action.SURROGATE, Action.PSEUDONYMISE):
        if _says(said, actions[action.value], begins=True):
            return action
    if _says(said, actions["never"]):
        return Action.WITHHOLD
    return Action.ALLOW if _says(said, actions["allow"], begins=True) else None


def _kinds(said: str) -> Iterator[Kind]:
    for name, words in _told()["kinds"].items():
        if _says(said, words):
            yield Kind(name)


def _topics(said: str) -> Iterator[str]:
    for name, topic in _told()["topics"].items():
        if _says(said, topic["called"]):
            yield name


def _names(sentence: str) -> Iterator[str]:
    """Yield what is named: in quotes, or with a capital inside the sentence."""
    sentence = _to_quoted().sub(" ", sentence)
    yield from QUOTED.findall(sentence)
    for match in CAPITAL.finditer(QUOTED.sub('""', sentence)):
        begins = match.start() == 0
        if fold(match[0]) in _all_kinds() or (begins and is_ordinary(fold(match[0]))):
            continue  # in German every thing has a capital, and so has what begins a sentence
        yield match[0]


def _purpose(said: str) -> str:
    purposes = _told()["purposes"].items()
    return next((name for name, words in purposes if _says(said, words)), "")


def _recipient(sentence: str) -> str:
    """Return to whom alone it is to hold; "" is everybody.

    Raises Problem where somebody is meant alone and it is not clear who.
    """
    if quoted := _to_quoted().search(sentence):
        return quoted[1]
    said = " ".join(fold(sentence).split())
    for name, words in _told()["recipients"].items():
        if _says(said, words):
            return MINE if name == "mine" else str(name)
    words = _told()["words"]
    if _says(said, words["only"]) and _says(said, words["whom"]):
        raise Problem(
            "It is not clear to whom alone.",
            remedy="Say my own server, or the name of a provider in quotes.",
        )
    return ""


@cache
def _to_quoted() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_told()['words']['to']}) {QUOTED.pattern}", re.IGNORECASE)


def _until(said: str) -> datetime | None:
    match = DAY.search(said)
    if not match or not _says(said[: match.start()], _told()["words"]["until"]):
        return None
    parts = [int(part) for part in match.groups() if part]
    year, month, day = parts if match[1] else reversed(parts)
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        raise Problem("There is no such day.", remedy="Write it as 2027-03-31.") from None


def _says(said: str, words: str, *, begins: bool = False) -> bool:
    return bool(_either(words, begins=begins).search(said))


@cache
def _either(words: str, *, begins: bool) -> re.Pattern[str]:
    each = "|".join(map(re.escape, sorted(words.split("|"), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{each})" + ("" if begins else r"(?!\w)"))


@cache
def _words_of(topic: str) -> frozenset[str]:
    return frozenset(_told()["topics"][topic]["words"].split())


@cache
def _all_kinds() -> frozenset[str]:
    told = _told()
    said = [*told["kinds"].values(), *(topic["called"] for topic in told["topics"].values())]
    said += [*told["purposes"].values(), *told["recipients"].values()]
    phrases = {phrase for words in said for phrase in words.split("|")}
    return frozenset(phrases | {word for phrase in phrases for word in phrase.split()})


def defaults(language: str = "en") -> tuple[str, ...]:
    """Return what is done where no rule says anything, in sentences."""
    told = _told()["defaults"]
    return tuple(told.get(language, told["en"]))


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(resources.text("privacy/rules.toml"))
