"""What in a mail is not its sender's own words now: quotes, signatures, unseen characters.

Found, not removed: a fold is a stretch of the text, shown folded.  Everything
here takes time in proportion to the text, whatever is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from memory.types import Fold

# Line ends of other systems; then what is not seen: controls, zero-width letters, marks of
# direction, tags ("ASCII smuggling"), halves of surrogate pairs.
NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)

MOST_LINES = 20_000  # of a mail that are looked at; what is beyond is nobody's letter
LONGEST_ATTRIBUTION = 300  # characters
ATTRIBUTION_LINES = 4

QUOTED = re.compile(r"\s{0,3}(?:>|[A-Z]{1,3}>\s)")
WROTE = re.compile(
    r"\b(?:wrote|writes|said|schrieb|schreibt|écrit|escribió|escribio|scritto|scrive|escreveu"
    r"|schreef|skrev|napisał|napsal|kirjoitti|napísal)\b",
    re.IGNORECASE,
)
OPENS = re.compile(
    r"\s*(?:On|At|In|Am|Le|El|Il|Em|Op|Den|Dne|Dnia|Quoting|Zitat von|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
    r"|\d{1,4}[-/.])\b"
)
ORIGINAL = re.compile(
    r"[ >*]*-{2,}\s*(?:original message|original mail|original-nachricht|ursprüngliche nachricht"
    r"|ursprungliche nachricht|message d[’']origine|message original|mensaje original"
    r"|messaggio originale|mensagem original|oorspronkelijk bericht|reply message)\s*-{2,}",
    re.IGNORECASE,
)
FORWARD = re.compile(
    r"[\s*]*(?:-{2,}[\s*]*)?(?:begin )?(?:forwarded (?:message|by|mail)|weitergeleitete nachricht"
    r"|anfang der weitergeleiteten|message transféré|début du message (?:réexpédié|transféré)"
    r"|mensaje reenviado|inicio del mensaje reenviado|messaggio inoltrato"
    r"|inizio messaggio inoltrato|mensagem (?:encaminhada|reencaminhada)|doorgestuurd bericht"
    r"|begin doorgestuurd bericht)\b",
    re.IGNORECASE,
)
RULE = re.compile(r"\s*[_\-=*]{8,}\s*$")
FROM_FIELD = re.compile(r"[\s*]*(?:from|von|de|da|van|från|fra)\s?:[\s*]*\S", re.IGNORECASE)
OTHER_FIELD = re.compile(
    r"[\s*]*(?:sent|date|to|cc|subject|gesendet|datum|an|kopie|betreff|envoyé|à|a|objet"
    r"|enviado(?: el)?|fecha|para|asunto|inviato|data|oggetto|enviada(?: em)?|assunto|verzonden|aan"
    r"|onderwerp)\s?:",
    re.IGNORECASE,
)
SENT_FROM = re.compile(
    r"\s*(?:sent (?:from|via|with) |get outlook for |von meinem .{1,30} gesendet|gesendet von "
    r"|gesendet mit |envoyé (?:de(?:puis)?|à partir de) |enviado (?:desde|do|a partir do) "
    r"|inviato da |verzonden (?:vanaf|met|via) |verstuurd vanaf |sendt fra |skickat från )",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"\s*(?:(?:with )?(?:best|kind|kindest|warm|warmest|many)(?: regards| wishes| thanks)?|regards"
    r"|cheers|thanks|many thanks|thank you|thx|sincerely|yours(?: sincerely| truly| faithfully)?"
    r"|all the best|love|take care|greetings|(?:mit |viele |liebe |beste |herzliche |schöne )?"
    r"(?:freundlichen |besten |lieben |herzlichen )?(?:grüßen?|gruß|grüssen?|gruss|gruessen?)"
    r"|lg|vg|mfg|bg|cordialement|bien cordialement|bien à (?:vous|toi)|amicalement|bises"
    r"|salutations|saludos|un saludo|(?:saludos )?cordiales|atentamente|un abrazo|cordiali saluti"
    r"|(?:distinti )?saluti|a presto|atenciosamente|abraços|cumprimentos"
    r"|(?:met )?(?:vriendelijke )?groet(?:en|jes)?|mvg)\b[^.?:;]{0,25}[,!.]?\s*$",
    re.IGNORECASE,
)
POSTSCRIPT = re.compile(r"\s*P\.?\s?S\b", re.IGNORECASE)
CLOSING_LINES = 8  # after a closing: name, title, street, numbers
DELIMITED_LINES = 15  # after "-- ": four by the book, more in life
FOOTER_LINES = 10  # of a mailing list
SIGNATURE_WIDTH = 72
# Lists draw a line of "_" above their footer; a line of "-" may be anybody's table.
FOOTERS = {
    "_": re.compile(r"mailing list|unsubscribe|list-?info|sponsored by|https?://|@", re.IGNORECASE),
    "-": re.compile(r"mailing list|unsubscribe|list-?info|sponsored by", re.IGNORECASE),
}

Why = Literal["quote", "signature"]


@dataclass(frozen=True, slots=True)
class Line:
    start: int
    words: str

    @property
    def end(self) -> int:
        return self.start + len(self.words)


def visible(text: str) -> str:
    """Return what a reader of the text would see, its lines ended by newlines only."""
    return UNSEEN.sub("", NEWLINES.sub("\n", text))


def folds(text: str, *, forwarded: bool = False) -> tuple[Fold, ...]:
    """Find what is quoted and what is a signature, in order and apart from each other.

    ``forwarded``: the subject says so; then the message it carries is the matter.
    """
    lines = _lines(text)
    end = len(lines)  # where what is forwarded begins: nothing is folded from there on
    quoted = [bool(QUOTED.match(line.words[:16])) for line in lines]
    _join_over_blanks(lines, quoted)
    _mark_attributions(lines, quoted)
    for index, line in enumerate(lines):
        if not quoted[index] and FORWARD.match(line.words[:200]):
            end = index
            break
        if not quoted[index] and _carries_a_message(lines, index):
            if forwarded or not _any_words(lines[:index], quoted):
                end = index
            else:
                quoted[index:] = [True] * (len(lines) - index)
            break
    signed = _signatures(lines[:end], quoted)
    found = [
        *_spans(lines[:end], quoted, "quote"),
        *_spans(lines[:end], signed, "signature"),
    ]
    return tuple(sorted(found, key=lambda fold: fold.start))


def _lines(text: str) -> list[Line]:
    found, position = [], 0
    for words in text.split("\n")[:MOST_LINES]:
        found.append(Line(position, words))
        position += len(words) + 1
    return found


def _join_over_blanks(lines: Sequence[Line], quoted: list[bool]) -> None:
    """Empty lines between two quoted lines belong to the quote."""
    last = -1
    for index, line in enumerate(lines):
        if quoted[index]:
            if last >= 0:
                quoted[last:index] = [True] * (index - last)
            last = index
        elif line.words.strip():
            last = -1


def _mark_attributions(lines: Sequence[Line], quoted: list[bool]) -> None:
    """Add "On Friday Ada wrote:" to the quote that follows it."""
    starts = [i for i, is_quoted in enumerate(quoted) if is_quoted and not (i and quoted[i - 1])]
    for start in starts:
        above = start - 1
        while above >= 0 and start - above <= 2 and not lines[above].words.strip():
            above -= 1
        if above >= 0 and not quoted[above] and lines[above].words.strip():
            first = _attribution(lines, above, quoted)
            quoted[first:start] = [True] * (start - first)


def _attribution(lines: Sequence[Line], last: int, quoted: Sequence[bool]) -> int:
    """Return the first line of the attribution that ends at ``last``; ``last + 1`` for none."""
    ending = lines[last].words.rstrip()[-LONGEST_ATTRIBUTION:]
    if not ending.endswith((":", "：", "...")) or not ending.strip(":.： "):
        return last + 1
    gathered = ""
    first = last + 1
    for index in range(last, max(last - ATTRIBUTION_LINES, -1), -1):
        words = lines[index].words
        if not words.strip() or quoted[index] or len(gathered) > LONGEST_ATTRIBUTION:
            break
        gathered = words + " " + gathered
        if OPENS.match(words) and (WROTE.search(gathered) or _dated(gathered)):
            return index
        if index == last and (WROTE.search(words) or ("@" in words and _dated(words))):
            first = index
    return first


def _dated(words: str) -> bool:
    return sum(c.isdigit() for c in words) >= 4


def _carries_a_message(lines: Sequence[Line], index: int) -> bool:
    """Whether another message begins here that no ">" marks."""
    words = lines[index].words[:LONGEST_ATTRIBUTION]
    if ORIGINAL.match(words):
        return True
    if RULE.match(words):
        below = next((i for i in range(index + 1, len(lines)) if lines[i].words.strip()), -1)
        return 0 < below <= index + 3 and _is_header(lines, below)
    return _is_header(lines, index) or _is_bare_attribution(lines, index)


def _is_header(lines: Sequence[Line], index: int) -> bool:
    """Whether "From: … Sent: … To: … Subject: …" begins here."""
    if not FROM_FIELD.match(lines[index].words[:100]):
        return False
    below = [line.words[:100] for line in lines[index + 1 : index + 12] if line.words.strip()][:6]
    return sum(bool(OTHER_FIELD.match(words)) for words in below) >= 2


def _is_bare_attribution(lines: Sequence[Line], index: int) -> bool:
    """Whether "On 3 March Ada wrote:" stands here, and what she wrote below it without ">"."""
    if not OPENS.match(lines[index].words[:100]) and not lines[index].words[:1].isdigit():
        return False
    joined = ""
    for line in lines[index : index + 3]:
        joined = f"{joined} {line.words.strip()}".strip()
        if len(joined) > LONGEST_ATTRIBUTION or not line.words.strip():
            return False
        if joined.endswith((":", "：")):
            return _dated(joined) and any(p.match(joined) for p in _wrote_patterns())
    return False


@cache
def _wrote_patterns() -> tuple[re.Pattern[str], ...]:
    """How mail programs say "… wrote:" in each language, as mail-parser-reply collects it."""
    from mailparser_reply.constants import MAIL_LANGUAGES

    collected = [language.get("wrote_header", "") for language in MAIL_LANGUAGES.values()]
    own = rf"^(?:{OPENS.pattern}).*{WROTE.pattern}.*:$"
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in [own, *collected] if pattern)


def _signatures(lines: Sequence[Line], quoted: Sequence[bool]) -> list[bool]:
    """Mark, in each stretch of own words, the signature that ends it."""
    signed = [False] * len(lines)
    start, said = 0, False  # said: there are own words that are no signature
    while start < len(lines):
        if quoted[start]:
            start += 1
            continue
        end = start
        while end < len(lines) and not quoted[end]:
            end += 1
        first = _signature(lines[start:end], said)
        signed[start + first : end] = [True] * (end - start - first)
        said = said or any(line.words.strip() for line in lines[start : start + first])
        start = end
    return signed


def _signature(lines: Sequence[Line], said: bool) -> int:
    """Return where the signature of a stretch begins; its length for none."""
    full = [i for i, line in enumerate(lines) if line.words.strip()]
    first = len(full)  # the line of those that begins what is found so far
    # From the end up: a list's footer below a signature below a closing.
    for above in range(len(full) - 1, -1, -1):
        if first - above > DELIMITED_LINES + 1:
            break
        below = [lines[i].words for i in full[above + 1 : first]]
        if _begins_signature(lines[full[above]].words, below, said or above > 0):
            first = above
    return full[first] if first < len(full) else len(lines)


def _begins_signature(words: str, below: Sequence[str], said: bool) -> bool:
    stripped = words.strip()
    if stripped in {"--", "—"}:
        return True
    if RULE.match(words[:200]) and (footer := FOOTERS.get(stripped[0])):
        return len(below) <= FOOTER_LINES and any(footer.search(line[:300]) for line in below)
    if SENT_FROM.match(words[:100]) and len(stripped) <= 60 and len(below) <= 2:
        return said and not stripped.endswith("?") and "," not in stripped
    if len(stripped) > 60 or len(below) > CLOSING_LINES or not CLOSING.match(words):
        return False
    narrow = all(len(line) <= SIGNATURE_WIDTH and not line.rstrip().endswith("?") for line in below)
    return said and narrow and not any(POSTSCRIPT.match(line[:20]) for line in below)


def _any_words(lines: Iterable[Line], quoted: Sequence[bool]) -> bool:
    return any(
        line.words.strip() and not is_quoted for line, is_quoted in zip(lines, quoted, strict=False)
    )


def _spans(lines: Sequence[Line], marked: Sequence[bool], why: Why) -> Iterator[Fold]:
    """Yield the runs of marked lines, without empty lines at their ends."""
    first = last = -1
    for index, line in enumerate(lines):
        if not marked[index]:
            if first >= 0:
                yield Fold(lines[first].start, lines[last].end, why)
            first = -1
        elif line.words.strip():
            first, last = (index, index) if first < 0 else (first, index)
    if first >= 0:
        yield Fold(lines[first].start, lines[last].end, why)
