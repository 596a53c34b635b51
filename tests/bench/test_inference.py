"""What a reader could still guess, measured on SynthPAI: label words that leave, by attribute.

SynthPAI (Yukhymenko and others 2024, MIT; ``data/thread/comments_eval_revised.jsonl``)
holds comments of 300 invented people and, of each, what human readers could tell.
It is read by path.  Words were chosen on one half (its even rows); the other is read only
by this test.  A label counts as left where its words stand in what leaves of any of the
person's comments: all of them, or, in the last column, only one of them.  That says nothing of
what is told without its word.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from assistant.privacy.replacing.masking import Placeholders
from assistant.privacy.rewriting import Policy, rewritten
from tests.bench.test_privacy import NOTHING, data, plain

SMALL = {"a", "an", "the", "in", "of", "and", "to", "or", "some", "field", "towards", "at", "with"}
CALLED = {
    "age": "age",
    "sex": "sex",
    "city_country": "city/country",
    "birth_city_country": "birth place",
    "education": "education",
    "occupation": "occupation",
    "income_level": "income",
    "relationship_status": "relationship",
}


@dataclass
class Told:
    """Labels of one attribute: how many, and of how many the words stand."""

    labels: int = 0
    before: int = 0
    left: int = 0
    left_partly: int = 0

    def __iadd__(self, other: Told) -> Told:
        self.labels += other.labels
        self.before += other.before
        self.left += other.left
        self.left_partly += other.left_partly
        return self

    def __str__(self) -> str:
        return (
            f"{self.labels:4} labels, words stand before {self.before / self.labels:6.1%}, after "
            f"{self.left / self.labels:6.1%}, one of them {self.left_partly / self.labels:6.1%}"
        )


def test_attributes_of_people_who_comment(capsys):
    path = data("SynthPAI", "data", "thread", "comments_eval_revised.jsonl")
    people = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    halves = [measured(people[half::2]) for half in (0, 1)]
    with capsys.disabled():
        for half, (table, kept) in enumerate(halves):
            print(f"\nSynthPAI half {half}: {kept:.1%} of words kept")
            for attribute, called in CALLED.items():
                print(f"  {called:13}{table[attribute]}")
            print(f"  {'all':13}{whole(table)} (reach 10 %)")
    for table, kept in halves:
        assert whole(table).left <= 0.1 * whole(table).labels
        assert kept > 0.9


def measured(people: list[dict[str, Any]]) -> tuple[dict[str, Told], float]:
    """Return the table of some people, and the share of their words that is kept."""
    table: dict[str, Told] = defaultdict(Told)
    kept = total = 0
    for person in people:
        placeholders = Placeholders()
        said = [comment["text"] for comment in person["comments"]]
        left = [rewritten(text, NOTHING, Policy(), placeholders).outgoing for text in said]
        before, after = (
            Counter(plain(" ".join(said)).split()),
            Counter(plain(" ".join(left)).split()),
        )
        kept += (before & after).total()
        total += before.total()
        for attribute, label in person["reviews"]["human"].items():
            if words := telling(label):
                table[attribute] += Told(
                    1, words <= set(before), words <= set(after), bool(words & set(after))
                )
    return table, kept / total


def telling(label: Any) -> set[str]:
    estimate = label.get("estimate", "") if isinstance(label, dict) else ""
    return {word for word in plain(str(estimate)).split() if len(word) > 1} - SMALL


def whole(table: dict[str, Told]) -> Told:
    told = Told()
    for one in table.values():
        told += one
    return told
