"""Writing: what is done with a text of the user's, by a model that may or else by rules.

Reached as ``famulus.writing``.  Nothing of a text is kept, whether the work is
run to its end or stopped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from assistant.engine.local import LlamaModel, LocalModel
from assistant.models.router import Task
from assistant.writers import Writers
from assistant.writing.by_model import Made, by_model, opening, prompt
from assistant.writing.commands import (
    TONE,
    Command,
    built_in,
    check,
    filled,
    found,
    id_of,
    of_user,
)
from assistant.writing.kept import Doubt, Keeps, doubts
from assistant.writing.language import NAMES, code_of, language_of
from assistant.writing.names import words_of
from assistant.writing.paper import NoVoice, Paper, Voice
from assistant.writing.rules import as_it_was_meant, by_rules
from memory.commands import OwnCommand, OwnCommands
from memory.errors import Problem
from memory.people.known import names
from memory.progress import Progress, TextDelta, Work, finish
from memory.search.vocabulary import written_words
from memory.store import MemoryStore
from memory.types import Changes

RULES = "rules"
BETTER = "By rules, which do this better than {name}."
LONGEST = 200_000  # characters of a text


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it was made, and what has to be known of it.

    ``made_by`` is "rules" or a model's name, ``why`` it was that one in a
    sentence; ``doubts`` what it may have lost or made up; ``likeness`` how much
    it sounds like the user, 0 to 1, None where too little is known of that.
    """

    text: str = field(repr=False)
    made_by: str
    why: str
    tier: int
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = field(default=(), repr=False)
    likeness: float | None = None


