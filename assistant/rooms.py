"""The rooms of a memory that are loaded when somebody first goes in, so that it opens at once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.cloud.cloud import Cloud
    from assistant.explaining.explaining import Explaining
    from assistant.meaning import Meaning
    from assistant.privacy.gate import PrivacyGate
    from assistant.privacy.labelling import Labels
    from assistant.privacy.leaving import Left
    from assistant.privacy.privacy import Privacy
    from assistant.profile.people import People
    from assistant.replying.replying import Replying
    from assistant.settings import Settings
    from assistant.shorthand.shorthand import Shorthand
    from assistant.voice.voice import Voice
    from assistant.writers import Writers
    from assistant.writing.writing import Writing
    from memory.search import Retriever
    from memory.store import MemoryStore


class Rooms:
    """What an ``Assistant`` is besides, each part made when it is first asked for."""

    _store: MemoryStore
    _retriever: Retriever
    meaning: Meaning
    people: People
    writers: Writers
    settings: Settings

    @cached_property
    def voice(self) -> Voice:
        from assistant.voice.voice import Voice

        return Voice(self._store, self._identity)

    @cached_property
    def writing(self) -> Writing:
        from assistant.writing.writing import Writing

        return Writing(self._store, self.writers, self.voice)

    @cached_property
    def replying(self) -> Replying:
        from assistant.replying.replying import Replying

        return Replying(
            self._store, self._retriever, self.meaning, self.writers, self._chosen, self.voice
        )

    @cached_property
    def explaining(self) -> Explaining:
        from assistant.explaining.explaining import Explaining

        return Explaining(self._store, self._identity)

    @cached_property
    def privacy(self) -> Privacy:
        from assistant.privacy.privacy import Privacy

        return Privacy(self._store, self._identity)

    @cached_property
    def gate(self) -> PrivacyGate:
        from assistant.privacy.by_model import ByModel
        from assistant.privacy.gate import PrivacyGate

        by = ByModel(lambda task: self.writers.model(task).model)
        return PrivacyGate(
            self._store, self.privacy, paraphrase=by.paraphrase, blur=by.blur, audit=by.audit
        )

    @cached_property
    def cloud(self) -> Cloud:
        from assistant.agent.answer import Resources
        from assistant.cloud.cloud import Cloud

        def finding() -> Resources:
            self.meaning.follow()
            return Resources(self._retriever, self.meaning.encoder)

        return Cloud(self._store, lambda: self.gate, finding)

    @cached_property
    def leaving(self) -> Left:
        from assistant.privacy.leaving import Left

        return Left(self._store)

    @cached_property
    def labels(self) -> Labels:
        from assistant.privacy.labelling import Labels

        return Labels(self._store, self.people.find)

    @cached_property
    def shorthand(self) -> Shorthand:
        from assistant.shorthand.shorthand import Shorthand

        return Shorthand(self._store, self._chosen)

    def _rest_rooms(self, unused: float) -> None:
        """End what works for those rooms somebody was in, if nobody needed it for so long."""
        if "shorthand" in self.__dict__:
            self.shorthand.rest(unused)

    def _leave(self) -> None:
        """End what works for those rooms somebody was in."""
        if "cloud" in self.__dict__:
            self.cloud.stop()
        if "shorthand" in self.__dict__:
            self.shorthand.close()

    def _identity(self) -> str:
        return self.settings.identity

    def _chosen(self) -> Settings:
        return self.settings
