"""Forty small tasks whose replies code can judge: cite, fill in, admit, rewrite, choose.

The tasks are in ``resources/probes.toml``, with invented people and sums.  A
verdict is empty where the task was passed, and else says what went wrong, in
words that complete "most often it ...".
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import resources
from memory.types import Message

CITE, SCHEMA, NOT_FOUND, REWRITE, LABEL = "cite", "schema", "not_found", "rewrite", "label"
GROUPS = (CITE, SCHEMA, NOT_FOUND, REWRITE, LABEL)
PASSED = ""

_MARK = re.compile(r"\[(\d+(?:\s*,\s*\d+)*)\]")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_ROUND = re.compile(r"[.,:]00$")  # 9:00 is 9
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"(?<=[^\W\d_] )[A-ZÄÖÜ][a-zäöüß]+")  # within a sentence
_NO_NAMES = {"mr", "mrs", "ms", "sir", "madam", "you", "your", "regards", "wishes"}
_SHORTEST, _LONGEST = 0.4, 2.5  # of the message's length, what a rewriting of it has


@dataclass(frozen=True, slots=True)
class Probe:
    """One task: what a model is told, and how its reply is judged."""

    group: str
    messages: tuple[Message, ...] = field(repr=False)
    tokens: int  # that the reply may have
    judge: Callable[[str], str] = field(repr=False)
    schema: str = ""  # JSON schema that the reply keeps to
    labels: tuple[str, ...] = ()  # one of which is chosen by its score


@dataclass(frozen=True, slots=True)
class Probes:
    """All tasks, and what each tier asks for."""

    edition: int
    probes: tuple[Probe, ...]
    words: Mapping[str, str]  # of each group, how a sentence tells what came of it
    tiers: tuple[Mapping[str, int], ...]  # the highest first: passed tasks of each group


@cache
def built_in() -> Probes:
    """Return the tasks that come with the program."""
    told = tomllib.loads(resources.text("probes.toml"))
    probes = [
        _MAKE[group](_asked(group, told["group"][group]), one, told)
        for group in GROUPS
        for one in told[group]
    ]
    words = {group: str(told["group"][group]["words"]) for group in GROUPS}
    return Probes(told["edition"], tuple(probes), words, tuple(told["tier"]))


@dataclass(frozen=True, slots=True)
class _Asked:
    group: str
    system: str
    tokens: int

    def probe(self, words: str, judge: Callable[[str], str], **more: Any) -> Probe:
        messages = (Message("system", self.system), Message("user", words))
        return Probe(self.group, messages, self.tokens, judge, **more)


def _asked(group: str, told: Mapping[str, Any]) -> _Asked:
    prompt = f"prompts/{told['prompt']}.md" if "prompt" in told else ""
    return _Asked(
        group, resources.text(prompt).strip() if prompt else told["system"], told["tokens"]
    )


def _shown(one: Mapping[str, Any]) -> str:
    passages = "\n\n".join(
        f"<passage number={n}>\n{text}\n</passage>" for n, text in enumerate(one["passages"], 1)
    )
    return f"{passages}\n\nQuestion: {one['question']}"


# Cite the source.


def _cite(asked: _Asked, one: Mapping[str, Any], _told: Mapping[str, Any]) -> Probe:
    def judge(reply: str) -> str:
        cited = {int(n) for group in _MARK.findall(reply) for n in group.split(",")}
        if not cited:
            return "cites nothing"
        if cited != set(one["cites"]):
            return "cites the wrong source"
        said = _MARK.sub("", reply).casefold()
        right = any(words.casefold() in said for words in one["holds"])
        return PASSED if right else "answers wrongly"

    return asked.probe(_shown(one), judge)


# Keep to the form.


def _schema(asked: _Asked, one: Mapping[str, Any], told: Mapping[str, Any]) -> Probe:
    form = told["form"][one["form"]]

    def judge(reply: str) -> str:
        try:
            filled = json.loads(reply)
        except ValueError:
            return "does not keep to the form"
        if not isinstance(filled, dict) or filled.keys() != form.keys():
            return "does not keep to the form"
        same = all(_same(filled[key], value) for key, value in one["values"].items())
        return PASSED if same else "fills in what was not said"

    fields = ", ".join(form)
    return asked.probe(
        f"{one['message']}\n\nForm: {fields}", judge, schema=json.dumps(_as_schema(form))
    )


def _as_schema(form: Mapping[str, Any]) -> dict[str, Any]:
    kinds = {
        key: {"enum": list(kind)} if isinstance(kind, list) else {"type": kind}
        for key, kind in form.items()
    }
    return {
        "type": "object",
        "properties": kinds,
        "required": list(kinds),
        "additionalProperties": False,
    }


def _same(filled: object, value: object) -> bool:
    if isinstance(filled, str) and isinstance(value, str):
        return filled.strip(" .").casefold() == value.casefold()
    return type(filled) in (int, float) and filled == value


# Say that it is not there.


def _not_found(asked: _Asked, one: Mapping[str, Any], _told: Mapping[str, Any]) -> Probe:
    def judge(reply: str) -> str:
        bare = " ".join(re.findall(r"[^\W\d_]+", reply.upper()))
        return PASSED if bare == "NOT FOUND" else "answers what nothing says"

    return asked.probe(_shown(one), judge)


# Keep the meaning.


def _rewrite(asked: _Asked, one: Mapping[str, Any], _told: Mapping[str, Any]) -> Probe:
    message: str = one["message"]
    kept = [re.compile(rf"(?<!\w)(?:{words})(?!\d)", re.IGNORECASE) for words in one["keep"]]

    def judge(reply: str) -> str:
        said, source = _words(reply), _words(message)
        if said == source:
            return "changes nothing"
        if not _SHORTEST <= len(reply) / len(message) <= _LONGEST:
            return "writes far more or less than there was"
        if _numbers(reply) - _numbers(message):
            return "invents numbers"
        if {name.casefold() for name in _NAME.findall(reply)} - {*source, *_NO_NAMES}:
            return "invents names"
        return PASSED if all(one.search(reply) for one in kept) else "leaves out what matters"

    return asked.probe(message, judge)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _numbers(text: str) -> set[str]:
    return {_ROUND.sub("", number) for number in _NUMBER.findall(text)}


# Choose a label.


def _label(asked: _Asked, one: Mapping[str, Any], _told: Mapping[str, Any]) -> Probe:
    def judge(reply: str) -> str:
        return PASSED if reply == one["right"] else "chooses wrongly"

    labels = tuple(one["labels"])
    return asked.probe(f"{one['message']}\n\nLabels: {', '.join(labels)}", judge, labels=labels)


_MAKE: dict[str, Callable[[_Asked, Mapping[str, Any], Mapping[str, Any]], Probe]] = {
    CITE: _cite,
    SCHEMA: _schema,
    NOT_FOUND: _not_found,
    REWRITE: _rewrite,
    LABEL: _label,
}
