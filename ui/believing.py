"""The verbs of the profile: read it, correct it, undo, learn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from assistant.jobs import Lane, ignore
from memory.errors import Problem
from memory.types import Change, ChangeId, Changes, Claim, ClaimId, DocumentId, Topic
from ui.itemmodels.jobs import Run
from ui.operations import Operations
from ui.quote_card import Origin

if TYPE_CHECKING:
    from assistant.app import Assistant
    from assistant.profile.learning import Learned
    from assistant.profile.profile import Profile, Saved

Told = Callable[[Problem], object]
TOLD_OF = 1000  # changes that the page tells of
LOOKED_AT = 10_000  # changes among which what is new is looked for
QUOTED = 12  # documents whose titles are looked up for one claim
WHOLE = "full"  # the view that can be edited and read back
NEW = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Believed:
    """All that the page shows, read at once."""

    claims: list[Claim] = field(default_factory=list, repr=False)
    waiting: list[Claim] = field(default_factory=list, repr=False)
    changes: list[Change] = field(default_factory=list, repr=False)
    page: str = field(default="", repr=False)
    fresh: frozenset[ClaimId] = frozenset()
    has_sources: bool = False
    knows_owner: bool = False


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is shown of one claim: why it is believed and what was done to it."""

    claim: Claim
    history: list[Change] = field(repr=False)
    origins: dict[DocumentId, Origin] = field(repr=False)


class Believing(QObject):
    """Starts them as jobs, each told of to the widget that asked."""

    def __init__(self, operations: Operations) -> None:
        super().__init__(operations)
        self._operations = operations

    # -- reading -----------------------------------------------------------

    def believed(self, parent: QWidget, on_done: Callable[[Believed], object]) -> None:
        self._operations.fetch(parent, partial(_believed, self._operations.assistant), on_done)

    def grounds(self, parent: QWidget, claim: Claim, on_done: Callable[[Grounds], object]) -> None:
        read = partial(_grounds, self._operations.assistant, claim)
        self._operations.fetch(parent, read, on_done)

    # -- what the user says ------------------------------------------------

    def edit(
        self,
        parent: QWidget,
        claim: ClaimId,
        text: str,
        on_done: Callable[[ClaimId], object],
        told: Told,
    ) -> None:
        deed = partial(self._profile.edit, claim, text)
        self._operations.put(parent, deed, _changes(self.tr("Edit")), on_done, told)

    def do(
        self,
        parent: QWidget,
        deed: Callable[[Profile], Changes],
        told: Told,
        on_done: Callable[[], object] = lambda: None,
    ) -> None:
        """Do one of the deeds of the profile that give nothing back."""
        profile = self._profile
        self._operations.put(
            parent, lambda: deed(profile), _changes(self.tr("Edit")), lambda _done: on_done(), told
        )

    def undo(
        self,
        parent: QWidget,
        change: Change | None,
        told: Told,
        on_done: Callable[[], object] = lambda: None,
    ) -> None:
        """Undo the change, or do it again where it is undone; without one, undo the last."""
        if change is not None and change.undone:
            self.do(parent, lambda profile: profile.redo(change.id), told, on_done)
        else:
            id: ChangeId | None = change.id if change else None
            self.do(parent, lambda profile: profile.undo(id), told, on_done)

    # -- the page as text --------------------------------------------------

    def asked(
        self, parent: QWidget, text: str, on_done: Callable[[Saved], object], told: Told
    ) -> None:
        """Tell what saving this page would change."""
        self._operations.put(parent, lambda: self._profile.asked(text), None, on_done, told)

    def save(
        self, parent: QWidget, text: str, on_done: Callable[[Saved], object], told: Told
    ) -> None:
        deed = partial(self._profile.save, text)
        self._operations.put(parent, deed, _changes(self.tr("Save the page")), on_done, told)

    def page(
        self, parent: QWidget, view: str, about: str, on_done: Callable[[str], object]
    ) -> None:
        """Read what a view of the page shows; it is not for editing."""
        self._operations.fetch(parent, partial(_page, self._profile, view, about), on_done)

    def export(
        self,
        parent: QWidget,
        path: Path,
        view: str,
        about: str,
        on_done: Callable[[None], object],
        told: Told,
    ) -> None:
        """Write a view of the page to a file; the whole page can be edited there."""
        from assistant.profile.editing import write_page

        profile = self._profile
        work = partial(write_page, path)
        deed = lambda: work(_page(profile, view, about))  # noqa: E731
        self._operations.put(parent, deed, None, on_done, told)

    def read_page(
        self, parent: QWidget, path: Path, on_done: Callable[[str], object], told: Told
    ) -> None:
        """Read a page that was edited elsewhere; nothing is done with it yet."""
        from assistant.profile.editing import read_page

        self._operations.put(parent, partial(read_page, path), None, on_done, told)

    # -- learning ----------------------------------------------------------

    def learn(self, parent: QWidget, on_done: Callable[[Learned], object] = ignore) -> Run:
        """Learn from what was read; paused, it goes on later where it was."""
        window = parent.window()
        shown = Run(self.tr("Learn about you"))

        def done(learned: Learned) -> None:
            self._operations.changed.emit(_changes(self.tr("Learn")))
            on_done(learned)

        shown.again = lambda: self.learn(parent, on_done)
        work = self._operations.assistant.learning()
        # The window outlives its pages: what was learned is news for all of them.
        self._operations.run(window, shown, work, Lane.INGEST, on_done=done)
        return shown

    @property
    def _profile(self) -> Profile:
        return self._operations.assistant.profile


def _believed(assistant: Assistant) -> Believed:
    profile = assistant.profile
    changes = profile.history(limit=LOOKED_AT)
    since = datetime.now(UTC) - NEW
    fresh = {one.claim for one in changes if one.before is None and one.at >= since}
    return Believed(
        claims=profile.claims(),
        waiting=profile.review(),
        changes=changes[:TOLD_OF],
        page=profile.page(),
        fresh=frozenset(fresh),
        has_sources=bool(assistant.sources()),
        knows_owner=bool(assistant.settings.identity.strip()),
    )


def _page(profile: Profile, view: str, about: str) -> str:
    return profile.page() if view == WHOLE else profile.page(view, about=about, marked=False)


def _grounds(assistant: Assistant, claim: Claim) -> Grounds:
    origins: dict[DocumentId, Origin] = {}
    for id in dict.fromkeys(one.document for one in claim.evidence[:QUOTED]):
        document = assistant.opened(id)
        origins[id] = Origin(document.title, document.kind)
    return Grounds(claim, assistant.profile.history(claim.id), origins)


def _changes(label: str) -> Changes:
    return Changes(label, frozenset({Topic.CLAIMS}))
