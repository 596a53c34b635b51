"""Rewriting by a model: part by part, each held against what it was made from.

The text is data: it stands between marks that it cannot close, before the task,
so that another task on the same text reads only the task anew.  A part that lost
something is written once more with what it lost; what it loses again is told,
or the rules do that part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

import resources
from assistant.agent.sentences import sentences
from assistant.engine.local import LocalModel
from assistant.engine.plan import Sampling
from assistant.writing.commands import Command
from assistant.writing.facts import Kind
from assistant.writing.kept import Doubt, Keeps, doubts
from assistant.writing.paper import Paper
from memory.progress import Progress, TextDelta, Work
from memory.types import Message

LONGEST = 1800  # characters of a part, at a paragraph's or a sentence's end
READ = 6000  # characters of a text that is read as a whole, for a reply
HELD = 12  # characters by which an introduction is known
CONTEXT = 600  # characters of what stands before the text
GROWS = 3  # times its length that a text may become
HARD = {Kind.NUMBER, Kind.DATE, Kind.TIME, Kind.NEGATION, Kind.LINK, Kind.ADDRESS}
# How an introduction begins.  It is one if a line of its own ends it, or if it names the text:
# "The new house: it is cold" is none.
OPENERS = (
    r"(?:sure|certainly|of course|here(?:['’]s| is| are)|the (?:rewritten|new|corrected|shortened)"
    r"|rewritten|text:|hier (?:ist|sind)|natürlich|gerne|gern|klar|voici)"
)
AGREES = r"(?:sure|certainly|of course|natürlich|gerne|gern|klar)"
THE_TEXT = (
    r"(?:text|texte|version|translation|summary|message|reply|explanation"
    r"|fassung|übersetzung|zusammenfassung|nachricht|antwort|erklärung)"
)
INTRODUCES = re.compile(
    rf"{AGREES}\b[^\n]{{0,80}}?:\s*\n+|{OPENERS}\b[^\n:]{{0,60}}?\b{THE_TEXT}\b[^\n:]{{0,20}}:\s*"
    r"|(?:rewritten )?text:\s*",
    re.IGNORECASE,
)
MARKS = re.compile(r"</?(?:text|before)>")
BEFORE = "This stands before the text, to go by; it is not to be written again."


@dataclass(frozen=True, slots=True)
class Made:
    """What a model made of a text."""

    text: str = field(repr=False)
    doubts: tuple[Doubt, ...] = ()


def by_model(
    model: LocalModel, command: Command, ask: str, paper: Paper, rules: Callable[[str], str] | None
) -> Work[Progress | TextDelta, Made]:
    """Let a model do it, piece by piece as it writes.

    What was yielded may be written again; what is returned counts.  ``rules``
    do a part that the model cannot keep.
    """
    yield Progress(0, note=f"{model.name} reads the text")
    made = ""
    all_doubts: list[Doubt] = []
    whole = command.keeps is Keeps.NOTHING
    for part, gap in [(_as_a_whole(paper, command), "")] if whole else parts(paper.text):
        if not part.strip():
            made += part + gap
            continue
        if made:
            yield TextDelta(made[-1:] if made[-1:].isspace() else "")
        text, found = yield from _part(model, command, ask, part, paper)
        if found and rules is not None and {doubt.kind for doubt in found} & HARD:
            paper.note(
                f"A part was done by rules: {model.name} did not keep it. {found[0].sentence}"
            )
            text, found = rules(part), ()
        made += text + gap
        all_doubts += found
    return Made(made, tuple(all_doubts))


def _as_a_whole(paper: Paper, command: Command) -> str:
    """Return what is read of a text that is answered or carried on."""
    if len(paper.text) <= READ:
        return paper.text
    end = "end" if command.goes_on else "beginning"
    paper.note(f"Of the text only the {end} was read: {READ} characters.")
    return paper.text[-READ:] if command.goes_on else paper.text[:READ]


def _part(
    model: LocalModel, command: Command, ask: str, part: str, paper: Paper
) -> Work[Progress | TextDelta, tuple[str, tuple[Doubt, ...]]]:
    """Write one part, and once more if it lost something; return the better one."""
    text = yield from _streamed(model, prompt(ask, part, paper.before), _sampling(part, command))
    found = _doubts(part, text, command, paper)
    if not found:
        return text, ()
    yield Progress(0, note=f"{model.name} writes it once more")
    keep = "; ".join(dict.fromkeys(doubt.words for doubt in found))
    asked = f"{ask} Keep exactly as it is: {keep}."
    again = yield from _silent(model, prompt(asked, part, paper.before), _sampling(part, command))
    fewer = _doubts(part, again, command, paper)
    return (again, fewer) if again.strip() and len(fewer) < len(found) else (text, found)


def _doubts(part: str, text: str, command: Command, paper: Paper) -> tuple[Doubt, ...]:
    return doubts(part, text, people=paper.people, keeps=command.keeps, language=paper.language)


def prompt(ask: str, text: str, before: str = "") -> list[Message]:
    """Build the messages: the rules, the text as data, and the task."""
    data = f"<text>\n{inert(text)}\n</text>"
    if before.strip():
        data = f"{BEFORE}\n<before>\n{inert(before[-CONTEXT:])}\n</before>\n\n{data}"
    return [*opening(), Message("user", f"{data}\n\nTask: {ask}")]


def opening() -> list[Message]:
    """Build what every prompt begins with."""
    return [Message("system", resources.text("prompts/rewrite.md").strip())]


def inert(text: str) -> str:
    """Return the text so that it cannot look like one of our marks."""
    return text.replace("<", "‹").replace(">", "›")


def _sampling(part: str, command: Command) -> Sampling:
    grows = GROWS if command.keeps is Keeps.AND_MORE else 1
    return Sampling(max_tokens=min(1500, 120 + grows * len(part) // 2))


def _streamed(
    model: LocalModel, messages: Sequence[Message], sampling: Sampling
) -> Work[Progress | TextDelta, str]:
    """Write, and yield what comes as soon as it cannot be an introduction."""
    reply, shown = "", 0
    with closing(_generating(model, messages, sampling)) as pieces:
        for piece in pieces:
            reply += piece
            text = tidied(reply)
            if piece and not _may_introduce(reply) and len(text) > shown:
                yield TextDelta(text[shown:])
                shown = len(text)
            elif not piece:
                yield Progress(0, note=f"{model.name} writes")
    text = tidied(reply).rstrip()
    if len(text) > shown:
        yield TextDelta(text[shown:])
    return text


def _silent(
    model: LocalModel, messages: Sequence[Message], sampling: Sampling
) -> Work[Progress | TextDelta, str]:
    reply = ""
    with closing(_generating(model, messages, sampling)) as pieces:
        for piece in pieces:
            reply += piece
            yield Progress(0, note=f"{model.name} writes it once more")
    return tidied(reply).rstrip()


def _generating(
    model: LocalModel, messages: Sequence[Message], sampling: Sampling
) -> Generator[str, None, None]:
    # Nothing is kept under a name: what the text was is nobody's business afterwards.
    yield from model.generate(messages, sampling)


def tidied(reply: str) -> str:
    """Return what a model wrote without an introduction, our marks and signs made harmless."""
    text = MARKS.sub("", reply).lstrip()
    text = INTRODUCES.sub("", text, count=1) if INTRODUCES.match(text) else text
    return text.replace("‹", "<").replace("›", ">").lstrip()


def _may_introduce(reply: str) -> bool:
    """Whether what was written so far may become an introduction that is not shown."""
    begun = reply.lstrip()
    if len(begun) < HELD or begun[0] == "<":
        return len(begun) < 2 * HELD
    is_open = re.match(OPENERS, begun, re.IGNORECASE) and "\n" not in begun
    return bool(is_open) and len(begun) < 100 and not INTRODUCES.match(begun)


def parts(text: str) -> list[tuple[str, str]]:
    """Cut a long text at paragraphs, else at sentences; put together again it is the text."""
    found: list[tuple[str, str]] = []
    for piece in re.split(r"(\n\s*\n)", text):
        if found and not found[-1][1] and not piece.strip():
            found[-1] = (found[-1][0], piece)
        elif piece:
            found += _by_sentences(piece)
    return _gathered(found)


def _by_sentences(paragraph: str) -> Iterator[tuple[str, str]]:
    if len(paragraph) <= LONGEST:
        yield paragraph, ""
        return
    start = stop = 0
    for cut in (*(one.start for one in sentences(paragraph)), len(paragraph)):
        if cut - start > LONGEST and stop > start:
            yield _apart(paragraph[start:stop])
            start = stop
        stop = cut
    yield _apart(paragraph[start:])


def _apart(piece: str) -> tuple[str, str]:
    """Return a text and the room after it."""
    bare = piece.rstrip()
    return bare, piece[len(bare) :]


def _gathered(found: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Put short neighbours together, as far as they fit in one part."""
    together: list[tuple[str, str]] = []
    for text, gap in found:
        if together and len(together[-1][0]) + len(text) <= LONGEST:
            last, between = together[-1]
            together[-1] = (last + between + text, gap)
        else:
            together.append((text, gap))
    return together
