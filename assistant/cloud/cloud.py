"""Cloud models: set up by the user, off until they switch them on, asked with cleared words only.

Reached as ``famulus.cloud``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.cloud import keys
from assistant.cloud.failures import stopped
from assistant.cloud.provider import Provider
from assistant.cloud.providers import Providers
from assistant.cloud.switch import Switch
from memory import ledger
from memory.errors import Problem
from memory.labels import label_of
from memory.progress import Progress, TextDelta, Work, finish
from memory.store import MemoryStore
from memory.types import Answer, Changes, ConversationId, Label, Passage

# What is needed only to ask somebody is loaded then: a window looks at once whether it may.
if TYPE_CHECKING:
    from assistant.agent.answer import Resources
    from assistant.cloud.asking import Asked
    from assistant.cloud.model import CloudModel
    from assistant.cloud.said import Reply
    from assistant.privacy.gate import PrivacyGate, Proposal

TRIAL = "Reply with the word yes."  # all that is sent to try a provider
ASK, TRY = "chat", "trial"  # for what words leave


class Cloud:
    """The cloud models of one opened ``Assistant``.  Any thread may use it."""

    def __init__(
        self, store: MemoryStore, gate: Callable[[], PrivacyGate], finding: Callable[[], Resources]
    ) -> None:
        self._store, self._gate, self._finding = store, gate, finding
        self._providers = Providers(store)
        self._switch = Switch(store)

    # Whom to ask

    def providers(self) -> list[Provider]:
        """Return the providers that are set up, the oldest first."""
        return self._providers.all()

    def provider(self, name: str) -> Provider:
        """Return the provider of this name.  Raises Problem if there is none."""
        return self._providers.named(name)

    def set_up(self, provider: Provider, key: str | None = None) -> Changes:
        """Keep a provider and, in the keyring alone, its key; nothing is sent, nothing switched.

        Raises Problem where its certificate is none, or the key can be kept nowhere.
        """
        from assistant.cloud.transport import trusted

        trusted(provider)
        return self._providers.set_up(provider, key)

    def remove(self, name: str) -> Changes:
        """Forget a provider and its key, and cut what it is just answering."""
        provider = self._providers.named(name)
        self._switch.cut(keys.without_key(provider), name)
        return self._providers.remove(name)

    def set_key(self, name: str, key: str) -> None:
        """Keep another key for a provider, in the keyring.  Raises Problem."""
        keys.keep(self._providers.named(name), key)

    def drop_key(self, name: str) -> None:
        """Take a provider's key away, and cut what it is just answering.  Raises Problem."""
        provider = self._providers.named(name)
        self._switch.cut(keys.without_key(provider), name)
        keys.forget(provider)

    def has_key(self, name: str) -> bool:
        """Whether the keyring holds a key for a provider; this may take seconds."""
        return keys.key_of(self._providers.named(name)) is not None

    # The switch

    @property
    def on(self) -> bool:
        return self._switch.on

    def turn(self, *, on: bool) -> Changes:
        """Switch all cloud models on or off; off cuts an answer that is just coming.

        Raises Problem where none is set up that could be switched on.
        """
        if on and not self.providers():
            raise Problem(
                "No cloud model is set up.", remedy="`famulus cloud add --help` shows how."
            )
        return self._switch.turn(on=on)

    def stop(self) -> None:
        """Close the connections that are open; the switch stays as it is."""
        self._switch.cut(stopped())

    def counted(self) -> tuple[int, int]:
        """Return how many requests were sent since the beginning, and how many bytes."""
        return ledger.counted(self._store)

    # Asking

    def model(self, name: str) -> CloudModel:
        """Return the model of a provider, at once.  Raises Problem: switched off, none of it.

        Its key is asked for only when it is needed, as a keyring may take seconds.
        """
        from assistant.cloud.model import CloudModel

        self._switch.check()
        return CloudModel(self._providers.named(name), self._store, self._switch)

    def tried(self, name: str) -> Reply:
        """Try a provider to the end; see ``trying``."""
        return finish(self.trying(name, finish(self.trial(name))))

    def trial(self, name: str) -> Work[Progress, Proposal]:
        """Return what is sent to try a provider: words that say nothing of anybody."""
        from assistant.cloud.model import recipient
        from assistant.privacy.gate import Part, Task

        provider = self.model(name).provider
        keys.needed_key(provider)
        task = Task((Part("user", TRIAL),), TRY, recipient(provider))
        return (yield from self._gate().proposed(task))

    def trying(self, name: str, trial: Proposal) -> Work[Progress | TextDelta, Reply]:
        """Ask a provider for one word.

        Called where the user acts, as the gate clears there alone; the work may run anywhere.
        """
        return self.model(name).complete(self._gate().cleared(trial))

    def asking(
        self,
        question: str,
        name: str,
        *,
        alone: bool = False,
        conversation: ConversationId | None = None,
    ) -> Work[Progress, Asked]:
        """Return what would leave to ask a question; nothing is sent yet.

        With it goes what it needs of the memory, or, ``alone``, nothing.  In a conversation
        the same keeps its placeholder; what was said before in it does not go along.
        """
        from assistant.cloud.asking import Asked, Matter, needed
        from assistant.cloud.model import recipient
        from assistant.privacy.gate import Task

        provider = self.model(name).provider
        keys.needed_key(provider)
        matter = Matter(question)
        if not alone:
            matter = yield from needed(question, self._finding(), self._may_leave)
        task = Task(matter.parts(), ASK, recipient(provider), conversation)
        proposal = yield from self._gate().proposed(task)
        return Asked(matter, proposal, name)

    def estimate(self, proposal: Proposal) -> float | None:
        """Return about what it costs to send this, without the answer; None with no price set."""
        provider = self._providers.named(proposal.task.recipient.name)
        return provider.estimate(sum(len(one.outgoing) for one in proposal.previews))

    def answering(self, asked: Asked) -> Work[Progress | TextDelta, Answer]:
        """Send what the user looked at, and hold what comes back against the passages.

        Called where the user acts, as the gate clears there alone; the work may run anywhere.
        Raises Problem where the gate does not let it go.
        """
        from assistant.cloud.asking import merging

        completing = self.model(asked.provider).complete(self._gate().cleared(asked.proposal))
        return merging(asked.matter, completing)

    def _may_leave(self, passage: Passage) -> bool:
        """Whether a passage may go along at all, rewritten or not."""
        from assistant.cloud.asking import of_document

        return label_of(self._store, [of_document(passage)]) is not Label.STAYS
