"""The models on the command line, with a hub on loopback as the mirror."""

from __future__ import annotations

import json

import pytest

from assistant.cli.models import pace, paced
from assistant.engine import requantise
from assistant.engine.local import embedded
from assistant.engine.plan import Sampling
from assistant.models import installed
from assistant.models.found import Skipped
from memory.progress import Progress, finish
from tests.assistant.hub import REPOSITORY, serving
from tests.assistant.models.tiny import a_model, gguf

NAME = "tiny-Q4_K_M.gguf"


@pytest.fixture(autouse=True)
def alone(quick, monkeypatch, tmp_path):
    """No other program on this computer has models, but for one that cannot be read."""
    bad = Skipped(tmp_path / "bad.gguf", "bad.gguf is not whole.")
    monkeypatch.setattr(installed, "look", lambda: ([], [bad]))


@pytest.fixture
def hub():
    with serving({NAME: gguf(name="Tiny one", licence="apache-2.0")}) as hub:
        yield hub


def listed(famulus):
    code, out, _ = famulus("models", "--json")
    assert code == 0
    return json.loads(out)


def test_the_list_says_what_is_there_what_is_not_used_and_what_could_be_got(famulus):
    code, out, _ = famulus("models")

    assert code == 0
    assert f"  {embedded().stem} [in use] — 98.4 MB, 135 M parameters, Q4_1" in out
    assert "    Tier 0. By its size alone: it was not tested here yet. Fits this machine" in out
    assert "bad.gguf: bad.gguf is not whole." in out
    assert "  qwen3-4b — Qwen3 4B, Apache 2.0\n    " in out
    assert "gemma-3-4b — Gemma 3 4B, Gemma terms of use" in out


def test_programs_are_told_everything(famulus):
    said = listed(famulus)
    (model,) = said["installed"]

    assert sorted(model) == sorted(
        ["name", "path", "origin", "title", "size", "parameters", "context", "quantisation",
         "licence", "repository", "sha256", "vouched", "trusted", "tier", "reason", "measured",
         "test", "fit", "needs", "in_use"]
    )  # fmt: skip
    assert model["in_use"]
    assert [one["reason"] for one in said["skipped"]] == ["bad.gguf is not whole."]
    assert {"name", "licence", "terms", "fit", "begun", "installed"} <= said["offered"][0].keys()


@pytest.mark.enable_socket
def test_a_model_is_got_from_a_mirror_used_and_removed(famulus, hub):
    code, out, err = famulus("models", "get", REPOSITORY, "--mirror", hub.url)
    assert (code, out.splitlines()[0]) == (0, "Got:"), err
    assert "tiny-Q4_K_M — " in out
    assert "Not from a known place" not in out

    assert famulus("models", "use", "tiny-Q4_K_M")[1].startswith("In use:\n  tiny-Q4_K_M [in use]")
    used = [one["name"] for one in listed(famulus)["installed"] if one["in_use"]]
    assert used == ["tiny-Q4_K_M"]

    assert famulus("models", "remove", "tiny-Q4_K_M")[1] == "Removed.\n"
    assert [one["in_use"] for one in listed(famulus)["installed"]] == [True]


@pytest.mark.enable_socket
def test_which_file_can_be_said_and_is_asked_for(famulus, hub):
    hub.files["other-Q2_K.gguf"] = gguf(parameters=3)
    hub.files["other-Q8_0.gguf"] = gguf(parameters=4)
    del hub.files[NAME]
    code, _, err = famulus("models", "get", REPOSITORY, "--mirror", hub.url)
    assert code == 1
    assert "Say which, with --file: other-Q2_K.gguf, other-Q8_0.gguf." in err

    code, out, _ = famulus(
        "models", "get", REPOSITORY, "--mirror", hub.url, "--file", "other-Q8_0.gguf", "--json"
    )
    assert (code, json.loads(out)["name"]) == (0, "other-Q8_0")


