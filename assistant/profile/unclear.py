"""What a question leaves open: which Ana, which March; and the question with that said.

How likely each is follows from the memory: how often somebody is met, and in which of
the years what is asked for is found.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from assistant.profile.asking import Question, Unsure, worth_asking
from assistant.profile.owner import Owner
from memory.search import Retriever
from memory.times.dates import Mention, dates_in

PERSON, TIME = "person", "time"
LOOKED = 16  # passages in which the years are looked for
LATEST = 1.0  # how much it counts for a year that it is the latest
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
RELATIVE = re.compile(
    r"\b(last|next|this|ago|today|yesterday|letzte\w*|diese\w*|nächste\w*|vor|gestern|heute)\b",
    re.IGNORECASE,
)
MONTH = 32  # days: a time of a year that comes again every year is no longer


def unclear(
    retriever: Retriever,
    question: str,
    owner: Owner,
    *,
    asked: Collection[str] = (),
    today: date,
) -> tuple[Question, ...]:
    """Return what is worth asking before a question is answered."""
    open_ends = [*_people(retriever, question, owner), *_times(retriever, question, today)]
    return worth_asking(open_ends, asked)


def said(question: str, answers: Mapping[str, str], today: date) -> str:
    """Return the question with what was left open said: "Ana Byron", "in March 2024"."""
    for slot, value in answers.items():
        kind, _, name = slot.partition(" ")
        if kind == PERSON:
            before, found, after = _around(question, name)
            question = f"{before}{value}{after}" if found else question
        elif kind == TIME:
            for mention in reversed(_yearless(question, today)):
                question = f"{question[: mention.end]} {value}{question[mention.end :]}"
    return question


def _around(question: str, name: str) -> tuple[str, bool, str]:
    """Return what stands before and after a name, and whether it is there."""
    match = re.search(rf"\b{re.escape(name)}\b", question)
    if match is None:
        return question, False, ""
    return question[: match.start()], True, question[match.end() :]


def _people(retriever: Retriever, question: str, owner: Owner) -> Iterator[Unsure]:
    for name, met in retriever.unclear(question).items():
        others = {one: documents for one, documents in met.items() if not owner.is_named(one)}
        if len(others) > 1:
            whole = sum(others.values())
            shares = {one: documents / whole for one, documents in others.items()}
            yield Unsure(f"{PERSON} {name}", f"Which {name} do you mean?", shares)


def _times(retriever: Retriever, question: str, today: date) -> Iterator[Unsure]:
    mentions = _yearless(question, today)
    if len(mentions) != 1:
        return
    (mention,) = mentions
    rest = f"{question[: mention.start]} {question[mention.end :]}"
    found = retriever.search(rest, limit=LOOKED, without=("time", "newer first"), today=today)
    years: dict[str, float] = {}
    for passage in found.passages:
        if passage.date is not None and _is_in(passage.date.date(), mention):
            year = str(passage.date.year)
            years[year] = years.get(year, 0.0) + passage.score
    latest = str(mention.begins.year)
    if len(years) > 1 or (years and latest not in years):
        top = max(years.values()) or 1.0
        belief = {
            year: score / top + (LATEST if year == latest else 0.0) for year, score in years.items()
        }
        whole = sum(belief.values())
        shares = {year: score / whole for year, score in belief.items()}
        words = question[mention.start : mention.end]
        yield Unsure(TIME, f"Which year do you mean by “{words}”?", shares)


def _yearless(question: str, today: date) -> list[Mention]:
    """Return the times that come again every year: "in March", "on 3 June"."""
    return [
        one
        for one in dates_in(question, today, past=True)
        if not YEAR.search(words := question[one.start : one.end])
        and not RELATIVE.search(words)
        and (one.ends - one.begins).days <= MONTH
        and re.search(r"[^\W\d_]{3}", words)
        and not _is_weekday(words)
    ]


def _is_weekday(words: str) -> bool:
    return bool(re.search(r"day\b|tag\b|woch|mittag|morning|evening|night", words, re.IGNORECASE))


def _is_in(day: date, mention: Mention) -> bool:
    """Whether a day is of that time in whatever year."""
    first, last = mention.begins.date(), mention.ends.date()
    return any(
        first.toordinal() <= moved.toordinal() < last.toordinal()
        for moved in (_in_year(day, first.year), _in_year(day, last.year))
    )


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)
