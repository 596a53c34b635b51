"""Reading help on made-up terms and a made-up thread; it notes what was marked as known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from assistant.explaining.terms import Explanation, Term
from assistant.explaining.threads import Line, Sort, Summary
from memory.types import Changes, DocumentId, Topic

AT = datetime(2026, 11, 3, 10, tzinfo=UTC)
DUE = datetime(2026, 11, 20, tzinfo=UTC)


def a_line(
    sort: Sort, quote: str, n: int, *, due: datetime | None = None, agreed: str = ""
) -> Line:
    return Line(sort, "Bo", n == 1, quote, DocumentId(f"d{n}"), n, n + 9, AT, due, agreed)


@dataclass
class FakeExplaining:
    the_terms: tuple[Term, ...] = ()
    found: Explanation | None = None
    the_summary: Summary = field(default_factory=lambda: Summary((), 0, ()))
    looked: list[DocumentId] = field(default_factory=list)
    known: list[str] = field(default_factory=list)

    def terms(self, document: DocumentId) -> tuple[Term, ...]:
        self.looked.append(document)
        return self.the_terms

    def explain(self, term: str) -> Explanation | None:
        return self.found

    def know(self, term: str, known: bool = True) -> Changes:
        self.known.append(term)
        return Changes("Change settings", frozenset({Topic.SETTINGS}))

    def summary(self, document: DocumentId) -> Summary:
        return self.the_summary
