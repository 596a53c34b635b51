"""Getting a model from a real server: which file, whether it is that of before, where it goes."""

from __future__ import annotations

import hashlib

import pytest

from assistant.engine import download
from assistant.engine.download import RemoteFile, Source
from assistant.models.getting import chosen, drop_part, getting, unfinished
from assistant.models.installed import FOLDER
from memory.errors import Problem
from memory.models import Pin, known_models, pinned
from memory.progress import finish
from tests.assistant.hub import REPOSITORY, serving
from tests.assistant.models.tiny import gguf

pytestmark = pytest.mark.enable_socket

NAME = "tiny-Q4_K_M.gguf"
BODY = gguf(licence="apache-2.0", parameters=50_000)
DIGEST = hashlib.sha256(BODY).hexdigest()


@pytest.fixture
def hub(monkeypatch):
    monkeypatch.setattr(download, "REST", 0)
    with serving({NAME: BODY, "tiny-Q8_0.gguf": gguf(parameters=90_000)}) as hub:
        yield hub


@pytest.fixture
def get(store, hub):
    return lambda file="": finish(getting(store, Source(hub.url), REPOSITORY, file))


@pytest.fixture
def target(store):
    return store.home / FOLDER / NAME


def remote(*names):
    return [RemoteFile(name, 5, "ab" * 32) for name in names]


def test_a_model_is_got_into_the_home_and_known_with_its_digest(get, target, store):
    row = get()

    assert (row.path, row.sha256, row.repository) == (target, DIGEST, REPOSITORY)
    assert (row.origin, row.size, row.known["title"]) == ("downloaded", len(BODY), "Tiny")
    assert known_models(store) == [row]
    assert target.read_bytes() == BODY
    assert pinned(store, REPOSITORY, NAME) == Pin(DIGEST, len(BODY))
    assert target.parent.stat().st_mode & 0o777 == 0o700


def test_what_is_there_already_is_not_got_again(get, hub):
    first = get()

    assert get() == first
    assert len(hub.wanted()) == 1


def test_a_file_that_is_another_than_the_first_time_is_not_got(get, hub, target):
    get()
    target.unlink()
    hub.files[NAME] = gguf(name="Evil", parameters=50_000)

    with pytest.raises(Problem, match="not the file any more that was got from there before"):
        get()
    assert not target.exists()


def test_another_file_of_that_name_is_in_the_way(get, hub, target):
    target.parent.mkdir()
    target.write_bytes(gguf())

    with pytest.raises(Problem, match=r"another tiny-Q4_K_M\.gguf already") as caught:
        get()
    assert "models remove tiny-Q4_K_M" in caught.value.remedy
    assert target.read_bytes() == gguf()


def test_what_comes_whole_and_is_no_model_is_deleted(get, hub, target, store):
    hub.files[NAME] = b"not a model at all"

    with pytest.raises(Problem, match="not a sound GGUF model"):
        get()
    assert list(target.parent.iterdir()) == []
    assert known_models(store) == []
    assert pinned(store, REPOSITORY, NAME) is None


def test_what_was_got_in_part_is_known_and_can_be_dropped(get, hub, store, target):
    def breaking(answer):
        answer.start(200, Content_Length=str(len(BODY)))
        answer.wfile.write(BODY[:1000])
        answer.break_off()

    hub.turns += [breaking, *[lambda answer: answer.break_off()] * 3]
    with pytest.raises(Problem, match="broke off"):
        get()
    assert unfinished(store.home) == {NAME: 1000}

    drop_part(store.home, NAME)
    drop_part(store.home, NAME)
    assert unfinished(store.home) == {}
    assert list(target.parent.iterdir()) == []


def test_another_file_is_got_by_its_name(get, store):
    assert get("TINY-q8_0.gguf").path.name == "tiny-Q8_0.gguf"


@pytest.mark.parametrize(
    ("names", "wanted", "taken"),
    [
        (["a.gguf"], "", "a.gguf"),
        (["a-Q2_K.gguf", "a-q4_k_m.gguf", "a-Q8_0.gguf"], "", "a-q4_k_m.gguf"),
        (["a.gguf", "sub/b.gguf"], "B.gguf", "sub/b.gguf"),
        (["a.gguf", "sub/b.gguf"], "sub/b.gguf", "sub/b.gguf"),
    ],
)
def test_which_file_is_taken(names, wanted, taken):
    assert chosen(remote(*names), wanted).path == taken


@pytest.mark.parametrize(
    ("names", "wanted", "says"),
    [
        ([], "", "no model file"),
        ([], "a.gguf", "no model file"),
        (["a-Q2_K.gguf", "a-Q8_0.gguf"], "", "several files"),
        (["a.gguf"], "b.gguf", "has no file b.gguf"),
    ],
)
def test_where_it_is_not_clear_which_it_is_said(names, wanted, says):
    with pytest.raises(Problem, match=says) as caught:
        chosen(remote(*names), wanted)
    assert all(name in caught.value.remedy for name in names)
