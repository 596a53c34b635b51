"""Concluding: what a model reads in the user's own words where the rules understood nothing.

A job like learning, stopped and resumed document by document.  A conclusion is
a draft: it is shown as one, and waits until the user says yes.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from assistant.engine.local import LocalModel
from assistant.profile.extract import drafts
from assistant.profile.extract.by_model import concluded, worth_asking
from assistant.profile.extract.turns import turns
from assistant.profile.groups import NOTES
from assistant.profile.learning import known_owner
from assistant.profile.owner import Owner
from memory.claims.learned import set_concluded, to_conclude
from memory.claims.revising import take
from memory.documents import opened
from memory.progress import Progress, Work
from memory.store import MemoryStore
from memory.types import Document, Draft

NOTE = "Reading what the rules did not understand"


@dataclass(frozen=True, slots=True)
class Concluded:
    """What came of it."""

    documents: int = 0
    sentences: int = 0  # of which the model was asked
    drafts: int = 0
    refused: int = 0  # the words are not there


def concluding(store: MemoryStore, identity: str, model: LocalModel) -> Work[Progress, Concluded]:
    """Ask the model about the user's own sentences that no rule understood.

    Of each document once by each model.  Raises Problem when the model's process ends;
    what was concluded until then is kept.
    """
    owner = known_owner(store, identity)
    by = f"model {model.name}"
    waiting = to_conclude(store, by)
    done = asked = new = refused = 0
    for id in waiting:
        yield Progress(done, len(waiting), NOTE)
        found: list[Draft] = []
        for begins in _read(opened(store, id), owner, model, found):
            asked += begins
            yield Progress(done, len(waiting), NOTE)
        taken = take(store, found, by, whole=[id])
        with store.write() as db:
            set_concluded(db, id, by)
        done += 1
        new += taken.new + taken.counted
        refused += taken.refused
    return Concluded(done, asked, new, refused)


def _read(
    document: Document, owner: Owner, model: LocalModel, found: list[Draft]
) -> Iterator[bool]:
    """Put what the model concludes from a document into the list.

    Yields whether a sentence begins, and often between.
    """
    # What is only quoted was not understood.
    understood = {draft.start for draft in drafts(document, owner) if draft.slot != NOTES}
    for turn in turns(document, owner):
        for sentence in worth_asking(turn, understood):
            yield True
            draft = yield from _silently(concluded(document.id, turn, sentence, model))
            if draft is not None:
                found.append(draft)


def _silently(work: Generator[str, None, Draft | None]) -> Generator[bool, None, Draft | None]:
    try:
        while True:
            next(work)
            yield False
    except StopIteration as stop:
        draft: Draft | None = stop.value
        return draft
    finally:
        work.close()
