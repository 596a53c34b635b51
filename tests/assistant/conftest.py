"""Fixtures for the command line: a mailbox, and what runs a command on a memory of its own."""

from __future__ import annotations

import sys

import pytest

from assistant import app, cli, egress
from tests.fakes import WordEmbedder

MAIL = """From ada@example.org Fri Mar  3 10:00:00 2023
From: Ada Byron <ada@example.org>
To: Bo <bo@example.org>
Date: Fri, 3 Mar 2023 10:00:00 +0000
Message-ID: <{n}@example.org>
Subject: {subject}

{text}

"""


@pytest.fixture
def quick(monkeypatch, tmp_path):
    """Without torch, and without arming the tripwire of the whole test run."""
    monkeypatch.setattr(app, "Encoder", WordEmbedder)
    monkeypatch.setattr(egress, "install", lambda: None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # it sets its own
    monkeypatch.setenv("FAMULUS_HOME", str(tmp_path / "home"))


@pytest.fixture
def mailbox(tmp_path):
    path = tmp_path / "archive.mbox"
    path.write_text(
        MAIL.format(n=1, subject="Rent", text="The rent is 850 pounds a month from January.")
        + MAIL.format(n=2, subject="Tea", text="Tea is served at noon in the garden.")
    )
    return path


@pytest.fixture
def famulus(quick, capsys):
    """Return what runs a command and gives its exit code, what it printed and what it warned of."""

    def run(*words: object) -> tuple[int, str, str]:
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def filled(famulus, mailbox):
    assert famulus("read", mailbox)[0] == 0
    return famulus
