"""What a question asks for beside its words: a time, the past, a program's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from memory.search.words import WORD, content_words, is_english
from memory.times.dates import dates_in

# Whoever asks so does not want the newest word on it put first: what happened has one answer.
PAST = re.compile(
    r"\b(did|was|were|had|war|waren|hatten?|wurden?|original(ly)?|initial(ly)?|at first|firstly"
    r"|previous(ly)?|former(ly)?|earlier|used to"
    r"|ursprünglich|zuerst|anfangs|früher|vorher|damals|ehemals)\b",
    re.IGNORECASE,
)
# Whoever asks so wants to know what an assistant of the kind of ours has said.
PROGRAM = re.compile(
    r"\b(chatgpt|gpt|claude|gemini|copilot|assistant|chatbot|ai|ki)\b"
    r"|\b(did you|have you|you (said|told|suggest\w*|recommend\w*|gave)|hast du)\b",
    re.IGNORECASE,
)
# "before I moved", "since the wedding": a time that the memory has to know.
EVENT = re.compile(
    r"\b(?P<side>before|after|since|until|bevor|nachdem|seit|bis)\s+"
    r"(?P<event>(?:i|we|my|our|ich|wir|mein\w*|unser\w*)\s+.+?)\s*[?.!]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time: from its begin, up to its end; None is open."""

    begins: datetime | None
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class Query:
    """A question taken apart."""

    text: str = field(repr=False)
    sense: str = field(repr=False)  # without the times it names
    words: tuple[str, ...] = field(repr=False)
    english: bool
    spans: tuple[Span, ...] = ()
    event: str = field(default="", repr=False)  # an event by whose date the time is bound …
    before_event: bool = False  # … from above, else from below
    looks_back: bool = False
    of_program: bool = False

    def naming(self, names: Iterable[str]) -> Query:
        """Return it as if it named these people, too."""
        more = [word for name in names for word in content_words(name)]
        return replace(self, words=tuple(dict.fromkeys((*self.words, *more))))


def understood(text: str, today: date) -> Query:
    """Return what the question asks for; "in March" is the latest March before today."""
    mentions = dates_in(text, today, past=True)
    sense, place = "", 0
    for mention in mentions:
        sense += text[place : mention.start]
        place = mention.end
    sense = " ".join((sense + text[place:]).split())
    words = content_words(sense)
    event = EVENT.search(sense) if not mentions else None
    return Query(
        text=text,
        sense=sense if words else text,
        words=tuple(words or content_words(text) or WORD.findall(text.lower())),
        english=is_english(text),
        spans=tuple(Span(m.begins, m.ends) for m in mentions),
        event=event["event"] if event else "",
        before_event=event is not None
        and event["side"].lower() in ("before", "until", "bevor", "bis"),
        looks_back=bool(mentions) or PAST.search(text) is not None,
        of_program=PROGRAM.search(text) is not None,
    )
