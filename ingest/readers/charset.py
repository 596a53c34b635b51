"""Bytes to words, whatever is said about them; nothing here raises."""

from __future__ import annotations

import codecs

# What senders say, and what they write: browsers read these names the same way.
MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-8-i": "iso8859-8",
    "unicode-1-1-utf-7": "utf-7",
}
# Codecs that are no charset of a text: slow, or with a life of their own.
REFUSED = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ONE_BYTE = ("cp125", "iso8859", "koi8", "mac")
# What there is to guess from: letters of living systems, not the line drawings of DOS.
LIKELY = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "cp932",
    "euc_jp", "gb18030", "big5", "cp949", "utf_16_le", "utf_16_be",
]  # fmt: skip
# What western languages write beyond ASCII; other charsets have their letters elsewhere.
WESTERN = set("äöüßàâçéèêëîïôûùœæñáíóúìòøåãõýÄÖÜÀÂÇÉÈÊËÎÏÔÛÙŒÆÑÁÍÓÚÌÒØÅÃÕ€£§°«»‘’“”„–—…·\xa0")
GUESSED = 65_536  # bytes a guess is made from: guessing is slow
TOO_SHORT = 24  # bytes: of fewer a guess is a coin tossed


def decoded(data: bytes, declared: str = "") -> str:
    """Return the words: by byte order mark, as declared, as UTF-8, or as is most likely."""
    for mark, charset in MARKS:
        if data.startswith(mark):
            return data.decode(charset, "replace")
    named = _codec(declared)
    # Programs pass on UTF-8 under the name of an older charset; the other way round it is all
    # but impossible for a text to be UTF-8 by chance.
    first = ("utf-8", named) if named.startswith(ONE_BYTE) else (named, "utf-8")
    for charset in first:
        try:
            return data.decode(charset)
        except (UnicodeError, LookupError):  # LookupError: a codec that is not for text
            continue
    return data.decode(_guessed(data), "replace")


def _codec(declared: str) -> str:
    name = declared.strip("\"' ").lower()
    try:
        found = codecs.lookup(MEANT.get(name, name)).name
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return "utf-8"
    return "utf-8" if found in REFUSED else MEANT.get(found, found)


def _guessed(data: bytes) -> str:
    letters = set(data[:GUESSED].decode("cp1252", "replace"))
    if len(data) < TOO_SHORT or all(c.isascii() or c in WESTERN for c in letters):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:GUESSED], cp_isolation=LIKELY).best()
    return best.encoding if best else "cp1252"
