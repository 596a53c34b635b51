"""What models here do to what is about to leave; without a fit one the words stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from assistant.engine.local import LocalModel
from assistant.models.router import Task
from assistant.privacy.auditing import Blurred, audited, blurred
from assistant.privacy.paraphrasing import paraphrased
from assistant.privacy.proposal import Audit
from memory.progress import Progress, Work


@dataclass(frozen=True)
class ByModel:
    """The hooks of the gate.  ``model`` chooses one for a task, None if none has passed for it."""

    model: Callable[[Task], LocalModel | None]

    def paraphrase(self, text: str, keep: Collection[str]) -> Work[Progress, str]:
        if (model := self.model(Task.PARAPHRASE)) is None:
            return text
        return (yield from paraphrased(model, text, keep))

    def blur(self, text: str, keep: Collection[str]) -> Work[Progress, Blurred]:
        if (model := self.model(Task.AUDIT)) is None:
            return Blurred(text)
        return (yield from blurred(model, text, keep))

    def audit(self, texts: Sequence[str]) -> Work[Progress, Audit]:
        if (model := self.model(Task.AUDIT)) is None:
            return Audit()
        return (yield from audited(model, texts))
