"""Changes the tone by rules: greeting and closing, short forms, words that are swapped.

"du" and "Sie" stay: which of them is right only who writes knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from assistant.writing.paper import Paper
from assistant.writing.stretches import Place
from assistant.writing.swaps import swaps
from assistant.writing.tables import table

EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?|(?: |^)(?:[:;]-?[)D(P])(?=\\s|$)")
SHOUT = re.compile(r"!+(?=\s|$)")
YOU = re.compile(r"\b(?:[dD]u|[dD]ir|[dD]ich|[dD]ein\w*|Sie|Ihnen|Ihr\w*)\b")
YOU_STAYS = "“du” and “Sie” were left as they are."


@dataclass(frozen=True, slots=True)
class Tone:
    """Which tables change what of a text; "" for none."""

    words: str
    forms: str = ""  # short forms of words, or long ones
    greetings: str = ""
    closings: str = ""
    calm: bool = False  # no exclamation, no emoji
    asks: str = ""  # how what is asked is put: "please" or "demand"


TONES = {
    "friendlier": Tone(
        "friendlier", "contracted", "greetings_friendlier", "closings_friendlier", asks="please"
    ),
    "formal": Tone("formal", "spelt_out", "greetings_formal", "closings_formal", calm=True),
    "firmer": Tone("firmer", calm=True, asks="demand"),
    "plainer": Tone("plainer"),
}


def toning(paper: Paper, tone: str) -> Callable[[int], str]:
    """Return what changes the tone of a stretch of the text by its number."""
    how, language = TONES[tone], paper.language
    if language == "de" and (how.greetings or how.forms) and YOU.search(paper.text):
        paper.note(YOU_STAYS)

    def toned(n: int) -> str:
        stretch = paper.stretches[n]
        match stretch.place:
            case Place.GREETING:
                return swaps(language, how.greetings).applied(stretch.text)
            case Place.CLOSING:
                return _closed(stretch.text, how, paper)
            case Place.SENTENCE:
                return _sentence(stretch.text, how, language)
            case Place.ASIDE if how.calm and EMOJI.fullmatch(stretch.text):
                return ""
        return stretch.text

    return toned


def _closed(text: str, how: Tone, paper: Paper) -> str:
    """Swap the closing; what the voice closes with to this person comes first."""
    new = swaps(paper.language, how.closings).applied(text)
    if new == text or not paper.to:
        return new
    own = paper.voice.closing(paper.to, paper.language)
    return own if own and own.rstrip(",").casefold() != text.rstrip(",").casefold() else new


def _sentence(text: str, how: Tone, language: str) -> str:
    text = swaps(language, how.words).applied(text)
    text = formed(text, how.forms, language)
    if how.asks == "please":
        text = _pleased(text, language)
    if how.asks == "demand":
        text = _demanded(text, language)
    if how.calm:
        text = SHOUT.sub(".", EMOJI.sub("", text)).rstrip()
    return text


def formed(text: str, forms: str, language: str) -> str:
    """Put in short forms, or long ones ("contracted", "spelt_out"), where they can stand."""
    if not forms:
        return text
    asked = _asked_after(language)

    def leave(words: str, m: re.Match[str]) -> bool:
        return forms == "spelt_out" and bool(asked.match(words, m.end()))

    return swaps(language, forms).applied(text, leave)


@cache
def _asked_after(language: str) -> re.Pattern[str]:
    """Return what follows a short form that asks: "don't you" is not "do not you"."""
    words = table(language)["asked_after"].split() if language in ("en", "de") else []
    return re.compile(rf" (?:{'|'.join(words)})\b" if words else "(?!)", re.IGNORECASE)


def _pleased(text: str, language: str) -> str:
    """Put "please" before what is asked for."""
    if re.search(r"\b(?:please|bitte)\b", text, re.IGNORECASE) or language not in ("en", "de"):
        return text
    if language == "de":
        m = re.match(table("de")["asks_me"], text, re.IGNORECASE)
        return f"{text[: m.end()]} bitte{text[m.end() :]}" if m else text
    first, _, rest = text.partition(" ")
    if rest and first.lower() in table("en")["asks"].split() and first[0].isupper():
        return f"Please {first.lower()} {rest}"
    return text


def _demanded(text: str, language: str) -> str:
    """Put a request that is dressed as a question as what it is."""
    pattern = table(language)["demands"] if language in ("en", "de") else ""
    m = re.fullmatch(pattern, text, re.IGNORECASE) if pattern else None
    return table(language)["demanded"].format(what=m["what"]) if m else text
