"""The card of a style: what is told of how the user writes, line by line, with its examples.

Everything learned is counted anew from the mails that are there, so what is erased takes its
examples along.  What the user decided stands over it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from assistant.voice.measures import COMMAS, Measured, Span
from assistant.voice.traits import OWN, Trait, often, traits
from memory.types import DocumentId
from memory.voice_lines import Decided

FEW = 5  # mails below which nothing is told of a person, a language, an occasion
FEW_SEEN = 3  # mails that show a thing, below which nothing is told of it
SURE = 3.0  # standard errors by which a part has to differ from the rest
LEAST, TIMES = 0.25, 1.4  # and by how much of a share, and how many times of a number
CLEAR = 0.75  # of the mails that begin or end so; below it is said of most only
SHOWN = 5  # examples of a line
QUOTED = 240  # characters of an example
TOLD = 14  # lines that a model is told
COMMON = {  # what goes without saying
    *((name, "never") for name in ("lower_case", "shouting", "ellipses", "brackets", "semicolons")),
    *((name, "never") for name in ("apology", "formal", "questions", "thanks", "please")),
    *(("questions", value) for value in ("often", "always")),
    ("commas", "some"),
    ("contractions", "mixed"),
}
VAGUE = {"seldom", "sometimes"}


class State(StrEnum):
    """How a line came onto the card."""

    LEARNED = "learned"
    CHANGED = "changed"  # the user said otherwise
    STRUCK = "struck"  # the user does not want it
    OWN = "own"  # the user wrote it
    WAITING = "waiting"  # it follows from edits of drafts, if the user says yes
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line applies; "" is everywhere.  ``who`` is an address or a handle."""

    who: str = field(default="", repr=False)
    language: str = ""
    occasion: str = ""

    def holds(self, who: str, language: str, occasion: str) -> bool:
        """Whether what is said here is said of such a mail."""
        return all(
            not mine or mine == theirs
            for mine, theirs in (
                (self.who, who), (self.language, language), (self.occasion, occasion)
            )
        )  # fmt: skip

    @property
    def narrow(self) -> tuple[bool, bool, bool]:
        return bool(self.who), bool(self.occasion), bool(self.language)


EVERYWHERE = Place()


@dataclass(frozen=True, slots=True)
class Example:
    """A mail that shows it: ``quote`` is the characters of the document from start to end."""

    document: DocumentId
    start: int
    end: int
    quote: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the card, of how many mails it is true, and some of them."""

    trait: str
    place: Place
    value: str = field(repr=False)
    text: str = field(repr=False)
    times: int = 0
    of: int = 0
    examples: tuple[Example, ...] = ()
    state: State = State.LEARNED
    locked: bool = False
    why: str = ""  # of a line that waits: which edits it follows from

    @property
    def id(self) -> tuple[str, ...]:
        """What tells it from other lines, also after it is learned anew."""
        last = self.text if self.trait == OWN else ""
        waits = f"waiting {self.value}" if self.state is State.WAITING else ""
        return (
            self.trait, self.place.who, self.place.language, self.place.occasion, last, waits
        )  # fmt: skip

    @property
    def title(self) -> str:
        return traits()[self.trait].title if self.trait in traits() else ""

    @property
    def group(self) -> str:
        return traits()[self.trait].group if self.trait in traits() else "In your own words"

    @property
    def counts(self) -> bool:
        """Whether it is used."""
        return self.state not in {State.STRUCK, State.WAITING}


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody the user wrote to often enough to have lines of their own."""

    who: str = field(repr=False)
    name: str = field(repr=False)
    mails: int = 0


@dataclass(frozen=True, slots=True)
class StyleCard:
    """All lines, and of how many mails they are."""

    lines: tuple[Line, ...]
    mails: int = 0
    people: tuple[Correspondent, ...] = ()
    languages: tuple[str, ...] = ()
    occasions: tuple[str, ...] = ()

    def at(self, place: Place) -> tuple[Line, ...]:
        """Return the lines that are said of this place and no other."""
        return tuple(line for line in self.lines if line.place == place)

    def of_mail(self, who: str = "", language: str = "", occasion: str = "") -> tuple[Line, ...]:
        """Return what holds for such a mail: of each trait the line nearest to it."""
        found: dict[str, Line] = {}
        for line in self.lines:
            if not line.counts or not line.place.holds(who, language, occasion):
                continue
            key = line.text if line.trait == OWN else line.trait
            if key not in found or line.place.narrow > found[key].place.narrow:
                found[key] = line
        return tuple(line for line in self.lines if line in found.values())

    def as_text(self, who: str = "", language: str = "", occasion: str = "") -> str:
        """Return what a model is told, a few lines; "" if nothing is known."""
        told = [line for line in self.of_mail(who, language, occasion) if _is_telling(line)]
        told.sort(key=lambda line: line.trait != OWN)
        return "\n".join(f"- {line.text}" for line in told[:TOLD])


