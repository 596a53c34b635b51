"""Names told by what stands beside them: "Mr", "my sister", "lives in", "Ltd".

The words of these cues are in ``resources/privacy/words.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.privacy.recognizers.anchors import beginning
from assistant.privacy.recognizers.lexicon import counted, cues, is_known, phrases
from assistant.privacy.recognizers.marks import ARTICLES, OFTEN, Marks, joined
from assistant.privacy.recognizers.spans import Kind
from assistant.privacy.recognizers.tokens import Token

ANYWHERE = re.IGNORECASE | re.MULTILINE
BLANK = re.compile(" ")
CUES = (
    ("titles", re.compile(r"\.? ?"), Kind.PERSON, "stands after a title"),
    ("greetings", BLANK, Kind.PERSON, "somebody is greeted"),
    ("kin", re.compile(",? "), Kind.PERSON, "somebody close to you"),
    ("employers", BLANK, Kind.ORGANISATION, "an employer"),
    ("places", BLANK, Kind.PLACE, "stands where a place does"),
)
WIDE = 2  # words with a capital, from there on with one for an organisation they name one
INITIALS = 3  # letters of an organisation called by them
SELDOM = 2_000  # times in subtitles: written in capitals it is no word
LONGEST = 6  # words of a name, without its small ones


def by_cues(marks: Marks) -> None:
    """Mark the names that a word or a phrase before them tells."""
    told = cues(*(cue for cue, *_ in CUES))
    for index in marks.words.which(told):
        token = marks.tokens[index]
        for cue, gap, kind, why in CUES:
            if token.folded in cues(cue) and _may_be(marks, index, cue):
                _name_after(marks, index, gap, kind, why)
                break
    for phrase, pattern, kind, why in _sentences():
        for match in _said(marks, phrase, pattern):
            index = marks.words.by_start.get(match.end(), -1)
            if index >= 0:
                _is_name(marks, index, kind, why, sure=True)


def _said(marks: Marks, phrase: str, shape: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield where a phrase is said; those of one kind begin a line where ``shape`` does."""
    anchors = marks.words.anchors
    if not phrase:
        return shape.finditer(anchors.text)
    return beginning(shape, anchors.text, sorted({*anchors.words(phrases(phrase))}))


def _may_be(marks: Marks, index: int, cue: str) -> bool:
    if cue == "titles":
        return _may_be_title(marks, index)
    if cue == "kin":  # "Support Manager Company" is a heading, "my manager Eve" is somebody
        return not marks.tokens[index].alone
    return cue != "greetings" or marks.tokens[index].begins


def _may_be_title(marks: Marks, index: int) -> bool:
    token = marks.tokens[index]
    return len(token.folded) > 1 and (token.capital or marks.words.gap(index).startswith("."))


def _name_after(marks: Marks, index: int, gap: re.Pattern[str], kind: Kind, why: str) -> None:
    if index + 1 < len(marks.tokens) and gap.fullmatch(marks.words.gap(index)):
        _is_name(marks, index + 1, kind, why, sure=kind is Kind.PERSON)


def _is_name(marks: Marks, index: int, kind: Kind, why: str, *, sure: bool) -> None:
    token = marks.tokens[index]
    if token.folded in cues("allowed", "titles", "particles"):
        return
    at_work = kind is Kind.ORGANISATION and marks.tokens[index - 1].folded in cues("at work")
    if index in marks.of:
        if marks.of[index].kind is Kind.NAME or {kind, marks.of[index].kind} == {Kind.PERSON}:
            marks.put(index, kind, why)
    elif (
        (sure and token.capital and token.told)
        or (at_work and token.alone)
        or (sure and not token.ordinary and marks.words.gap(index - 1) in {".", ". "})
    ):
        marks.put(index, kind, why)


