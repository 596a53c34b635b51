# ruff: noqa: E501 - lines of a table
"""What leaves, measured: on published texts, on planted secrets, and how quick it is.

Rules were made on one half of each set (its even rows) and are read on the other; both
are printed.  Spans count without their kinds: character overlap of at least one half,
on spans that are merged where only signs stand between them.
"""

from __future__ import annotations

import base64
import csv
import gc
import json
import os
import random
import re
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from assistant.privacy.recognizers.details import Details
from assistant.privacy.recognizers.gazetteer import Gazetteer, Known
from assistant.privacy.recognizers.recognizing import recognized, recognized_in
from assistant.privacy.recognizers.spans import Kind
from assistant.privacy.recognizers.tokens import words
from assistant.privacy.replacing.masking import Placeholders, masked
from assistant.privacy.replacing.restoring import Restoring
from assistant.privacy.rewriting import Knowledge, Policy, rewritten
from tests.bench.published import folder

NOTHING = Knowledge(Gazetteer([]), Details([]), lambda _: set())
PRESIDIO = os.environ.get("FAMULUS_BENCH_PRESIDIO", "")  # a Python that has presidio-analyzer


def data(*parts: str) -> Path:
    root = folder()
    path = root.joinpath(*parts) if root else None
    if path is None or not path.exists():
        pytest.skip("the data are not here")
    return path


def left(text: str, knowledge: Knowledge = NOTHING) -> str:
    return rewritten(text, knowledge, Policy(), Placeholders()).outgoing


def plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split())


# PUPA: units that leave, and other words that are kept


def test_prompts_of_people(capsys):
    rows = prompts()
    counted = [pupa(rows[half::2]) for half in (0, 1)]
    with capsys.disabled():
        for half, (units, leaked, kept) in enumerate(counted):
            print(f"\nPUPA half {half}: {leaked} of {units} units leave ({leaked / units:.1%}; "
                  f"reach 3.0 %), {kept:.1%} of other words kept (reach 95 %)")  # fmt: skip
    assert all(leaked / units < 0.07 and kept > 0.934 for units, leaked, kept in counted)


