"""One memory as its owner meets it: opened, filled, asked, stopped, opened again."""

from __future__ import annotations

import os
from typing import Any, cast

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from assistant import app
from assistant.app import Assistant
from assistant.engine.local import embedded
from assistant.models.router import Task
from assistant.writers import Writer, Writers
from ingest.sandbox import environment
from memory import keys
from memory.errors import Problem, WrongKey
from memory.progress import Progress, TextDelta, finish
from memory.types import Kind, Topic
from tests.fakes import ScriptedModel, WordEmbedder, files_in, logical

WORDS = "Kraut und Rüben"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Without torch, and with a passphrase that is fast to derive."""
    real = Argon2id
    monkeypatch.setattr(app, "Encoder", WordEmbedder)
    monkeypatch.setattr(
        keys,
        "Argon2id",
        lambda **said: real(**(said | {"iterations": 1, "lanes": 1, "memory_cost": 8})),
    )


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def famulus(home):
    with Assistant.open(home) as famulus:
        yield famulus


@pytest.fixture
def notes(tmp_path):
    folder = tmp_path / "Notes"
    folder.mkdir()
    (folder / "rent.txt").write_text("The rent is 850 pounds a month from January.\n")
    (folder / "tea.txt").write_text("Tea is served at noon in the garden.\n")
    return folder


def heard(famulus: Assistant) -> WordEmbedder:
    encoder: Any = famulus._encoder
    assert isinstance(encoder, WordEmbedder)
    return encoder


# Opening


def test_a_new_memory_is_made_and_opens_again_with_its_recovery_code(home):
    assert Assistant.is_new(home)
    assert Assistant.locks(home) == ("recovery", "passphrase", "file")
    with Assistant.open(home, passphrase=WORDS) as made:
        code = made.recovery_code
        assert made.warnings == ()

    assert code
    assert not Assistant.is_new(home)
    assert Assistant.locks(home) == ("recovery", "passphrase")
    for key in (code, code.lower(), WORDS):
        with Assistant.open(home, passphrase=key) as again:
            assert again.recovery_code is None


def test_without_a_passphrase_its_owner_is_warned_once(home):
    with Assistant.open(home) as made:
        assert made.warnings == (keys.FILE_WARNING,)
    with Assistant.open(home) as again:
        assert again.warnings == ()


def test_a_passphrase_may_come_from_the_environment_and_goes_to_no_child(home, monkeypatch):
    monkeypatch.setenv("FAMULUS_PASSPHRASE", WORDS)
    Assistant.open(home).close()

    assert Assistant.locks(home) == ("recovery", "passphrase")
    assert "FAMULUS_PASSPHRASE" not in environment()
    monkeypatch.delenv("FAMULUS_PASSPHRASE")
    with pytest.raises(WrongKey):
        Assistant.open(home)


def test_a_wrong_passphrase_changes_no_byte(home):
    Assistant.open(home, passphrase=WORDS).close()
    before = files_in(home)

    with pytest.raises(WrongKey):
        Assistant.open(home, passphrase="kraut")
    assert files_in(home) == before


def test_missing_keys_are_not_replaced_by_new_ones(home):
    Assistant.open(home).close()
    (home / "keys.json").unlink()
    before = files_in(home)

    with pytest.raises(Problem, match=r"keys\.json") as missing:
        Assistant.open(home, passphrase=WORDS)
    assert missing.value.remedy
    assert files_in(home) == before


def test_a_home_that_cannot_be_is_a_problem(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(Problem):
        Assistant.open(tmp_path / "file" / "home")


@pytest.mark.skipif(os.geteuid() == 0, reason="to root every folder is open")
def test_a_home_that_is_not_ours_is_a_problem(tmp_path):
    tmp_path.chmod(0o500)

    with pytest.raises(Problem):
        Assistant.open(tmp_path / "home")


def test_a_passphrase_can_be_set_later(home):
    with Assistant.open(home) as made:
        made.set_passphrase(WORDS)
    (home / "key").unlink()

    Assistant.open(home, passphrase=WORDS).close()


def test_closing_ends_the_encoder(home):
    famulus = Assistant.open(home)
    famulus.close()

    assert heard(famulus).closed


# Reading


def test_what_was_read_is_found_and_reading_again_adds_nothing(famulus, notes):
    first = famulus.read([notes])
    before = logical(famulus._store)
    second = famulus.read([notes])

    assert (first.added, first.unchanged, first.unreadable) == (2, 0, {})
    assert (second.added, second.unchanged) == (0, 2)
    assert logical(famulus._store) == before
    assert famulus.search("rent")[0].path == notes / "rent.txt"


def test_what_was_read_is_there_after_opening_again(home, notes):
    with Assistant.open(home) as famulus:
        famulus.read([notes], source="Papers", identity="Ada <ada@example.org>")
    with Assistant.open(home) as again:
        assert [s.name for s in again.sources()] == ["Papers"]
        assert again.settings.identity == "Ada <ada@example.org>"
        assert again.search("tea noon")[0].source == "Papers"


def test_a_path_that_is_not_there_is_a_problem(famulus, tmp_path):
    with pytest.raises(Problem, match="nothing at") as missing:
        famulus.read([tmp_path / "nowhere"])

    assert missing.value.remedy
    assert famulus.sources() == []


@pytest.mark.parametrize("steps", [1, 2, 3, 5])
def test_stopped_in_the_middle_and_read_again_it_is_as_if_it_had_not_been(
    home, famulus, notes, steps
):
    work = famulus.reading([notes])
    for _ in range(steps):
        next(work)
    work.close()
    famulus.read([notes])

    with Assistant.open(home.with_name("other")) as other:
        other.read([notes])
        assert logical(famulus._store) == logical(other._store)
        assert len(heard(famulus).asked) == len(heard(other).asked)


def test_refreshing_reads_what_has_changed(famulus, notes):
    famulus.read([notes])
    (notes / "tea.txt").write_text("Tea is served at four in the kitchen.\n")
    (notes / "new.txt").write_text("The bicycle is in the shed.\n")
    report = finish(famulus.refreshing("Notes"))

    assert (report.added, report.unchanged) == (2, 1)
    assert not any("noon" in p.text for p in famulus.search("tea noon"))
    with pytest.raises(Problem):
        finish(famulus.refreshing("Nowhere"))


def test_what_could_not_be_read_is_named(famulus, notes):
    (notes / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    report = famulus.read([notes])

    assert list(report.unreadable) == [notes / "broken.pdf"]
    assert [one.path for one in famulus.unread("Notes")] == [notes / "broken.pdf"]
    assert famulus.sources()[0].unreadable == 1


def test_two_paths_are_two_sources(famulus, notes):
    report = famulus.read([notes / "rent.txt", notes / "tea.txt"], source="Both")

    assert report.added == 2
    assert [s.name for s in famulus.sources()] == ["rent", "tea"]


def test_a_source_is_paused_resumed_and_removed(famulus, notes):
    famulus.read([notes])
    famulus.pause("Notes")
    assert famulus.sources()[0].paused
    famulus.resume("Notes")
    assert not famulus.sources()[0].paused
    changes = famulus.remove("Notes")

    assert Topic.DOCUMENTS in changes.topics
    assert (famulus.sources(), famulus.search("rent")) == ([], [])


def test_an_identity_is_remembered_once(famulus, notes):
    for identity in ("Ada <ada@example.org>", "Ada <ada@example.org>", "A. B. <ab@example.org>"):
        famulus.read([notes], identity=identity)

    assert famulus.settings.identity == "Ada <ada@example.org>, A. B. <ab@example.org>"


# Finding and answering


def test_a_document_is_opened_by_its_file(famulus, notes):
    famulus.read([notes])
    document = famulus.document(notes / "tea.txt")

    assert document.text.strip() == "Tea is served at noon in the garden."
    assert famulus.opened(document.id) == document
    with pytest.raises(Problem):
        famulus.document(notes / "tea.txt", "page=7")
    with pytest.raises(Problem):
        famulus.document(notes / "nowhere.txt")


def test_a_search_may_be_narrowed(famulus, notes):
    famulus.read([notes])

    assert famulus.search("tea", kind="mail") == famulus.search("tea", source="x") == []
    assert len(famulus.search("tea", kind=Kind.DOCUMENT, limit=1)) == 1


def test_a_question_is_answered_from_what_was_read(famulus, notes):
    famulus.read([notes])
    answer = famulus.ask("How much is the rent a month?")

    assert answer.found
    assert "850 pounds" in answer.text
    assert answer.citations[0].path == notes / "rent.txt"
    assert famulus.conversations() == []


def test_a_conversation_keeps_both_turns_and_its_answer(home, famulus, notes):
    famulus.read([notes])
    id = famulus.start_conversation()
    answer = famulus.ask("How much is the rent a month?", conversation=id)
    famulus.ask("And the tea?", conversation=id)

    with Assistant.open(home) as again:
        said = again.turns(id)
        assert [t.role for t in said] == ["user", "assistant"] * 2
        assert said[1].answer == answer
        assert [c.title for c in again.conversations()] == ["How much is the rent a month?"]
        again.forget_conversation(id)
        assert again.conversations() == []


def test_a_question_leans_on_the_one_before_it_in_its_conversation(famulus, notes):
    famulus.read([notes])
    id = famulus.start_conversation()
    famulus.ask("How much is the rent a month?", conversation=id)
    famulus.ask("And when?", conversation=id)

    assert "How much is the rent a month? And when?" in heard(famulus).asked


@pytest.fixture
def scripted(monkeypatch):
    """Return what lets the next answers be written by a model that says these pieces."""

    def say(*pieces):
        model = ScriptedModel(*pieces)
        monkeypatch.setattr(Writers, "model", lambda *_: Writer(cast("Any", model)))
        return model

    return say


def test_what_was_written_until_a_stop_is_kept(famulus, notes, scripted):
    famulus.read([notes])
    model = scripted("The rent ", "is ", "850 pounds.")
    id = famulus.start_conversation()
    work = famulus.answering("How much is the rent?", conversation=id)
    heard = []
    for step in work:
        if isinstance(step, TextDelta):
            heard.append(step.text)
        if len(heard) == 2:
            break
    work.close()

    assert model.closed
    assert model.said == ["The rent ", "is "]
    assert [(t.role, t.text) for t in famulus.turns(id)] == [
        ("user", "How much is the rent?"),
        ("assistant", "The rent is "),
    ]


def test_a_stop_before_a_word_was_written_keeps_the_question_alone(famulus, notes, scripted):
    famulus.read([notes])
    scripted("The rent.")
    id = famulus.start_conversation()
    work = famulus.answering("How much is the rent?", conversation=id)
    assert isinstance(next(work), Progress)
    work.close()

    assert [t.role for t in famulus.turns(id)] == ["user"]


def test_a_conversation_that_is_forgotten_while_it_is_answered_stays_forgotten(
    famulus, notes, scripted
):
    famulus.read([notes])
    scripted("The rent ", "is 850.")
    id = famulus.start_conversation()
    work = famulus.answering("How much is the rent?", conversation=id)
    next(work)
    famulus.forget_conversation(id)
    finish(work)

    assert famulus.conversations() == []


def test_with_quotes_no_model_is_asked(famulus, notes, scripted):
    famulus.read([notes])
    model = scripted("Tea.")

    assert famulus.ask("How much is the rent a month?", quotes=True).made_by == "quoted"
    assert model.asked == []


def test_a_model_that_is_none_is_a_problem_and_the_question_is_kept(famulus, notes):
    id = famulus.start_conversation()
    with pytest.raises(Problem):
        famulus.ask("Rent?", conversation=id, model=notes / "rent.txt")

    assert [t.role for t in famulus.turns(id)] == ["user"]


def test_getting_ready_loads_the_encoder(famulus):
    finish(famulus.warm())

    assert heard(famulus).asked == ["ready"]


def test_examples_are_questions_about_what_is_there(famulus, tmp_path):
    assert famulus.examples() == []
    mail = "From a@b.org Fri Mar  3 10:00:00 2023\nSubject: {}\nMessage-ID: <{}@x>\n{}\nTea.{}\n\n"
    (tmp_path / "a.mbox").write_text(
        mail.format("The kiln", 1, "", 1)
        + mail.format("Re: The kiln", 2, "In-Reply-To: <1@x>\n", 2)
        + mail.format("Alone", 3, "", 3)
    )
    famulus.read([tmp_path / "a.mbox"])

    assert famulus.examples() == ["What was said about “The kiln”?"]


# Settings


def test_settings_are_kept(home, famulus):
    changes = famulus.change_settings(passages=5, threads=2)

    assert changes.topics == {Topic.SETTINGS}
    with Assistant.open(home) as again:
        assert (again.settings.passages, again.settings.threads) == (5, 2)


@pytest.mark.parametrize(
    "new",
    [
        {"passages": 0},
        {"passages": 21},
        {"model": "/nowhere.gguf"},
        {"threads": -1},
        {"mirror": "models.example.org"},
    ],
)
def test_a_setting_that_cannot_be_is_a_problem_and_is_not_kept(home, famulus, new):
    before = famulus.settings
    with pytest.raises(Problem):
        famulus.change_settings(**new)

    assert famulus.settings == before
    with Assistant.open(home) as again:
        assert again.settings == before


def test_a_setting_that_is_not_declared_does_not_exist(famulus):
    with pytest.raises(TypeError):
        famulus.change_settings(telemetry=True)


def test_a_setting_of_another_version_is_passed_over(home, famulus):
    with famulus._store.write() as db:
        db.execute("insert into settings values ('colour', '\"red\"')")

    with Assistant.open(home) as again:
        assert again.settings == famulus.settings


def test_the_embedded_model_can_be_chosen(famulus):
    famulus.change_settings(model=str(embedded()))

    writer = famulus.writers.model(Task.ANSWER)
    assert writer.model is None, "it is too small to write"
    assert "has not passed" in writer.why


def test_a_model_that_is_used_is_the_one_that_writes(home, famulus, tmp_path):
    mine = tmp_path / "mine.gguf"
    mine.symlink_to(embedded())
    famulus.models.add(mine)
    famulus.models.use(str(mine), trust="mine.gguf")

    famulus.models.choose_tier(str(mine), 1)
    writer = famulus.writers.model(Task.ANSWER)
    assert (writer.model.path, writer.model.tier) == (mine, 1)
    assert famulus.models.look().in_use == mine
    with Assistant.open(home) as again:
        assert again.settings.model == str(mine)
        assert again.models.model(str(mine)).trusted
    famulus.models.remove(str(mine))
    assert famulus.settings.model == ""


# Learning


def test_what_was_read_is_learned_from_once_and_stands_on_the_page(famulus, tmp_path):
    mail = "From: Ada Byron <ada@example.org>\nTo: Bo <bo@example.org>\nSubject: News\n\n"
    (tmp_path / "news.eml").write_text(f"{mail}I live in Leeds.\n")
    famulus.read([tmp_path / "news.eml"], identity="Ada Byron <ada@example.org>")
    assert famulus.learn().documents == 1
    page = famulus.profile.page()

    assert "- Lives in Leeds. ^c" in page
    assert famulus.learn(gentle=True).documents == 0
    assert famulus.profile.page() == page
    assert any(isinstance(step, Progress) for step in famulus.learning())
    famulus.remove("news")
    assert "Leeds" not in famulus.profile.page()
