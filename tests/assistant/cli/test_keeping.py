"""Erasing and the key on the command line: what is shown, what is asked, what is done."""

from __future__ import annotations

import io
import json
import sys

import pytest

from assistant.app import Assistant
from tests.assistant.conftest import MAIL

pytestmark = pytest.mark.usefixtures("quick")


class Keyboard(io.StringIO):
    """Somebody at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def asked(filled, monkeypatch):
    """Return what runs a command at a terminal where this is typed."""

    def run(typed: str, *words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", Keyboard(typed))
        answer: tuple[int, str, str] = filled(*words)
        return answer

    return run


def count() -> int:
    with Assistant.open() as famulus:
        return sum(source.documents for source in famulus.sources())


def test_what_would_go_is_shown_and_a_yes_erases_it(asked):
    code, out, err = asked("y\n", "erase", "--person", "Ada")

    assert (code, out) == (0, "Erased: 2 documents in which Ada Byron appears.\n")
    assert err == (
        "This erases 2 documents in which Ada Byron appears. Your own files stay as they are, "
        "and so do backups and exports that you made. It cannot be undone.\nErase? [y/N] "
    )
    assert count() == 0


def test_without_a_yes_nothing_is_erased(asked):
    for typed in ("", "\n", "n\n", "maybe\n"):
        code, out, err = asked(typed, "erase", "--source", "archive")

        assert (code, out) == (0, "")
        assert "2 documents, and the source itself. Your" in err
        assert err.endswith("Nothing was erased.\n")
    assert count() == 2


def test_where_nobody_can_be_asked_it_needs_yes(filled):
    code, out, err = filled("erase", "--source", "archive")

    assert (code, out) == (1, "")
    assert "--yes" in err
    assert count() == 2
    assert filled("erase", "--source", "archive", "--yes")[0] == 0
    assert filled("sources")[1] == ""


def test_a_document_is_erased_by_its_id_or_its_place(filled, mailbox):
    passage = json.loads(filled("search", "rent", "--json")[1])[0]
    code, out, _ = filled("erase", passage["document"], "--yes")
    assert (code, out) == (0, "Erased: 1 document.\n")
    assert "1 erased, read" in filled("sources")[1]

    assert filled("erase", mailbox, "--locator", "2@example.org", "--yes")[0] == 0
    assert count() == 0
    assert filled("read", mailbox)[1].startswith("0 read, ")


def test_all_of_a_file_is_erased_by_its_path(filled, mailbox):
    assert filled("erase", mailbox, "--yes")[1] == "Erased: 2 documents.\n"


def test_a_span_of_time_is_erased(filled, tmp_path):
    path = tmp_path / "later.mbox"
    path.write_text(MAIL.format(n=9, subject="Later", text="Much later.").replace("2023", "2025"))
    filled("read", path)
    code, out, _ = filled("erase", "--between", "2025-01-01", "2026-01-01", "--yes")

    assert (code, out) == (0, "Erased: 1 document of that time (of a chat the whole session).\n")
    assert count() == 2


def test_a_source_is_erased_among_the_sources_too(asked, tmp_path, mailbox):
    again = tmp_path / "copy.mbox"
    again.write_bytes(mailbox.read_bytes())
    asked("", "read", again)
    _, _, err = asked("n\n", "sources", "erase", "archive")
    assert "(2 of them stand in several sources and go from all), and the source itself" in err
    assert asked("yes\n", "sources", "erase", "archive")[0] == 0

    assert asked("", "sources")[1].startswith("copy: 0 documents, 0 not read, 2 erased, ")


def test_everything_is_erased_without_a_key(asked, tmp_path, monkeypatch):
    (tmp_path / "home" / "key").write_bytes(b"lost")
    assert asked("", "erase", "--everything")[0] == 0
    assert (tmp_path / "home" / "memory.db").exists()
    code, out, err = asked("y\n", "erase", "--everything")

    assert code == 0
    assert out.startswith("Erased: ")
    assert "the whole memory in" in err
    assert not (tmp_path / "home").exists()
    assert asked("y\n", "erase", "--everything")[1] == "There was no memory.\n"


def test_what_was_erased_is_told_in_json(filled, tmp_path):
    said = json.loads(filled("erase", "--person", "Ada", "--yes", "--json")[1])
    assert (said["documents"], said["people"]) == (2, ["Ada Byron"])

    assert json.loads(filled("erase", "--everything", "--yes", "--json")[1])["files"] > 2


def test_what_is_not_there_or_two_things_at_once_is_a_problem(filled):
    for words in (
        (),
        ("--person", "Nobody"),
        ("--source", "nowhere"),
        ("--between", "1990-01-01", "1991-01-01"),
        ("0" * 32,),
        ("nowhere.mbox",),
        ("--person", "Ada", "--source", "archive"),
    ):
        code, out, err = filled("erase", *words, "--yes")

        assert (code, out) == (1, ""), words
        assert err
    assert count() == 2


# The key


def test_another_key_comes_with_a_code_that_is_shown_once(famulus, mailbox):
    _, _, first = famulus("read", mailbox)
    code, out, err = famulus("rekey")

    assert code == 0
    assert "in a file beside the memory" in err
    shown = next(word for word in out.split() if word.count("-") == 7)
    assert shown not in first
    _, out, err = famulus("search", "rent", "-k", 1)
    assert "850" in out
    assert "recovery code" not in err


def test_the_passphrase_is_asked_for_where_it_is_needed(asked, monkeypatch):
    with Assistant.open() as famulus:
        famulus.set_passphrase("Kraut")
    monkeypatch.setattr("assistant.cli.keeping.getpass", lambda *_: "")
    code, _, err = asked("", "rekey")
    assert code == 1
    monkeypatch.setattr("assistant.cli.keeping.getpass", lambda *_: "Kraut")
    assert asked("", "rekey")[0] == 0
    monkeypatch.setenv("FAMULUS_PASSPHRASE", "Rüben")

    assert err.startswith("This memory has a passphrase")
    assert asked("", "rekey", "--json")[0] == 1
    monkeypatch.setenv("FAMULUS_PASSPHRASE", "Kraut")
    assert "recovery_code" in json.loads(asked("", "rekey", "--json")[1])
