"""What is seen of a page."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.web import WebReader, html_to_text
from memory.types import Document


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two", "one\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<p>one\n   two <b>three</b></p>", "one two three"),
        ("<ul><li>one<li>two</ul>", "- one\n- two"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c<td>d</table>", "a | b\nc | d"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ('<a href="https://x">words</a> after', "words after"),
        ("a &amp; b &lt;c&gt; &uuml;", "a & b <c> ü"),
        ("<h1>Title</h1>text", "Title\n\ntext"),
        ("a < b and c > d", "a < b and c > d"),
        ("no markup at all", "no markup at all"),
        ("<title>T</title><p>words", "words"),
        ("<html><head><meta x><p>words", "words"),
        ("<![if !mso]>seen<![endif]>", "seen"),
        ("cut <b", "cut <b"),
    ],
)
def test_a_page_becomes_lines(markup, text):
    assert html_to_text(markup) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>SECRET</script>",
        "<style>SECRET</style>",
        "<!-- SECRET -->",
        "<!-- SECRET",
        '<div style="display:none">SECRET</div>',
        '<div style="DISPLAY : none !important">SECRET<p>SECRET</p></div>',
        '<span style="visibility: hidden">SECRET</span>',
        '<span style="font-size:0">SECRET</span>',
        '<span style="font-size:0px;line-height:0">SECRET</span>',
        '<span style="opacity:0">SECRET</span>',
        '<span style="color:#fff">SECRET</span>',
        '<span style="color: white; background: #FFFFFF">SECRET</span>',
        '<font color="#ffffff">SECRET</font>',
        "<p hidden>SECRET</p>",
        '<div style="mso-hide:all">SECRET</div>',
        "<template>SECRET</template>",
        "<textarea>SECRET</textarea>",
        '<img alt="SECRET"><input value="SECRET">',
        "<head>SECRET</head>",
    ],
)
def test_what_is_hidden_is_not_read(hidden):
    text = html_to_text(f"<p>before</p>{hidden}<p>after</p>")

    assert "SECRET" not in text
    assert text.startswith("before")


@pytest.mark.parametrize(
    "seen",
    [
        '<td bgcolor="navy"><font color="white">words</font></td>',
        '<div style="background-color:#036;color:#fff">words</div>',
        '<div style="font-size:0.9em">words</div>',
        '<div style="opacity:0.5">words</div>',
        '<p style="display:none">x<p>words',
    ],
)
def test_what_is_seen_is_read(seen):
    assert "words" in html_to_text(seen)


def test_quotes_of_a_mail_are_marked_as_in_plain_mails():
    markup = "<p>Yes.</p>On Friday Ada wrote:<blockquote><p>Tea?</p><p>Milk?</p></blockquote>No."

    assert html_to_text(markup, quotes=True) == (
        "Yes.\n\nOn Friday Ada wrote:\n> Tea?\n>\n> Milk?\n>\nNo."
    )
    assert ">" not in html_to_text(markup)


def test_a_page_is_told_by_its_title_and_headings():
    page = b"<title>All of\n Tea</title><p>Intro</p><h1>Green</h1><p>good</p><h2>Black</h2>too"
    (document,) = WebReader().read_bytes("tea.html", page)

    assert isinstance(document, Document)
    assert document.title == "All of Tea"
    assert [document.text[p.start : p.end].strip() for p in document.parts] == [
        "Green\n\ngood",
        "Black\n\ntoo",
    ]
    assert [p.locator for p in document.parts] == ["Green", "Black"]


def test_the_charset_that_a_page_names_is_used():
    page = '<meta charset="koi8-r"><p>Привет'.encode("koi8-r")
    (document,) = WebReader().read_bytes("a.html", page)

    assert isinstance(document, Document)
    assert document.text == "Привет"


@given(st.lists(st.sampled_from(
    ["<p>", "</p>", "<div hidden>", "</div>", "<h1>", "</h1>", "<td>", "<tr>", "a", "<", ">",
     "<!--", "-->", "<![CDATA[", "]]>", "<?", "<!", "&", "&#", "<blockquote>", "<pre>", "\n",
     "<title>", "<br/>", "<script>", "</script", '"', "='", "<a b=", "<head>"]
), max_size=40))  # fmt: skip
def test_no_markup_raises(pieces):
    html_to_text("".join(pieces), quotes=True)


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 200_000, "<blockquote>" * 200_000 + "a", "<p>a" * 200_000, "<!--" * 200_000,
        "<![CDATA[" * 100_000, "<" * 500_000, "<a " * 200_000 + ">", "<a b='" * 100_000 + ">",
        "&" * 500_000, "</p>" * 200_000, "<table><tr><td>" * 60_000, "<?" * 200_000 + ">",
        "<script>" * 100_000, "<b>" * 399 + "</i>" * 200_000, "<title>" * 100_000,
        "<b>" * 50_000 + "</i>" * 50_000,
    ],
)  # fmt: skip
def test_a_bomb_takes_its_length_in_time(bomb):
    began = time.process_time()
    html_to_text(bomb, quotes=True)

    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    "meta",
    [
        '<meta name="date" content="2021-05-12">',
        "<META property='article:published_time' content='2021-05-12T00:00:00'/>",
        '<meta content="12 May 2021" name=DC.date>',
        '<meta name="date" content="soon"><meta itemprop="datePublished" content="2021-05-12">',
    ],
)
def test_a_page_says_when_it_was_written(meta):
    (page,) = WebReader().read_bytes("a.html", f"<html><head>{meta}</head>x".encode())

    assert isinstance(page, Document)
    assert page.date == datetime(2021, 5, 12).astimezone()


@pytest.mark.parametrize(
    "meta", ["", '<meta name="update" content="2021-05-12">', "<meta " * 20_000]
)
def test_other_pages_do_not(meta):
    (page,) = WebReader().read_bytes("a.html", f"<html><head>{meta}</head>x".encode())

    assert isinstance(page, Document)
    assert page.date is None
