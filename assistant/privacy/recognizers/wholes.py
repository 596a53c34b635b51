"""What is private in several parts, taken as one: a letterhead, a corner of streets, a firm.

The parts are found already; here they are joined as a reader joins them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.privacy.recognizers.lexicon import cues, lexicon
from assistant.privacy.recognizers.spans import Kind, Span
from assistant.privacy.recognizers.tokens import Words

LINE = re.compile(r"[^\n]*\w[^\n]*")
HEAD = 3  # lines above a street that may name who lives there
WORDS_OF_A_LINE = 6  # in a letterhead
BETWEEN = 60  # characters between a street and its country
WORDS_BETWEEN = 5
PARTNERS = re.compile(
    r"(?<!\w)(?P<cue>(?:at|the|from|for|join|joined|with) )?"
    r"(?P<firm>(?P<a>[\w'’-]{2,}), (?P<b>[\w'’-]{2,}),? (?:and|&) (?P<c>[\w'’-]{2,}))"
    r"(?P<after>(?: office| is| was| has|['’]s)\b)?",
    re.IGNORECASE,
)
STATE = re.compile(
    r"(?<!\w)(?:(?:people['’]s|democratic|islamic|united|federal|socialist|arab) +){0,3}"
    r"(?:republic|kingdom|states|federation|commonwealth|principality) +of +(?:the +)?(?=\w)",
    re.IGNORECASE,
)
CORNER = re.compile(
    r"the corner of |(?:an der |zur )ecke (?:von )?|à l['’]angle d[eu] |la esquina de ",
    re.IGNORECASE,
)
STATES = ("republic", "kingdom", "states", "federation", "commonwealth", "principality")
CORNERS = ("corner of ", "ecke ", "angle d", "esquina de ")
FAR = 80  # characters from such a sign to the ends of what it stands in
NAMED = {Kind.PERSON, Kind.NAME, Kind.ORGANISATION, Kind.PLACE}


def wholes(read: Words, found: Sequence[Span]) -> Iterator[Span]:
    """Yield what is put together of what was found."""
    streets = [span for span in found if span.kind is Kind.ADDRESS]
    yield from states(read)
    yield from partners(read, found)
    if streets:
        yield from corners(read, streets)
        yield from letterheads(read, found, streets)
        yield from tails(read, found, streets)


def _near(read: Words, shape: re.Pattern[str], signs: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """Yield what has a shape in which one of these signs stands, perhaps more than once."""
    for at in sorted(read.anchors.words(signs)):
        yield from shape.finditer(read.text, max(0, at - FAR), at + FAR)


def states(read: Words) -> Iterator[Span]:
    """Yield states by their whole title: "Kingdom of the Netherlands"."""
    for match in _near(read, STATE, STATES):
        index = read.by_start.get(match.end(), -1)
        if index >= 0 and read.tokens[index].folded in lexicon().places:
            yield Span(match.start(), read.tokens[index].end, Kind.PLACE, "a country")


def partners(read: Words, found: Sequence[Span]) -> Iterator[Span]:
    """Yield firms that are called by their partners: "at Velm, Orin and Task"."""
    starts = {span.start for span in found if span.kind in NAMED}
    for match in _near(read, PARTNERS, (" and ", "& ")):
        names = sum(match.start(part) in starts for part in "abc")
        if names > 1 and (match["cue"] or match["after"]):
            yield Span(*match.span("firm"), Kind.ORGANISATION, "a firm, by its partners")


def corners(read: Words, streets: Sequence[Span]) -> Iterator[Span]:
    """Yield two streets that meet, with what is said before them."""
    for match in _near(read, CORNER, CORNERS):
        near = [s for s in streets if match.end() <= s.start < match.end() + 2 * BETWEEN]
        line = read.text[match.end() : near[-1].start] if near else "\n\n"
        if not re.search(r"[?!;:]|\n\n", line):
            yield Span(match.start(), near[-1].end, Kind.ADDRESS, "an address")


def letterheads(read: Words, found: Sequence[Span], streets: Sequence[Span]) -> Iterator[Span]:
    """Yield the lines between somebody's name and their street: where they work."""
    lines = [match.span() for match in LINE.finditer(read.text)]
    people = [span for span in found if span.kind is Kind.PERSON]
    for at in (_line_of(lines, street) for street in streets):
        above = lines[max(0, at - HEAD) : at]
        named = [n for n, line in enumerate(above) if _is_name(read, line, people)]
        if not named or "\n\n" in read.text[above[named[-1]][1] : lines[at][0]]:
            continue
        for start, end in above[named[-1] + 1 :]:
            inside = _words_in(read, start, end)
            if inside and len(inside) <= WORDS_OF_A_LINE:
                first, last = read.tokens[inside[0]], read.tokens[inside[-1]]
                yield Span(first.start, last.end, Kind.ORGANISATION, "stands in a letterhead")


def _line_of(lines: Sequence[tuple[int, int]], span: Span) -> int:
    return next(n for n, (start, end) in enumerate(lines) if start <= span.start < end)


def _is_name(read: Words, line: tuple[int, int], people: Sequence[Span]) -> bool:
    """Return whether a line holds the name of a person and no more than a title beside it."""
    inside = _words_in(read, *line)
    if len(inside) > WORDS_OF_A_LINE:
        return False
    people = [s for s in people if line[0] <= s.start < line[1]]
    covered = [
        i
        for i in inside
        if any(s.start <= read.tokens[i].start < s.end for s in people)
        or read.tokens[i].folded in cues("titles", "allowed")
    ]
    return bool(people) and len(covered) == len(inside)


def tails(read: Words, found: Sequence[Span], streets: Sequence[Span]) -> Iterator[Span]:
    """Yield what stands between a street and the place that ends its address: town and country."""
    ends = [s for s in found if s.kind in {Kind.ADDRESS, Kind.PLACE, Kind.NAME}]
    for street, other in pairwise(sorted({*streets, *ends}, key=lambda s: (s.start, -s.end))):
        if 0 <= other.start - street.end <= BETWEEN and _goes_on(read, street, other):
            yield Span(street.start, other.end, Kind.ADDRESS, "an address")


def _goes_on(read: Words, street: Span, other: Span) -> bool:
    """Return whether only commas, ends of lines and names of places stand between the two."""
    gap = read.text[street.end : other.start]
    inside = _words_in(read, street.end, other.start)
    if (
        street.kind is not Kind.ADDRESS
        or not re.match(r"\W*[\n,]", gap)
        or re.search(r"[!;:]", gap)
    ):
        return False
    return len(inside) <= WORDS_BETWEEN and all(_is_of_place(read, i) for i in inside)


def _is_of_place(read: Words, index: int) -> bool:
    token = read.tokens[index]
    return (
        token.folded.isdigit()
        or token.folded in cues("particles")
        or not token.ordinary
        or token.alone
    )


def _words_in(read: Words, start: int, end: int) -> list[int]:
    return [i for i in _indices(read, start) if read.tokens[i].start < end]


def _indices(read: Words, start: int) -> range:
    first = bisect_left(read.tokens, start, key=lambda token: token.start)
    return range(first, min(first + 40, len(read.tokens)))
