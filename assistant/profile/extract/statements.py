"""What somebody says of themselves, by the rules: facts, likes, doings, goals, and their ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from assistant.profile.extract.drafting import Said
from assistant.profile.extract.grammar import (
    FILLER,
    WORD,
    Sentence,
    Span,
    after_lead,
    alternatives,
    is_empty,
    is_statement,
    is_wide,
    sentences,
    trimmed_value,
    words,
)
from assistant.profile.extract.rules import Rule, categories, members, rules
from assistant.profile.extract.sure import has_hour, is_sure
from assistant.profile.extract.turns import Turn
from memory.times.dates import dates_in
from memory.types import ClaimKind, DocumentId, Draft, Strength

SOFT = re.compile(
    r"\s+(?:every|each|jeden|jede|jedes|at|with|for|from|during|by|into|near|around|over|through|towards|without|under|about"
    r"|along|across|against|bei|mit|für|von|während|ohne|an|auf|in\s+(?:my|the|a)|on\s+(?:my|the|a|mon|tue|wed|thu|fri|sat|sun)\w*"
    r"|to\s+(?:my|the|a|get|help|see|be|make))\b",
    re.IGNORECASE,
)
LISTED = re.compile(
    r"\s*,\s*(?:and\s+|or\s+|und\s+|oder\s+)?|\s+(?:and|or|und|oder|&|as well as|sowie)\s+"
)
OTHERS = re.compile(r"(?:your|his|her|their|its|dein\w*|eure\w*|seine\w*|ihre?)\b", re.IGNORECASE)
NOT_A_THING = re.compile(  # a value does not begin with these
    r"(?:but|because|so|although|to|by|on|about|in|at|for|with|like|and|or|of|out|around|how|what|why|where|who|when|not|off|up|down|into|from|as|than|if"
    r"|forward|back|away|through|over|towards?|was|is|are|were|it|that's|this time|im|am|zu|nach"
    r"|mit|auf|wie|was|hier|dort|da|mal|so|nicht|euch|mich|dich)\b",
    re.IGNORECASE,
)
JOB_ENDING = re.compile(
    r"(?:\w{2}er|or|ist|ian|ant|ent|yst|eur|eon|ary|tect|ress|smith|\w{3}man|\w{3}woman|chef|nurse"
    r"|cook|coach|vet|tutor|mechanic|medic|poet|intern|apprentice|trainee|judge|guide|pilot"
    r"|clerk|midwife|aide|guard|host|erin|istin|orin|arzt|ärztin|wirt|mann|frau|kraft|lehrling|azubi)$"
)
WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?", re.IGNORECASE)
LONG_AGO = re.compile(rf"(?<![\w'’])(?:{alternatives('long_ago')})(?!\w)", re.IGNORECASE)
LASTING = re.compile(rf"(?<![\w'’])(?:{alternatives('lasting')})(?!\w)", re.IGNORECASE)
ANY_MORE = re.compile(r"\W*(?:any\s?more|any longer|as much|mehr)\b", re.IGNORECASE)
MINE = re.compile(r"(?:my|our|i|we|mein\w*|unser\w*|ich|wir)\b", re.IGNORECASE)
FEWEST_OF_REST = 2
POINTS = re.compile(
    r"\b(?:it|them|him|her|this|that|one)(?:\s(?:out|up|off|on|too|again))?$", re.IGNORECASE
)
UNTOLD = re.compile(  # of these it is not told which, or they begin another clause
    r"(?:something|anything|some\s?one|someone|they['’]?\w*|one|way|much|such|etwas|irgend\w*)\s",
    re.IGNORECASE,
)
MOST_OF_REST = 12  # words of what is wanted or planned
MOST_OF_RULE = 3  # times that a rule is tried in a sentence
MOST_IN_LIST = 4  # words of each thing that is named in a list
TOLD_IN_TALKS = {ClaimKind.PREFERENCE, ClaimKind.SKILL}  # there also by the way
PEOPLE_IN = {"i", "you", "he", "she", "we", "they", "ich", "du", "er", "wir"}


def stated(document: DocumentId, turn: Turn) -> Iterator[Draft]:
    """Yield what the speaker of a turn says of themselves, sentence by sentence."""
    for sentence in sentences(turn.text):
        found = of_sentence(Said(document, turn, sentence))
        yield from {(d.slot, d.value, d.polarity, d.ended): d for d in found}.values()


def of_sentence(said: Said) -> Iterator[Draft]:
    masked = said.sentence.masked
    present = {word.lower().replace("'", "").replace("’", "") for word in WORD.findall(masked)}
    tried: set[int] = set()
    for word in ("", *sorted(present | {part for w in present for part in w.split("-")})):
        for rule in rules().get(word, ()):
            if id(rule) not in tried:
                tried.add(id(rule))
                yield from _by_rule(said, rule)


def _by_rule(said: Said, rule: Rule) -> Iterator[Draft]:
    text = said.sentence.masked
    place, found = 0, 0
    while found < MOST_OF_RULE and (match := rule.pattern.search(text, place)):
        start, end = _group(match, "v")
        place, found = max(start, match.start() + 1), found + 1
        if not _is_cut_short(text, match, rule):
            yield from _of_match(said, rule, match, end if rule.at_end else match.end())


def _is_cut_short(text: str, match: re.Match[str], rule: Rule) -> bool:
    """Whether a job goes on where the rule thinks it ends: "I'm a bit tired"."""
    return rule.shape == "job" and bool(re.match(r"\s+(?:of|to)\b", text[match.end() :]))


def _of_match(said: Said, rule: Rule, match: re.Match[str], end: int) -> Iterator[Draft]:
    found = list(_values(said.sentence, rule, *_group(match, "v")))
    if not found:
        return
    if not is_statement(said.sentence, match.start(), found[-1].end if rule.at_end else end):
        return
    slot, kind, category = _slot(rule, match)
    if kind is ClaimKind.PREFERENCE and not rule.ended and _is_of_old(said.sentence.masked):
        return
    for value in found:
        if _says_otherwise(said.sentence.masked, rule, slot, value):
            continue
        text = rule.text.format(v=value.text, c=category)
        draft = _dated(said.draft(kind, slot, value, text, rule.strength))
        draft = replace(draft, polarity=rule.polarity, ended=rule.ended)
        grade = _grade(said, rule, match, draft, value)
        if grade is not None:
            yield replace(draft, strength=grade)
    if rule.old and (old := _old(said.sentence, match)):
        ended = said.draft(kind, slot, old, rule.old.format(v=old.text))
        yield replace(ended, ended=True)


def _grade(
    said: Said, rule: Rule, match: re.Match[str], draft: Draft, value: Span
) -> Strength | None:
    """Return how much it counts; None if it is not heard: a mail has to say it in full."""
    sure = is_sure(said.sentence, rule, draft.slot, value, _group(match, "v")[0])
    if draft.kind is ClaimKind.PLAN:
        sure = sure and _is_for_a_day(draft)
    if not sure and (rule.of or draft.kind is ClaimKind.ROUTINE):
        return None
    hint = Strength.IMPLIED if draft.strength is Strength.STATED else draft.strength
    if said.turn.letter:
        elided = "v2" in match.re.groupindex and match.start("v") < 0
        if sure and not rule.loose and not elided:
            return draft.strength
        return hint if draft.ended else None
    told = draft.ended or draft.kind in TOLD_IN_TALKS
    return draft.strength if sure and (told or not rule.loose) else hint


def _is_for_a_day(plan: Draft) -> bool:
    """Whether it is told for which day or days, and not for which hour."""
    return plan.until is not None and not has_hour(plan.value)


def _says_otherwise(text: str, rule: Rule, slot: str, value: Span) -> bool:
    """Whether it is liked only here and now, is over and not disliked, or is a way to eat."""
    return (
        (slot == "likes" and _is_passing(text, value))
        or (rule.polarity < 0 and bool(ANY_MORE.match(text[value.end :])))
        or (slot == "food" and value.text.lower() in members("diet"))
    )


def _is_of_old(text: str) -> bool:
    """Whether it was so at another time, and nothing says that it went on."""
    return bool(LONG_AGO.search(text)) and not LASTING.search(text)


def _is_passing(text: str, value: Span) -> bool:
    """Whether something is liked here and now: "this weather", "Mondays"."""
    pointed = re.search(
        r"\b(?:this|that|these|those|diese\w*)\s+$", text[: value.start], re.IGNORECASE
    )
    return bool(pointed) or bool(WEEKDAY.fullmatch(value.text))


def _dated(draft: Draft) -> Draft:
    """Say of what is planned for a time until when that is, and which day is meant."""
    if draft.kind not in (ClaimKind.GOAL, ClaimKind.PLAN) or draft.at is None:
        return draft
    named = dates_in(draft.value, draft.at.date())
    if len(named) != 1 or named[0].ends.date() <= draft.at.date():
        return draft  # of "12 June next year" it is not sure which is the year
    begins, ends = named[0].begins, named[0].ends
    last = ends - timedelta(days=1)
    day = f"{begins.day} {begins:%B %Y}"
    day = day if last.date() == begins.date() else f"{day} to {last.day} {last:%B %Y}"
    until = ends.replace(tzinfo=draft.at.tzinfo)
    return replace(draft, until=until, text=f"{draft.text.rstrip('.')} ({day}).")


def _group(match: re.Match[str], letter: str) -> tuple[int, int]:
    groups = match.re.groupindex
    second = letter + "2"
    if match.start(letter) < 0 and second in groups:
        return match.span(second)
    return match.span(letter)


def _slot(rule: Rule, match: re.Match[str]) -> tuple[str, ClaimKind, str]:
    """Return the slot, its kind and the category that the sentence names."""
    if "c" not in match.re.groupindex:
        return rule.slot, rule.kind, ""
    category = match[match.re.groupindex["c"]].lower()
    for word in reversed(category.split()):
        known = categories().get(word) or categories().get(word.removesuffix("s"))
        if known:
            return known, ClaimKind.PREFERENCE, category
    return rule.slot, rule.kind, category


def _old(sentence: Sentence, match: re.Match[str]) -> Span | None:
    if "o" not in match.re.groupindex:
        return None
    return trimmed_value(sentence.text, *_group(match, "o"))


def _values(sentence: Sentence, rule: Rule, start: int, end: int) -> Iterator[Span]:
    if FILLER in sentence.masked[start:end] and not _is_title(sentence, start):
        end = start + sentence.masked[start:end].index(FILLER)
    match rule.shape:
        case "value":
            yield from listed_values(sentence, start, end, rule.most)
        case "rest" | "doing_rest":
            yield from _one(sentence, start, end, MOST_OF_REST, soft=False)
        case "one" | "doing" | "title" | "old" | "activity":
            found = _one(sentence, start, end, rule.most, soft=True)
            yield from (value for value in found if _fits(sentence, rule.shape, start, value))
        case _:
            yield from _shaped(sentence, rule, start, end)


def _fits(sentence: Sentence, shape: str, start: int, value: Span) -> bool:
    if shape == "title":
        return _is_capital(sentence.text, value)
    if shape != "activity":
        return True
    begun = WORD.search(sentence.masked, start)
    return begun is None or begun.group().lower() not in words("vague")


def _shaped(sentence: Sentence, rule: Rule, start: int, end: int) -> Iterator[Span]:
    text = sentence.text[start:end].rstrip(" .,;!?")
    if rule.shape == "job" and not _is_job(text):
        return
    if text and text.lower() not in PEOPLE_IN:
        yield Span(start, start + len(text), text)


def _is_job(text: str) -> bool:
    """Whether "I'm a …" names what somebody is: its head ends as such words do."""
    small = words("empty") | words("adverbs") | words("determiners")
    said = text.lower().split()
    head = said[-1].removesuffix("s") if len(said[-1]) > 4 else said[-1]
    known = members("not_job") | members("diet") | members("marital")
    return bool(JOB_ENDING.search(head)) and said[0] not in small and head not in known


def _one(sentence: Sentence, start: int, end: int, most: int, *, soft: bool) -> Iterator[Span]:
    stretch = sentence.masked[start:end]
    if OTHERS.match(stretch) or (soft and NOT_A_THING.match(stretch)):
        return
    begins = after_lead(sentence.text, start, end) if soft else start
    cut = SOFT.search(sentence.masked, begins, end) if soft else None
    value = trimmed_value(sentence.text, start, cut.start(), most=most) if cut else None
    value = value or trimmed_value(sentence.text, start, end, most=most)
    if value and not _is_loose(value.text, soft=soft):
        yield value


def _is_loose(value: str, *, soft: bool) -> bool:
    """Whether a value points to what was said before, or is no thing: "check it out"."""
    said = value.lower().split()
    if not soft and len(said) < FEWEST_OF_REST:
        return True
    if soft and (is_wide(value) or UNTOLD.match(value)):
        return True
    return bool(POINTS.search(value)) or (soft and bool(NOT_A_THING.match(value)))


def listed_values(sentence: Sentence, start: int, end: int, most: int = 8) -> Iterator[Span]:
    """Yield the things that are named one after the other: "tea, coffee and jam"."""
    position = start
    pieces: list[tuple[int, int]] = []
    for cut in LISTED.finditer(sentence.masked, start, end):
        pieces.append((position, cut.start()))
        position = cut.end()
    pieces.append((position, end))
    if _is_title(sentence, start):
        pieces = [(start, end)]
    for n, (begin, stop) in enumerate(pieces):
        if n and MINE.match(sentence.masked[begin:stop]):
            return
        found = list(_one(sentence, begin, stop, most if n == 0 else MOST_IN_LIST, soft=True))
        yield from found
        whole = not found or found[0].end < stop - 1
        if whole and not (n + 1 < len(pieces) and _goes_on(sentence, found, pieces[n + 1])):
            return


def _goes_on(sentence: Sentence, found: list[Span], following: tuple[int, int]) -> bool:
    """Whether a list goes on after a thing that was told at length: only with another thing."""
    if not found:
        return False
    said = WORD.findall(sentence.masked[following[0] : following[1]].lower())
    return bool(said) and len(said) <= MOST_IN_LIST and said[0] not in words("stops")


def _is_title(sentence: Sentence, start: int) -> bool:
    return sentence.text[start : start + 1] in {'"', "'", "“", "‘", "„", "«"}


def _is_capital(text: str, value: Span) -> bool:
    quoted = value.start > 0 and text[value.start - 1] in "\"'“‘„«"
    return quoted or (value.text[:1].isupper() and not is_empty(value.text))
