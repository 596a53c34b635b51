"""Mails as people send them, and as nobody should."""

from __future__ import annotations

import base64
import random
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats import reader_for
from ingest.reader import Unit
from ingest.readers.mail import MailReader, looks_like_mail
from memory.errors import UnreadableDocument
from memory.types import Document, Kind, Participant

HEAD = """\
From: Ada King <ada@example.org>
To: Ben <ben@example.org>, "Lovelace, Clara" <clara@example.org>
Subject: Tea
Date: Fri, 3 Mar 2023 10:00:00 +0100
Message-ID: <tea@example.org>
"""


def reader() -> MailReader:
    return MailReader(lambda name, data: reader_for(Path(name), data[:8192]))


def flat(found: object) -> list[Document]:
    """Read everything, also what is attached; what is unreadable raises."""
    documents: list[Document] = []
    waiting = list(found)  # type: ignore[call-overload]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, Unit):
            waiting = [*each.parse(), *waiting]
        else:
            documents.append(each)
    return documents


def read(mail: str | bytes) -> list[Document]:
    data = mail.encode() if isinstance(mail, str) else mail
    return flat(reader().read_mail(data))


def test_a_mail_is_read_with_its_people_date_and_id():
    (mail,) = read(HEAD + "\nOn Friday?\n")

    assert mail == Document(
        kind=Kind.MAIL,
        title="Tea",
        text="On Friday?",
        date=datetime(2023, 3, 3, 9, 0, tzinfo=UTC),
        people=(
            Participant("from", "Ada King", "ada@example.org"),
            Participant("to", "Ben", "ben@example.org"),
            Participant("to", "Lovelace, Clara", "clara@example.org"),
        ),
        external_id="tea@example.org",
        locator="tea@example.org",
    )


def test_quotes_and_signature_are_folded():
    (mail,) = read(HEAD + "\nYes.\n\n-- \nAda\n\nOn 2 March 2023 Ben wrote:\n> Tea?\n")

    assert mail.body == "Yes."


def test_a_mail_with_a_forwarding_subject_keeps_what_it_forwards():
    text = "\nSee below.\n\nFrom: Clara\nSent: Friday\nTo: Ada\nSubject: Tea\n\nGreen tea.\n"
    (mail,) = read(HEAD.replace("Subject: Tea", "Subject: FW: Tea") + text)

    assert "Green tea." in mail.body


def test_references_are_told_oldest_first_and_once():
    fields = (
        "References: <a@x> <b@x>\n <tea@example.org> <c@x>\nIn-Reply-To: <c@x> (of Friday) <d@x>\n"
    )
    (mail,) = read(HEAD + fields + "\nx")

    assert mail.references == ("a@x", "b@x", "c@x", "d@x")


def test_a_mail_without_an_id_has_one_that_stays():
    (once,), (again,) = read("Subject: a\n\nx"), read("Subject: a\n\nx")
    (other,) = read("Subject: b\n\nx")

    assert once.external_id.startswith("no-id-")
    assert once.external_id == again.external_id != other.external_id


@pytest.mark.parametrize("subject", ["", "Subject:\n", "Subject: \u200b\n"])
def test_a_mail_without_a_subject_says_so(subject):
    (mail,) = read(f"From: a@example.org\n{subject}\nx")

    assert mail.title == "(no subject)"


def test_the_date_is_taken_from_received_if_there_is_no_other():
    (mail,) = read("Date: 99 Nonsense\nReceived: by x; Fri, 3 Mar 2023 10:00:00 +0000\n\nx")

    assert mail.date == datetime(2023, 3, 3, 10, 0, tzinfo=UTC)


def parts(subtype: str, *bodies: str) -> str:
    joined = "".join(f"--b\n{body}\n" for body in bodies)
    type = f'MIME-Version: 1.0\nContent-Type: multipart/{subtype}; boundary="b"'
    return f"{HEAD}{type}\n\n{joined}--b--\n"


PLAIN = "Content-Type: text/plain\n\nplain words\n"
HTML = "Content-Type: text/html\n\n<p>rich <b>words</b></p><script>evil()</script>\n"


@pytest.mark.parametrize(
    ("mail", "text"),
    [
        (parts("alternative", PLAIN, HTML), "plain words"),
        (parts("alternative", HTML, PLAIN), "plain words"),
        (parts("alternative", "Content-Type: text/plain\n\n \n", HTML), "rich words"),
        (parts("mixed", PLAIN, HTML), "plain words\n\nrich words"),
        (HEAD + "Content-Type: text/html\n\n<p>a</p><p>b</p>", "a\n\nb"),
    ],
)
def test_the_plain_words_are_taken_unless_they_are_empty(mail, text):
    assert read(mail)[0].text == text


