"""Rewriting without a model: rules by command, none of which may lose what the text says.

A rule goes stretch by stretch.  Where it would lose or alter a fact, that stretch
stays as it was.  A word that no dictionary knows is no fact: what was meant by it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.writing.correcting import as_meant, correcting
from assistant.writing.kept import doubts
from assistant.writing.own_way import own_way
from assistant.writing.paper import Paper
from assistant.writing.shortening import shortening, tightened
from assistant.writing.stretches import Place, put_together
from assistant.writing.summing import summed
from assistant.writing.tones import TONES, toning

Rule = Callable[[int], str]


def _rewriting(paper: Paper) -> Rule:
    """Correct, and say it shorter where that is sure to say the same."""
    corrected = correcting(paper)

    def rewritten(n: int) -> str:
        text = corrected(n)
        is_sentence = paper.stretches[n].place is Place.SENTENCE
        return tightened(text, paper.language) if is_sentence else text

    return rewritten


RULES: dict[str, Callable[[Paper], Rule]] = {
    "correct": correcting,
    "rewrite": _rewriting,
    "shorten": shortening,
    "as-i-would": own_way,
    **{tone: lambda paper, tone=tone: toning(paper, tone) for tone in TONES},  # type: ignore[misc]
}
SUMMARISE = "summarise"


def by_rules(command: str, paper: Paper) -> Iterator[str]:
    """Yield the text as the rules of a command leave it, piece by piece."""
    if command == SUMMARISE:
        said = summed(paper)
        yield from (f"{one} " if n < len(said) else one for n, one in enumerate(said, 1))
        return
    rule = RULES[command](paper)
    yield from put_together(
        (_kept(paper, n, rule(n)), stretch.gap) for n, stretch in enumerate(paper.stretches)
    )


def as_it_was_meant(paper: Paper) -> str:
    """Return the text that a rule had before it, as far as that can be read."""
    if not paper.meant:
        return paper.text
    return "".join(
        put_together((as_meant(paper, n), one.gap) for n, one in enumerate(paper.stretches))
    )


def _kept(paper: Paper, n: int, new: str) -> str:
    """Return what a rule made of a stretch, or the stretch where something would be lost."""
    old = as_meant(paper, n)
    if new == old:
        return old
    lost = doubts(old, new, people=paper.people, language=paper.language)
    return old if lost else new
