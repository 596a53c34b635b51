"""How the user greets and closes, by count: to this person, in this language, on this occasion.

What was counted of few cases is filled up with what was counted of more: the mails to this
person on this occasion lean on all to this person, these on all in this language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from assistant.profile.languages import language_named
from assistant.profile.letter import gendered, is_group, needs_name, titled
from assistant.profile.owner import ADDRESS, folded
from assistant.voice.counting import Case, Counted
from assistant.voice.letters import Occasion, Written, mostly
from assistant.voice.traits import is_plain
from memory.types import Participant

NAMELESS = re.compile(r"[@\d]")
WOMEN = {"frau", "mrs", "ms", "mme", "madame", "signora", "señora", "senora", "sra", "mevrouw"}
MARK = re.compile(r"\s*([,!.:;–—-]*)\s*$")

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody a mail is to, as far as it is known."""

    address: str = field(default="", repr=False)  # in lower case
    name: str = field(default="", repr=False)

    @classmethod
    def of(cls, person: Participant) -> Whom:
        return cls(person.address.lower(), person.name)

    @property
    def key(self) -> str:
        """The handle by which they are known: the address, or the name where none is given."""
        return self.address or (f"name:{self.name.casefold()}" if self.name else "")

    @property
    def parts(self) -> list[str]:
        """The name in the order in which it is said, without titles."""
        _, bare = titled(self.name)
        last, comma, first = bare.partition(",")
        words = f"{first} {last}".split() if comma else bare.split()
        return [] if NAMELESS.search(self.name) else words

    @property
    def title(self) -> str:
        return titled(self.name)[0]


@dataclass(frozen=True, slots=True)
class Greeting:
    """A way to greet: the words, and in which form the name follows."""

    how: str
    form: str  # "", "first", "last", "full", "titled", "group …"


NONE = Greeting("", "")


class Habits:
    """What is counted of the user's mails, the oldest first."""

    def __init__(self, written: Sequence[Written]) -> None:
        self._written = written

    def greeting(self, to: str = "", language: str = "", occasion: Occasion = Occasion.NEW) -> str:
        """Return how the user would begin, "Dear Tom,"; "" where they would not greet."""
        whom = self.whom(to)
        for way, _ in self._greetings.likeliest(self._case(whom, language, occasion)):
            said = self._greet(way, whom, language_named(language))
            if said is not None:
                return said
        return ""

    def closing(self, to: str = "", language: str = "", occasion: Occasion = Occasion.NEW) -> str:
        """Return how the user would end, "Best,\\nDavid"; "" where they end without."""
        for words, _ in self._closings.likeliest(self._case(self.whom(to), language, occasion)):
            spelt = Counter(one.letter.closed for one in self._written if _plain(one) == words)
            said = spelt.most_common(1)[0][0]
            if all(is_plain(line.strip("-–—~* ")) for line in said.split("\n") if line):
                return said
        return ""

    def _case(self, whom: Whom, language: str, occasion: Occasion) -> Case:
        people = (whom.key,) if whom.key else ()
        return Case(people, language_named(language), occasion)

    def _counted(self, ways: dict[str, T]) -> Counted[T]:
        main = mostly(self._written)
        return Counted(
            [
                (
                    Case(
                        tuple(Whom.of(person).key for person in one.to),
                        one.language or main,
                        one.occasion,
                    ),
                    ways[one.id],
                )
                for one in self._written
            ]
        )

    @cached_property
    def _greetings(self) -> Counted[Greeting]:
        return self._counted(self._ways)

    @cached_property
    def _closings(self) -> Counted[str]:
        return self._counted({one.id: _plain(one) for one in self._written})

    # -- to whom -----------------------------------------------------------

    def whom(self, to: str) -> Whom:
        """Return who is meant by a name, an address, or both: "Ada Byron <ada@example.org>"."""
        address = next((match.lower() for match in ADDRESS.findall(to)), "")
        name = " ".join(ADDRESS.sub(" ", to).translate(str.maketrans('<>"', "   ")).split())
        if address:
            return Whom(address, name or self._names.get(address, ""))
        known = self._known(name) if name else ""
        return Whom(known, name)

    def _known(self, name: str) -> str:
        """Return the address of the one person of this name, whole or first, the user wrote to."""
        wanted = folded(titled(name)[1]).split()
        found = {
            address
            for address, known in self._names.items()
            if wanted and folded(known).replace(",", "").split()[: len(wanted)] == wanted
        }
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def _names(self) -> dict[str, str]:
        """Return by address under which name the user wrote there last."""
        return {Whom.of(person).key: person.name for one in self._written for person in one.to}

    # -- greetings ---------------------------------------------------------

    @cached_property
    def _ways(self) -> dict[str, Greeting]:
        return {one.id: _way(one) for one in self._written}

    def _greet(self, way: Greeting, whom: Whom, language: str) -> str | None:
        """Return the greeting in words; None if it needs a name that is not known."""
        if way == NONE:
            return ""
        name = self._called(way, whom)
        if name is None or (name and not is_plain(name)):
            return None
        how = self._said(way, whom)
        mark = self._mark(way, language)
        return f"{how} {name}".strip() + mark

    def _called(self, way: Greeting, whom: Whom) -> str | None:
        """Return by which name somebody is greeted; None if they cannot be greeted so."""
        if way.form.startswith("group"):
            return way.form.partition(" ")[2]
        if not way.form:
            return None if needs_name(way.how) else ""
        before = Counter(
            one.letter.whom
            for one in self._written
            if self._ways[one.id].form == way.form and any(_is(each, whom) for each in one.to)
        )
        if before:
            return before.most_common(1)[0][0]
        parts = whom.parts
        if way.form == "titled":
            return f"{whom.title} {parts[-1]}" if whom.title and parts else None
        if not parts:
            return None
        return {"first": parts[0], "last": parts[-1]}.get(way.form, " ".join(parts))

    def _said(self, way: Greeting, whom: Whom) -> str:
        """Return the words before the name, to a woman or a man as far as it is told."""
        both = gendered().get(way.how)
        fits = [one for one in self._written if self._ways[one.id] == way]
        theirs = [one for one in fits if any(_is(person, whom) for person in one.to)]
        if both is None or theirs:
            return _usual(one.letter.how for one in theirs or fits)
        first = folded(whom.parts[0]) if whom.parts else ""
        alike = [one for one in fits if folded(one.letter.whom).split()[-1:] == [first]]
        if alike:
            return _usual(one.letter.how for one in alike)
        title = folded(whom.title).split()[:1]
        woman = title[0] in WOMEN if title else first.endswith(("a", "e"))
        said = both[0] if woman else both[1]
        return said.capitalize() if fits and fits[-1].letter.how[:1].isupper() else said

    def _mark(self, way: Greeting, language: str) -> str:
        marks: Counter[str] = Counter()
        for one in self._written:
            if self._ways[one.id].how == way.how and one.language in {language, ""}:
                match = MARK.search(one.letter.greeting)
                marks[match[1] if match else ""] += 1
        return marks.most_common(1)[0][0] if marks else ","


