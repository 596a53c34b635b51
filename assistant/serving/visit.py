"""Visit: the memory as one other program may see it, and a note of everything it saw.

What a program may is decided here, by what the user allowed it, never by what
it asks for.  Claims that are sensitive are told to nobody whom the user has
not allowed them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from assistant.answering import PROFILE
from assistant.app import Assistant
from assistant.serving.refusals import Refused
from memory.clients import Client, May
from memory.progress import Progress, TextDelta, Work
from memory.search import Filter
from memory.types import Answer, Document, DocumentId, Kind, Passage, Sensitivity

SCOPES = "`famulus serve --list` shows what each program may."
NO_DOCUMENT = "There is no such document, or this program may not see it."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a program looks for."""

    query: str = field(repr=False)
    limit: int = 10
    since: datetime | None = None
    until: datetime | None = None
    person: str = field(default="", repr=False)
    kind: Kind | None = None


class Visit:
    """The memory as one client sees it."""

    def __init__(self, famulus: Assistant, client: Client, program: str = "") -> None:
        self._famulus, self.client, self._program = famulus, client, program
        self._within = Filter(sources=client.sources, kinds=client.kinds)

    def need(self, what: May) -> None:
        """Raise Refused unless the client may do this."""
        if what not in self.client.may:
            raise Refused(
                f"The program “{self.client.name}” may not do this: it lacks the scope {what}.",
                remedy=SCOPES,
                status=403,
                code="scope_missing",
            )

    def searching(self, wanted: Wanted) -> Work[Progress, list[Passage]]:
        """Return the passages nearest the query, of what the client may see."""
        self.need(May.SEARCH)
        yield Progress(0, note="Looking through what was read")
        found = self._famulus.search(
            wanted.query,
            limit=wanted.limit,
            since=wanted.since,
            until=wanted.until,
            person=wanted.person,
            kind=wanted.kind,
            within=self._within,
        )
        self._note("search", len(found))
        return found

    def reading(self, id: DocumentId) -> Work[Progress, Document]:
        """Return a document.  Whether one that may not be seen is there is not told."""
        self.need(May.DOCUMENTS)
        yield Progress(0, note="Opening a document")
        document = self._may_see(id)
        self._note("read", 1)
        return document

    def telling_profile(self) -> Work[Progress, str]:
        """Return the page of what is believed."""
        self.need(May.PROFILE)
        yield Progress(0, note="Writing the page")
        if self.client.is_narrowed:
            raise Refused(
                "This program sees a part of the memory only, and the profile is of all of it.",
                remedy=SCOPES,
                status=403,
                code="scope_missing",
            )
        page = self._famulus.profile.page(marked=False, sensitive=self.client.sensitive)
        self._note("profile", sum(line.startswith("- ") for line in page.splitlines()))
        return page

    def answering(self, question: str, before: str = "") -> Work[Progress | TextDelta, Answer]:
        """Answer from what the client may see, piece by piece; nothing of it is kept."""
        self.need(May.MEMORY)
        answer = yield from self._famulus.answering(
            question, before=before, without=self._left_out(), within=self._within
        )
        self._note("ask", len(answer.citations))
        return answer

    def _left_out(self) -> list[str]:
        """Return what of the profile an answer may not use; of a part of the memory, all of it."""
        if self.client.is_narrowed:
            return [PROFILE]
        if self.client.sensitive:
            return []
        claims = self._famulus.profile.claims()
        return [f"c{one.id}" for one in claims if one.sensitivity is not Sensitivity.NORMAL]

    def _may_see(self, id: DocumentId) -> Document:
        sources = self._famulus.overview.sources_of(id)
        if not sources or (self.client.sources and not sources & set(self.client.sources)):
            raise Refused(NO_DOCUMENT, status=404, code="not_found")
        document = self._famulus.opened(id)
        if self.client.kinds and document.kind not in self.client.kinds:
            raise Refused(NO_DOCUMENT, status=404, code="not_found")
        return document

    def _note(self, deed: str, count: int) -> None:
        self._famulus.clients.note(self.client.name, deed, count, self._program)
