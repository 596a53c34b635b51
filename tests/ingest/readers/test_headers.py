"""Header fields: what they say, and that none of them raises."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers import headers
from memory.types import Participant


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("plain", "plain"),
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?ISO-8859-1?Q?Gr=FC=DFe_an_Ben?=", "Grüße an Ben"),
        ("=?utf-8?B?R3LDvMOfZQ==?=", "Grüße"),
        ("=?utf-8?B?R3LDvMOfZQ?=", "Grüße"),  # without its padding
        ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
        ("=?utf-8?q?a?= =?iso-8859-1?q?b?=", "ab"),
        ("Re: =?utf-8?q?a?=", "Re: a"),
        ("=?utf-8?b?8J+Y?= =?utf-8?b?gA==?=", "😀"),  # one letter split between two words
        ("=?utf-8*de?q?a?=", "a"),
        ("=?no-such?q?a?=", "a"),
        ("=?utf-8?q?a b?=", "a b"),  # a space that may not be there
        ("folded\n  here", "folded here"),
        ("\udcc3\udcbc", "ü"),  # bare bytes, as UTF-8
        ("\udcfc", "ü"),  # and as an older charset
        ("=?utf-8?q?a", "=?utf-8?q?a"),
    ],
)
def test_a_field_says_what_its_sender_meant(raw, words):
    assert headers.words(raw) == words


@pytest.mark.parametrize(
    ("raw", "name", "address"),
    [
        ("ada@example.org", "", "ada@example.org"),
        ("Ada <ada@example.org>", "Ada", "ada@example.org"),
        ('"King, Ada" <ada@example.org>', "King, Ada", "ada@example.org"),
        ("=?utf-8?q?King=2C_Ada?= <ada@example.org>", "King, Ada", "ada@example.org"),
        ('"=?utf-8?q?K=C3=B6nig?=" <a@b>', "König", "a@b"),
        ("ada@example.org (Ada King)", "Ada King", "ada@example.org"),
        ("'Ada' <ada@example.org>", "Ada", "ada@example.org"),
        ("<ada@example.org>", "", "ada@example.org"),
        ("Ada", "Ada", ""),
        ('"unclosed <a@b>', '"unclosed', "a@b"),
    ],
)
def test_a_person_is_told_by_name_and_address(raw, name, address):
    assert list(headers.people("from", raw)) == [Participant("from", name, address)]


def test_several_people_are_told_apart():
    raw = 'Ada <a@x>, "B, C" <b@x>; undisclosed-recipients:;, Friends: d@x;'

    assert [person.address for person in headers.people("to", raw)] == ["a@x", "b@x", "d@x"]


@pytest.mark.parametrize(
    "raw",
    [
        "Fri, 3 Mar 2023 10:00:00 +0000",
        "3 Mar 2023 10:00 GMT",
        "Fri, 03 Mar 2023 11:00:00 +0100 (CET)",
        "Fri, 3 Mar 2023 10:00:00 -0000",
    ],
)
def test_a_date_is_read_with_its_zone(raw):
    assert headers.date([raw], []) == datetime(2023, 3, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw", ["", "soon", "Fri, 31 Feb 2023 10:00:00 +0000", "1 Jan 0101 00:00:00 +2359",
            "1 Jan 1900 00:00:00 +0000", "Fri, 3 Mar 2023 99:00:00 +0000"],
)  # fmt: skip
def test_an_impossible_date_is_none(raw):
    assert headers.date([raw], []) is None


@pytest.mark.parametrize(
    ("raw", "value", "parameters"),
    [
        ("text/plain; charset=utf-8", "text/plain", {"charset": "utf-8"}),
        ('TEXT/Plain; Charset="utf-8"', "text/plain", {"charset": "utf-8"}),
        ("attachment; filename*=UTF-8''f%C3%BCr.md", "attachment", {"filename": "für.md"}),
        ("a/b; name*0=one; name*1=two", "a/b", {"name": "onetwo"}),
        ("a/b; name*0*=utf-8''%C3; name*1*=%BC", "a/b", {"name": "ü"}),
        ('a/b; name="=?utf-8?q?=C3=BC?="', "a/b", {"name": "ü"}),
        ('a/b; name="with \\"marks\\"; inside"', "a/b", {"name": 'with "marks"; inside'}),
        ("", "", {}),
    ],
)
def test_a_field_is_taken_apart(raw, value, parameters):
    assert headers.parameters(raw) == (value, parameters)


RAW = st.text(max_size=80) | st.text(
    st.sampled_from("=?utf-8qb*'\"()<>@,;:\\ \n\udcff%aZ0"), max_size=80
)


@given(RAW)
def test_no_field_raises(raw):
    said = [
        headers.words(raw), *headers.ids(raw), *headers.parameters(raw)[1].values(),
        *(word for p in headers.people("to", raw) for word in (p.name, p.address)),
    ]  # fmt: skip
    headers.date([raw], [raw])

    for words in said:
        words.encode("utf-8")
        assert "\n" not in words