def _way(one: Written) -> Greeting:
    """Return in which way a mail greets, apart from whom."""
    how = folded_how(one.letter.how)
    whom = one.letter.whom
    if not whom:
        return Greeting(how, "")
    if is_group(whom):
        return Greeting(how, f"group {whom}")
    title, _ = titled(whom)
    if title:
        return Greeting(how, "titled")
    words = folded(whom).split()
    people = [Whom.of(person).parts for person in one.to]
    names = [[folded(part) for part in parts] for parts in people if parts]
    if len(words) == 1 and any(parts[-1:] == words and len(parts) > 1 for parts in names):
        return Greeting(how, "last")
    if len(words) > 1 and any(set(words) <= set(parts) for parts in names):
        return Greeting(how, "full")
    return Greeting(how, "first")


def filled(form: str, whom: Whom) -> str | None:
    """Put a name into the slot of a form; None if the name is not known."""
    parts = whom.parts
    names = {
        "[first name]": parts[0] if parts else "",
        "[last name]": parts[-1] if parts else "",
        "[whole name]": " ".join(parts),
        "[title and name]": f"{whom.title} {parts[-1]}" if whom.title and parts else "",
    }
    for slot, name in names.items():
        if slot in form:
            return form.replace(slot, name) if name and is_plain(name) else None
    return form


def folded_how(how: str) -> str:
    """Return a greeting as it is compared: in lower case, to a woman or a man alike."""
    plain = " ".join(how.lower().split())
    return gendered().get(plain, (plain,))[0]


def _plain(one: Written) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", one.letter.closed.lower()).split())


def _is(person: Participant, whom: Whom) -> bool:
    return bool(whom.key) and Whom.of(person).key == whom.key


def _usual(words: Iterable[str]) -> str:
    counted = Counter(words)
    return counted.most_common(1)[0][0] if counted else ""
