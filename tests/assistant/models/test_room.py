"""The room of models: list, add, get, use, test, remove; nothing unknown is used unasked."""

from __future__ import annotations

import pytest

from assistant.engine.local import embedded
from assistant.models import room as module
from assistant.models.catalogue import Offer
from assistant.models.found import Found
from assistant.models.installed import ADDED, FOLDER
from assistant.settings import Settings
from memory.errors import Problem
from memory.progress import finish
from memory.types import Topic
from tests.assistant.hub import REPOSITORY, serving
from tests.assistant.models.tiny import a_model, gguf

NAME = "tiny-Q4_K_M.gguf"
OFFER = Offer("tiny", "Tiny", REPOSITORY, NAME, "Apache 2.0", "Free.", 1_000_000, 0)


@pytest.fixture
def hub(monkeypatch, chosen):
    """A hub that has the one model of a catalogue; the user named it as their mirror."""
    monkeypatch.setattr(module, "offers", lambda: (OFFER,))
    monkeypatch.setattr(
        module, "offer", lambda name: OFFER if name.casefold() in {"tiny", REPOSITORY} else None
    )
    with serving({NAME: gguf()}) as hub:
        chosen.settings = Settings(mirror=hub.url)
        yield hub


def refused(deed):
    with pytest.raises(Problem) as caught:
        deed()
    return f"{caught.value} {caught.value.remedy}"


def test_it_shows_what_there_is_and_what_could_be_got(room):
    there = room.look()

    assert [one.name for one in there.models] == [embedded().stem]
    assert there.in_use is None
    assert len(there.offered) > 10
    assert not any(one.installed or one.begun for one in there.offered)
    assert "fits this machine" in there.offered[0].fit.sentence.casefold()
    assert "about" in there.offered[0].fit.sentence


@pytest.mark.enable_socket
def test_an_offer_is_got_used_and_removed_by_its_name(room, hub, chosen, store):
    got = room.get("tiny")
    assert (got.repository, got.vouched, got.trusted) == (REPOSITORY, True, True)
    assert room.look().offered[0].installed

    room.use("tiny")
    assert chosen.settings.model == str(got.path)
    assert room.look().in_use == got.path

    changes = room.remove("tiny")
    assert Topic.MODELS in changes.topics
    assert chosen.settings.model == ""
    assert not got.path.exists()
    assert not room.look().offered[0].installed


@pytest.mark.enable_socket
def test_any_repository_can_be_asked_and_got(room, hub):
    (file,) = room.files(REPOSITORY)
    assert (file.path, file.size) == (NAME, len(gguf()))
    assert room.fit(file).verdict == "fits"
    assert room.wanted("tiny") == room.wanted(REPOSITORY) == file

    assert room.get(REPOSITORY).path.name == NAME
    assert "no name of a repository" in refused(lambda: room.get("nobody knows this"))


@pytest.mark.enable_socket
def test_a_mirror_can_be_named_for_once(room, hub, chosen):
    chosen.settings = Settings()

    assert room.get("tiny", mirror=hub.url).path.name == NAME


@pytest.mark.enable_socket
def test_what_was_got_in_part_is_shown_and_can_be_thrown_away(room, hub, store):
    work = room.getting("tiny")
    while not next(work).done:
        pass
    work.close()
    begun = room.look().offered[0].begun
    assert begun == (store.home / FOLDER / f"{NAME}.part").stat().st_size > 0

    room.remove("tiny")
    assert room.look().offered[0].begun == 0
    assert not list((store.home / FOLDER).iterdir())


def test_a_file_can_be_added_where_it_lies_and_is_only_forgotten(room, tmp_path):
    path = a_model(tmp_path / "mine.gguf")
    model = room.add(path)

    assert (model.name, model.origin, model.vouched) == ("mine", ADDED, False)
    assert room.add(path) == model
    room.remove("mine.gguf")
    assert path.exists()
    assert "no model mine" in refused(lambda: room.model("mine"))


