"""The commands that read, watch, and show what is read."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest

from assistant.app import Assistant
from tests.assistant.cli.processes import start
from tests.assistant.conftest import MAIL

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


def test_one_name_is_for_one_path(famulus, mailbox, tmp_path):
    code, out, err = famulus("read", mailbox, tmp_path, "--source", "Post")

    assert (code, out) == (1, "")
    assert err.startswith("One name is for one path.")
    assert famulus("sources")[1] == ""


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
    wait_for(tmp_path / "home" / "memory.db-wal", 1_000_000)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the worker as well
    out, err = process.communicate(timeout=20)

    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1] == "Stopped. What was done so far is kept."
    assert "Traceback" not in err
    with Assistant.open() as opened:
        (source,) = opened.sources()
        assert 0 < source.documents < 4000
        assert (source.unreadable, source.read_at) == (0, None)


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
