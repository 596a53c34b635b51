"""Published question sets as files that people have, and which places answer each question.

They are read by path (FAMULUS_BENCH_DATA, else ../shared/data) and never copied
here: some are for evaluation only.  Memories made of them are kept in
FAMULUS_BENCH_HOME, else in the system's folder for such.
"""

from __future__ import annotations

import json
import os
import re
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

DATA = Path(os.environ.get("FAMULUS_BENCH_DATA", "../shared/data"))
HOMES = Path(os.environ.get("FAMULUS_BENCH_HOME", Path(tempfile.gettempdir()) / "famulus-bench"))


@dataclass
class Asked:
    question: str
    right: list[set[str]]  # alternatives, each a set of places
    kind: str = ""
    sides: dict[str, set[str]] = field(default_factory=dict)
    answer: str = ""


@dataclass
class Life:
    """One person's files and the questions about them."""

    name: str
    files: dict[str, bytes]
    asked: list[Asked]
    place_of: dict[str, str] = field(default_factory=dict)  # of a locator


def folder() -> Path | None:
    """Return where the sets lie, unpacked if need be; None if there are none."""
    if (DATA / "dev").is_dir():
        return DATA / "dev"
    packed = DATA / "dev.tar.xz"
    if not packed.exists():
        return None
    unpacked = HOMES / "data"
    if not (unpacked / "dev").is_dir():
        unpacked.mkdir(parents=True, exist_ok=True)
        with tarfile.open(packed) as archive:
            archive.extractall(unpacked, filter="data")
    return unpacked / "dev"


def two_people(root: Path) -> Iterator[Life]:
    """Chats of two people over months (LoCoMo); a place is a message."""
    for n, told in enumerate(json.loads((root / "LoCoMo/locomo.json").read_text())):
        talk, lines, ids = told["conversation"], [], []
        for number in range(1, 100):
            for turn in talk.get(f"session_{number}", []):
                when = datetime.strptime(  # noqa: DTZ007 - the chat has no zone
                    talk[f"session_{number}_date_time"].upper(), "%I:%M %p ON %d %B, %Y"
                )
                picture = turn.get("blip_caption")
                words = turn["text"] + (f" [shared image: {picture}]" if picture else "")
                lines.append(f"[{when:%d/%m/%Y, %H:%M:%S}] {turn['speaker']}: {words}")
                ids.append(turn["dia_id"])
        asked = []
        for one in told["qa"]:
            named = re.findall(r"D\d+:\d+", " ".join(one.get("evidence", [])))
            if right := {id for id in named if id in set(ids)}:
                asked.append(Asked(one["question"], [right], str(one["category"])))
        places = {f"#{k}": id for k, id in enumerate(ids, 1)}
        yield Life(f"two-people-{n}", {"_chat.txt": _joined(lines)}, asked, places)


def with_a_program(root: Path) -> Iterator[Life]:
    """Long talks with an assistant (BEAM-100K); a place is a message of the person's."""
    for path in sorted((root / "BEAM/chats/100K").iterdir()):
        messages, ids, of = [], [], {}
        last = None
        for batch in json.loads((path / "chat.json").read_text()):
            told = [message for turn in batch["turns"] for message in turn]
            when = next(one["time_anchor"] for one in told if one.get("time_anchor"))
            for one in told:
                last = one["id"] if one["role"] == "user" else last
                of[one["id"]] = str(last)
                words = re.sub(r"\s*->->.*$", "", one["content"])
                messages.append({"role": one["role"], "content": words, "date": _day(when)})
                ids.append(one["id"])
        probes = json.loads((path / "probing_questions/probing_questions.json").read_text())
        asked = [
            Asked(
                probe["question"],
                [_places(probe["source_chat_ids"], of)],
                ability,
                {side: _places(named, of) for side, named in probe["source_chat_ids"].items()}
                if isinstance(probe["source_chat_ids"], dict)
                else {},
            )
            for ability, of_it in probes.items()
            for probe in of_it
            if probe.get("source_chat_ids") and _places(probe["source_chat_ids"], of)
        ]
        places = {f"#{k}": of[id] for k, id in enumerate(ids, 1)}
        files = {"log.json": json.dumps({"messages": messages}).encode()}
        yield Life(f"with-a-program-{path.name}", files, asked, places)


