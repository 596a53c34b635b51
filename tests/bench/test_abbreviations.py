"""How often the phrase that was meant is among five, for initials and what stands before.

A tenth of what a person wrote is held out, letter by letter; of each its
phrases of three to eight words are abbreviated.  "Seen" are those that stand
word for word in the other nine tenths.

What an abbreviation costs is told in the model's steps and the tokens that are
read in them, in seconds, and as a multiple of the time in which bare llama.cpp
writes one token, by as many threads, in the same minute.  What stands before is
read ahead, as it is while it is typed; reading it only then is told apart.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from assistant.engine.local import LlamaModel, embedded
from assistant.profile.extract.turns import turns
from assistant.profile.owner import owner_of
from assistant.shorthand.abbreviations import Place, composing, merged, own_phrases
from assistant.shorthand.initials import abbreviated, keeps, words
from assistant.shorthand.phrases import OwnWords, Wrote
from ingest.readers.mail import MailReader
from ingest.sandbox import Line
from memory.progress import finish
from memory.types import Document
from tests.bench.published import folder
from tests.bench.test_engine import THREADS, BareProcess

FOUND = folder()
pytestmark = pytest.mark.skipif(FOUND is None, reason="no mails (FAMULUS_BENCH_DATA)")
PIECE = re.compile(r"[^.,;:!?()\n\"“”—]+(?:\.(?=\w)[^.,;:!?()\n\"“”—]+)*")
PLAIN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d[\w.:/]*")
FOLDS = 10
STEPS, EVERY = 16, 20  # of bare llama.cpp, after how many phrases
WRITERS, LETTERS = 4, 80  # of the mailing lists: whose, and how many of each


def panza() -> list[str]:
    assert FOUND is not None
    lines = (FOUND / "PanzaMail/data/david_anonymous_clean.jsonl").read_text().splitlines()
    return [json.loads(line)["email"].replace("\r\n", "\n") for line in lines]


def senders() -> Iterator[list[str]]:
    """What those wrote who wrote most to the mailing lists, without what they quoted."""
    assert FOUND is not None
    reader = MailReader(lambda _name, _data: None)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted((FOUND / "SpamAssassin/data/easy-ham-1").iterdir()):
        mail = next(iter(reader.read_mail(path.read_bytes())), None)
        if not isinstance(mail, Document):
            continue
        address = next((p.address for p in mail.people if p.role == "from"), "")
        own = [turn.text for turn in turns(mail, owner_of(address)) if turn.own and address]
        found[address] += ["\n".join(own)] if own else []
    for letters in sorted(found.values(), key=len, reverse=True):
        if not is_machine(letters) and len(letters) > 20:
            yield letters[:LETTERS]


def is_machine(letters: list[str]) -> bool:
    """Whether a list of headlines is sent under that address."""
    return sum("URL:" in one or "http" in one[:200] for one in letters) > len(letters) / 3


def phrases(letter: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and a phrase."""
    flat = re.sub(r"(?<!\n)\n(?!\n)", " ", letter)
    for match in PIECE.finditer(flat):
        said = match[0].strip().split()
        if 3 <= len(said) <= 8 and all(PLAIN.fullmatch(word) for word in said):
            yield flat[: match.end() - len(match[0].lstrip())], " ".join(said)


def plain(text: str) -> str:
    return " ".join(word.lower() for word in words(text) if word[0].isalnum())


class Counting(LlamaModel):
    """A model that keeps what its process told of the last work."""

    def __init__(self) -> None:
        super().__init__(embedded(), threads=THREADS)
        self.told: Line = {}

    def _worked(self, request, heard=None):
        self.told = yield from super()._worked(request, heard)
        return self.told


