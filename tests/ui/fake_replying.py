"""Replies on a made-up letter: the real rules, without a store; it notes what was asked of it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.replying.draft import Draft, Frame, by_rules, drafted
from assistant.replying.drafts_folder import Mailbox
from assistant.replying.facts import Fact
from assistant.replying.marks import Basis
from assistant.replying.outline import Line, suggested
from assistant.replying.replying import Prepared
from memory.errors import Problem
from memory.progress import Progress, TextDelta, Work
from memory.types import DocumentId
from tests.assistant.replying.letters import AT, a_fact, a_letter

ASKS = "Would you like to come on Friday at 7 pm? When does the lease end? Who is the plumber?"
LEASE = a_fact("The lease ends on 31 May 2027.", ask=1)
FRAME = Frame("Dear Bo,", "Best wishes\nAda")


@dataclass
class FakeReplying:
    letter: str = ASKS
    facts: tuple[Fact, ...] = (LEASE,)
    more: dict[str, Any] = field(default_factory=dict)  # of the letter
    problem: Problem | None = None  # of the next deed
    where: Mailbox | None = None
    kept: bool = False
    drafts: int = 0
    by_model: str = ""  # the name of the model that writes, and writes nothing new
    pieces: int = 1
    likeness: float | None = None
    holds: bool = False  # a draft waits until it is stopped
    mails: list[tuple[str, bool, bool]] = field(default_factory=list)  # text, quoted, to all
    learned: list[tuple[str, str]] = field(default_factory=list)
    saved: list[Path] = field(default_factory=list)
    put: list[tuple[Mailbox, str, bool]] = field(default_factory=list)
    texts: list[tuple[str, str, bool]] = field(default_factory=list)  # text, to, sure

    def prepared(self) -> Prepared:
        letter = a_letter(self.letter, **self.more)
        return Prepared(letter, self.facts, suggested(letter, self.facts))

    def preparing(self, id: DocumentId) -> Work[Progress, Prepared]:
        yield Progress(0, 1)
        self._fail()
        return self.prepared()

    def preparing_text(self, text: str, *, to: str, sure: bool) -> Work[Progress, Prepared]:
        self.texts.append((text, to, sure))
        return (yield from self.preparing(DocumentId("")))

    def drafting(self, prepared: Prepared, lines: Sequence[Line]) -> Work[Any, Draft]:
        self.drafts += 1
        self._fail()
        while self.holds:
            yield Progress(0)
            time.sleep(0.01)
        work = by_rules(self._basis(prepared, lines), FRAME, {}, "No model here.")
        while True:
            try:
                step = next(work)
            except StopIteration as stop:
                draft: Draft = stop.value
                return self._made(draft)
            assert isinstance(step, TextDelta)
            middle = len(step.text) // 2
            yield from (TextDelta(step.text[:middle]), TextDelta(step.text[middle:]))

    def checked(self, prepared: Prepared, lines: Sequence[Line], draft: Draft, text: str) -> Draft:
        made = drafted(text, self._basis(prepared, lines), made_by=draft.made_by, why=draft.why)
        return self._made(made)

    def accepted(self, prepared: Prepared, draft: str, taken: str) -> None:
        self.learned.append((draft, taken))

    def mail(self, prepared: Prepared, text: str, *, quoted: bool, to_all: bool) -> bytes:
        self.mails.append((text, quoted, to_all))
        return text.encode()

    def save(self, path: Path, mail: bytes) -> None:
        self._fail()
        path.write_bytes(mail)
        self.saved.append(path)

    def drafts_folder(self) -> Mailbox | None:
        return self.where

    def has_password(self, where: Mailbox) -> bool:
        return self.kept

    def putting(
        self, mail: bytes, where: Mailbox, password: str, *, keep: bool
    ) -> Work[Progress, str]:
        yield Progress(0, 1)
        self._fail()
        self.put.append((where, password, keep))
        return where.folder or "Drafts"

    def _basis(self, prepared: Prepared, lines: Sequence[Line]) -> Basis:
        kept = tuple(line for line in lines if line.kept and line.text)
        frame = (FRAME.greeting, FRAME.closing)
        return Basis(kept, prepared.facts, prepared.letter, frame, AT.date())

    def _made(self, draft: Draft) -> Draft:
        by = self.by_model or draft.made_by
        return Draft(draft.text, draft.marks, draft.facts, by, draft.tier, draft.why, self.likeness)

    def _fail(self) -> None:
        if self.problem is not None:
            problem, self.problem = self.problem, None
            raise problem