def _is_telling(line: Line) -> bool:
    if line.state is not State.LEARNED:
        return True
    return (line.trait, line.value) not in COMMON and line.value not in VAGUE


# -- what is counted -------------------------------------------------------


def learned(mails: Sequence[Measured]) -> list[Line]:
    """Return what the mails have in common, and in what some differ from the rest."""
    if len(mails) < FEW_SEEN:
        return []
    lines = [line for trait in traits().values() for line in _lines(trait, mails, EVERYWHERE)]
    for place in places(mails):
        some = [mail for mail in mails if _is_at(mail, place)]
        rest = [mail for mail in mails if not _is_at(mail, place)]
        for trait in traits().values():
            if len(rest) >= FEW and _differs(trait, some, rest):
                lines += _lines(trait, some, place)
    return lines


def places(mails: Sequence[Measured]) -> list[Place]:
    """Return the people, languages and occasions of which there are enough mails."""
    people = Counter(who for mail in mails for who in _people(mail))
    spoken = Counter(mail.written.language for mail in mails if mail.written.language)
    occasions = Counter(str(mail.written.occasion) for mail in mails)
    return [
        *(Place(language=one) for one, n in sorted(spoken.items()) if n >= FEW),
        *(Place(occasion=one) for one, n in sorted(occasions.items()) if n >= FEW),
        *(Place(who=one) for one, n in sorted(people.items()) if n >= FEW),
    ]


def correspondents(mails: Sequence[Measured]) -> tuple[Correspondent, ...]:
    people: dict[str, tuple[str, int]] = {}
    for mail in mails:
        for who, name in _people(mail).items():
            people[who] = (name or people.get(who, ("", 0))[0], people.get(who, ("", 0))[1] + 1)
    found = [Correspondent(who, name or who, n) for who, (name, n) in people.items() if n >= FEW]
    return tuple(sorted(found, key=lambda one: (-one.mails, one.who)))


def _people(mail: Measured) -> dict[str, str]:
    return {
        (person.address.lower() or f"name:{person.name.casefold()}"): person.name
        for person in mail.written.to
    }


def _is_at(mail: Measured, place: Place) -> bool:
    if place.who:
        return place.who in _people(mail)
    return place.holds("", mail.written.language, mail.written.occasion)


def _lines(trait: Trait, mails: Sequence[Measured], place: Place) -> list[Line]:
    """Return the line of a trait, if enough mails tell anything of it."""
    telling = [mail for mail in mails if trait.name in mail.values]
    if len(telling) < FEW_SEEN:
        return []
    value = _value(trait, telling)
    fits = [mail for mail in telling if _fits(trait, mail, value)]
    mostly = trait.kind == "form" and len(fits) < CLEAR * len(telling)
    low, high = _range(telling, trait.name) if trait.kind == "number" else ("", "")
    shown = fits if trait.kind != "number" else _nearest(telling, trait.name, float(value))
    return [
        Line(
            trait.name, place, value, trait.sentence(value, low, high, mostly=mostly),
            times=len(telling) if trait.kind == "number" else len(fits), of=len(telling),
            examples=_examples(trait.name, shown),
        )
    ]  # fmt: skip


def _value(trait: Trait, mails: Sequence[Measured]) -> str:
    values = [mail.values[trait.name] for mail in mails]
    if trait.kind == "often":
        return often(sum(value == 1 for value in values), len(values))
    if trait.kind == "number":
        return str(max(1, round(_median(values))))
    if trait.name == "contractions":
        share = sum(map(float, values)) / len(values)
        return "contracted" if share >= 0.8 else "spelt_out" if share <= 0.2 else "mixed"
    if trait.name == "commas":
        return _commas(_median(values))
    if trait.kind == "form":
        forms = list(map(str, values))
        head = Counter(map(_head, forms)).most_common(1)[0][0]
        named = [form for form in forms if _head(form) == head]
        return Counter(list(filter(_has_slot, named)) or named).most_common(1)[0][0]
    return str(Counter(values).most_common(1)[0][0])


def _head(form: str) -> str:
    """Return a form without the name in it: "Hi" and "Hi [first name]" greet alike."""
    return form.partition("[")[0].strip().lower()


def _has_slot(form: str) -> bool:
    return "[" in form


def _fits(trait: Trait, mail: Measured, value: str) -> bool:
    """Whether a mail shows what the line says; of "seldom" it is those that do that count."""
    own = mail.values[trait.name]
    if trait.kind == "often":
        return (own == 1) is (value != "never")
    if trait.name == "contractions":
        return value == "mixed" or (float(own) >= 0.5) is (value == "contracted")
    if trait.name == "commas":
        return _commas(float(own)) == value
    return _head(str(own)) == _head(value)


def _commas(share: float) -> str:
    return ("few", "some", "many")[sum(share > limit for limit in COMMAS)]


