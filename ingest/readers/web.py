"""Web pages, and the HTML of mails: what is seen of them, and nothing that is hidden.

Read in one pass without a tree, so that a page of a million open tags takes
its length in time and next to no memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

from ingest.clean import visible
from ingest.dates import moment
from ingest.reader import Unit
from ingest.readers.charset import decoded
from ingest.readers.diary import days
from ingest.readers.file import refuse_empty, sections, whole
from memory.types import Document, Kind, Part

SUFFIXES = {".html", ".htm", ".xhtml"}
LOOKS = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)

META = re.compile(rb"<meta\b[^>]{0,500}>", re.IGNORECASE)
META_DATE = re.compile(
    rb"(?:name|property|itemprop|http-equiv)\s*=\s*[\"']?(?:date|dc\.date|dcterms\.(?:created|date)"
    rb"|article:published_time|datepublished|created|last-modified)\b",
    re.IGNORECASE,
)
META_CONTENT = re.compile(rb"content\s*=\s*[\"']?([^\"'>]{4,60})", re.IGNORECASE)
HEAD = 65_536  # bytes in which a page tells its date

VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
}  # fmt: skip
UNSEEN = {
    "script", "style", "head", "template", "noscript", "svg", "math", "object", "iframe", "select",
    "textarea", "audio", "video", "canvas", "datalist",
}  # fmt: skip
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "html", "legend",
    "li", "main", "nav", "ol", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
APART = {"p", "pre"} | HEADINGS  # an empty line before and after
CELLS = {"td", "th"}
# Tags that end an open one of the same kind without saying so.
CLOSES = {
    "p": {"p"}, "li": {"li"}, "tr": {"td", "th", "tr"}, "td": {"td", "th"}, "th": {"td", "th"},
    "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "option": {"option"},
}  # fmt: skip
IN_HEAD = {"title", "meta", "link", "base", "script", "style", "template", "noscript", "object"}
HIDING = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|font-size:0(?:\.0+)?(?:px|pt|em|rem|%)?(?:;|!|$)"
    r"|opacity:0(?:\.0+)?(?:;|!|$)|mso-hide:all"
)
COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
WHITE = {"white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)"}
DEEPEST = 400  # open tags that are told apart; a quote in a quote beyond that is a bomb


class WebReader:
    name = "web"

    def accepts(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() in SUFFIXES or bool(LOOKS.match(head))

    def units(self, path: Path) -> Iterator[Unit]:
        return whole(path, self.read_bytes)

    def read_bytes(self, name: str, data: bytes) -> Iterator[Document | Unit]:
        refuse_empty(data)
        declared = META_CHARSET.search(data[:4096])
        page = read_page(decoded(data, declared[1].decode() if declared else ""))
        yield Document(
            kind=Kind.DOCUMENT,
            title=page.title or name,
            text=page.text,
            date=_date(data),
            parts=days(page.text) or page.parts,
        )


def _date(data: bytes) -> datetime | None:
    """Return when a page says that it was written."""
    told = (META_CONTENT.search(tag) for tag in META.findall(data[:HEAD]) if META_DATE.search(tag))
    moments = (moment(content[1].decode("ascii", "replace")) for content in told if content)
    return next(filter(None, moments), None)


@dataclass(frozen=True, slots=True)
class Page:
    title: str = field(repr=False)
    text: str = field(repr=False)
    parts: tuple[Part, ...]


def html_to_text(markup: str, *, quotes: bool = False) -> str:
    """Return what is seen; with ``quotes``, lines of a quoted message begin with "> "."""
    return read_page(markup, quotes=quotes).text


def read_page(markup: str, *, quotes: bool = False) -> Page:
    parser = _Seen(quotes)
    parser.feed(_defused(visible(markup)))
    parser.close()
    return parser.page()


def _defused(markup: str) -> str:
    """Return the markup without comments, and without tags that never end.

    The parser looks for the end of each from each beginning: a file of
    beginnings takes it the square of the time.
    """
    kept, position = [], 0
    while (start := markup.find("<!--", position)) >= 0:
        kept.append(markup[position:start])
        end = markup.find("-->", start + 4)
        position = len(markup) if end < 0 else end + 3
    text = "".join([*kept, markup[position:]]).replace("<![", "<!").replace("<?", "<!")
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", "&lt;")


@dataclass(slots=True)
class _Open:
    """A tag that is open, and what it does to what is inside it."""

    tag: str
    hides: bool
    white: bool  # the letters are white
    dark: bool  # the ground is known, and not white
    quotes: bool


class _Seen(HTMLParser):
    def __init__(self, quotes: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._marks_quotes = quotes
        self._open: list[_Open] = []
        self._hidden = self._depth = self._pre = self._beyond = 0
        self._lines: list[str] = []
        self._words: list[str] = []
        self._title: list[str] = []
        self._in_title = False
        self._headings: list[tuple[int, str]] = []  # number of the line, words
        self._heading_from = -1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._close_implied(tag)
        if tag in VOID:
            self._void(tag)
            return
        self._in_title = self._in_title or (tag == "title" and not self._title)
        if len(self._open) >= DEEPEST:
            self._beyond += 1
            return
        self._break_before(tag)
        opened = self._opened(tag, dict(attrs))
        self._open.append(opened)
        self._hidden += opened.hides
        self._depth += opened.quotes
        self._pre += tag == "pre"
        if tag in HEADINGS and not self._hidden:
            self._heading_from = len(self._lines)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if tag == "br":
            self._end_line()
        if self._beyond and tag not in VOID:
            self._beyond -= 1
        elif any(opened.tag == tag for opened in self._open):
            while self._close_last() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self._title.append(data)
        if self._hidden or self._in_title:
            return
        if self._pre:
            first, *rest = data.split("\n")
            self._words.append(first)
            for line in rest:
                self._end_line()
                self._words.append(line)
        else:
            self._words.append(data)

    def page(self) -> Page:
        self._end_line()
        text, starts = _laid_out(self._lines)
        title = " ".join("".join(self._title).split())
        headings = [(starts[line], words) for line, words in self._headings]
        return Page(title, text, sections(headings, len(text)))

    def _opened(self, tag: str, attributes: dict[str, str | None]) -> _Open:
        style = "".join((attributes.get("style") or "").lower().split())
        above = self._open[-1] if self._open else None
        white, dark = above is not None and above.white, above is not None and above.dark
        ground = BACKGROUND.search(style)
        ground_colour = ground[1] if ground else (attributes.get("bgcolor") or "").lower().strip()
        if ground_colour:
            dark = ground_colour not in WHITE | {"transparent", "none", "inherit"}
        colour = COLOUR.search(style)
        letters = colour[1] if colour else (attributes.get("color") or "").lower().strip()
        if letters:
            white = letters in WHITE
        hides = tag in UNSEEN or "hidden" in attributes or bool(HIDING.search(style))
        quotes = self._marks_quotes and tag == "blockquote"
        return _Open(tag, hides or (white and not dark), white, dark, quotes)

    def _break_before(self, tag: str) -> None:
        if tag in APART:
            self._end_line()
            self._blank_line()
        elif tag in BLOCKS:
            self._end_line()
            if tag == "li" and not self._hidden:
                self._words.append("- ")
        elif tag in CELLS and not self._hidden and "".join(self._words).strip():
            self._words.append(" | ")

    def _close_implied(self, tag: str) -> None:
        closes = CLOSES.get(tag)
        while closes and self._open and self._open[-1].tag in closes:
            self._close_last()
        if self._open and self._open[-1].tag == "head" and tag not in IN_HEAD:
            self._close_last()

    def _close_last(self) -> str:
        opened = self._open.pop()
        if opened.tag in APART | BLOCKS:
            self._end_line()
        if opened.tag in HEADINGS and self._heading_from >= 0 and not self._hidden:
            words = " ".join("".join(self._lines[self._heading_from :]).split())
            if words:
                self._headings.append((self._heading_from, words))
            self._heading_from = -1
        if opened.tag in APART:
            self._blank_line()
        self._hidden -= opened.hides
        self._depth -= opened.quotes
        self._pre -= opened.tag == "pre"
        return opened.tag

    def _void(self, tag: str) -> None:
        if tag == "br":
            self._end_line(keep=True)
        elif tag == "hr":
            self._end_line()

    def _end_line(self, *, keep: bool = False) -> None:
        words = "".join(self._words)
        words = words.rstrip() if self._pre else " ".join(words.split())
        self._words.clear()
        if words or keep or self._pre:
            self._lines.append("> " * self._depth + words)

    def _blank_line(self) -> None:
        mark = "> " * self._depth
        above = self._lines[-1] if self._lines else ""
        if not self._hidden and above.strip("> ") and above.startswith(mark):
            self._lines.append(mark)


def _laid_out(lines: list[str]) -> tuple[str, list[int]]:
    """Join the lines, never two empty ones in a row; tell where each of them starts."""
    out: list[str] = []
    starts: list[int] = []
    position = 0
    for line in (line.rstrip() for line in lines):
        starts.append(position)
        if not line.strip("> ") and (not out or not out[-1].strip("> ")):
            continue
        out.append(line)
        position += len(line) + 1
    text = "\n".join(out).rstrip()
    return text, [min(start, len(text)) for start in starts]
