"""Corrects by rules: spelling where it is beyond doubt, signs, small words.

What is left alone: links, code, quotations, names, words of the user's own
texts, and whatever has capitals inside.  What is likely and not sure is noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from assistant.writing.facts import ADDRESS, LINK, QUOTATION, facts
from assistant.writing.names import names_in, words_of
from assistant.writing.paper import Paper
from assistant.writing.spelling import Guess, guesses, tokens, unknown
from assistant.writing.stretches import Place, Stretch
from assistant.writing.swaps import swaps
from assistant.writing.tables import table

DOUBLED = re.compile(r"\b([^\W\d_]{2,})( \1)+\b", re.IGNORECASE)
MAY_DOUBLE = frozenset(
    ("had", "that", "very", "really", "so", "no", "ha", "haha", "bye", "blah", "yes", "ja", "nein",
     "der", "die", "das", "sie", "ihr", "wenn", "was", "ganz", "sehr", "nous", "vous", "que",
     "more", "never", "many", "long", "far", "out", "is", "been", "night", "knock", "there", "now")
)  # fmt: skip
BEFORE_SIGN = re.compile(r"(?<=\w) +(?=[,.;!?](?:\s|$))")
COMMA = re.compile(r"(?<=[^\W\d_]) *,(?=[^\W\d_])")
BLANKS = re.compile(r"(?<=\S) {2,}(?=\S)")
SMALL_I = re.compile(r"(?<![\w.@/'’-])i(?=['’](?:m|ll|ve|d)\b| [a-z]|[,!?])(?! ?[.)])")
ARTICLE = re.compile(r"\b(?P<article>[Aa]n?)(?P<between> )(?P<word>[a-z][a-z-]+)\b")
STOP = re.compile(r"(?P<word>[^\W\d_]{3,})\. (?P<next>[a-zäöü])")
FIRST = re.compile(r"^(?P<opens>[\"“„«(\[]*)(?P<word>[a-zäöüàéèç][^\W\d_A-Z]*)(?=[\s,.!?'’]|$)")
ENDED = (".", "!", "?", ":", "…", "”", '"', "“", ")")
MOST_NOTES = 5
ALONE = (Place.ASIDE, Place.SIGNATURE)  # what is left as it is


def correcting(paper: Paper) -> Callable[[int], str]:
    """Return what corrects a stretch of the text by its number."""
    paper.meant = meant = _meant(paper)

    def corrected(n: int) -> str:
        stretch = paper.stretches[n]
        if stretch.place in ALONE:
            return stretch.text
        text = _outside(stretch.text, lambda part: _words(part, paper.language, meant))
        if _begins(paper.stretches, n, paper.language):
            text = FIRST.sub(lambda m: m["opens"] + m["word"][0].upper() + m["word"][1:], text, 1)
        return text

    return corrected


def as_meant(paper: Paper, n: int) -> str:
    """Return a stretch of the text with nothing but its spelling put right."""
    stretch = paper.stretches[n]
    if not paper.meant or stretch.place in ALONE:
        return stretch.text
    return _outside(stretch.text, lambda part: _spelt(part, paper.meant))


def _outside(text: str, mend: Callable[[str], str]) -> str:
    """Mend what stands outside of links, addresses and quotations."""
    mended, done = "", 0
    for m in PROTECTED.finditer(text):
        mended += mend(text[done : m.start()]) + m[0]
        done = m.end()
    return mended + mend(text[done:])


PROTECTED = re.compile("|".join(f"(?:{one.pattern})" for one in (LINK, ADDRESS, QUOTATION)))


def _words(text: str, language: str, meant: dict[str, str]) -> str:
    text = swaps(language, "mistakes").applied(text)
    text = DOUBLED.sub(lambda m: m[0] if m[1].lower() in MAY_DOUBLE else m[1], text)
    text = BEFORE_SIGN.sub("", text)
    text = COMMA.sub(", ", text)
    text = BLANKS.sub(" ", text)
    text = STOP.sub(lambda m: _after_stop(m, language), text)
    text = _spelt(text, meant)
    if language == "en":
        text = SMALL_I.sub("I", text)
        text = _days().sub(lambda m: m[0].capitalize(), text)
        text = ARTICLE.sub(_article, text)
    return text


def _spelt(text: str, meant: dict[str, str]) -> str:
    for m in reversed(list(tokens(text))):
        if right := meant.get(m[0].lower()):
            text = text[: m.start()] + _as_written(right, m[0]) + text[m.end() :]
    return text


def _as_written(right: str, written: str) -> str:
    return right.capitalize() if written[0].isupper() else right


def _after_stop(m: re.Match[str], language: str) -> str:
    short = table(language)["abbreviations"].split() if language in ("en", "de") else []
    if m["word"].lower() in short or language not in ("en", "de"):
        return m[0]
    return f"{m['word']}. {m['next'].upper()}"


def _article(m: re.Match[str]) -> str:
    """Put "a" or "an" right, by how the word is spoken as far as the tables know."""
    word = m["word"].split("-")[0]
    article, english = m["article"].lower(), table("en")
    if word in english["an"].split():
        right = "an"
    elif word in english["a"].split() or word.startswith(("uni", "use", "eu", "one")):
        right = "a"
    elif len(word) > 2:
        right = "an" if word[0] in "aeiou" else "a"
    else:
        return m[0]
    if word[0] == "h" and article == "an" and right == "a":
        return m[0]  # "an historic"
    if article == right:
        return m[0]
    return (right.capitalize() if m["article"][0].isupper() else right) + m["between"] + m["word"]


@cache
def _days() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('en')['days'].split())})s?\b(?![-/@_.]\w)")


def _begins(cut: list[Stretch], n: int, language: str) -> bool:
    """Whether a sentence begins here, and not the next line of one; nor a line of a list."""
    before = next((one for one in reversed(cut[:n]) if one.text.strip()), None)
    if before is None or cut[n].place is Place.CLOSING:
        return True
    if before.place is Place.GREETING:
        return language != "de" or not before.text.rstrip().endswith(",")
    return cut[n].place is Place.SENTENCE and before.text.rstrip().endswith(ENDED[:3])


# Spelling


def _meant(paper: Paper) -> dict[str, str]:
    """Return what stands for each misspelt word of the text; what is not sure is noted."""
    words = _looked_up(paper)
    strange = unknown(words, paper.language)
    if not strange:
        return {}
    own = {word.casefold() for word in words_of(paper.people)} | set(paper.own_words(strange))
    found = guesses([word for word in words if word.lower() in strange], paper.language, own)
    capitals = {word.lower() for word in words if word[0].isupper()}
    meant = {}
    for word, guess in found.items():
        if guess.sure and word not in capitals:  # what has a capital may be a name
            meant[word] = guess.words[0]
            if facts(guess.words[0], paper.language):
                paper.note(_read_as(word, guess.words[0]))
        elif guess.words and len(paper.notes) < MOST_NOTES:
            paper.note(_offer(word, guess))
    return meant


def _looked_up(paper: Paper) -> list[str]:
    """Return the words of the text that may be wrong, as they are written."""
    found: list[str] = []
    for stretch in paper.stretches:
        if stretch.place in (Place.SENTENCE, Place.CLOSING):
            names = {start for _, start in names_in(stretch.text, paper.language, paper.people)}
            bare = PROTECTED.sub(lambda m: "\x1f" * len(m[0]), stretch.text)
            bare = _mistakes(paper.language).sub(lambda m: "\x1f" * len(m[0]), bare)
            found += [
                m[0]
                for m in tokens(bare)
                if (m.start() not in names or m.start() == 0) and _may_be_wrong(m, paper.language)
            ]
    return found


def _mistakes(language: str) -> re.Pattern[str]:
    return swaps(language, "mistakes").pattern or re.compile("(?!)")


def _may_be_wrong(m: re.Match[str], language: str) -> bool:
    """Capitals inside a sentence are names; in German they are nouns as well."""
    return m[0].islower() or language == "de" or not m.string[: m.start()].strip('"“„«([ •*–—-')


def _read_as(word: str, right: str) -> str:
    return f"“{word}” was read as “{right}”, which may not be left to a guess."


def _offer(word: str, guess: Guess) -> str:
    others = " or ".join(f"“{one}”" for one in guess.words[:2])
    return f"“{word}” is in no dictionary here; perhaps {others} was meant."
