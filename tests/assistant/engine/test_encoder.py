"""The real encoder in its process: what it says, and that its death costs one call."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from pathlib import Path

import numpy as np
import pytest

from assistant.engine import encoder as module
from assistant.engine.encoder import Encoder, embedded, identity
from ingest.sandbox import Child
from memory.errors import Problem, ProcessDied
from tests.assistant import tiny_encoder


@pytest.fixture(scope="module")
def encoder():
    encoder = Encoder()
    yield encoder
    encoder.close()


def test_each_text_becomes_a_vector_of_length_one(encoder):
    vectors = encoder.encode(["Tea at noon.", "", "x" * 9000, "茶 \0"])

    assert vectors.shape == (4, encoder.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(4), abs=1e-5)


def test_the_same_text_has_the_same_vector_and_a_like_one_is_near(encoder):
    tea, again, like, unlike = encoder.encode(
        ["We drink tea.", "We drink tea.", "We are having a cup of tea.", "The lease ends in May."]
    )

    assert tea @ again == pytest.approx(1, abs=1e-5)
    assert tea @ like > 0.6 > tea @ unlike


def test_a_text_means_the_same_alone_and_among_others(encoder):
    alone = encoder.encode(["We drink tea."])[0]
    among = encoder.encode(["A much longer sentence about the lease. " * 20, "We drink tea."])[1]

    assert alone @ among == pytest.approx(1, abs=1e-4)


def test_its_process_may_not_use_the_network_and_is_told_no_secret(encoder, monkeypatch):
    encoder.encode(["tea"])
    pid = encoder._child.pid
    status = Path(f"/proc/{pid}/status").read_text()

    assert "Seccomp:\t2" in status
    assert "NoNewPrivs:\t1" in status
    assert b"FAMULUS_PASS" not in Path(f"/proc/{pid}/environ").read_bytes()
    assert b"HF_HUB_OFFLINE=1" in Path(f"/proc/{pid}/environ").read_bytes()


def test_after_its_process_was_killed_the_next_call_starts_another(encoder):
    before = encoder.encode(["tea"])
    pid = encoder._child.pid
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while encoder._child.alive and time.monotonic() < deadline:
        time.sleep(0.01)

    assert np.allclose(encoder.encode(["tea"]), before, atol=1e-5)
    assert encoder._child.pid != pid


class Mute:
    """A child that starts and then never answers."""

    alive = True
    pid = 0

    def __init__(self, *_said: object) -> None:
        self.closed = False
        self.heard = 0

    def send(self, line: object) -> None: ...

    def receive(self, seconds: float) -> dict[str, bool]:
        self.heard += 1
        if self.heard > 1:
            raise ProcessDied("It did not answer.")
        return {"ready": True}

    def close(self) -> None:
        self.closed = True


def test_a_process_that_falls_silent_is_ended_and_said_to_have_died(monkeypatch):
    children: list[Mute] = []

    def start(*said: object) -> Mute:
        children.append(Mute(*said))
        return children[-1]

    monkeypatch.setattr(module, "Child", start)
    encoder = Encoder()
    for _ in range(2):
        with pytest.raises(ProcessDied):
            encoder.encode(["tea"])

    assert [child.closed for child in children] == [True, True]


def test_closing_ends_the_process():
    encoder = Encoder()
    encoder._child = Child("ingest.worker")
    pid = encoder._child.pid
    encoder.close()
    encoder.close()

    assert not Path(f"/proc/{pid}").exists()


def test_the_encoder_comes_with_the_program():
    assert (embedded() / "modules.json").is_file()


def test_after_a_question_few_texts_are_encoded_at_once(encoder, monkeypatch):
    encoder._asked = 0.0
    assert encoder.at_once is None
    encoder.encode_questions(["tea"])
    assert encoder.at_once == 2


# Folders of sentence-transformers


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return tiny_encoder.make(tmp_path_factory.mktemp("tiny") / "model", 48, "query: ", "passage: ")


@pytest.fixture
def folder(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "model"))


def test_any_folder_of_sentence_transformers_encodes_with_its_own_dimensions(made):
    encoder = Encoder(made)
    encoder.load()
    (text,), (question,) = encoder.encode(["tea"]), encoder.encode_questions(["tea"])
    encoder.close()

    assert encoder.dimensions == len(text) == 48
    assert np.linalg.norm([text, question], axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert text @ question < 0.999  # this one has other words before a question than before a text


def test_where_questions_are_like_texts_they_have_the_same_vector(encoder):
    assert encoder.encode_questions(["tea"])[0] @ encoder.encode(["tea"])[0] == pytest.approx(1)


def test_its_name_is_what_it_is_wherever_it_lies(made, folder):
    before = identity(made)
    assert Encoder(made).name == identity(folder) == before
    (folder / "README.md").write_text("Other words for people.")
    os.utime(folder / "model.safetensors", (0, 0))
    assert identity(folder) == before


@pytest.mark.parametrize("file", ["model.safetensors", "config.json", "tokenizer.json"])
def test_its_name_changes_with_what_it_says(folder, file):
    before = identity(folder)
    raw = bytearray((folder / file).read_bytes())
    raw[-20] ^= 1
    (folder / file).write_bytes(bytes(raw))

    assert identity(folder) != before


def test_of_large_weights_every_part_counts(folder, monkeypatch):
    monkeypatch.setattr(module, "SMALL", 20_000)
    monkeypatch.setattr(module, "LOOK", 10_000)
    before = identity(folder)
    raw = (folder / "model.safetensors").read_bytes()
    for at in (0, len(raw) // 2, len(raw) - 1):
        changed = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        (folder / "model.safetensors").write_bytes(changed)
        assert identity(folder) != before


def test_what_is_no_such_folder_is_said_plainly(folder, tmp_path):
    with pytest.raises(Problem, match="no such folder"):
        Encoder(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(Problem, match=r"modules\.json is missing"):
        Encoder(tmp_path / "empty")
    (folder / "modules.json").write_text("[")
    with pytest.raises(Problem, match="cannot be read"):
        Encoder(folder)
    (folder / "modules.json").write_text("[]")
    with pytest.raises(Problem):
        Encoder(folder)


def test_a_folder_that_brings_code_of_its_own_is_not_run(folder):
    modules = json.loads((folder / "modules.json").read_text())
    modules[0]["type"] = "modeling.Mine"
    (folder / "modules.json").write_text(json.dumps(modules))
    (folder / "modeling.py").write_text("open('ran', 'w')")

    with pytest.raises(Problem, match="code of its own"):
        Encoder(folder)


def test_a_model_that_does_not_load_is_said_plainly(folder):
    (folder / "model.safetensors").write_bytes(b"not weights")
    encoder = Encoder(folder)

    with pytest.raises(Problem, match="does not load"):
        encoder.load()


def test_a_folder_that_changed_since_it_was_chosen_is_not_used(folder):
    encoder = Encoder.known(identity(folder), str(folder), 48)
    (folder / "config.json").write_text("{}")
    with pytest.raises(ProcessDied):
        encoder.encode(["tea"])
    shutil.rmtree(folder)
    with pytest.raises(ProcessDied):
        encoder.encode(["tea"])


def test_one_encoder_takes_over_from_another_and_its_process_with_it(made):
    serving, other = Encoder(), Encoder(made)
    child = serving._child = Child("ingest.worker")
    before = child.pid
    other.load()
    assert other._child is not None
    pid = other._child.pid
    serving.become(other)
    other.close()

    assert not Path(f"/proc/{before}").exists()
    assert (serving.name, serving.dimensions) == (identity(made), 48)
    assert serving.encode(["tea"]).shape == (1, 48)
    assert serving._child.pid == pid
    serving.close()
    late = Encoder(made)
    late._child = Child("ingest.worker")
    serving.become(late)  # after it was closed: nobody would end that process
    assert serving._child is None
