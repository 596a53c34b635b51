"""Names told by the whole of a text: how a word is written throughout, who signs, who is greeted.

One capital inside a sentence says little, since headings and feelings set it too;
a word that has it every time is a name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain

from assistant.privacy.recognizers.guessing import sounds_like_a_name
from assistant.privacy.recognizers.lexicon import counted, cues, is_known
from assistant.privacy.recognizers.marks import ARTICLES, Marks, joined
from assistant.privacy.recognizers.spans import Kind
from assistant.privacy.recognizers.tokens import Token

SELDOM = 1_000  # times in subtitles: such a word needs it even after an article
RARE = 13_000  # times in subtitles: such a word needs its capital only once
TIMES = 2  # a word of the language must be written as a name
STANDS_OUT = 4  # letters of such a word
LOWER = 4  # letters of an unknown word written small
ADVERB = 20_000  # times in subtitles: what stands before a comma is no name
VOCATIVE = re.compile(
    r", (?=(?:i|we|you|your|please|thanks?|can|could|would|do|did|are|it|is|my|let|this|hope)\b)",
    re.IGNORECASE,
)
AUTHOR = re.compile(
    r"(?<!\w)(?P<who>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}) "
    r"(?:posted|commented|said|wrote|replied|answered|schrieb|antwortete|a écrit|escribió"
    r"|ha scritto|escreveu|schreef) (?:on|at|am|um|le|el|il|em|op) \d"
)
AUTHORED = tuple(f" {said} " for said in (
    "posted", "commented", "said", "wrote", "replied", "answered", "schrieb", "antwortete",
    "a écrit", "escribió", "ha scritto", "escreveu", "schreef",
))  # fmt: skip
INITIALS = re.compile(r"[A-Z]\. ?[A-Z]")
INITIAL = re.compile(r"(?<!\w)(?P<who>[A-Z][\w'’-]+ (?:[A-Z]\. ?){1,2}[A-Z][\w'’-]+)")
FOLLOWED = re.compile(r",? (?:who|whose|which)\b|['’]s \w| \((?=[A-Z])")
BEGINS_WELL = re.compile(r"[A-Z][a-z]+")


def throughout(marks: Marks) -> None:
    """Mark what the whole of the text tells to be a name."""
    _always_capital(marks)
    _authors(marks)
    for index in marks.words.capitals:
        if index in marks.of or marks.tokens[index].filled:
            continue
        if _is_spoken_to(marks, index):
            marks.put(index, Kind.PERSON, "somebody is spoken to")
        elif _is_told_after(marks, index):
            marks.put(index, Kind.NAME, "a word that no dictionary has")
    _small_beside_names(marks)


def _always_capital(marks: Marks) -> None:
    """Mark words of the language that have a capital inside sentences, and never none."""
    inside: dict[str, int] = defaultdict(int)
    for index in marks.words.capitals:
        if _stands_out(marks, index):
            inside[marks.tokens[index].folded] += 1
    names = {word for word, times in inside.items() if times >= _times(word)}
    for index in marks.words.which({word for word in names if not _is_small(marks, word)}):
        token = marks.tokens[index]
        if token.capital and not token.text.isupper():
            marks.put_new(index, Kind.NAME, "written with a capital throughout")


def _is_small(marks: Marks, word: str) -> bool:
    """Return whether a word is written small somewhere."""
    places = marks.words.places[word]
    return any(marks.tokens[index].text[0].islower() for index in places)


def _times(word: str) -> int:
    """Return how often a word must be written as a name to be one: a rare one only once."""
    return 1 if counted("en").get(word, 0) < RARE else TIMES


def _stands_out(marks: Marks, index: int) -> bool:
    """Return whether a capital is there though the words around have none, nor an article."""
    token = marks.tokens[index]
    if not (token.alone and token.ordinary and index) or token.text.isupper():
        return False
    if len(token.text) < STANDS_OUT or token.folded in cues("allowed", "titles"):
        return False
    article = marks.tokens[index - 1].folded in ARTICLES
    if article and counted("en").get(token.folded, 0) >= SELDOM:
        return False
    if marks.words.gap(index - 1) not in {" ", ", "}:
        return False
    around = marks.tokens[index - 1 : index] + marks.tokens[index + 1 : index + 2]
    if _times(token.folded) < TIMES and marks.words.plain:
        return not any(other.text.isupper() and len(other.text) > 1 for other in around)
    return not any(other.capital for other in around)


def _authors(marks: Marks) -> None:
    text = marks.words.text
    authors = AUTHOR.finditer(text) if any(marks.words.anchors.words(AUTHORED)) else ()
    initials = INITIAL.finditer(text) if INITIALS.search(text) else ()
    for match in chain(authors, initials):
        index = marks.words.by_start.get(match.start("who"), -1)
        if index < 0 or marks.tokens[index].folded in cues("particles") | ARTICLES | PRONOUNS:
            continue
        while index < len(marks.tokens) and marks.tokens[index].start < match.end("who"):
            marks.put_new(index, Kind.PERSON, "signs, or has an initial")
            index += 1


PRONOUNS = frozenset(
    [
        "i",
        "you",
        "he",
        "she",
        "it",
        "we",
        "they",
        "who",
        "er",
        "sie",
        "es",
        "wir",
        "ich",
        "il",
        "elle",
        "on",
        "nous",
        "je",
        "yo",
        "el",
        "ella",
        "io",
        "lui",
        "lei",
        "eu",
        "ele",
        "ela",
        "ik",
        "hij",
        "zij",
    ]
)


def _is_spoken_to(marks: Marks, index: int) -> bool:
    """Return whether a word begins a sentence, no dictionary has it, and "you" or "I" follows."""
    token = marks.tokens[index]
    fits = token.begins and BEGINS_WELL.fullmatch(token.text)
    return bool(fits and _is_no_word(token) and VOCATIVE.match(marks.words.text, token.end))


def _is_told_after(marks: Marks, index: int) -> bool:
    """Return whether an unknown word is followed as a name is: "Zorvex, which sells …"."""
    token = marks.tokens[index]
    fits = token.capital and not token.ordinary and BEGINS_WELL.fullmatch(token.text)
    return bool(fits and _is_no_word(token) and FOLLOWED.match(marks.words.text, token.end))


def _is_no_word(token: Token) -> bool:
    times = counted("en").get(token.folded, 0)
    seldom = not times or (times < RARE and sounds_like_a_name(token.folded))
    return seldom and token.folded not in cues("allowed")


BESIDE = {Kind.PERSON, Kind.NAME, Kind.ORGANISATION}


def _small_beside_names(marks: Marks) -> None:
    """Mark unknown words written small right before or after the name of a person."""
    for index in [i for i, mark in marks.of.items() if mark.kind in BESIDE]:
        for other, gap in ((index - 1, index - 1), (index + 1, index)):
            if (
                0 <= other < len(marks.tokens)
                and marks.words.gap(gap) == " "
                and marks.tokens[index].text[0].islower()
                and _is_unheard(marks.tokens[other])
            ):
                marks.put_new(other, Kind.PERSON, "stands beside a name")


def _is_unheard(token: Token) -> bool:
    return (
        token.text.isalpha()
        and len(token.text) >= LOWER
        and not token.ordinary
        and token.folded not in cues("allowed")
        and not is_known(token.folded)
    )


# Firms that are written small


def small_firms(marks: Marks) -> None:
    """Mark firms written small: "at kerfin systems", "the zubrak refinery company"."""
    for index in marks.words.which(cues("organisations")):
        token = marks.tokens[index]
        if index == 0 or token.capital:
            continue
        first = index
        while (
            index - first < 3 and first and joined(marks, first - 1) and _may_name(marks, first - 1)
        ):
            first -= 1
        before = marks.tokens[first - 1].folded if first else ""
        told = before in cues("at work") and token.folded in cues("certain") | {
            "systems",
            "services",
        }
        named = any(_is_unheard(marks.tokens[i]) or i in marks.of for i in range(first, index))
        if first < index and (told or named):
            for at in range(first, index + 1):
                marks.put(at, Kind.ORGANISATION, "called by a word for an organisation")


def _may_name(marks: Marks, index: int) -> bool:
    token = marks.tokens[index]
    small = token.folded in cues("at work", "employers", "particles") | ARTICLES | PRONOUNS
    return not small and counted("en").get(token.folded, 0) < ADVERB and not token.capital
