"""From an intent to the lines of a reply: the same letter and facts give the same lines.

The lines are the user's to order, change, drop and add; a changed line is their own word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from assistant.profile.extract.grammar import stands
from assistant.replying.asked import Ask, Day, Letter, Way
from assistant.replying.facts import Fact
from assistant.replying.saying import Point, Slots, said
from memory.types import Kind

SHORT_QUESTION = 90  # characters of a question that is told again
PERSONS = re.compile(
    r"\b(?:I|I['’]\w+|me|my|mine|we|us|our|you|your|yours"
    r"|[Ii]ch|mich|mir|mein\w*|wir|uns|unser\w*|[Dd]u|dich|dir|dein\w*|Ihnen|euch|euer|eure\w*)\b"
)
ADDRESSED = re.compile(r"\b(?:you|your|yours|[Dd]u|dich|dir|[Dd]ein\w*|Ihnen|euch|eure\w*)\b")


class Intent(StrEnum):
    """What the user wants to answer."""

    ACCEPT = "accept"
    DECLINE = "decline"
    ASK = "ask"
    INFORM = "inform"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The intent that the letter and the facts speak for, and why in a sentence."""

    intent: Intent
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """One point of a reply, as a plain sentence; ``facts`` are the numbers of what it stands on."""

    point: Point
    text: str = field(repr=False)
    facts: tuple[int, ...] = ()
    day: Day | None = None
    kept: bool = True  # False: offered, and not in the draft

    def changed(self, text: str) -> Line:
        """Return the line in the user's own words; as it was if they are the same."""
        if text.strip() == self.text:
            return self
        return replace(self, point=Point.OWN, text=text.strip(), day=None)


def own_line(text: str) -> Line:
    """Return a line that the user added."""
    return Line(Point.OWN, text.strip())


def suggested(letter: Letter, facts: Sequence[Fact]) -> Suggestion:
    """Return the intent to begin with; the user picks."""
    wanted = [ask for ask in letter.asks if ask.way is not Way.QUESTION]
    offered = [day for ask in wanted for day in ask.days]
    taken = [fact for fact in facts if fact.busy is not None]
    if offered and all(any(fact.busy == day for fact in taken) for day in offered):
        return Suggestion(Intent.DECLINE, "Your calendar has something on the day that is offered.")
    if any(ask.way is Way.INVITATION and not (ask.days or ask.due) for ask in wanted):
        return Suggestion(Intent.ASK, "You are invited, and no day is named.")
    if offered:
        return Suggestion(Intent.ACCEPT, "A day is offered, and your calendar has nothing on it.")
    if wanted:
        return Suggestion(Intent.ACCEPT, "Something is asked of you.")
    if letter.questions:
        return Suggestion(Intent.INFORM, "You are asked something.")
    return Suggestion(Intent.INFORM, "Nothing is asked of you.")


def outline(
    letter: Letter, intent: Intent, facts: Sequence[Fact], *, thanks: bool = True
) -> tuple[Line, ...]:
    """Return the lines for an intent, in the order in which they are said.

    Who is known never to thank is offered the line of ``thanks``, and it is not kept.
    """
    lines = [replace(line, kept=thanks) for line in _thanks(letter)]
    match intent:
        case Intent.ACCEPT:
            lines += [*_accepted(letter, facts), *_answers(letter, facts)]
        case Intent.DECLINE:
            lines += _declined(letter)
        case Intent.ASK:
            lines += [*_asked_back(letter), *_answers(letter, facts)]
        case Intent.INFORM:
            lines += _answers(letter, facts)
    return tuple(dict.fromkeys(lines))


def _thanks(letter: Letter) -> Iterator[Line]:
    ways = {ask.way for ask in letter.asks}
    if Way.INVITATION in ways:
        yield _line(Point.THANK_INVITATION, letter)
    elif letter.kind is Kind.MAIL and Way.REQUEST not in ways:
        yield _line(Point.THANK, letter)


