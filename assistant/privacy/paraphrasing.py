"""What leaves in other words, by a model here; only if it proves to hold what stood in it.

The model sees the words after everything private was replaced, so that it cannot give
away what it never saw.  A paragraph that lost, changed or won a placeholder, a
surrogate or a number stays as it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Generator

import resources
from assistant.engine.local import LocalModel
from assistant.engine.plan import Sampling
from assistant.privacy.replacing.masking import PLACEHOLDER
from memory.progress import Progress, Work
from memory.types import Message

NEEDS = 1  # the tier of a model that can do it
LONGEST = 1800  # characters of a paragraph that is put in other words
FEWEST = 4  # words of one
SHRINKS, GROWS = 0.4, 2.0  # times its length that a paragraph may become
TOKENS = 3  # characters of a token, at the least
GAP = re.compile(r"(\n\s*\n)")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
MARKS = re.compile(r"</?text>")


def paraphrased(model: LocalModel, text: str, keep: Collection[str] = ()) -> Work[Progress, str]:
    """Return a text in other words; ``keep`` are strings that must stay as often as they are there.

    Where the model is too small, or loses something, the words stay.  Raises Problem
    when the model's process ends.
    """
    if model.tier < NEEDS:
        return text
    pieces = GAP.split(text)
    for number, piece in enumerate(pieces):
        if len(piece.split()) >= FEWEST and len(piece) <= LONGEST:
            yield Progress(number, len(pieces), f"{model.name} puts it in other words")
            said = yield from _said(model, piece)
            fits = len(piece) * SHRINKS <= len(said) <= len(piece) * GROWS
            if fits and holds_the_same(piece, said, keep):
                pieces[number] = said
    return "".join(pieces)


def holds_the_same(
    before: str, after: str, keep: Collection[str] = (), *, numbers: bool = True
) -> bool:
    """Return whether placeholders, these strings and all numbers stand in both, as often."""
    return _standing(before, keep, numbers=numbers) == _standing(after, keep, numbers=numbers)


def _standing(text: str, keep: Collection[str], *, numbers: bool) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in sorted(keep, key=len, reverse=True):  # "Clara Weber" before "Clara"
        if one:
            shape = re.compile(rf"(?<!\w){re.escape(one)}(?!\w)")
            found[one] += len(shape.findall(text))
            text = shape.sub(" ", text)
    found.update(match[0] for match in PLACEHOLDER.finditer(text))
    if numbers:
        found.update(NUMBER.findall(PLACEHOLDER.sub(" ", text)))
    return +found


def _said(model: LocalModel, text: str) -> Generator[Progress, None, str]:
    rules = resources.text("prompts/paraphrase.md").strip()
    inert = text.replace("<", "‹").replace(">", "›")
    asked = [Message("system", rules), Message("user", f"<text>\n{inert}\n</text>")]
    sampling = Sampling(temperature=0.4, max_tokens=int(len(text) * GROWS / TOKENS) + 20)
    said = ""
    for piece in model.generate(asked, sampling):
        said += piece
        yield Progress(0, note=f"{model.name} puts it in other words")
    said = MARKS.sub("", said).strip()
    ends = len(text.rstrip())
    return text[: len(text) - len(text.lstrip())] + said + text[ends:]