class Writing:
    """The commands on a text, of one opened ``Assistant``.  Any thread may use it."""

    def __init__(self, store: MemoryStore, writers: Writers, voice: Voice | None = None) -> None:
        self._store = store
        self._writers = writers
        self._voice = voice or NoVoice()
        self._own = OwnCommands(store)

    # Commands

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done, the user's own commands last.

        None of them goes by the name of one that came with the program: an archive may say so.
        """
        names = {one.id for one in built_in()} | {TONE}
        return (*built_in(), *(of_user(one) for one in self._own.all() if one.id not in names))

    def add(self, title: str, ask: str, shortcut: str = "") -> Changes:
        """Keep a command of the user's own.

        ``ask`` says what a model is to do; {to}, {language}, {instruction} and {today}
        in it are filled in.  Raises Problem for a name that is taken and a variable
        that is none.
        """
        check(title, ask, self.commands())
        return self._own.add(OwnCommand(id_of(title), title.strip(), ask.strip(), shortcut))

    def remove(self, id: str) -> Changes:
        """Take a command of the user's own away; ``restore`` brings it back.  Raises Problem."""
        return self._own.remove(id_of(id))

    def restore(self) -> Changes:
        """Bring back the command that was taken away last.  Raises Problem if there is none."""
        return self._own.restore()

    # Writing

    def write(self, text: str, command: str, **how: str) -> Written:
        """Write to the end; see ``writing``."""
        return finish(self.writing(text, command, **how))

    def writing(
        self,
        text: str,
        command: str,
        *,
        instruction: str = "",
        to: str = "",
        language: str = "",
        before: str = "",
    ) -> Work[Progress | TextDelta, Written]:
        """Do a command on a text, and yield the new text piece by piece.

        What is returned counts: a model that lost something writes that part again.
        ``instruction`` is what the user adds; ``to`` whom it is to; ``language`` the one
        to translate into, else that of the text, by its code or in English; ``before``
        what stands before the text where it was taken from.  Raises Problem where
        nothing here can do it, and what can be done instead.
        """
        _check(text)
        asked, instruction = found(self.commands(), command, instruction)
        ask = filled(asked, _values(instruction, to, language))
        paper = self._paper(text, asked, to, language, before)
        writer = self._writers.model(_task(asked))
        model, why = writer.model, writer.why
        if model is not None and model.tier < asked.tier:
            why = BETTER.format(name=model.name) if asked.rules else why
            model = None
        if model is None:
            return (yield from self._by_rules(asked, paper, why, instruction))
        if instruction and "{instruction}" not in asked.ask:
            ask = f"{ask} {instruction}"
        if asked.own_voice:
            ask = f"{ask} {_told(paper)}".strip()
        return (yield from self._by_model(asked, ask, paper, model, why))

    def prefetching(self, text: str) -> Work[Progress, None]:
        """Let the model read a text ahead, while the user chooses what is done with it."""
        model = self._writers.model(Task.REWRITE).model
        if isinstance(model, LlamaModel):
            yield Progress(0, note=f"{model.name} reads the text")
            messages = prompt("", text) if text.strip() else opening()
            for _ in model.prefetch(messages):
                yield Progress(0, note=f"{model.name} reads the text")

    def _by_rules(
        self, command: Command, paper: Paper, why: str, instruction: str
    ) -> Work[Progress | TextDelta, Written]:
        if not command.rules:
            raise Problem(
                f"“{command.title}” needs a language model of tier {command.tier} or more,"
                " and none here has passed for that.",
                remedy=f"{command.instead} `famulus models` shows which there are.".strip(),
            )
        if instruction:
            paper.note("An instruction needs a language model; the rules go without it.")
        yield Progress(0, note="By rules")
        text = ""
        for piece in by_rules(command.id, paper):
            text += piece
            yield TextDelta(piece)
        was = as_it_was_meant(paper)
        left = doubts(was, text, people=paper.people, keeps=command.keeps, language=paper.language)
        if left:
            paper.note("The rules could not do this without a loss; the text is as it was.")
            text, left = paper.text, ()
        return self._written(paper, Made(text), RULES, why, 0)

    def _by_model(
        self, command: Command, ask: str, paper: Paper, model: LocalModel, why: str
    ) -> Work[Progress | TextDelta, Written]:
        def rules(part: str) -> str:
            again = Paper(part, paper.language, paper.to, paper.people, paper.voice)
            return "".join(by_rules(command.id, again))

        made = yield from by_model(model, command, ask, paper, rules if command.rules else None)
        if not made.text.strip():
            raise Problem(f"{model.name} wrote nothing.", remedy="Try again, or another model.")
        return self._written(paper, made, model.name, why, model.tier)

    def _written(self, paper: Paper, made: Made, by: str, why: str, tier: int) -> Written:
        notes = tuple(paper.notes)
        likeness = self._voice.likeness(made.text)
        return Written(made.text, by, why, tier, made.doubts, notes, likeness)

    def _paper(self, text: str, command: Command, to: str, language: str, before: str) -> Paper:
        translates = command.keeps is Keeps.FACTS
        spoken = language_of(text) if translates or not language else code_of(language)
        words = {word.casefold() for word in words_of([text])}
        called = (name for one in names(self._store) for name in (one.name, *one.aliases))
        people = tuple(
            name for name in called if any(w.casefold() in words for w in words_of([name]))
        )
        return Paper(
            text,
            spoken or language_of(text),
            to,
            people,
            self._voice,
            lambda strange: written_words(self._store, strange),
            before,
        )


def _check(text: str) -> None:
    if not text.strip():
        raise Problem("There is no text.", remedy="Select one, or give it on standard input.")
    if len(text) > LONGEST:
        raise Problem("This text is too long to be rewritten.", remedy="Take a part of it.")


def _task(command: Command) -> Task:
    return Task.DRAFT if command.tier > 1 and not command.rules else Task.REWRITE


def _values(instruction: str, to: str, language: str) -> dict[str, str]:
    return {
        "to": to,
        "language": NAMES.get(code_of(language), language),
        "instruction": instruction,
        "today": f"{datetime.now(UTC).astimezone():%d %B %Y}",
    }


def _told(paper: Paper) -> str:
    """Say how the user writes, as far as it is known."""
    said: Iterator[tuple[str, str]] = iter(
        (
            ("greets with", paper.voice.greeting(paper.to, paper.language)),
            ("closes with", paper.voice.closing(paper.to, paper.language)),
        )
    )
    return " ".join(f"The author {how} “{words}”." for how, words in said if words)
