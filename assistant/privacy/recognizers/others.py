"""Recognizers that others wrote for Presidio, taken up beside our own.

Whatever has the interface of ``presidio_analyzer.EntityRecognizer`` fits; the package
itself is the extra ``famulus[presidio]`` and is imported only by ``predefined``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from assistant.privacy.recognizers.spans import Kind, Span
from memory.errors import Problem

LEAST = 0.4  # of a score: what is less sure is rather something else
KINDS = {
    "PERSON": Kind.PERSON, "ORGANIZATION": Kind.ORGANISATION, "LOCATION": Kind.PLACE,
    "GPE": Kind.PLACE, "NRP": Kind.NATIONALITY, "AGE": Kind.AGE, "DATE_TIME": Kind.DATE,
    "EMAIL_ADDRESS": Kind.EMAIL, "PHONE_NUMBER": Kind.PHONE, "URL": Kind.URL,
    "IP_ADDRESS": Kind.IP, "MAC_ADDRESS": Kind.IP, "IBAN_CODE": Kind.IBAN,
    "US_BANK_NUMBER": Kind.IBAN, "CREDIT_CARD": Kind.CARD, "CRYPTO": Kind.WALLET,
}  # fmt: skip


class Result(Protocol):
    """Something found: ``presidio_analyzer.RecognizerResult``."""

    entity_type: str
    start: int
    end: int
    score: float


class Recognizer(Protocol):
    """What finds something in a text: ``presidio_analyzer.EntityRecognizer``."""

    supported_entities: list[str]
    supported_language: str

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: Any,
    ) -> Sequence[Result] | None: ...


_adopted: list[Recognizer] = []


def adopt(recognizers: Iterable[Recognizer]) -> None:
    """Look with these, too, from now on, in place of those that were adopted before.

    One that raises blocks what was about to leave, as one of our own does.
    """
    _adopted[:] = recognizers


def found_by_others(text: str, language: str) -> Iterator[Span]:
    """Yield what the adopted recognizers of a language find and are sure enough of."""
    for recognizer in _adopted:
        if recognizer.supported_language != language:
            continue
        for one in recognizer.analyze(text, recognizer.supported_entities, None) or ():
            if one.score >= LEAST:
                kind = KINDS.get(one.entity_type, Kind.ID)
                yield Span(one.start, one.end, kind, f"{one.entity_type}, says a recognizer added")


def predefined(language: str = "en") -> list[Recognizer]:
    """Return Presidio's own recognizers that need no language model.

    Raises Problem if Presidio is not installed.
    """
    try:
        from presidio_analyzer import PatternRecognizer, RecognizerRegistry
    except ImportError as error:
        raise Problem(
            "Presidio is not installed.", remedy="Install it with: pip install famulus[presidio]"
        ) from error
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=[language])
    return [one for one in registry.recognizers if isinstance(one, PatternRecognizer)]