class Tried:
    """What came of it, by kind and length, and what it cost."""

    def __init__(self) -> None:
        self.costs: list[tuple[int, int, int]] = []  # words, steps, tokens
        self.step = 0.0  # of bare llama.cpp, in seconds
        self.times: list[float] = []  # in such steps
        self.hits: Counter[tuple[str, int]] = Counter()
        self.all: Counter[tuple[str, int]] = Counter()
        self.took: list[float] = []
        self.ahead: list[float] = []  # seconds in which what stands before was read
        self.broken = 0

    def share(self, kind: str) -> float:
        tried = sum(n for (of, _), n in self.all.items() if of == kind)
        return sum(n for (of, _), n in self.hits.items() if of == kind) / max(1, tried)

    def told(self, kind: str) -> str:
        lengths = [f"{n}: {self.hits[kind, n]}/{self.all[kind, n]}" for n in range(3, 9)]
        tried = sum(n for (of, _), n in self.all.items() if of == kind)
        return f"{kind} {self.share(kind):.3f} of {tried} ({', '.join(lengths)})"

    def cost(self) -> str:
        words = sorted({length for length, _, _ in self.costs})
        means = [
            f"{n}: {statistics.mean(s for of, s, _ in self.costs if of == n):.0f} steps, "
            f"{statistics.mean(t for of, _, t in self.costs if of == n):.0f} tokens"
            for n in words
        ]
        return f"{self.broken} break the grammar; {'; '.join(means)}"

    def time(self) -> str:
        return (
            f"{_median_and_p95(self.took)} s, {_median_and_p95(self.times)} steps of bare "
            f"llama.cpp of {self.step * 1000:.1f} ms; read ahead in {_median_and_p95(self.ahead)} s"
        )


def _median_and_p95(found: list[float]) -> str:
    ordered = sorted(found)
    return f"{ordered[len(ordered) // 2]:.3f} (p95 {ordered[int(len(ordered) * 0.95)]:.3f})"


def try_out(letters: list[str], model: Counting, bare, folds: range, tried: Tried) -> None:
    random.seed(7)
    order = random.sample(range(len(letters)), len(letters))
    for fold in folds:
        held = order[fold::FOLDS]
        rest = [letters[n] for n in order if n not in set(held)]
        own = OwnWords(Wrote(one) for one in rest)
        known = f" {plain(' '.join(rest))} "
        for n in held:
            for before, phrase in phrases(letters[n]):
                if len(tried.took) % EVERY == 0:
                    count, seconds = bare.ask("Dear Bo,", STEPS)["written"]
                    tried.step = seconds / count
                _try_one(own, known, before, phrase, model, tried)


def _try_one(own, known, before, phrase, model: Counting, tried: Tried) -> None:
    short, place = abbreviated(phrase), Place(before)
    began = time.perf_counter()
    finish(composing("", own, place, model))
    tried.ahead.append(time.perf_counter() - began)
    began = time.perf_counter()
    found = own_phrases(short, own, place)
    composed = finish(composing(short, own, place, model))
    offered = merged(found, composed, ())
    tried.took.append(time.perf_counter() - began)
    kind = "seen" if f" {plain(phrase)} " in known else "unseen"
    tried.broken += sum(not keeps(short, one.text) for one in offered)
    tried.all[kind, len(phrase.split())] += 1
    tried.hits[kind, len(phrase.split())] += plain(phrase) in {plain(o.text) for o in offered}
    tried.costs.append((len(phrase.split()), model.told["steps"], model.told["tokens"]))
    tried.times.append(tried.took[-1] / tried.step)


@pytest.fixture(scope="module")
def model():
    one = Counting()
    yield one
    one.close()


@pytest.fixture(scope="module")
def bare():
    one = BareProcess()
    yield one
    one.process.kill()
    one.process.communicate()


def told(name: str, tried: Tried) -> None:
    print(f"\n{name}: {tried.told('unseen')}\n  {tried.told('seen')}")
    print(f"  {tried.cost()}\n  {tried.time()}")


def test_a_writer_of_few_letters(model, bare):
    tried = Tried()
    try_out(panza(), model, bare, range(FOLDS), tried)
    told("PanzaMail", tried)
    assert tried.broken == 0
    assert tried.share("unseen") >= 0.35
    assert tried.share("seen") >= 0.80


def test_writers_to_mailing_lists(model, bare):
    tried = Tried()
    for _, letters in zip(range(WRITERS), senders(), strict=False):
        try_out(letters, model, bare, range(1), tried)
    told("SpamAssassin senders", tried)
    assert tried.broken == 0
    assert tried.share("seen") >= 0.80
