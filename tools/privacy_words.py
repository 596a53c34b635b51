"""Write resources/privacy/places.txt and proper.txt from packages the program is made with.

``python tools/privacy_words.py [FOLDER]``, after a new version of one of them:

* places and their countries: the names by which phonenumbers (Apache-2.0) knows the
  areas of telephone numbers, and the countries in seven languages;
* words that are written with a capital only: what the vocabulary of the embedded model
  (Apache-2.0) holds with a capital and not without;
* first names and the commonest surnames of the census of the United States in 1990, which
  is in the public domain, where FOLDER holds them as the package names 0.3.0 (MIT) does.
"""

from __future__ import annotations

import math
import re
import sys
import textwrap
from collections import Counter
from pathlib import Path

import llama_cpp  # noqa: TID253 - a tool, and no part of the program
import phonenumbers
from phonenumbers.geodata import GEOCODE_DATA
from phonenumbers.geodata.locale import LOCALE_DATA
from spellchecker import SpellChecker

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from assistant.engine.local import embedded  # noqa: E402
from assistant.privacy.recognizers.folding import fold  # noqa: E402

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
PLACES = "# place, country; written by tools/privacy_words.py from phonenumbers (Apache-2.0)\n"
PROPER = "# with a capital only; written by tools/privacy_words.py from SmolLM2 (Apache-2.0)\n"
BOTH = "# names that are words; written by tools/privacy_words.py from SmolLM2 (Apache-2.0)\n"
SOUNDS = "# three letters: rather of a name, or (-) of a word; written by tools/privacy_words.py\n"
CENSUS = "# written by tools/privacy_words.py from the US census of 1990, as in names 0.3.0 (MIT)\n"
SURNAMES = 8000  # of the commonest
FREQUENT = 2000  # words of each language that are no name of the census
PEOPLE = ("first_names.txt", "surnames.txt")
SAID = 40_000  # the words of a language that are counted
SEEN = 5  # times, below which three letters tell nothing
PLACE = re.compile(r"[^\W\d_][\w'’. -]{2,30}")
NO_PLACE = re.compile(r"\b(?:and|area|regions?|district|province|state|county|mobile|cell)\b", re.I)
CANADA = {"AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"}
COMMON = 5000  # times in subtitles with a small letter: no name then


def country_of(prefix: str, name: str) -> str:
    if prefix.startswith("1"):
        return "CA" if name[-2:] in CANADA else "US"
    for length in (1, 2, 3):
        regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(prefix[:length]))
        if regions:
            return regions[0]
    return ""


def names_of(name: str) -> list[str]:
    """Return the places that a description names: "Kiel / Laboe", "Troy, NY"."""
    town = re.sub(r"\(.*?\)", "", name)
    town = re.sub(r"(?:,| - )\s*[A-Z]{2}$", "", town)
    parts = (part.strip() for part in re.split(r"[/,]", town))
    return [part for part in parts if PLACE.fullmatch(part) and not NO_PLACE.search(part)]


def places(small: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for country, names in LOCALE_DATA.items():
        for language in LANGUAGES:
            said = names.get(language, "")
            said = names.get(said[1:], "") if said.startswith("*") else said
            if said:
                found[fold(said)] = country
    countries = set(found)
    abroad_first = sorted(GEOCODE_DATA.items(), key=lambda one: one[0].startswith("1"))
    for prefix, names in abroad_first:  # the towns of America are called after others
        for language in LANGUAGES:
            for place in names_of(names.get(language, "")):
                found.setdefault(fold(place), country_of(prefix, names[language]))
    return {
        place: country
        for place, country in found.items()
        if place in countries or place not in small
    }


def vocabulary() -> set[str]:
    """Return the words that the embedded model has a token for, as they are written."""
    model = llama_cpp.Llama(str(embedded()), vocab_only=True, verbose=False)
    held = llama_cpp.llama_model_get_vocab(model.model)
    words = set()
    for token in range(model.n_vocab()):
        text = llama_cpp.llama_vocab_get_text(held, token).decode("utf-8", "replace")
        if text.startswith("Ġ"):  # begins a word
            words.add(text[1:])
    return words


def proper(words: set[str]) -> set[str]:
    counted = SpellChecker(language="en").word_frequency.dictionary
    return {
        word.lower()
        for word in words
        if re.fullmatch(r"[A-Z][a-z]{3,}", word)
        and word.lower() not in words
        and 0 < counted.get(word.lower(), 0) < COMMON
    }


def both(words: set[str]) -> set[str]:
    """Return the names that are words, too: "mark", "rose", "hill"."""
    return {*listed(), *listed("companies.txt")} & words


def sounds(known: dict[str, str]) -> dict[str, int]:
    """Return how much rather each three letters stand in a name than in a word, in hundredths."""
    named = {word for place in known for word in place.split()} | set(listed())
    said: set[str] = set()
    for language in LANGUAGES:
        counts = SpellChecker(language=language).word_frequency.dictionary
        said |= {fold(word) for word, _ in counts.most_common(SAID)}
    of_names, of_words = threes(named - said), threes(said - named)
    total_names, total_words = of_names.total(), of_words.total()
    weights = {}
    for three in of_names.keys() | of_words.keys():
        name = (of_names[three] + 0.5) / total_names
        word = (of_words[three] + 0.5) / total_words
        if of_names[three] + of_words[three] >= SEEN:
            weights[three] = round(100 * math.log(name / word))
    return weights


def threes(words: set[str]) -> Counter[str]:
    plain = (word for word in words if word.isascii() and word.isalpha() and len(word) > 3)
    return Counter(f"^{word}$"[at : at + 3] for word in plain for at in range(len(word)))


def census(folder: Path, small: set[str]) -> tuple[list[str], list[str]]:
    """Return first names and surnames that no list here has, and that are no words."""
    words = {*small, *listed()}
    for language in LANGUAGES:
        counts = SpellChecker(language=language).word_frequency.dictionary
        words |= {fold(word) for word in sorted(counts, key=counts.__getitem__)[-FREQUENT:]}

    def names(*files: str) -> list[str]:
        lines = (line for file in files for line in (folder / file).read_text().splitlines())
        said = dict.fromkeys(line.split()[0].lower() for line in lines)
        return [name for name in said if len(name) > 3]

    first = [name for name in names("dist.male.first", "dist.female.first") if name not in words]
    last = [name for name in names("dist.all.last")[:SURNAMES] if name not in words]
    return first, last


def listed(*names: str) -> list[str]:
    lists = (ROOT / "resources/privacy" / name for name in names or PEOPLE)
    lines = (line for path in lists for line in path.read_text().splitlines())
    return [name for line in lines if not line.startswith("#") for name in line.split()]


def main() -> None:
    words = vocabulary()
    folder = ROOT / "resources" / "privacy"
    if sys.argv[1:]:
        for name, people in zip(("first", "last"), census(Path(sys.argv[1]), words), strict=True):
            said = textwrap.fill(" ".join(people), 120)
            (folder / f"census_{name}.txt").write_text(f"{CENSUS}{said}\n")
    (folder / "both.txt").write_text(BOTH + "\n".join(sorted(both(words))) + "\n")
    held = places(words)
    known = sorted(held.items())
    weights = sorted(sounds(held).items())
    (folder / "sounds.txt").write_text(SOUNDS + "".join(f"{t}\t{w}\n" for t, w in weights))
    (folder / "places.txt").write_text(PLACES + "".join(f"{p}\t{c}\n" for p, c in known))
    (folder / "proper.txt").write_text(PROPER + "\n".join(sorted(proper(words))) + "\n")


if __name__ == "__main__":
    main()
