"""The parts of a mail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers import mime
from memory.errors import UnreadableDocument


def test_a_field_is_found_whatever_the_case_of_its_name():
    fields = mime.Fields(mime.parse(b"TO: a\nto: b\n\nx"))

    assert fields.all("to") == ["a", "b"]
    assert fields.first("cc") == ""


@pytest.mark.parametrize(
    ("flowed", "whole"),
    [
        ("a \nb", "a b"),
        ("a\nb", "a\nb"),
        (" From here", "From here"),
        ("> a \n> b", "> a b"),
        ("> a \nb", "> a \nb"),
        (">> a \n>> b\n> c", ">> a b\n> c"),
        ("a \n-- \nb", "a \n-- \nb"),
        ("-- \nb", "-- \nb"),
    ],
)
def test_a_broken_paragraph_is_whole_again(flowed, whole):
    assert mime.unflowed(flowed) == whole


def test_a_broken_word_is_whole_again_if_the_sender_says_so():
    assert mime.unflowed("Donau \ndampf", delete_space=True) == "Donaudampf"


@pytest.mark.parametrize(
    ("encoding", "body", "content"),
    [
        ("", b"abc", b"abc"),
        ("8bit", b"\xff\xfe", b"\xff\xfe"),
        ("BASE64", b"YWJj", b"abc"),
        ("base64", b"YW!Jj\nYQ", b"abca"),
        ("base64", b"Y", b""),
        ("quoted-printable", b"a=3Db=\nc=ZZ", b"a=bc=ZZ"),
        ("x-uuencode", b"begin 644 a\n#86)C\n`\nend\n", b"abc"),
        ("x-uuencode", b"begin 644 a\n\xff\xff\n#86)C\n", b"abc"),
        ("invented", b"abc", b"abc"),
    ],
)
def test_a_transfer_encoding_is_undone_as_far_as_it_can_be(encoding, body, content):
    mail = mime.parse(b"Content-Transfer-Encoding: " + encoding.encode() + b"\n\n" + body)

    assert mime.content(mime.leaf_of(mail)) == content


@given(
    st.binary(max_size=80), st.sampled_from(["base64", "quoted-printable", "x-uuencode", "8bit"])
)
def test_no_body_raises(body, encoding):
    mail = mime.parse(b"Content-Transfer-Encoding: " + encoding.encode() + b"\n\n" + body)

    mime.content(mime.leaf_of(mail))


def test_a_report_on_a_delivery_is_read_as_it_stands():
    mail = mime.parse(
        b'Content-Type: multipart/report; boundary="b"\n\n--b\n\nIt failed.\n--b\n'
        b"Content-Type: message/delivery-status\n\nAction: failed\n\nStatus: 5.0.0\n--b--\n"
    )

    assert mime.words_of(mail) == "It failed.\n\nAction: failed\nStatus: 5.0.0"
    assert list(mime.attachments(mail)) == []


def test_an_invitation_is_an_attachment_though_it_is_text():
    mail = mime.parse(b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n")

    assert [leaf.type for leaf in mime.attachments(mail)] == ["text/calendar"]
    assert mime.top_words(mail) == ""


def nested(depth: int) -> bytes:
    return b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth)
    )


def test_mails_at_the_caps_are_read_and_above_them_refused():
    mime.parse(b"X: y\n" * mime.MOST_FIELDS + b"\nx")
    mime.parse(nested(mime.DEEPEST) + b"\nx")
    mime.parse(b"Subject: a\n\n" + b"--b\n" * 5000)  # lines that only look like parts

    parts = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * (mime.MOST_PARTS + 2)
    for bomb in (b"X: y\n" * (mime.MOST_FIELDS + 1) + b"\nx", nested(mime.DEEPEST + 2), parts):
        with pytest.raises(UnreadableDocument):
            mime.parse(bomb)
