"""What is believed of invented people, held against what is true of them, on four days each.

Prints F1, wrong person, stale and calibration.  What is compared are claims in
slots of which the lives know the truth; a truth counts once it was told.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise, product
from pathlib import Path

import pytest

from assistant.profile.learning import learning
from memory.cipher import DataKey
from memory.claims.rows import read_claims
from memory.claims.sameness import normal
from memory.documents import put_document
from memory.progress import finish
from memory.sources import add_source, begin_file
from memory.store import MemoryStore
from memory.types import Claim, Status, Strength
from tests.bench.synthetic_lives import LIE_PLACES, LIE_THINGS, Life, Truth, lived, people

CHECKED = (180, 365, 545, 729)  # days
PREFERENCES = {"likes", "favourite", "food", "drink", "music", "reading", "watching", "hobby",
               "sport", "instrument", "colour", "season", "place", "brand"}  # fmt: skip
GROUPS = {
    "lives_in": {"lives_in"}, "job": {"job"}, "employer": {"employer"}, "born_in": {"born_in"},
    "language": {"language"}, "goal": {"goal"}, "routine": {"routine"}, "relation": {"relation"},
    "likes": PREFERENCES - {"instrument"}, "dislikes": PREFERENCES, "hobby": PREFERENCES,
    "instrument": PREFERENCES,
    "diet": {"diet"}, "pet": {"pet"},
}  # fmt: skip
TRACKED = set().union(*GROUPS.values())
MENTIONED = {"topic", "did"}  # that somebody spoke of it is so, whatever it is
BINS = (0.0, 0.3, 0.5, 0.65, 0.75, 0.85, 0.92, 0.95, 0.97, 1.01)
SEEDS = {"looked at": (0, 100), "fresh": tuple(range(200, 205))}  # by the first it was calibrated


@dataclass
class Tally:
    right: int = 0
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    stale: int = 0
    wrong_person: int = 0
    by_lies: int = 0
    sure: list[tuple[float, bool]] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + len(self.false) + len(self.missed))

    @property
    def stale_share(self) -> float:
        return self.stale / max(1, self.right + len(self.false))


def says(claim: Claim, truth: Truth) -> bool:
    """Whether a claim says what is true: in a slot of its group, with all its words."""
    if claim.slot not in GROUPS[truth.group] or (claim.polarity < 0) != (truth.group == "dislikes"):
        return False
    return set(normal(truth.value).split()) <= set(normal(claim.value).split())


def compare(tally: Tally, life: Life, day: int, claims: list[Claim], incoming: set[str]) -> None:
    true = [one for one in life.person.truths if one.holds(day) and life.told.get(one, 999) <= day]
    once = [one for one in life.person.truths if not one.holds(day) and one.until <= day]
    mine = [c for c in claims if c.subject == "" and c.slot in TRACKED]
    active = [c for c in mine if c.status in {Status.ACTIVE, Status.DISPUTED}]
    tally.right += sum(any(says(c, one) for c in active) for one in true)
    tally.missed += [
        f"{one.group}: {one.value}" for one in true if not any(says(c, one) for c in active)
    ]
    for claim in active:
        if any(says(claim, one) for one in true):
            continue
        tally.false.append(f"{claim.slot}: {claim.value}")
        tally.stale += any(says(claim, one) for one in once)
    others = {normal(one.value) for one in life.person.friends_truths}
    others |= {normal(word) for word in LIE_PLACES + LIE_THINGS}
    believed = [c for c in claims if c.status is Status.ACTIVE and c.slot not in MENTIONED]
    tally.wrong_person += sum(c.subject == "" and normal(c.value) in others for c in believed)
    tally.by_lies += sum(all(e.document in incoming for e in c.evidence) for c in believed)
    for claim in mine:
        if claim.status in {Status.ACTIVE, Status.DISPUTED, Status.DRAFT} and _own(claim):
            tally.sure.append((claim.confidence, any(says(claim, one) for one in true)))


def _own(claim: Claim) -> bool:
    return any(one.strength is not Strength.OTHERS for one in claim.evidence)


def checked(life: Life, tallies: dict[int, Tally], home: Path) -> None:
    """Live through a life as it was, learning on the way."""
    store = MemoryStore(home, DataKey.new())
    me = life.person
    add_source(store, home / "life")
    incoming: set[str] = {
        one.id for _, one in life.documents
        if any(p.role == "from" and p.address != me.address for p in one.people)
    }  # fmt: skip
    done = -1
    for day in CHECKED:
        with store.write():
            file = begin_file(store, 1, home / "life")
            for on, document in life.documents:
                if done < on <= day:
                    put_document(store, file, document, [])
        finish(learning(store, f"{me.name} <{me.address}>"))
        compare(tallies[day], life, day, read_claims(store.db), incoming)
        done = day
    store.close()


@pytest.fixture(scope="module", params=SEEDS)
def tallies(request):
    found: dict[int, Tally] = defaultdict(Tally)
    for seed, person in product(SEEDS[request.param], people()):
        with tempfile.TemporaryDirectory() as home:
            checked(lived(person, seed), found, Path(home))
    return found


def calibration(sure: list[tuple[float, bool]]) -> tuple[float, list[str]]:
    """Return how far confidence is from the share that is right, and the curve."""
    curve, off = [], 0.0
    for low, high in pairwise(BINS):
        some = [(c, right) for c, right in sure if low <= c < high]
        if some:
            said = sum(c for c, _ in some) / len(some)
            true = sum(right for _, right in some) / len(some)
            off += abs(said - true) * len(some) / len(sure)
            curve.append(f"{said:.2f} -> {true:.2f} ({len(some)})")
    return off, curve


def test_what_is_believed_of_invented_people(tallies):
    for day, one in sorted(tallies.items()):
        counts = f"right {one.right}, false {len(one.false)}, missed {len(one.missed)}"
        wrong = f"wrong person {one.wrong_person}, by incoming mail {one.by_lies}"
        print(f"\nday {day}: F1 {one.f1:.3f} ({counts}), stale {one.stale_share:.3f}, {wrong}")
    last = tallies[CHECKED[-1]]
    off, curve = calibration([pair for one in tallies.values() for pair in one.sure])
    print(f"  calibration error {off:.3f}; said -> true (claims): {'; '.join(curve)}")
    print(f"  missed: {', '.join(sorted(last.missed))}\n  false: {', '.join(sorted(last.false))}")

    assert sum(one.f1 for one in tallies.values()) / len(tallies) >= 0.80
    assert sum(one.wrong_person + one.by_lies for one in tallies.values()) == 0
    assert off <= 0.08
    assert last.stale_share <= 0.05