def test_a_file_is_added_trusted_and_given_a_tier(famulus, tmp_path):
    path = a_model(tmp_path / "mine.gguf")
    code, out, _ = famulus("models", "add", path)
    assert code == 0
    assert "added by you" in out
    assert "Not from a known place." in out

    code, _, err = famulus("models", "use", "mine")
    assert code == 1
    assert "not from a known place" in err
    code, out, _ = famulus("models", "use", "mine", "--trust", "mine.gguf", "--tier", 2, "--json")
    said = json.loads(out)
    assert (code, said["in_use"], said["tier"]) == (0, True, 2)
    assert said["reason"].startswith("You chose it. It was not tested here, and you let it write")
    assert (said["trusted"], said["vouched"]) == (True, False)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("use",), "Which model? `famulus models --help` shows how."),
        (("add",), "Which file?"),
        (("get",), "Which model is to be got?"),
        (("use", "nobody"), "There is no model nobody here."),
        (("remove", embedded().stem), "This model is a part of the program."),
        (("add", "/none.gguf"), "none.gguf is not a sound GGUF model"),
        (("get", "qwen3-4b", "--mirror", "example.org"), "no address of a mirror"),
    ],
)
def test_what_cannot_be_done_is_said(famulus, words, says):
    code, _, err = famulus("models", *words)

    assert code == 1
    assert says in err


def test_a_name_that_commands_the_terminal_does_not(famulus, tmp_path):
    path = a_model(tmp_path / "mine\x1b[31m.gguf", name="\x1b]0;x\a")
    _, out, _ = famulus("models", "add", path)

    assert "\x1b" not in out
    assert "\a" not in out


def test_help_shows_an_example(famulus):
    assert "famulus models get qwen3-4b" in famulus("models", "--help")[1]


def test_it_is_said_how_fast_it_goes_and_how_long_it_takes(monkeypatch):
    now = iter([10.0, 10.0, 12.0, 100.0])
    monkeypatch.setattr("assistant.cli.models.time.monotonic", lambda: next(now))

    def work():
        yield Progress(0, None, "Asking")
        yield Progress(0, 10_000_000, "Getting a", True)
        yield Progress(2_000_000, 10_000_000, "Getting a", True)
        return "done"

    steps = []
    going = paced(work())
    with pytest.raises(StopIteration) as end:
        while True:
            steps.append(next(going).note)

    assert end.value.value == "done"
    assert steps == ["Asking:", "Getting a:", "Getting a, 1.0 MB a second, about 8 seconds left:"]
    assert finish(paced(iter_nothing())) is None
    monkeypatch.setattr("assistant.cli.models.time.monotonic", lambda: 20.0)
    assert pace(Progress(1_000_000, 100_000_000, ""), (10.0, 0)).endswith("about 16 minutes left")


def iter_nothing():
    yield from ()


def test_another_quantisation_is_measured_beside_the_one_there_is(famulus, monkeypatch):
    monkeypatch.setattr(requantise, "LETTERS", 300)
    monkeypatch.setattr(requantise, "FEW", Sampling(temperature=0, max_tokens=2))
    name = embedded().stem
    code, _, err = famulus("models", "requantise", name)
    assert (code, "As which quantisation?" in err) == (1, True)
    code, out, _ = famulus("models", "requantise", name, "--kind", "Q8_0")

    assert code == 0
    assert [row.split()[0] for row in out.splitlines()[1:5]] == [
        "size",
        "reading",
        "writing",
        "perplexity",
    ]
    made = {one["name"]: one for one in listed(famulus)["installed"]}[f"{name}-Q8_0"]
    assert (made["trusted"], made["quantisation"]) == (True, "Q8_0")
    assert "is there already" in famulus("models", "requantise", name, "--kind", "Q8_0")[2]
    assert famulus("models", "remove", f"{name}-Q8_0")[0] == 0
    assert f"{name}-Q8_0" not in {one["name"] for one in listed(famulus)["installed"]}