def test_what_is_no_model_is_not_added(room, tmp_path):
    (tmp_path / "a.txt").write_text("tea")

    assert "not a sound GGUF model" in refused(lambda: room.add(tmp_path / "a.txt"))
    assert "not a sound GGUF model" in refused(lambda: room.add(tmp_path / "none.gguf"))


def test_what_was_found_and_is_added_stays_when_the_program_goes(room, elsewhere, tmp_path):
    path = a_model(tmp_path / "theirs.gguf")
    elsewhere.found = [Found(path, "Jan", "theirs")]
    assert room.model("theirs").origin == "Jan"

    room.add(path)
    elsewhere.found = []
    assert room.model("theirs").origin == ADDED


def test_what_is_not_ours_is_not_removed(room, elsewhere, tmp_path):
    path = a_model(tmp_path / "theirs.gguf")
    elsewhere.found = [Found(path, "LM Studio", "theirs")]

    assert refused(lambda: room.remove("theirs")) == (
        "theirs belongs to LM Studio. Remove it in LM Studio."
    )
    assert "part of the program" in refused(lambda: room.remove(embedded().stem))
    assert "no model nobody" in refused(lambda: room.remove("nobody"))
    assert path.exists()


def test_a_file_that_is_gone_can_be_forgotten(room, tmp_path):
    path = a_model(tmp_path / "mine.gguf")
    room.add(path)
    path.unlink()
    assert len(room.look().skipped) == 1

    room.remove("mine")
    assert room.look().skipped == []


def test_a_file_that_nobody_vouches_for_is_used_only_when_it_is_named_in_full(
    room, chosen, tmp_path
):
    room.add(a_model(tmp_path / "mine.gguf"))
    for said in ("", "mine", "yes", "MINE.GGUF"):
        assert "not from a known place" in refused(lambda said=said: room.use("mine", said))
    assert "--trust mine.gguf" in refused(lambda: room.use("mine"))
    assert chosen.settings.model == ""

    room.use("mine", "mine.gguf")
    room.use("mine")  # asked once
    model = room.model("mine")
    assert chosen.settings.model == str(model.path)
    assert model.trusted
    assert not model.vouched, "it stays unknown for ever"


def test_what_comes_along_writes_nothing_and_answers_are_quotes_again(room, chosen, tmp_path):
    room.add(a_model(tmp_path / "mine.gguf"))
    room.use("mine", "mine.gguf")
    room.use(embedded().stem)

    assert chosen.settings.model == str(embedded()), "not the one that passed: this one was meant"
    assert room.look().in_use == embedded()


def test_two_of_one_name_have_to_be_told_apart(room, tmp_path):
    one, other = a_model(tmp_path / "a/mine.gguf"), a_model(tmp_path / "b/mine.gguf")
    room.add(one)
    room.add(other)

    assert str(other) in refused(lambda: room.model("mine"))
    assert room.model(str(other)).path == other
    assert "Several" in refused(lambda: room.remove("mine"))
    room.remove(str(one))
    assert room.model("mine").path == other


def test_a_model_is_tested_and_what_came_of_it_is_kept(room, tmp_path):
    room.add(a_model(tmp_path / "mine.gguf"))
    assert "not from a known place" in refused(lambda: finish(room.testing("mine")))
    room.use("mine", "mine.gguf")
    model = finish(room.testing("mine"))

    assert (model.tier, model.reason) == (2, "mine.gguf passed 30 of 40.")
    assert room.model("mine").speed == 12.5


def test_the_user_may_choose_another_tier_and_go_back(room, tmp_path):
    room.add(a_model(tmp_path / "mine.gguf"))
    room.choose_tier("mine", 3)
    assert (room.model("mine").tier, room.model("mine").chosen) == (3, True)

    room.choose_tier("mine", None)
    assert (room.model("mine").tier, room.model("mine").chosen) == (0, False)
    for tier in (-1, 4):
        assert "from 0 to 3" in refused(lambda tier=tier: room.choose_tier("mine", tier))