def prompts() -> list[dict[str, str]]:
    with data("PUPA", "pupa", "PUPA_TNB.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def pupa(rows: list[dict[str, str]]) -> tuple[int, int, float]:
    units = leaked = kept = total = 0
    for row in rows:
        query = f" {plain(row['user_query'])} "
        private = {
            plain(unit)
            for unit in row["pii_units"].split("||")
            if "presidio_anonymized" not in unit.lower()
        }
        private = {unit for unit in private if len(unit) > 1 and f" {unit} " in query}
        out = f" {plain(left(row['user_query']))} "
        units += len(private)
        leaked += sum(f" {unit} " in out for unit in private)
        inside = {word for unit in private for word in unit.split()}
        others = Counter(word for word in query.split() if word not in inside)
        kept += (others & Counter(out.split())).total()
        total += others.total()
    return units, leaked, kept / total


# Presidio's generated texts


def test_generated_texts(capsys):
    path = data("presidio-research", "tests", "data", "generated_large.json")
    texts = json.loads(path.read_text(encoding="utf-8"))
    halves = [[t for t in texts if (t["template_id"] or 0) % 2 == half] for half in (0, 1)]
    found = [spans_of(half) for half in halves]
    with capsys.disabled():
        for half, (recall, precision, f2) in enumerate(found):
            print(f"\nPresidio half {half}: recall {recall:.3f}, precision {precision:.3f}, "
                  f"F2 {f2:.3f} (reach .88 each; nationality, age and job not counted)")  # fmt: skip
    assert all(recall > 0.935 and precision > 0.86 and f2 > 0.92 for recall, precision, f2 in found)


UNCOUNTED = {Kind.NATIONALITY, Kind.AGE, Kind.JOB}
UNLABELLED = {"TITLE", "PREFIX", "NRP", "AGE"}


def spans_of(texts: list[dict[str, Any]]) -> tuple[float, float, float]:
    right = gold_count = found_count = 0
    true_found = 0
    for one in texts:
        text = one["full_text"]
        gold = merged(
            [
                (s["start_position"], s["end_position"])
                for s in one["spans"]
                if s["entity_type"] not in UNLABELLED
            ],
            text,
        )
        found = merged(
            [(s.start, s.end) for s in recognized(text) if s.kind not in UNCOUNTED], text
        )
        right += sum(any(overlap(g, f) >= 0.5 for f in found) for g in gold)
        true_found += sum(any(overlap(g, f) >= 0.5 for g in gold) for f in found)
        gold_count += len(gold)
        found_count += len(found)
    recall, precision = right / gold_count, true_found / found_count
    return recall, precision, 5 * precision * recall / (4 * precision + recall)


def merged(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and not re.search(r"\w", text[out[-1][1] : start]):
            out[-1] = out[-1][0], max(out[-1][1], end)
        else:
            out.append((start, end))
    return out


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    inside = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return inside / ((a[1] - a[0]) + (b[1] - b[0]) - inside)


# CoGenesis: what the memory holds of somebody, in tasks that they set


def test_tasks_of_people_whose_profile_is_known(capsys):
    path = data("CoGenesis", "data", "context-aware", "dev.json")
    people = json.loads(path.read_text(encoding="utf-8"))
    lines = []
    for half in (0, 1):
        tasks = leaked = 0
        for person in people[half::2]:
            said, knowledge = profile(person["additional_profile"])
            for task in [person["conversations"][0]["value"], *person["additional_tasks"]]:
                out = left(task, knowledge)
                tasks += 1
                leaked += any(leaves(detail, out) for detail in said)
        lines.append((tasks, leaked))
    with capsys.disabled():
        for half, (tasks, leaked) in enumerate(lines):
            print(f"\nCoGenesis half {half}: of {tasks} tasks {leaked} tell a detail (reach 0)")
    assert not any(leaked for _, leaked in lines)


def profile(text: str) -> tuple[list[str], Knowledge]:
    """Return what is private of somebody, and a memory that holds it."""
    told = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)
    lists = (told.get("Privacy_info", ""), told.get("Smart_device_usage", ""))
    details = [one.strip() for part in lists for one in part.split(";") if one.strip()]
    known = [Known(told.get("Name", "Nobody"), Kind.PERSON, "your own name")]
    known += [Known(p.strip(), Kind.PLACE, "a place") for p in told.get("Location", "").split(",")]
    known.append(Known(told.get("Occupation", "-"), Kind.JOB, "a job"))
    names = [told[f] for f in ("Name", "Location", "Occupation") if f in told]
    return [*names, *details], Knowledge(
        Gazetteer(known), Details([*names, *details]), lambda _: set()
    )


def leaves(detail: str, out: str) -> bool:
    """Return whether at least 60 % of the words of a detail that say something leave."""
    telling = {w for w in plain(detail).split() if len(w) > 3}
    return len(telling) > 1 and len(telling & set(plain(out).split())) >= 0.6 * len(telling)


# Canaries and streams


def secrets(random_: random.Random) -> list[tuple[str, Kind]]:
    """Return 2,000 invented secrets of several kinds."""

    def word() -> str:
        return "".join(random_.choice("bdfgklmnprstvz") + random_.choice("aeiou") for _ in range(4))

    made: list[tuple[str, Kind]] = []
    for n in range(400):
        made += [
            (f"{word().title()} {word().title()}", Kind.PERSON),
            (f"{word().title()} GmbH", Kind.ORGANISATION),
            (f"{word()}@{word()}.org", Kind.EMAIL),
            (f"sk-{word()}{n:04}{word()}{word()}", Kind.SECRET),
            (
                f"{word().title()}straße {n % 90 + 1}, {10000 + n * 7} {word().title()}",
                Kind.ADDRESS,
            ),
        ]
    return made


def test_two_thousand_secrets_in_two_thousand_texts(capsys):
    random_ = random.Random(7)
    planted = secrets(random_)
    gazetteer = Gazetteer(Known(secret, kind, "planted") for secret, kind in planted)
    knowledge = Knowledge(gazetteer, Details([]), lambda _: set())
    frames = ("Tell {} that it is late.", "what does {} say about it", "Frag {} bitte, ob das geht.",
              "Is it true? {}\nThanks", "sobre {} no sé nada", "({}) and so on")  # fmt: skip
    left_count = blocked = 0
    for n, (secret, _) in enumerate(planted):
        said = (secret, secret.upper(), secret.lower(), secret.replace("ß", "ss"),
                base64.b64encode(secret.encode()).decode())[n % 5]  # fmt: skip
        out = rewritten(frames[n % 6].format(said), knowledge, Policy(), Placeholders())
        blocked += out.blocked
        left_count += secret.casefold() in out.outgoing.casefold() or said in out.outgoing
    with capsys.disabled():
        print(
            f"\nCanaries: {left_count} of {len(planted)} leave (reach 0), {blocked} texts blocked"
        )
    assert left_count == 0


def test_a_thousand_random_streams(capsys):
    random_ = random.Random(3)
    rows = prompts()
    exact = 0
    for n in range(1000):
        text = rows[n % len(rows)]["target_response"]
        placeholders = Placeholders()
        placeholders.avoid(text)
        out, _ = masked(text, recognized(text), placeholders)
        cuts = sorted(random_.choices(range(len(out) + 1), k=random_.randint(0, 40)))
        restoring = Restoring(placeholders.written)
        ends = zip([0, *cuts], [*cuts, len(out)], strict=True)
        told = "".join([restoring.feed(out[a:b]) for a, b in ends]) + restoring.rest()
        exact += told == text
    with capsys.disabled():
        print(f"\nRestored: {exact} of 1000 streams exactly (reach all)")
    assert exact == 1000


# How quick


def test_a_thousand_words_among_ten_thousand_names(capsys):
    names = Gazetteer(ten_thousand())
    warm, *texts = thousands_of_words()
    both(warm, names)  # the lists are read once
    gc.collect()
    gc.freeze()  # what the tests hold is not looked through meanwhile; nor is what Presidio holds
    ours = sum(timed(lambda text=text: both(text, names)) for text in texts) / len(texts)
    gc.unfreeze()
    theirs = presidio([warm, *texts])
    with capsys.disabled():
        compared = f", Presidio {theirs:.3f} s: {theirs / ours:.1f} times" if theirs else ""
        print(f"\n1,000 words, each text read once: {ours:.3f} s{compared} (reach 3 times)")
    assert theirs == 0 or theirs > 1.4 * ours


def ten_thousand() -> list[Known]:
    """Return as many names, no two alike."""
    random_ = random.Random(1)
    made: set[str] = set()
    while len(made) < 10_000:
        parts = ("".join(random_.choice("bdfgklmnprstvz") + random_.choice("aeiou")
                         for _ in range(4)).title() for _ in range(2))  # fmt: skip
        made.add(" ".join(parts))
    return [Known(name, Kind.PERSON, "") for name in sorted(made)]


def thousands_of_words() -> list[str]:
    """Return different texts of 1,000 words, with what is private in them."""
    path = data("presidio-research", "tests", "data", "generated_large.json")
    texts = [one["full_text"] for one in json.loads(path.read_text(encoding="utf-8"))]
    read = " ".join(texts).split(" ")
    return [" ".join(read[at : at + 1000]) for at in range(0, 20_000, 1000)]


def both(text: str, names: Gazetteer) -> None:
    read = words(text)
    recognized_in(read)
    list(names.found(read))


def timed(work) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


THEIRS = """
import gc, json, sys, time, spacy
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine
class Blank(SpacyNlpEngine):
    def __init__(self):
        super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
        self.nlp = {"en": spacy.blank("en")}
    def load(self): pass
registry = RecognizerRegistry(); registry.load_predefined_recognizers(languages=["en"])
engine = AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=["en"])
warm, *texts = json.load(sys.stdin); engine.analyze(warm, "en"); gc.collect(); gc.freeze()
began = time.process_time()
for text in texts: engine.analyze(text, "en")
print((time.process_time() - began) / len(texts))
"""


def presidio(texts: list[str]) -> float:
    """Return the seconds of Presidio's pattern recognizers on a text, the first not counted.

    It is 0 where Presidio is not here.
    """
    if not PRESIDIO:
        return 0.0
    ran = subprocess.run(
        [PRESIDIO, "-c", THEIRS],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(ran.stdout.split()[-1])
