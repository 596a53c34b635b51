"""Privacy on no memory: the real recognizers and rules, with a few names that are known."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.privacy.recognizers.details import Details
from assistant.privacy.recognizers.gazetteer import Gazetteer, Known
from assistant.privacy.recognizers.spans import Kind
from assistant.privacy.replacing.masking import Placeholders
from assistant.privacy.rewriting import Knowledge, Policy, Preview, rewritten
from assistant.privacy.rules import Rule, compiled
from memory.errors import Problem
from memory.ledger import Broken, Disclosure
from memory.progress import Progress, Work
from memory.types import Changes, Topic

KNOWN = (
    Known("Ada Quill", Kind.PERSON, "your own name", "you"),
    Known("Cleo", Kind.PERSON, "somebody you know"),
    Known("Morley & Tate", Kind.ORGANISATION, "a organisation your memory holds"),
)


@dataclass
class FakePrivacy:
    sentences: list[str] = field(default_factory=list)
    drafts: set[str] = field(default_factory=set)  # sentences that nobody confirmed
    problem: Problem | None = None  # of the next preview
    asked: list[tuple[str, str]] = field(default_factory=list)

    def preview(self, text: str, *, purpose: str = "") -> Preview:
        self.asked.append((text, purpose))
        if self.problem is not None:
            problem, self.problem = self.problem, None
            raise problem
        knowledge = Knowledge(Gazetteer(KNOWN), Details([]), lambda words: set())
        return rewritten(text, knowledge, Policy(self.rules(), purpose), Placeholders())

    def rules(self) -> tuple[Rule, ...]:
        return tuple(replace(compiled(s), draft=s in self.drafts) for s in self.sentences)

    def understand(self, sentence: str) -> Rule:
        return compiled(" ".join(sentence.split()))

    def add_rule(self, sentence: str) -> Rule:
        rule = self.understand(sentence)
        self.sentences = [*(s for s in self.sentences if s != rule.sentence), rule.sentence]
        return rule

    def confirm_rule(self, number: int) -> Changes:
        self.drafts.discard(self.sentences[number - 1])
        return Changes("Confirm", frozenset({Topic.SETTINGS}))

    def defaults(self, language: str = "en") -> tuple[str, ...]:
        return ("Names leave as placeholders.", "Ages leave in general terms.")

    def drop_rule(self, number: int) -> Changes:
        del self.sentences[number - 1]
        return Changes("Remove", frozenset({Topic.SETTINGS}))


@dataclass
class FakeLedger:
    sent: list[Disclosure] = field(default_factory=list)  # the newest first
    broken: Broken | None = None
    problem: Problem | None = None  # of every export
    exported: list[Path] = field(default_factory=list)

    def all(self, matching: str = "") -> list[Disclosure]:
        words = matching.casefold().split()
        return [one for one in self.sent if all(w in str(one.body).casefold() for w in words)]

    def check(self) -> Broken | None:
        return self.broken

    def exporting(self, path: Path) -> Work[Progress, int]:
        yield Progress(0, 1)
        if self.problem is not None:
            raise self.problem
        self.exported.append(path)
        return len(self.sent)

    def counted(self) -> tuple[int, int]:
        return len(self.sent), sum(one.size for one in self.sent)
