"""What the user's own records say was bought: weak signs of what they like.

A record is lines of "key: value; key: value", as data is read, or a table's row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from memory.types import ClaimKind, Document, Draft, Kind, Strength

PAIR = re.compile(
    r"(?:^|;\s+|,\s(?=\w+:\s))([\w ]{2,30}):\s+(.*?)(?=;\s+[\w ]{2,30}:\s|$)", re.MULTILINE
)
NAMES = {
    "title",
    "item",
    "product",
    "name",
    "product name",
    "item name",
    "article",
    "artikel",
    "produkt",
}
OF_SALE = {
    "price", "brand", "quantity", "categories", "category", "seller", "order id", "order date",
    "total", "amount", "sku", "asin", "unit price", "order", "merchant", "store", "currency",
    "preis", "marke", "menge", "anzahl", "bestellnummer", "kategorie",
}  # fmt: skip
GROUPS = {"categories", "category", "kategorie"}
BRANDS = {"brand", "marke"}
HEAD = re.compile(r"^(.{3,60}?)(?:\s*[,:(|/]|\s[-–—]\s|$)")
PLAYED = re.compile(
    r"order|purchase|bought|receipt|invoice|bestell|kauf|rechnung|quittung", re.IGNORECASE
)


def bought(document: Document) -> Iterator[Draft]:
    """Yield what stands in a record of purchases, each with its brand and its kind."""
    if document.kind is not Kind.DOCUMENT or document.people or document.parent:
        return
    for line in re.finditer(r"[^\n]+", document.text):
        pairs = [(m[1].strip().lower(), m) for m in PAIR.finditer(line[0])]
        keys = {key for key, _ in pairs}
        named = next((match for key, match in pairs if key in NAMES), None)
        if named is None or not (keys & OF_SALE or PLAYED.search(document.title)):
            continue
        yield from _of_row(document, line, pairs, named)


def _of_row(
    document: Document,
    line: re.Match[str],
    pairs: list[tuple[str, re.Match[str]]],
    named: re.Match[str],
) -> Iterator[Draft]:
    if head := HEAD.match(named[2]):
        yield _draft(document, line, "buys", head[1].strip(), "Bought {v}.")
    for key, match in pairs:
        if key in BRANDS:
            yield _draft(document, line, "brand", match[2].strip(), "Buys {v}.")
        elif key in GROUPS:
            last = match[2].split(",")[-1].strip()
            if last:
                yield _draft(document, line, "buys", last, "Buys: {v}.")


def _draft(document: Document, line: re.Match[str], slot: str, value: str, text: str) -> Draft:
    date = next(
        (part.date for part in document.parts if part.start <= line.start() < part.end), None
    )
    return Draft(
        subject="", kind=ClaimKind.PREFERENCE, slot=slot, value=value, text=text.format(v=value),
        polarity=1, strength=Strength.IMPLIED, document=document.id, start=line.start(),
        end=line.end(), at=date or document.date,
    )  # fmt: skip