def _accepted(letter: Letter, facts: Sequence[Fact]) -> Iterator[Line]:
    for n, ask in _of(letter, Way.INVITATION):
        day = _free(n, ask, facts)
        yield _line(Point.ACCEPT_DAY if day else Point.ACCEPT_COME, letter, day)
    for n, ask in _of(letter, Way.REQUEST):
        if day := _free(n, ask, facts) if ask.days else None:
            yield _line(Point.ACCEPT_DAY, letter, day)
    requests = [ask for _, ask in _of(letter, Way.REQUEST) if not ask.days]
    dues = {ask.due for ask in requests}
    due = dues.pop() if len(dues) == 1 else None
    if requests:
        yield _line(Point.ACCEPT_BY if due else Point.ACCEPT_DO, letter, due)
    if not letter.asks:
        yield _line(Point.ACCEPT_DO, letter)


def _free(n: int, ask: Ask, facts: Sequence[Fact]) -> Day | None:
    """Return the first day offered on which nothing is on; the first if each is taken."""
    taken = {fact.busy for fact in facts if fact.ask == n}
    free = [day for day in ask.days if day not in taken]
    return next(iter(free or ask.days), ask.due)


def _declined(letter: Letter) -> Iterator[Line]:
    for _, ask in _of(letter, Way.INVITATION):
        day = ask.days[0] if len(ask.days) == 1 else None
        yield _line(Point.DECLINE_DAY if day else Point.DECLINE_COME, letter, day)
    if not any(_of(letter, Way.INVITATION)):
        yield _line(Point.DECLINE_DO, letter)


def _asked_back(letter: Letter) -> Iterator[Line]:
    """Yield what the letter leaves open; without such, nothing: the user has the question."""
    for _, ask in _of(letter, Way.INVITATION):
        if not ask.days:
            yield _line(Point.ASK_DAY, letter)
        elif not any(day.clock for day in ask.days):
            yield _line(Point.ASK_TIME, letter)
    if any(ask.due is None for _, ask in _of(letter, Way.REQUEST)):
        yield _line(Point.ASK_DUE, letter)


def _answers(letter: Letter, facts: Sequence[Fact]) -> Iterator[Line]:
    for n, ask in _of(letter, Way.QUESTION):
        known = [(at, fact) for at, fact in enumerate(facts) if fact.ask == n and not fact.busy]
        lines = [
            Line(Point.ANSWER, answered(fact, letter), (at,), kept=_is_own_to_say(fact))
            for at, fact in known
        ]
        yield from lines
        if not any(line.kept for line in lines):
            yield _open(ask, letter)


def _open(ask: Ask, letter: Letter) -> Line:
    question = " ".join(ask.text.split())
    several = len(letter.questions) > 1 and len(question) <= SHORT_QUESTION
    name = "look_up_of" if several else "look_up"
    return Line(Point.LOOK_UP, said(name, letter.language, Slots(question=question)))


def _is_own_to_say(fact: Fact) -> bool:
    """Whether it may go into the reply unasked: what has to be quoted may be of another matter."""
    return not fact.private and _means_the_same(fact)


def _means_the_same(fact: Fact) -> bool:
    """Whether its sentence says in the reply what it says where it stands."""
    if fact.passage.kind is Kind.CHAT and ":" in fact.text:
        return False  # with its speakers
    return stands(fact.text) and not (ADDRESSED if fact.mine else PERSONS).search(fact.text)


def answered(fact: Fact, letter: Letter) -> str:
    """Return a fact as a sentence of the reply, quoted where it would mean something else."""
    if _means_the_same(fact):
        return fact.text if fact.text.endswith((".", "!", "?")) else f"{fact.text}."
    at = fact.passage.date
    slots = Slots(quote=fact.text.strip('“”„" '), quoted_at=at.date() if at else None)
    return said("quoted" if at else "quoted_undated", letter.language, slots)


def _of(letter: Letter, way: Way) -> list[tuple[int, Ask]]:
    return [(n, ask) for n, ask in enumerate(letter.asks) if ask.way is way]


def _line(point: Point, letter: Letter, day: Day | None = None) -> Line:
    return Line(point, said(point, letter.language, Slots(day=day)), day=day)
