"""Where mails of a mailbox file begin."""

from __future__ import annotations

import pytest

from ingest.readers.mbox import mail_at, split

MARK = "From ada@example.org Fri Mar  3 10:00:00 2023\n"


def mails(tmp_path, text: str) -> list[str]:
    path = tmp_path / "a.mbox"
    path.write_bytes(text.encode())
    return [mail_at(path, place).decode() for place in split(path)]


@pytest.mark.parametrize(
    "mark",
    [
        MARK,
        "From - Fri Mar  3 10:00:00 2023\n",
        "From 1234567890@xxx Fri Mar 03 10:00:00 +0000 2023\n",
        "From MAILER-DAEMON Fri Mar  3 10:00:00 2023\r\n",
        "From ada at example.org  Fri Mar  3 10:00:00 2023\n",
        "From ada@example.org\n",
    ],
)
def test_every_programs_mark_begins_a_mail(tmp_path, mark):
    text = f"{mark}Subject: a\n\nx\n\n{mark}Subject: b\n\ny\n"

    assert mails(tmp_path, text) == ["Subject: a\n\nx\n\n", "Subject: b\n\ny\n"]


@pytest.mark.parametrize(
    "line", ["From the hills we came.", "From 10:00 on: tea", "From here: there"]
)
def test_a_sentence_that_begins_with_from_begins_no_mail(tmp_path, line):
    assert len(mails(tmp_path, f"{MARK}Subject: a\n\nx\n\n{line}\nand more\n")) == 1


def test_a_line_that_was_escaped_is_itself_again(tmp_path):
    (mail,) = mails(tmp_path, f"{MARK}Subject: a\n\n>From here\n>>From there\n> From\n")

    assert mail == "Subject: a\n\nFrom here\n>From there\n> From\n"


def test_a_mailbox_without_empty_lines_between_is_split_all_the_same(tmp_path):
    assert len(mails(tmp_path, f"{MARK}Subject: a\n\nx\n{MARK}Subject: b\n\ny")) == 2


def test_the_last_mail_may_have_no_words(tmp_path):
    assert len(mails(tmp_path, f"{MARK}Subject: a\n\nx\n\n{MARK}")) == 2


def test_lines_longer_than_any_are_kept_whole(tmp_path):
    (mail,) = mails(tmp_path, f"{MARK}Subject: a\n\n{'x' * 300_000}")

    assert mail.count("x") == 300_000


def test_what_holds_no_mail_has_no_places(tmp_path):
    assert mails(tmp_path, "") == mails(tmp_path, "words\n") == []
