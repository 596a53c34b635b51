"""Bytes to words."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.charset import decoded

SAMPLES = [
    ("cp1252", "Über die Straße gehen wir später, für Käse ist immer Zeit."),
    ("cp1252", "Ça va très bien, merci à toi et à bientôt, l’été arrive déjà."),
    ("cp1250", "Zażółć gęślą jaźń, proszę o odpowiedź jak najszybciej, dziękuję bardzo."),
    ("cp1251", "Привет, как дела? Завтра встречаемся у вокзала в шесть вечера."),
    ("koi8_r", "Привет, как дела? Завтра встречаемся у вокзала в шесть вечера."),
    ("cp932", "こんにちは、明日の会議は何時からですか。よろしくお願いします。"),
    ("utf-8", "Grüße, привет, こんにちは"),
    ("utf-8-sig", "Grüße"),
    ("utf-16", "Grüße"),
    ("utf-32", "Grüße"),
]


@pytest.mark.parametrize(("charset", "text"), SAMPLES)
def test_words_of_which_nothing_is_said_are_read_as_they_were_written(charset, text):
    assert decoded(text.encode(charset)) == text


@pytest.mark.parametrize(
    ("declared", "written"),
    [("gb2312", "gb18030"), ("ISO-8859-1", "cp1252"), (' "utf-8" ', "utf-8"),
     ("ks_c_5601-1987", "cp949"), ("iso-2022-jp", "iso-2022-jp"), ("utf-7", "utf-7")],
)  # fmt: skip
def test_a_charset_is_read_as_senders_mean_it(declared, written):
    text = {"gb18030": "你好", "cp949": "안녕", "iso-2022-jp": "こんにちは"}.get(written, "a b")

    assert decoded(text.encode(written), declared) == text


def test_utf8_under_an_older_name_is_utf8():
    assert decoded("Grüße".encode(), "iso-8859-1") == "Grüße"


@pytest.mark.parametrize("name", ["punycode", "idna", "unicode_escape"])
def test_a_codec_that_is_no_charset_is_not_used(name):
    assert decoded(b"Mnchen-3ya \\n", name) == "Mnchen-3ya \\n"


NAMES = [
    "idna",
    "punycode",
    "unicode_escape",
    "rot13",
    "base64",
    "zip",
    "undefined",
    "",
    "x\0",
    "ü",
]


@given(st.binary(max_size=60), st.sampled_from([*NAMES, "utf-16", "cp1252", "big5", "hz"]))
def test_nothing_raises_and_what_is_ascii_stays(data, declared):
    assert isinstance(decoded(data, declared), str)
    if data.isascii() and declared in {*NAMES, "cp1252"}:
        assert decoded(data, declared) == data.decode()


def test_marks_of_byte_order_are_not_part_of_the_words():
    assert decoded(codecs.BOM_UTF8 + b"a", "cp1252") == "a"