def _median(values: Iterable[str | float]) -> float:
    ordered = sorted(map(float, values))
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _range(mails: Sequence[Measured], name: str) -> tuple[str, str]:
    """Return between which numbers four of five mails lie."""
    ordered = sorted(float(mail.values[name]) for mail in mails)
    low, high = ordered[len(ordered) // 10], ordered[-1 - len(ordered) // 10]
    return str(max(1, round(low))), str(max(1, round(high)))


def _nearest(mails: Sequence[Measured], name: str, value: float) -> list[Measured]:
    near = sorted(mails, key=lambda mail: abs(float(mail.values[name]) - value))[:SHOWN]
    return [mail for mail in mails if mail in near]


def _examples(name: str, mails: Sequence[Measured]) -> tuple[Example, ...]:
    """Return the newest of the mails in which it can be seen."""
    found: list[Example] = []
    for mail in reversed(mails):
        if name in mail.seen and len(found) < SHOWN:
            found.append(_example(mail, mail.seen[name]))
    return tuple(found)


def _example(mail: Measured, span: Span) -> Example:
    start, end = span[0], min(span[1], span[0] + QUOTED)
    document = mail.written.document
    return Example(mail.written.id, start, end, document.text[start:end])


# -- whether some differ from the rest -------------------------------------


def _differs(trait: Trait, some: Sequence[Measured], rest: Sequence[Measured]) -> bool:
    ours, theirs = ([m for m in side if trait.name in m.values] for side in (some, rest))
    if len(ours) < FEW or len(theirs) < FEW:
        return False
    if trait.kind == "number":
        return _is_larger([float(m.values[trait.name]) for m in ours],
                          [float(m.values[trait.name]) for m in theirs])  # fmt: skip
    value = _value(trait, ours)
    if _head(value) == _head(_value(trait, theirs)):
        return False
    fits: Callable[[Measured], bool] = lambda mail: _fits(trait, mail, value)  # noqa: E731
    return _is_oftener(sum(map(fits, ours)), len(ours), sum(map(fits, theirs)), len(theirs))


def _is_oftener(ours: int, of: int, theirs: int, of_theirs: int) -> bool:
    """Whether two shares differ by more than chance, and enough to matter."""
    apart = abs(ours / of - theirs / of_theirs)
    both = (ours + theirs) / (of + of_theirs)
    error = math.sqrt(both * (1 - both) * (1 / of + 1 / of_theirs))
    return apart >= LEAST and apart >= SURE * error > 0


def _is_larger(ours: Sequence[float], theirs: Sequence[float]) -> bool:
    """Whether numbers of two groups differ (Mann-Whitney's test), and enough to matter."""
    mine, others = _median(ours), _median(theirs)
    if max(mine, others) < TIMES * max(min(mine, others), 0.01):
        return False
    ordered = sorted([(n, 0) for n in ours] + [(n, 1) for n in theirs])
    ranks: dict[float, list[int]] = {}
    for rank, (number, _) in enumerate(ordered, 1):
        ranks.setdefault(number, []).append(rank)
    total = sum(sum(ranks[n]) / len(ranks[n]) for n in ours)
    few, many = len(ours), len(theirs)
    middle = few * (few + many + 1) / 2
    return abs(total - middle) >= SURE * math.sqrt(few * many * (few + many + 1) / 12)


# -- what the user decided -------------------------------------------------


def with_decisions(lines: Sequence[Line], decided: Sequence[Decided]) -> tuple[Line, ...]:
    """Put what the user decided in the place of what was learned, in the order of traits."""
    standing = {line.id: line for line in lines}
    refused = {(*one.key[:4], one.value) for one in decided if one.state == "refused"}
    for one in decided:
        if one.state != "refused":
            line = _decided(one, standing)
            standing[line.id] = line
    kept = [line for line in standing.values() if not _is_settled(line, refused, decided)]
    order = [*traits(), OWN]
    return tuple(sorted(kept, key=lambda line: (order.index(line.trait), line.id)))


def _decided(one: Decided, standing: dict[tuple[str, ...], Line]) -> Line:
    place = Place(one.who, one.language, one.occasion)
    if one.trait == OWN:
        return Line(OWN, place, "", one.text, state=State.OWN, locked=True)
    said = traits()[one.trait].sentence(one.value)
    new = Line(one.trait, place, one.value, said, state=State(one.state), locked=one.locked)
    before = standing.get(new.id)
    if before is None:
        return new
    if one.state == "struck" or one.value == before.value:
        return replace(before, state=new.state, locked=one.locked)
    return replace(new, of=before.of)


def _is_settled(line: Line, refused: set[tuple[str, ...]], decided: Sequence[Decided]) -> bool:
    """Whether a line that waits was refused, or the user has decided on the same already."""
    if line.state is not State.WAITING:
        return False
    if (*line.id[:4], line.value) in refused:
        return True
    same = [one for one in decided if one.state != "refused" and one.key[:4] == line.id[:4]]
    return any(one.locked or one.value == line.value for one in same)
