"""The command line: what each command prints, its exit code, and JSON for programs."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.app import Assistant
from memory.errors import Problem
from tests.assistant.conftest import MAIL

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("quick")


def test_reading_says_what_was_read_and_shows_the_recovery_code_once(famulus, mailbox):
    code, out, err = famulus("read", mailbox)
    again = famulus("read", mailbox)

    assert code == 0
    assert out.startswith("2 read, 0 known already, 0 files not ")
    assert "recovery code" in err
    assert again[0] == 0
    assert again[1].startswith("0 read, 2 known already, 0 files not ")
    assert again[2] == ""


def test_reading_names_what_it_could_not_read(famulus, tmp_path, mailbox):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    code, out, _ = famulus("read", tmp_path / "broken.pdf", mailbox)

    assert code == 0
    assert "  broken.pdf: " in out


def test_a_path_that_is_not_there_is_said_with_what_to_do(filled, tmp_path):
    code, out, err = filled("read", tmp_path / "nowhere")

    assert (code, out) == (1, "")
    assert err == f"There is nothing at {tmp_path}/nowhere. Look at the spelling of the path.\n"


def test_searching_prints_passages_with_their_headings(filled):
    code, out, err = filled("search", "rent", "-k", 1)

    assert (code, err) == (0, "")
    assert out == (
        "[1] Rent — 3 March 2023 — Ada Byron, Bo\n"
        "    The rent is 850 pounds a month from January.\n\n"
    )


def test_searching_can_be_narrowed(filled):
    assert filled("search", "rent", "--from", "2024-01-01")[1] == "Nothing was found.\n"
    assert filled("search", "rent", "--to", "2023-03-03")[1] == "Nothing was found.\n"
    assert filled("search", "rent", "--person", "Zoe")[1] == "Nothing was found.\n"
    assert filled("search", "rent", "--kind", "chat")[1] == "Nothing was found.\n"
    narrow = ("--from", "2023-03-01", "--to", "2023-03-05", "--person", "ada", "--kind", "mail")
    assert "850" in filled("search", "rent", *narrow, "--source", "archive")[1]


def test_a_source_to_search_that_is_not_there_is_a_problem(filled):
    code, out, err = filled("search", "rent", "--source", "nosuch")

    assert (code, out) == (1, "")
    assert "`famulus sources` shows their names." in err


def test_one_name_is_for_one_path(famulus, mailbox, tmp_path):
    code, out, err = famulus("read", mailbox, tmp_path, "--source", "Post")

    assert (code, out) == (1, "")
    assert err.startswith("One name is for one path.")
    assert famulus("sources")[1] == ""


def test_asking_prints_the_answer_and_what_it_stands_on(filled):
    code, out, err = filled("ask", "How much is the rent a month?")

    assert (code, err) == (0, "")
    assert out.startswith("“The rent is 850 pounds a month from January.” [1]\n[1] Rent — 3 March")


def test_a_model_that_is_none_is_a_problem(filled, mailbox):
    code, _, err = filled("ask", "Rent?", "--model", mailbox)

    assert code == 1
    assert "archive.mbox is not a GGUF model" in err


def test_chatting_answers_one_question_after_another(filled, monkeypatch):
    monkeypatch.setattr(
        sys, "stdin", io.StringIO("How much is the rent a month?\n \n\nAnd when?\n")
    )
    code, out, _ = filled("chat", "--quotes")

    assert code == 0
    assert out.count("850 pounds") == 2
    with Assistant.open() as opened:
        assert [len(opened.turns(c.id)) for c in opened.conversations()] == [4]


def test_a_problem_does_not_end_a_chat(filled, monkeypatch):
    right = Assistant.answering

    def answering(self, question, **options):
        if question == "Odd?":
            raise Problem("Not this one.", remedy="Ask another.")
        return right(self, question, **options)

    monkeypatch.setattr(Assistant, "answering", answering)
    monkeypatch.setattr(sys, "stdin", io.StringIO("Odd?\nHow much is the rent a month?\n"))
    code, out, err = filled("chat")

    assert code == 0
    assert "850 pounds" in out
    assert err == "Not this one. Ask another.\n"


def test_sources_are_shown_paused_resumed_and_removed(filled, mailbox):
    assert filled("sources")[1] == f"archive: 2 documents, 0 not read, read ({mailbox})\n"
    assert ", paused (" in filled("sources", "pause", "archive")[1]
    assert ", read (" in filled("sources", "resume", "archive")[1]
    assert filled("sources", "remove", "archive") == (0, "", "")
    assert filled("sources") == (0, "", "")


def test_what_of_a_source_was_not_read_is_listed(famulus, tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    famulus("read", tmp_path / "broken.pdf", "--source", "Papers")
    code, out, _ = famulus("sources", "unread", "Papers")

    assert code == 0
    assert out.startswith("broken.pdf: ")


@pytest.mark.parametrize("words", [("pause",), ("unread",), ("pause", "x"), ("remove", "x")])
def test_a_source_that_is_not_there_or_not_named_is_a_problem(filled, words):
    code, out, err = filled("sources", *words)

    assert (code, out) == (1, "")
    assert "`famulus sources` shows their names." in err


def test_the_tour_answers_from_the_sample_in_a_memory_of_its_own(famulus, tmp_path):
    code, out, _ = famulus("tour")

    assert code == 0
    assert "Read an invented life" in out
    assert out.count("\n> ") == 3
    assert (tmp_path / "home" / "sample" / "memory.db").exists()
    assert not (tmp_path / "home" / "memory.db").exists()


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("dance",),
        ("read",),
        ("search",),
        ("search", "tea", "--kind", "song"),
        ("search", "tea", "--from", "yesterday"),
        ("search", "tea", "-k", "many"),
        ("sources", "burn", "x"),
    ],
)
def test_wrong_usage_is_two(famulus, words):
    code, out, err = famulus(*words)

    assert (code, out) == (2, "")
    assert "usage:" in err


@pytest.mark.parametrize("command", ["read", "sources", "search", "ask", "chat", "tour"])
def test_every_command_explains_itself_with_an_example(famulus, command):
    code, out, _ = famulus(command, "--help")

    assert code == 0
    assert f"Example: famulus {command}" in out


def test_another_home_is_another_memory(filled, tmp_path):
    assert filled("sources", "--home", tmp_path / "other")[1] == ""
    assert (tmp_path / "other" / "memory.db").exists()


def test_a_wrong_passphrase_is_a_problem(famulus, monkeypatch):
    monkeypatch.setenv("FAMULUS_PASSPHRASE", "Kraut")
    assert famulus("sources")[0] == 0
    monkeypatch.setenv("FAMULUS_PASSPHRASE", "Rüben")
    code, out, err = famulus("sources")

    assert (code, out) == (1, "")
    assert "Try again" in err


# JSON


def test_every_command_speaks_json_and_nothing_else(famulus, mailbox, tmp_path, monkeypatch):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    monkeypatch.setattr(sys, "stdin", io.StringIO("How much is the rent a month?\n"))
    said = {}
    for words in (
        ("read", mailbox, tmp_path / "broken.pdf"),
        ("search", "rent"),
        ("ask", "How much is the rent a month?"),
        ("chat",),
        ("sources",),
        ("sources", "unread", "broken"),
    ):
        code, out, err = famulus(*words, "--json")
        assert code == 0, words
        assert ("recovery code" in err) if words[0] == "read" else (err == "")
        said[words[0], len(words)] = [json.loads(line) for line in out.splitlines()]

    (read,) = said["read", 3]
    assert (read["added"], read["unchanged"]) == (2, 0)
    assert list(read["unreadable"]) == [str(tmp_path / "broken.pdf")]
    ((passage, *_),) = said["search", 2]
    assert {"rank", "score", "text", "title", "date", "people", "source", "kind", "path"} <= set(
        passage
    )
    assert passage["date"] == "2023-03-03T10:00:00+00:00"
    (answer,) = said["ask", 2]
    assert set(answer) == {
        *("answer", "made_by", "tier", "citations", "supported", "sentences", "claims"),
        *("found", "trace"),
    }
    assert (answer["found"], answer["supported"], answer["sentences"]) == (True, 1, 1)
    assert said["chat", 1][0]["answer"] == answer["answer"]
    assert [s["name"] for s in said["sources", 1]] == ["archive", "broken"]
    (unread,) = said["sources", 3]
    assert set(unread) == {"path", "locator", "reason"}
    assert unread["path"] == str(tmp_path / "broken.pdf")


def test_a_problem_in_json_prints_no_half_of_it(filled, tmp_path):
    code, out, err = filled("read", tmp_path / "nowhere", "--json")

    assert (code, out) == (1, "")
    assert err


# Interrupted


START = """
import signal, sys
from assistant import app, cli, egress
# Where the tests themselves run in the background, interrupts are ignored, and by children too.
signal.signal(signal.SIGINT, signal.default_int_handler)
from tests.fakes import WordEmbedder
app.Encoder = WordEmbedder
sys.exit(cli.main(sys.argv[1:]))
"""


def start(*words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", START, *map(str, words)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        start_new_session=True,
    )  # fmt: skip


def wait_for(path: Path, size: int) -> None:
    deadline = time.monotonic() + 30
    while not (path.exists() and path.stat().st_size > size):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_an_interrupt_keeps_what_was_read_and_blames_no_file(famulus, tmp_path):
    path = tmp_path / "long.mbox"
    path.write_text(
        "".join(MAIL.format(n=n, subject=n, text=f"Words {n} " * 60) for n in range(4000))
    )
    process = start("read", path)
    wait_for(tmp_path / "home" / "memory.db-wal", 700_000)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the worker as well
    out, err = process.communicate(timeout=20)

    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1] == "Stopped. What was done so far is kept."
    assert "Traceback" not in err
    with Assistant.open() as opened:
        (source,) = opened.sources()
        assert 0 < source.documents < 4000
        assert (source.unreadable, source.read_at) == (0, None)


def test_a_bug_is_named_by_its_place_and_never_by_words(tmp_path):
    broken = START.replace(
        "sys.exit",
        """
