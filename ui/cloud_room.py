"""The verbs of models elsewhere: set up, switch, try, remove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from assistant.jobs import Job, Lane, ignore
from memory.errors import Problem
from memory.progress import Progress, TextDelta, Work, once
from memory.types import Answer, Changes, ConversationId, Topic
from ui.itemmodels.jobs import Run
from ui.itemmodels.providers import Priced, Provider, Wanted
from ui.operations import Operations

if TYPE_CHECKING:
    from assistant.cloud.asking import Asked
    from assistant.cloud.cloud import Cloud
    from assistant.cloud.said import Reply
    from assistant.privacy.gate import Proposal

T = TypeVar("T")
Told = Callable[[Problem], object]
SETTINGS = frozenset({Topic.SETTINGS})


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether models elsewhere may be asked, and which."""

    on: bool
    providers: Sequence[Provider]


@dataclass(frozen=True, slots=True)
class Wish:
    """A question that may leave, and to whom."""

    asked: Asked
    provider: Priced


@dataclass(frozen=True, slots=True)
class Came:
    """What came back, and the row of the ledger that has it."""

    answer: Answer
    row: int


class CloudRoom(QObject):
    """Starts them as jobs; a key goes straight to the keyring and is held nowhere here."""

    def __init__(self, operations: Operations) -> None:
        super().__init__(operations)
        self._operations = operations
        self._looking: Run | None = None  # the newest look at what would leave

    @property
    def is_open(self) -> bool:
        return self._operations.open is not None

    @property
    def _cloud(self) -> Cloud:
        return self._operations.assistant.cloud

    def look(
        self, parent: QWidget, on_done: Callable[[Standing], object], on_problem: Told
    ) -> None:
        cloud = self._cloud
        self._operations.put(
            parent, lambda: Standing(cloud.on, cloud.providers()), None, on_done, on_problem
        )

    def has_key(self, parent: QWidget, name: str, on_done: Callable[[bool], object]) -> None:
        """Ask the keyring, which may take its time."""
        cloud = self._cloud
        run = Run(self.tr("Ask the keyring"), quiet=True)
        work = once(lambda: cloud.has_key(name))
        self._operations.run(parent, run, work, Lane.NET, on_done=on_done)

    def set_up(
        self,
        parent: QWidget,
        wanted: Wanted,
        key: str,
        on_done: Callable[[Changes], object],
        on_problem: Told,
    ) -> None:
        cloud = self._cloud

        def deed() -> Changes:
            from assistant.cloud.provider import Form, Provider

            made = Provider(**asdict(wanted) | {"form": Form(wanted.form)})
            return cloud.set_up(made, key or None)

        changes = Changes(self.tr("Set up a provider"), SETTINGS)
        self._operations.put(parent, deed, changes, on_done, on_problem)

    def remove(self, parent: QWidget, name: str, on_problem: Told) -> None:
        cloud = self._cloud
        self._operations.edit(parent, lambda: cloud.remove(name), on_problem=on_problem)

    def drop_key(
        self, parent: QWidget, name: str, on_done: Callable[[None], object], on_problem: Told
    ) -> None:
        cloud = self._cloud
        self._operations.put(parent, lambda: cloud.drop_key(name), None, on_done, on_problem)

    def turn(self, parent: QWidget, on_problem: Told, *, on: bool) -> None:
        """Turn the switch; off does not wait for its turn among other deeds."""
        cloud = self._cloud
        if not on:
            cloud.stop()
        self._operations.edit(parent, lambda: cloud.turn(on=on), on_problem=on_problem)

    def try_it(
        self, parent: QWidget, name: str, on_done: Callable[[Reply], object], on_problem: Told
    ) -> None:
        """Ask a provider for one word that says nothing of anybody; the user's click clears it."""
        cloud = self._cloud

        def clear(trial: Proposal) -> None:
            self._send(parent, name, trial, self.tr("Try a provider"), on_done, on_problem)

        run = Run(self.tr("Try a provider"), quiet=True)
        self._operations.run(
            parent, run, cloud.trial(name), Lane.NET, on_done=clear, on_problem=on_problem
        )

    # -- asking ------------------------------------------------------------

    def propose(
        self,
        parent: QWidget,
        question: str,
        name: str,
        conversation: ConversationId | None,
        on_done: Callable[[Wish], object],
        on_problem: Told,
    ) -> None:
        """Look for what a question needs of the memory, and what of it would leave."""
        cloud = self._cloud

        def work() -> Work[Progress, Wish]:
            asked = yield from cloud.asking(question, name, conversation=conversation)
            return Wish(asked, cloud.provider(name))

        self._look(parent, work(), on_done, on_problem)

    def decide(
        self,
        parent: QWidget,
        proposal: Proposal,
        deed: Callable[[Proposal], Work[Progress, Proposal]],
        on_done: Callable[[Proposal], object],
        on_problem: Told,
    ) -> None:
        """Carry out what the user decided of a proposal; what is told is the new one."""

        def work() -> Work[Progress, Proposal]:
            return (yield from deed(proposal))

        self._look(parent, work(), on_done, on_problem)

    def _look(
        self,
        parent: QWidget,
        work: Work[Progress, T],
        on_done: Callable[[T], object],
        on_problem: Told,
    ) -> None:
        """Look at what would leave; of several looks only the last is told."""
        self.stop_looking()
        self._looking = run = Run(self.tr("Look at what would leave"), quiet=True)

        def told(news: T) -> None:
            if self._looking is run:
                on_done(news)

        def failed(problem: Problem) -> None:
            if self._looking is run:
                on_problem(problem)

        self._operations.run(parent, run, work, Lane.ENGINE, on_done=told, on_problem=failed)

    def stop_looking(self) -> None:
        run, self._looking = self._looking, None
        if run is not None:
            self._operations.stop_run(run)

    def answer(
        self,
        parent: QWidget,
        asked: Asked,
        *,
        on_step: Callable[[object], object],
        on_done: Callable[[Came], object],
        on_problem: Told,
    ) -> Job[Any, Any] | None:
        """Send what the user has seen, by their act; the answer is held against the passages here.

        What does not clear is told, and nothing is started.
        """

        def held(reply: Reply) -> None:
            from assistant.cloud.asking import merged

            on_done(Came(merged(asked.matter, reply), reply.disclosure))

        title = self.tr("Ask {name}").replace("{name}", asked.provider)
        return self._send(parent, asked.provider, asked.proposal, title, held, on_problem, on_step)

    def _send(
        self,
        parent: QWidget,
        name: str,
        proposal: Proposal,
        title: str,
        on_done: Callable[[Reply], object],
        on_problem: Told,
        on_step: Callable[[object], object] = ignore,
    ) -> Job[Any, Any] | None:
        """Clear on this thread, as the gate wants it; the keyring and the network are a job's."""
        cloud = self._cloud
        try:
            prompt = self._operations.assistant.gate.cleared(proposal)
        except Problem as problem:
            on_problem(problem)
            return None

        def work() -> Work[Progress | TextDelta, Reply]:
            return (yield from cloud.model(name).complete(prompt))

        return self._operations.run(
            parent,
            Run(title),
            work(),
            Lane.NET,
            on_step=on_step,
            on_done=on_done,
            on_problem=on_problem,
        )