def own_papers(root: Path) -> Iterator[Life]:
    """Chats, talks with an assistant and purchases of one person (PersonaBench); a place is one."""
    base = root / "PersonaBench/eval_data/eval_data_v1/synthetic_data/community_0"
    private = base / "private_data/noise_0.5"
    info = base / "eval_info"
    gold = {
        one["q_id"]: one
        for one in json.loads((info / "qa_gt_context_all_noise_0.5.json").read_text())
    }
    for person in json.loads((info / "eval_info_all.json").read_text()):
        home = private / person["Name"]
        if not home.is_dir():
            continue
        files: dict[str, bytes] = {}
        told = json.loads((home / "conversation_data.json").read_text())["Data"]
        for talk in (talk for one in told for talk in one["Conversations"]):
            files |= _paper(talk, "conversation")
        for kind in ("user_ai_interaction", "purchase_history"):
            for one in json.loads((home / f"{kind}_data.json").read_text())["Data"]:
                files |= _paper(one, kind)
        asked = [
            Asked(one["question"], _combinations(gold[one["q_id"]]["segment_id"]), one["type"])
            for one in person["Eval_Info"]["qa"]
        ]
        yield Life(f"own-papers-{person['Name'].split()[0].lower()}", files, asked)


def diary(root: Path) -> Iterator[Life]:
    """A short mail to oneself for each thing that happened (TimelineQA, sparse)."""
    base = root / "TimelineQA-pregenerated/src/qa/posttext/data/TimelineQA/sparse-100"
    told = json.loads((base / "timeline.json").read_text())
    mails, asked = [], []
    happened = [(day, one) for day in sorted(told) for one in told[day].values()]
    for n, (day, one) in enumerate(happened):
        mail = EmailMessage()
        when = datetime.strptime(day, "%Y/%m/%d").replace(hour=12, tzinfo=UTC)
        mail["From"] = mail["To"] = "Me <me@example.org>"
        mail["Subject"], mail["Message-ID"] = "Diary", f"<{one['eid']}@example.org>"
        mail["Date"] = when + timedelta(minutes=n % 600)
        mail.set_content(one["text_template_based"])
        mails.append(b"From me@example.org Thu Jan  1 00:00:00 2010\n" + mail.as_bytes() + b"\n")
        asked += [
            Asked(question, [{one["eid"]}], answer=str(answer))
            for question, answer in one["atomic_qa_pairs"]
        ]
    yield Life("diary", {"diary.mbox": b"".join(mails)}, asked)


def _paper(told: dict[str, Any], kind: str) -> dict[str, bytes]:
    """Return a segment as a file: its id is in the name alone, which nobody asks for."""
    said = {key: value for key, value in told.items() if key not in ("segment_id", "session")}
    return {f"{told['segment_id']}-{kind}.json": json.dumps(said).encode()}


def _combinations(named: dict[str, list[str]]) -> list[set[str]]:
    combined: list[set[str]] = [set()]
    for places in named.values():
        combined = [before | {place} for before in combined for place in places]
    return combined


def _places(named: Any, of: dict[int, str]) -> set[str]:
    if isinstance(named, dict):
        return {place for one in named.values() for place in _places(one, of)}
    if isinstance(named, list):
        return {place for one in named for place in _places(one, of)}
    return {of[named]} if named in of and of[named] != "None" else set()


def _day(anchor: str) -> str:
    return datetime.strptime(anchor, "%B-%d-%Y").date().isoformat()  # noqa: DTZ007


def _joined(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