def broken(*_words, **_options):
    secret = "dear Ada"
    raise KeyError(secret)
app.Assistant.search = broken
sys.exit""",
    )
    done = subprocess.run(
        [sys.executable, "-c", broken, "search", "rent", "--json"],
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (1, "")
    assert "Something went wrong inside the program.\nKeyError\n" in done.stderr
    assert "cli.py" in done.stderr
    assert "dear Ada" not in done.stderr
    assert "secret" not in done.stderr


def test_what_is_watched_is_told_in_json_a_line_a_change(tmp_path, mailbox):
    process = start("read", "--watch", "--json", mailbox)
    assert process.stdout
    assert json.loads(process.stdout.readline())["added"] == 2
    time.sleep(0.5)
    with mailbox.open("a") as file:
        file.write(MAIL.format(n=3, subject="Shed", text="The bicycle is in the shed."))
    change = json.loads(process.stdout.readline())
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=20)

    assert (change["path"], change["added"]) == (str(mailbox), 1)


def test_an_interrupt_ends_the_watching(tmp_path, mailbox):
    process = start("read", "--watch", mailbox)
    assert process.stdout
    assert process.stdout.readline().startswith("2 read")
    time.sleep(0.5)
    with mailbox.open("a") as file:
        file.write(MAIL.format(n=3, subject="Shed", text="The bicycle is in the shed."))
    assert process.stdout.readline() == "1 read from archive.mbox\n"
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=20)

    assert process.returncode == 130
    assert "Traceback" not in err