@cache
def _sentences() -> tuple[tuple[str, re.Pattern[str], Kind, str], ...]:
    """Return what is said before a name, in several words."""
    introduced = "|".join(map(re.escape, phrases("introduced")))
    closings = "|".join(map(re.escape, phrases("closings")))
    return (
        (
            "introduced",
            re.compile(rf"(?<!\w)(?:{introduced})[:,]? +(?=\w)", re.IGNORECASE),
            Kind.PERSON,
            "somebody says what they are called",
        ),
        (
            "",
            re.compile(rf"^[ \t>]*(?:{closings})[,.!]*[ \t]*\n\s*(?=\w)", ANYWHERE),
            Kind.PERSON,
            "signs a letter",
        ),
        (
            "",
            re.compile(r"^\W*(?:name|nom|nombre|nome|naam|from|to|von|an|sender|contact)\W*:\W*(?=\w)",
                       re.IGNORECASE | re.MULTILINE),
            Kind.PERSON,
            "stands where a name is filled in",
        ),
    )  # fmt: skip


def organisations(marks: Marks) -> None:
    """Mark what is called by a word for an organisation: "Oak Hill Clinic", "University of X"."""
    for index in marks.words.which(cues("organisations")):
        token = marks.tokens[index]
        if not token.capital:
            continue
        left = _left_of(marks, index)
        right = _right_of(marks, index)
        strong = token.folded in cues("certain")
        wide = WIDE < _capitals(marks, left, index) <= LONGEST >= right - left
        if not wide and not any(
            _tells_apart(marks, i, strong=strong) for i in range(left, right + 1)
        ):
            continue
        for part in range(left, right + 1):
            marks.put(part, Kind.ORGANISATION, "called by a word for an organisation")


def _capitals(marks: Marks, first: int, last: int) -> int:
    """Return how many words have a capital that says something, up to one for an organisation."""
    return sum(token.capital and token.told for token in marks.tokens[first : last + 1])


def _tells_apart(marks: Marks, index: int, *, strong: bool) -> bool:
    token = marks.tokens[index]
    if index in marks.of and not token.ordinary:
        return True
    unheard = token.capital and token.told and not token.ordinary and token.text.isalpha()
    if (unheard or _is_new(token)) and token.folded not in cues("allowed"):
        return True
    return token.alone and token.folded not in cues("organisations") and strong


def _is_new(token: Token) -> bool:
    """Return whether no dictionary has a word, or it is a few capitals: so even in a heading."""
    if not token.capital or not token.text.isalpha() or token.folded in cues("organisations"):
        return False
    if token.text.isupper() and len(token.text) <= INITIALS:
        return counted("en").get(token.folded, 0) < SELDOM
    return not token.ordinary and not is_known(token.folded)


def _left_of(marks: Marks, index: int) -> int:
    """Return where a capitalised name that ends here begins."""
    at = index
    while at and index - at < LONGEST and joined(marks, at - 1):
        before = marks.tokens[at - 1]
        if (
            before.capital
            and not _is_heading(before, marks.tokens[index])
            and before.folded not in cues("titles")
            and (not before.begins or _marked(marks, at - 1) or _is_seldom(before.folded))
        ):
            at -= 1
        elif (
            at > 1
            and before.folded in cues("particles")
            and marks.tokens[at - 2].alone
            and joined(marks, at - 2)
        ):
            at -= 2
        else:
            break
    return at


def _is_heading(before: Token, token: Token) -> bool:
    """Return whether a word is all in capitals and the name that follows it is not."""
    return len(before.text) > LONGEST and before.text.isupper() and not token.text.isupper()


def _right_of(marks: Marks, index: int) -> int:
    at = index
    last = len(marks.tokens) - 1
    while at < last and at - index < LONGEST and joined(marks, at):
        after = marks.tokens[at + 1]
        if after.capital and after.text != "I" and (marks.words.plain or _is_of_it(marks, at)):
            at += 1
        elif (
            at + 1 < last
            and after.folded in cues("particles")
            and after.folded not in {"and", "y", "e"}
            and marks.tokens[at + 2].capital
        ):
            at += 2
        else:
            break
    return at


def _is_of_it(marks: Marks, index: int) -> bool:
    """Return whether the next word belongs to an organisation, where headings have capitals."""
    token, after = marks.tokens[index], marks.tokens[index + 1]
    belongs = cues("particles", "organisations")
    return not after.ordinary or after.folded in belongs or token.folded in cues("particles")


def _is_seldom(word: str) -> bool:
    """Return whether a word seldom begins a sentence that goes on with a name."""
    return counted("en").get(word, 0) < OFTEN and word not in ARTICLES


def _marked(marks: Marks, index: int) -> bool:
    return index in marks.of
