"""What our runtime costs beside bare llama.cpp: ratios of one run, on the embedded model.

Both take turns, in processes of their own, by the same threads; each figure is
the median of the turns' ratios.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from assistant.app import Assistant
from assistant.engine.local import LlamaModel, embedded
from assistant.engine.plan import Sampling
from assistant.engine.requantise import requantising
from memory.cipher import DataKey
from memory.progress import finish
from memory.readings import Readings
from memory.store import MemoryStore
from memory.types import Message
from tests.fakes import day

ROOT = Path(__file__).parents[2]
THREADS = psutil.cpu_count(logical=False) or 1
TURNS = 7
WRITTEN = 128
PASSAGE = "The kiln was fired on Tuesday, and the lease of the flat ends in June. "
SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {
            "people": {
                "type": "array",
                "minItems": 12,
                "items": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string"},
                        "age": {"type": "integer"},
                        "town": {"type": "string"},
                    },
                    "required": ["name", "age", "town"],
                },
            }
        },
        "required": ["people"],
    }
)


class BareProcess:
    """bare_model.py, asked by lines."""

    def __init__(self, context: int = 4096, threads: int = THREADS) -> None:
        command = [sys.executable, "-m", "tests.bench.bare_model", str(embedded())]
        self.process = subprocess.Popen(
            [*command, str(context), str(threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self._hear()

    def ask(self, text: str, count: int) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"text": text, "count": count}) + "\n")
        self.process.stdin.flush()
        return self._hear()

    def _hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        heard: dict[str, Any] = json.loads(self.process.stdout.readline())
        return heard


@pytest.fixture(scope="module")
def bare() -> Iterator[BareProcess]:
    bare = BareProcess()
    yield bare
    bare.process.kill()
    bare.process.communicate()


@pytest.fixture
def model() -> Iterator[LlamaModel]:
    model = LlamaModel(embedded(), threads=THREADS)
    yield model
    model.close()


@pytest.fixture
def store(tmp_path) -> Iterator[MemoryStore]:
    (tmp_path / "home").mkdir()
    store = MemoryStore(tmp_path / "home", DataKey.new())
    yield store
    store.close()


def speed(pair: tuple[int, float]) -> float:
    return pair[0] / pair[1]


def median_of(ratio: Callable[[int], float], turns: int = TURNS) -> float:
    return statistics.median(ratio(n) for n in range(turns))


def asked(text: str) -> list[Message]:
    return [Message("user", text)]


def long_text(n: int) -> str:
    """Return about 1,500 tokens that begin with something new."""
    return f"Number {n}. " + PASSAGE * 83


def test_reading_and_writing_beside_bare_llama(bare, model):
    reading, writing = [], []
    for n in range(TURNS):
        text = long_text(n) + " Tell a long story of it."
        theirs = bare.ask(f"<|im_start|>user\n{text}<|im_end|>\n<|im_start|>assistant\n", WRITTEN)
        sampling = Sampling(temperature=0, max_tokens=WRITTEN)
        "".join(model.generate(asked(text), sampling))
        spent = model.spent
        reading.append((spent.read / spent.reading) / speed(theirs["read"]))
        writing.append((spent.written / spent.writing) / speed(theirs["written"]))
    read, written = statistics.median(reading), statistics.median(writing)
    print(f"\nreading {read:.3f}, writing {written:.3f} of bare llama.cpp ({THREADS} threads)")

    assert read >= 0.95
    assert written >= 0.97


def test_a_schema_beside_free_text(model):
    def turn(n: int) -> float:
        sampling = Sampling(temperature=0, max_tokens=WRITTEN)
        question = asked(f"Write JSON about {n + 12} people: name, age, town.")
        speeds = []
        for schema in ("", SCHEMA):
            text = "".join(model.generate(question, sampling, schema))
            assert text
            speeds.append(model.spent.written / model.spent.writing)
        return float(speeds[1] / speeds[0])

    kept = median_of(turn)
    print(f"\nwith a schema {kept:.3f} of the speed of free text")

    assert kept >= 0.85


def first_token(model: LlamaModel, messages: list[Message], keep: str) -> float:
    """Return the seconds to the first piece of text."""
    began = time.perf_counter()
    work = model.generate(messages, Sampling(temperature=0, max_tokens=8), keep=keep)
    next(piece for piece in work if piece)
    took = time.perf_counter() - began
    list(work)
    return took


def test_what_was_read_once_is_not_read_again(store):
    def started() -> LlamaModel:
        model = LlamaModel(embedded(), threads=THREADS, drawer=Readings(store))
        "".join(model.generate(asked("Hi"), Sampling(max_tokens=1)))  # it is loaded
        return model

    cold, warm, restarted = [], [], []
    for n in range(TURNS):
        model = started()
        prefix = [Message("system", long_text(n))]
        cold.append(first_token(model, [*prefix, Message("user", "Which day?")], f"c{n}"))
        warm.append(first_token(model, [*prefix, Message("user", "What ends?")], f"c{n}"))
        model.rest()
        model.close()
        model = started()
        restarted.append(first_token(model, [*prefix, Message("user", "Who fired?")], f"c{n}"))
        model.close()
    whole = statistics.median(cold)
    again, anew = statistics.median(warm) / whole, statistics.median(restarted) / whole
    print(f"\n1,500 tokens: warm {again:.4f}, after a restart {anew:.4f} of cold ({whole:.2f} s)")

    assert again <= 0.02
    assert anew <= 0.05


def mails(folder: Path, count: int) -> Path:
    folder.mkdir()
    for n in range(count):
        (folder / f"{n}.eml").write_text(
            f"From: Bo <bo@example.org>\nTo: Ada <ada@example.org>\nMessage-ID: <{n}@x>\n"
            f"Date: {day(1 + n % 28):%a, %d %b %Y %H:%M:%S} +0000\nSubject: Kiln {n}\n\n"
            + f"Number {n}. {PASSAGE * 6}\n"
        )
    return folder


def test_a_chat_while_mails_are_read(tmp_path, model):
    """The other program reads and encodes; here a question is asked all the while."""
    home, folder = tmp_path / "home", mails(tmp_path / "mails", 4000)
    sampling = Sampling(temperature=0, max_tokens=8)
    "".join(model.generate(asked("Hi"), sampling))

    def took(n: int) -> float:
        return first_token(model, asked(f"Number {n}. {PASSAGE * 20}"), "")

    quiet = [took(n) for n in range(15)]
    command = [sys.executable, "-m", "ui.main", "read", str(folder), "--home", str(home)]
    environment = os.environ | {"FAMULUS_PASSPHRASE": "tea", "QT_QPA_PLATFORM": "offscreen"}
    reading = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(8)  # it has begun to encode
    busy: list[float] = []
    while reading.poll() is None and len(busy) < 15:
        busy.append(took(100 + len(busy)))
    still = reading.poll() is None
    reading.kill()
    reading.wait()
    ratio = statistics.median(busy) / statistics.median(quiet)
    print(f"\nfirst token while mails are read: {ratio:.2f} of quiet ({len(busy)} questions)")

    assert still
    assert ratio <= 2


def resident(pid: int) -> int:
    """Return the bytes that a process and all its children hold."""
    process = psutil.Process(pid)
    everyone = (process, *process.children(recursive=True))
    return sum(int(one.memory_info().rss) for one in everyone)


def test_memory_of_a_model_beside_bare_llama(bare, model):
    text = long_text(0)
    bare.ask(text, 16)
    "".join(model.generate(asked(text), Sampling(temperature=0, max_tokens=16)))
    assert model.pid is not None
    ours = psutil.Process(model.pid).memory_info().rss
    theirs = psutil.Process(bare.process.pid).memory_info().rss
    print(f"\nmemory with a model: {ours / theirs:.3f} of bare llama.cpp ({ours >> 20} MB)")

    assert ours <= 1.15 * theirs


def test_memory_of_the_idle_program(tmp_path):
    """The window over a memory that was searched, then left alone: all of its processes."""
    home, folder = tmp_path / "home", mails(tmp_path / "mails", 50)
    with Assistant.open(home, passphrase="tea") as famulus:
        famulus.read([folder])
    code = "from tests.bench.idle_window import *; main(Path(sys.argv[1]))"
    environment = os.environ | {"FAMULUS_PASSPHRASE": "tea", "QT_QPA_PLATFORM": "offscreen"}
    window = subprocess.Popen(
        [sys.executable, "-c", code, str(home)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert window.stdout is not None
    assert window.stdout.readline().strip() == "idle"
    held = resident(window.pid)
    window.kill()
    window.communicate()
    print(f"\nidle window and all its processes: {held >> 20} MB")

    assert held <= 350 << 20


@pytest.mark.parametrize("kind", ["Q4_0", "Q8_0", "F16"])
def test_what_another_quantisation_gives_and_takes(tmp_path, kind):
    compared = finish(requantising(embedded(), kind, tmp_path / "other.gguf"))
    before, after = compared.before, compared.after
    print(
        f"\n{kind}: reading {after.reading / before.reading:.2f}"
        f", writing {after.writing / before.writing:.2f} times as fast"
        f", perplexity {compared.loss:+.0%}, {after.size >> 20} MB of {before.size >> 20}"
    )

    assert (compared.loss > 0.04) == (kind == "Q4_0")
