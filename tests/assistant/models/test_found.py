"""Models of other programs are found where those keep them, and nothing there is touched."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from assistant.models import found
from assistant.models.found import WEIGHTS, look
from tests.assistant.models.tiny import a_model
from tests.fakes import files_in

DIGEST = "ab" * 32


@pytest.fixture
def user(tmp_path, monkeypatch):
    """A user's folder with nothing in it, on Linux."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name in ("OLLAMA_MODELS", "JAN_DATA_FOLDER", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def names():
    return {(one.program, one.name, one.path) for one in look()[0]}


def ollama(folder, *name, digest=f"sha256:{DIGEST}", raw=None):
    manifest = folder.joinpath("manifests", *name)
    manifest.parent.mkdir(parents=True, exist_ok=True)
    layers = [{"mediaType": "application/vnd.ollama.image.license", "digest": "sha256:1"},
              {"mediaType": WEIGHTS, "digest": digest, "size": 5}]  # fmt: skip
    manifest.write_text(json.dumps({"layers": layers}) if raw is None else raw)
    return a_model(folder / "blobs" / f"sha256-{DIGEST}")


def test_where_there_is_nothing_nothing_is_found(user):
    assert look() == ([], [])


def test_what_ollama_has_is_found_by_the_names_it_gives(user):
    folder = user / ".ollama/models"
    blob = ollama(folder, "registry.ollama.ai", "library", "qwen3", "4b")
    assert names() == {("Ollama", "qwen3:4b", blob)}

    ollama(folder, "registry.ollama.ai", "ada", "mine", "latest")
    assert found._called(("registry.ollama.ai", "ada", "mine", "latest")) == "ada/mine:latest"
    assert found._called(("hf.co", "ada", "mine", "Q4")) == "hf.co/ada/mine:Q4"
    assert len(names()) == 1, "two names of one file are one model"


def test_ollama_may_keep_them_elsewhere(user, monkeypatch):
    blob = ollama(user / "big disk", "registry.ollama.ai", "library", "qwen3", "4b")
    monkeypatch.setenv("OLLAMA_MODELS", str(user / "big disk"))

    assert names() == {("Ollama", "qwen3:4b", blob)}


@pytest.mark.parametrize(
    "digest", ["sha256:../../../etc/passwd", "sha256:" + "AB" * 32, "md5:1", "", None, 7]
)
def test_a_digest_that_is_none_leads_nowhere(user, digest):
    ollama(user / ".ollama/models", "registry.ollama.ai", "library", "evil", "1", digest=digest)

    models, skipped = look()
    assert models == []
    assert "does not say which file" in skipped[0].reason


@pytest.mark.parametrize(
    "raw", ["", "[]", "{", "null", '{"layers": 5}', '{"layers": [1]}', "[" * 9999]
)
def test_a_list_of_ollama_that_cannot_be_read_is_said(user, raw):
    ollama(user / ".ollama/models", "registry.ollama.ai", "library", "odd", "1", raw=raw)

    assert [one.path.parent.name for one in look()[1]] == ["odd"]


def test_what_lm_studio_has_is_found_also_where_it_used_to_be(user):
    new = a_model(user / ".lmstudio/models/ada/Tiny-GGUF/Tiny-Q8_0.gguf")
    old = a_model(user / ".cache/lm-studio/models/ada/Old-GGUF/Old.gguf")
    a_model(new.with_name("mmproj-Tiny.gguf"))
    a_model(new.with_name("Tiny-00002-of-00003.gguf"))

    assert names() == {("LM Studio", "Tiny-Q8_0", new), ("LM Studio", "Old", old)}


def test_what_gpt4all_has_is_found(user, monkeypatch):
    path = a_model(user / ".local/share/nomic.ai/GPT4All/Tiny.Q4_0.gguf")
    assert names() == {("GPT4All", "Tiny.Q4_0", path)}

    monkeypatch.setenv("XDG_DATA_HOME", str(user / "data"))
    assert names() == set()


def test_what_jan_has_is_found_by_its_folder_wherever_that_is(user, monkeypatch):
    new = a_model(user / ".local/share/Jan/data/llamacpp/models/ada/Tiny/model.gguf")
    old = a_model(user / "jan/models/tiny/tiny-q4.gguf")
    assert names() == {("Jan", "ada/Tiny", new), ("Jan", "tiny-q4", old)}

    moved = a_model(user / "moved/llamacpp/models/mine/model.gguf")
    settings = user / ".local/share/Jan/settings.json"
    settings.write_text(json.dumps({"data_folder": str(user / "moved")}))
    assert ("Jan", "mine", moved) in names()

    settings.write_text('{"data_folder": 5}')
    assert ("Jan", "ada/Tiny", new) in names()
    monkeypatch.setenv("JAN_DATA_FOLDER", str(user / "moved"))
    assert ("Jan", "mine", moved) in names()


@pytest.mark.parametrize(
    ("platform", "place"),
    [("darwin", "Library/Application Support"), ("win32", "AppData/Local")],
)
def test_other_systems_keep_them_elsewhere(user, monkeypatch, platform, place):
    monkeypatch.setenv("LOCALAPPDATA", str(user / "AppData/Local"))
    monkeypatch.setenv("APPDATA", str(user / "AppData/Roaming"))
    monkeypatch.setattr(sys, "platform", platform)
    path = a_model(user / place / "nomic.ai/GPT4All/Tiny.gguf")

    assert names() == {("GPT4All", "Tiny", path)}


def test_nothing_of_theirs_is_touched(user):
    ollama(user / ".ollama/models", "registry.ollama.ai", "library", "qwen3", "4b")
    a_model(user / ".lmstudio/models/ada/Tiny/Tiny.gguf")
    before = files_in(user)
    look()

    assert files_in(user) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_none(user):
    path = a_model(user / ".lmstudio/models/ada/Tiny/Tiny.gguf")
    path.parent.chmod(0)
    try:
        assert look() == ([], [])
    finally:
        path.parent.chmod(0o700)


def test_a_link_that_leads_in_a_circle_ends(user):
    folder = user / ".lmstudio/models"
    a_model(folder / "ada/Tiny/Tiny.gguf")
    (folder / "ada/again").symlink_to(folder)

    assert len(names()) >= 1