@pytest.mark.parametrize(
    ("charset", "encoding", "body"),
    [
        ("iso-8859-1", "8bit", "Größe".encode("latin-1")),
        ("utf-8", "quoted-printable", b"Gr=C3=B6=C3=9F=\ne"),
        ("utf-8", "base64", base64.b64encode("Größe".encode())),
        ("utf-8", "base64", base64.b64encode("Größe".encode()).rstrip(b"=") + b"\n!?"),
        ("us-ascii", "8bit", "Größe".encode()),
        ("iso-8859-1", "8bit", "Größe".encode()),  # a lie, and a common one
        ("no-such-charset", "8bit", "Größe".encode()),
        ("x\0y", "8bit", "Größe".encode("cp1252")),
        ("utf-8", "no-such-encoding", "Größe".encode()),
        ("utf-16", "base64", base64.b64encode("Größe".encode("utf-16"))),
    ],
)
def test_words_are_decoded_whatever_is_said_about_them(charset, encoding, body):
    head = f"{HEAD}Content-Type: text/plain; charset={charset}\n"
    (mail,) = read(f"{head}Content-Transfer-Encoding: {encoding}\n\n".encode() + body)

    assert mail.text == "Größe"


def test_a_flowed_mail_has_its_paragraphs_whole():
    flowed = "One sentence \nthat goes on.\n > quoted\n-- \nAda"
    (mail,) = read(f"{HEAD}Content-Type: text/plain; format=flowed\n\n{flowed}")

    assert mail.text.startswith("One sentence that goes on.\n> quoted")
    assert mail.folds[-1].why == "signature"


ATTACHED = """\
Content-Type: text/markdown; name="notes.md"
Content-Disposition: attachment; filename*=UTF-8''f%C3%BCr%20Ben.md

# Oolong
is a tea
"""


def test_an_attachment_is_a_document_of_its_own_that_names_its_mail():
    mail, attached = read(parts("mixed", PLAIN, ATTACHED))

    assert mail.text == "plain words"
    assert attached.kind is Kind.DOCUMENT
    assert attached.title == "für Ben.md"
    assert attached.external_id == attached.locator == "tea@example.org/1/für Ben.md"
    assert (attached.parent, attached.date, attached.people) == (
        mail.external_id,
        mail.date,
        mail.people,
    )
    assert [part.title for part in attached.parts] == ["Oolong"]


def test_an_attachment_nobody_can_read_is_reported_and_costs_nothing_else():
    picture = (
        "Content-Type: image/png; name=cat.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
    )
    mail, unit = reader().read_mail(parts("mixed", PLAIN, picture).encode())

    assert isinstance(mail, Document)
    assert isinstance(unit, Unit)
    with pytest.raises(
        UnreadableDocument, match=r"does not read this kind of attachment yet \(.png\)"
    ):
        list(unit.parse())


def test_a_mail_attached_to_a_mail_is_a_mail():
    inner = "Content-Type: message/rfc822\n\nSubject: inner\nMessage-ID: <in@x>\n\ninner words\n"
    outer, found = read(parts("mixed", PLAIN, inner))

    assert (found.kind, found.title, found.text) == (Kind.MAIL, "inner", "inner words")
    assert (found.external_id, found.parent) == ("in@x", outer.external_id)
    assert "inner words" not in outer.text


def test_a_proof_of_who_sent_a_mail_is_no_attachment():
    proof = "Content-Type: application/pgp-signature; name=signature.asc\n\nxx\n"

    assert len(read(parts("signed", PLAIN, proof))) == 1


def test_what_a_mail_calls_its_attachment_is_only_a_name():
    hostile = ATTACHED.replace("f%C3%BCr%20Ben.md", "..%2F..%2Fetc%2Fpasswd.md")
    _, attached = read(parts("mixed", PLAIN, hostile))

    assert attached.title == "../../etc/passwd.md"


def test_parts_that_are_announced_and_do_not_come_leave_the_words_there_are():
    (mail,) = read(HEAD + 'Content-Type: multipart/mixed; boundary="never"\n\nall there is\n')

    assert mail.text == "all there is"


# Files


def mailbox(path: Path, *mails: str) -> Path:
    path.write_text("".join(f"From ada@example.org Fri Mar  3 10:00:00 2023\n{m}\n" for m in mails))
    return path


def test_each_mail_of_a_mailbox_is_a_unit(tmp_path):
    path = mailbox(tmp_path / "a.mbox", "Subject: a\n\nx\n", "Subject: b\n\ny\n")
    units = list(reader().units(path))

    assert [unit.locator for unit in units] == ["mail 1", "mail 2"]
    assert [flat(unit.parse())[0].title for unit in units] == ["a", "b"]


def test_a_mailbox_with_nothing_in_it_says_what_to_do(tmp_path):
    path = mailbox(tmp_path / "a.mbox")
    (unit,) = reader().units(path)

    with pytest.raises(UnreadableDocument, match="empty") as caught:
        list(unit.parse())
    assert caught.value.remedy


