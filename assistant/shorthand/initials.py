"""Initials: the grammar of abbreviations, "iwbhb7" for "I will be home by 7".

A letter stands for one word that begins with it, whatever its case and its
accents.  A word with an apostrophe or a hyphen is one word: "it's" is an "i",
"follow-up" an "f".  A number is written as it is, with its unit where it is a
common one: "7", "7pm", "3.50".  Punctuation stays where it is.  Spaces may stand
anywhere and mean nothing, but that a number ends there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

UNITS = "am|pm|h|min|st|nd|rd|th|km|kg|cm|mm|m|gb|mb|tb|kb|k|c|uhr"
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
NUMBER = re.compile(rf"\d+(?:[.,:/]\d+)*(?:(?:{UNITS})(?![^\W\d_]))?", re.IGNORECASE)
PIECE = re.compile(
    rf"(?P<number>{NUMBER.pattern})|(?P<letter>[^\W\d_])|(?P<mark>[^\w\s])", re.IGNORECASE
)
TOKEN = re.compile(rf"{WORD.pattern}|{NUMBER.pattern}|[^\w\s]", re.IGNORECASE)
SPACED = "([{“„‘«€$£#@&–—-/"  # marks with a space before them, if they have one at all
CLOSE = "([{“„‘«€$£#@/"  # marks without a space behind them
SHORTEST, LONGEST = 2, 16  # words that an abbreviation may stand for


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a phrase: a word that begins with a letter, or what stands there as it is."""

    letter: str = field(default="", repr=False)
    text: str = field(default="", repr=False)


def slots(abbreviation: str) -> tuple[Slot, ...]:
    """Return what an abbreviation stands for, place by place; () if it is none.

    It is one if it has two to sixteen words, and a letter among them.
    """
    found = []
    for match in PIECE.finditer(unicodedata.normalize("NFC", abbreviation)):
        if match["letter"]:
            found.append(Slot(letter=initial(match[0])))
        else:
            found.append(Slot(text=match[0]))
    words = [one for one in found if one.letter or one.text[0].isdigit()]
    if not SHORTEST <= len(words) <= LONGEST or not any(one.letter for one in words):
        return ()
    return tuple(found)


def initial(word: str) -> str:
    """Return the letter that a word stands for: in lower case, without its accents."""
    folded = unicodedata.normalize("NFKD", word).casefold()
    return next((sign for sign in folded if not unicodedata.combining(sign)), "")


def keeps(abbreviation: str, phrase: str) -> bool:
    """Whether a phrase is one that the abbreviation can stand for."""
    wanted = slots(abbreviation)
    pieces = words(phrase)
    return len(pieces) == len(wanted) > 0 and all(
        fits(piece, slot) for piece, slot in zip(pieces, wanted, strict=True)
    )


def fits(piece: str, slot: Slot) -> bool:
    if slot.text:
        return piece.casefold() == slot.text.casefold()
    return WORD.fullmatch(piece) is not None and initial(piece) == slot.letter


def words(text: str) -> list[str]:
    """Return the words, numbers and marks of a text, as the grammar counts them."""
    return TOKEN.findall(unicodedata.normalize("NFC", text))


def joined(pieces: Sequence[str]) -> str:
    """Return words and marks as they are written, with spaces where they belong."""
    text = ""
    for piece in pieces:
        close = not text or text[-1] in CLOSE or (not piece[0].isalnum() and piece[0] not in SPACED)
        text += piece if close else f" {piece}"
    return text


def abbreviated(phrase: str) -> str:
    """Return the abbreviation of a phrase: "I will be home by 7" becomes "iwbhb7"."""
    short, number = "", False
    for piece in words(phrase):
        part = initial(piece) if piece[0].isalpha() else piece
        apart = part[0].isalnum() if number else part[0].isdigit() and short[-1:] in {*".,:/"}
        short += f" {part}" if apart else part
        number = part[0].isdigit()
    return short
