"""Erasing from the window: what would go is told before anything goes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from assistant.jobs import Lane
from memory.types import Changes, DocumentId, Source, Topic
from ui.itemmodels.jobs import Run
from ui.operations import Operations
from ui.phrases import counted
from ui.render import one_line
from ui.sure import Point, sure

if TYPE_CHECKING:
    from memory.erasing.erase import Erased

Told = Callable[[str], object]
ALL = frozenset({Topic.SOURCES, Topic.DOCUMENTS, Topic.CONVERSATIONS, Topic.CLAIMS})
SHORTENED = 60  # characters of a title that stand in a question


def _tr(text: str) -> str:
    return QCoreApplication.translate("erasing", text)


def ask_erase_source(
    operations: Operations, parent: QWidget, source: Source, on_done: Told
) -> None:
    ask_erase_source_named(operations, parent, source.name, on_done)


def ask_erase_source_named(
    operations: Operations, parent: QWidget, source: str, on_done: Told
) -> None:
    """Say what goes with the source and what may come back, and erase it if that is meant."""
    points = [
        (
            _tr("Comes back"),
            _tr("Only what you add again yourself. Other sources do not bring it back."),
        ),
        (
            _tr("Remove"),
            _tr(
                "“Remove” takes the source out and leaves what stands in other sources, and "
                "what answers quote. “Erase” leaves nothing of it in this memory."
            ),
        ),
    ]
    _ask(operations, parent, one_line(source), points, on_done, {"source": source})


def ask_erase_person(
    operations: Operations, parent: QWidget, id: int, name: str, on_done: Told
) -> None:
    """Say what goes with everything in which a person is named, and erase it if that is meant."""
    points = [
        (
            _tr("Goes too"),
            _tr("Mails to several people, and whole chats, in which they are named."),
        ),
        (_tr("Comes back"), _tr("Never by itself: what goes is not read again.")),
    ]
    _ask(operations, parent, one_line(name) or _tr("this person"), points, on_done, {"person": id})


def ask_erase_document(
    operations: Operations, parent: QWidget, id: DocumentId, title: str, on_done: Told
) -> None:
    """Say what goes with the document, and erase it if that is meant."""
    points = [
        (
            _tr("Comes back"),
            _tr("Never by itself: this document is not read again, from whatever source."),
        )
    ]
    name = one_line(title) or _tr("this document")
    _ask(operations, parent, name, points, on_done, {"document": id})


def _ask(
    operations: Operations,
    parent: QWidget,
    name: str,
    points: list[Point],
    on_done: Told,
    target: dict[str, Any],
) -> None:
    short = name if len(name) <= SHORTENED else name[: SHORTENED - 1].rstrip() + "…"
    erase = partial(_erase, operations, parent, on_done, target)

    def show(would: Erased) -> None:
        sure(
            parent,
            _tr("Erase “{name}”?").replace("{name}", short),
            [(_tr("Goes"), what_goes(would, target)), *points, (_tr("Stays"), _stays())],
            _tr("Erase"),
            erase,
        )

    operations.fetch(parent, lambda: operations.assistant.keeping.would_erase(**target), show)


def _erase(operations: Operations, parent: QWidget, told: Told, target: dict[str, Any]) -> None:
    titles = {"source": _tr("Erase a source"), "person": _tr("Erase a person")}
    title = titles.get(next(iter(target)), _tr("Erase a document"))

    def done(erased: Erased) -> None:
        operations.changed.emit(Changes(_tr("Erase"), ALL))
        gone = counted(erased.documents, _tr("1 document"), _tr("{n} documents"))
        told(_tr("Erased: {what}.").format(what=gone))

    # Once it is decided it is carried out: a stop would only put it off.
    run = Run(title, stoppable=False)
    work = operations.assistant.keeping.erasing(**target)
    operations.run(parent.window(), run, work, Lane.INGEST, on_done=done)


def what_goes(would: Erased, target: dict[str, Any]) -> str:
    """Say what goes, in sentences."""
    documents = counted(would.documents, _tr("1 document"), _tr("{n} documents"))
    if "source" in target:
        said = [_tr("{documents}, and the source itself.").format(documents=documents)]
    else:
        said = [f"{documents}."]
    for count, one, many in (
        (
            would.attached,
            _tr("1 of them came with a mail that goes."),
            _tr("{n} of them came with a mail that goes."),
        ),
        (
            would.elsewhere,
            _tr("1 of them stands in another source too, and goes from there as well."),
            _tr("{n} of them stand in other sources too, and go from there as well."),
        ),
        (
            would.answers,
            _tr("The words of 1 answer that rests on it."),
            _tr("The words of {n} answers that rest on it."),
        ),
        (
            would.unfinished,
            _tr("The words of 1 unfinished answer, which does not say on what it rests."),
            _tr("The words of {n} unfinished answers, which do not say on what they rest."),
        ),
        (
            would.claims,
            _tr("1 belief about you that stands on it alone."),
            _tr("{n} beliefs about you that stand on it alone."),
        ),
        (
            would.disclosures,
            _tr("The words of 1 request that left, from the ledger; not from where it went."),
            _tr("The words of {n} requests that left, from the ledger; not from where they went."),
        ),
        (
            would.copies,
            _tr("1 older memory that was set aside and holds it too."),
            _tr("{n} older memories that were set aside and hold it too."),
        ),
    ):
        if count:
            said.append(counted(count, one, many))
    return " ".join(said)


def _stays() -> str:
    return _tr("Your own files, and backups and exports that you made.")
