"""People who bear the same name: whom could be meant by "Ana"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from memory.store import MemoryStore

NAME = re.compile(r"\b[^\W\d_a-zà-ÿ][\w'’-]+")  # a word that begins with a capital
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody of that name, and in how many documents they appear."""

    name: str = field(repr=False)
    documents: int


def namesakes(store: MemoryStore, question: str) -> dict[str, list[Bearer]]:
    """Return the names in a question that several people bear and that do not tell which."""
    found = {}
    words = set(WORD.findall(question.casefold()))
    for name in dict.fromkeys(NAME.findall(question)):
        bearers = _bearers(store, name)
        told = [one for one in bearers if len(_others(one, name) & words) > 0]
        if len(bearers) > 1 and not told:
            found[name] = bearers
    return found


def _bearers(store: MemoryStore, name: str) -> list[Bearer]:
    """Return the people of whose name this is a word, beside others; most often met first."""
    rows = store.db.execute(
        r"""select people.name, count(distinct document_id) from people
            join appearances on person_id = people.id
            where people.name like ? escape '\' group by people.id
            order by 2 desc, 1""",
        [f"%{name}%"],
    )
    told = [Bearer(whole, count) for whole, count in rows]
    folded = name.casefold()
    named = [one for one in told if folded in WORD.findall(one.name.casefold())]
    return [one for one in named if _others(one, name)]


def _others(bearer: Bearer, name: str) -> set[str]:
    return set(WORD.findall(bearer.name.casefold())) - {name.casefold()}
