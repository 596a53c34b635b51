"""Shorthand made up in memory: it offers what it was told to, and notes what was chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from assistant.shorthand.abbreviations import Candidate
from assistant.shorthand.shorthand import Expanded
from memory.errors import Problem
from memory.expansions import Chosen
from memory.progress import Progress, Work
from memory.snippets import Snippet
from memory.types import Changes, Topic

HOME = "I will be home by 7"
OFFERED = (
    Candidate(HOME, own=True, count=3),
    Candidate("I wish Bo had been 7", own=True, count=1),
    Candidate("It will be here by 7", own=False),
    Candidate("I would be happy by 7", own=False),
    Candidate("I was back here by 7", own=False),
)
DONE = Changes("Shorthand", frozenset({Topic.SETTINGS}))
AT = datetime(2024, 3, 3, 14, 10, tzinfo=UTC)


@dataclass
class FakeSnippets:
    kept: dict[str, Snippet] = field(default_factory=dict)
    before: list[dict[str, Snippet]] = field(default_factory=list)
    problem: Problem | None = None  # of the next deed

    def all(self) -> list[Snippet]:
        self._fail()
        return [self.kept[name] for name in sorted(self.kept)]

    def put(self, name: str, text: str) -> Changes:
        self._fail()
        self.before.append(dict(self.kept))
        self.kept[name] = replace(self.kept.get(name, Snippet(name, "")), text=text)
        return DONE

    def remove(self, name: str) -> Changes:
        self._fail()
        self.before.append(dict(self.kept))
        del self.kept[name]
        return DONE

    def undo(self) -> Changes | None:
        if not self.before:
            return None
        self.kept = self.before.pop()
        return DONE

    def filled(self, name: str, values: Mapping[str, str] | None = None) -> str | None:
        self._fail()
        if name not in self.kept:
            return None
        one = self.kept[name]
        self.kept[name] = replace(one, used=one.used + 1)
        return one.text.replace("{name}", (values or {}).get("name", "{name}"))

    def _fail(self) -> None:
        if self.problem is not None:
            problem, self.problem = self.problem, None
            raise problem


@dataclass
class FakeShorthand:
    offered: tuple[Candidate, ...] = OFFERED
    note: str = ""
    problem: Problem | None = None  # of the next expansion
    holds: bool = False  # waits until it is stopped
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    warmed: list[tuple[str, str]] = field(default_factory=list)  # what stood before, and to whom
    snippets: FakeSnippets = field(default_factory=FakeSnippets)
    the_learned: list[Chosen] = field(default_factory=list)
    passed: list[list[str]] = field(default_factory=list)
    stopped: int = 0

    def expanding(self, short: str, *, before: str = "", to: str = "") -> Work[Progress, Expanded]:
        self.asked.append((short, before, to))
        try:
            yield Progress(0)
            while self.holds:
                yield Progress(0)
        except GeneratorExit:
            self.stopped += 1
            raise
        if self.problem is not None:
            problem, self.problem = self.problem, None
            raise problem
        return Expanded(self.offered, self.note)

    def warming(self, *, before: str = "", to: str = "") -> Work[Progress, None]:
        self.warmed.append((before, to))
        yield Progress(0)

    def choose(self, short: str, text: str, passed: Collection[str] = ()) -> Changes:
        self.passed.append(list(passed))
        return self._note(short, text, chosen=1)

    def never(self, short: str, text: str, *, never: bool = True) -> Changes:
        return self._note(short, text, never=never)

    def forget(self, short: str, text: str) -> Changes:
        self.the_learned = [
            one for one in self.the_learned if (one.short, one.text) != (short, text)
        ]
        return DONE

    def put_back(self, one: Chosen) -> Changes:
        self.the_learned.append(one)
        return DONE

    def learned(self) -> list[Chosen]:
        return [one for one in self.the_learned if one.chosen or one.never]

    def rest(self, unused: float = 0) -> None: ...

    def close(self) -> None: ...

    def _note(self, short: str, text: str, *, chosen: int = 0, never: bool = False) -> Changes:
        known = next(
            (one for one in self.the_learned if (one.short, one.text) == (short, text)),
            Chosen(short, text, 0, 0, never=False, at=AT),
        )
        self.forget(short, text)
        self.the_learned.append(replace(known, chosen=known.chosen + chosen, never=never))
        return DONE