def test_a_picture_called_a_mailbox_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "a.mbox"
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 20)
    (unit,) = reader().units(path)

    with pytest.raises(UnreadableDocument, match="holds no mails"):
        list(unit.parse())


@pytest.mark.parametrize(
    "data", [(HEAD + "\nwords").encode("utf-16"), b"From  : Ada\nSubject : x\n\nwords"]
)
def test_an_odd_single_mail_is_still_read(tmp_path, data):
    path = tmp_path / "a.eml"
    path.write_bytes(data)
    (unit,) = reader().units(path)

    assert flat(unit.parse())[0].text.endswith("words")


def test_a_single_mail_is_one_unit_even_if_lines_in_it_begin_with_from(tmp_path):
    path = tmp_path / "a.eml"
    path.write_text(HEAD + "\nx\n\nFrom ada@x Fri Mar  3 10:00:00 2023\nSubject: no\n\ny\n")
    (unit,) = reader().units(path)

    (mail,) = flat(unit.parse())
    assert "Subject: no" in mail.text


@pytest.mark.parametrize(
    ("head", "is_mail"),
    [
        (HEAD.encode(), True),
        (b"From ada@x Fri Mar  3 10:00:00 2023\nSubject: a\n\n", True),
        (b"Return-Path: <a@b>\nReceived: by x\n\tfor y\nSubject: a\n", True),
        (b"From the hills we came\nand to the sea we went.\n", False),
        (b"Title: my novel\nSubject: sea\n\nOnce", False),
        (b"Note: a\nTodo: b\n", False),
        (b"", False),
    ],
)
def test_a_mail_is_known_by_its_first_lines(head, is_mail):
    assert looks_like_mail(head) is is_mail


# Mutations and bombs

FULL = (
    parts("mixed", PLAIN, HTML, ATTACHED)
    .replace("Subject: Tea", "Subject: =?utf-8?q?T=C3=A9?= =?utf-8?b?w6k=?=")
    .encode()
)


@given(st.integers(0, 2**32))
def test_no_mail_is_lost_whatever_happens_to_its_bytes(seed):
    chance = random.Random(seed)
    data = bytearray(FULL)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                del data[place : place + chance.randint(1, 40)]
            case 2:
                data[place:place] = bytes(chance.choices(b'=?"<>;:\n\0\xff*(', k=5))
            case _:
                data[place:place] = data[place : place + 60] * 3
    found = iter(reader().read_mail(bytes(data)))

    assert isinstance(next(found), Document)
    for unit in found:
        assert isinstance(unit, Unit)
        with suppress(UnreadableDocument):
            flat(unit.parse())


def nested(depth: int) -> bytes:
    return b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth)
    )


BOMBS = {
    "deep": nested(1000),
    "deeper": nested(20_000),
    "a mail in a mail in a mail": b"Content-Type: message/rfc822\n\n" * 5000,
    "addresses": b"To: " + b", ".join(b"u%d@e.com" % n for n in range(100_000)) + b"\n\nx",
    "parentheses": b"To: " + b"(" * 20_000 + b"\n\nx",
    "angles": b"To: " + b"<" * 60_000 + b"\n\nx",
    "quotes": b"To: " + b'"a\\"' * 15_000 + b"\n\nx",
    "escapes": b'To: "' + b'\\"' * 30_000 + b"\n\nx",
    "encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 15_000 + b"\n\nx",
    "halves of encoded words": b"Subject: " + b"=?a?q?" * 30_000 + b"\n\nx",
    "parameters": b"Content-Type: text/plain" + b"; p=x" * 40_000 + b"\n\nx",
    "pieces of a name": b"Content-Type: text/plain"
    + b"".join(b"; name*%d*=x" % n for n in range(15_000)) + b"\n\nx",
    "fields": b"".join(b"X-%d: y\n" % n for n in range(100_000)) + b"\nx",
    "one field": b"Subject: " + b"a" * 5_000_000 + b"\n\nx",
    "references": b"References: " + b"<a@b> " * 40_000 + b"\n\nx",
    "parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 100_000 + b"--b--",
    "fields of a part": b"Content-Type: multipart/mixed; boundary=b\n\n--b\n"
    + b"X: y\n" * 100_000 + b"\nx\n--b--",
    "no words": b"Subject: a\n\n" + b"\n" * 1_000_000,
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_or_refused_in_good_time(name):
    began = time.process_time()
    with suppress(UnreadableDocument):
        assert isinstance(next(iter(reader().read_mail(BOMBS[name]))), Document)

    assert time.process_time() - began < 5


@pytest.mark.parametrize("name", ["deep", "fields", "one field", "parts"])
def test_what_no_letter_needs_is_refused(name):
    with pytest.raises(UnreadableDocument, match=r"any mail needs|more than 500 parts"):
        read(BOMBS[name])
