"""Plain text as Qt's rich text: everything escaped but what we put there ourselves.

Mails and models write hostile text.  The only tags that come out of here are b, code, br
and our own marks; a picture, a link or a heading in the text stays the characters it is
made of.  Qt opens what rich text names, so this is a question of what leaves the machine.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QImage, QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from memory.types import Answer
from ui.theme import LINE_HEIGHT, Colours

# Terminal sequences go whole: their letters alone would be noise.
_SEQUENCES = re.compile(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b\[[0-?]*[ -/]*[@-~]|\x1b.")
_KEPT = "\n\t"
_MARK = re.compile(r"\[(\d{1,3})\]")
_BEFORE_MARK = re.compile(r"[ \t]+(?=\[\d{1,3}\])")
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")
_CODE = re.compile(r"`([^`\n]+)`")
_WORD = re.compile(r"\w+")
_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
# Words that every sentence has: in bold they would hide the ones that were asked about.
_COMMON = frozenset(
    _WORD.findall(
        "a an and are as at be by did do does for from had has have how i in is it me my of on "
        "or that the their there they this to was we were what when where which who why will "
        "with you your"
    )
)


def shown(text: str) -> str:
    """Return the text without what cannot be seen: controls, reorderings, zero widths.

    A half of a surrogate pair becomes the replacement character; Qt cannot hold it.
    """
    if text.isascii() and text.isprintable():
        return text  # as most lines are, of which a list may show thousands
    text = _SEQUENCES.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(filter(None, map(_visible, text)))


def _visible(character: str) -> str:
    if character < "\x7f":
        return character if character >= " " or character in _KEPT else ""
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    if category in {"Zl", "Zp"}:
        return "\n"
    # Variation selectors are marks (Mn), and some smuggle text.
    hidden = category in {"Cc", "Cf"} or 0xFE00 <= ord(character) <= 0xFE0F
    return "" if hidden or 0xE0000 <= ord(character) <= 0xE0FFF else character


def one_line(text: str) -> str:
    """Return the text as one visible line, for labels and titles."""
    return " ".join(shown(text).split())


def escaped(text: str) -> str:
    """Return the text so that rich text shows its characters and nothing else."""
    return html.escape(shown(text)).replace("\n", "<br>")


def tooltip(text: str) -> str:
    """Return the text for a tooltip, which Qt would otherwise read as rich text by itself."""
    return f"<qt>{escaped(text)}</qt>" if text else ""


def words_of(query: str) -> list[str]:
    """Return the words of a question that are worth setting in bold."""
    words = {word.casefold() for word in _WORD.findall(query)}
    return sorted(word for word in words - _COMMON if len(word) > 1)


def answer_html(answer: Answer, theme: Colours, unsupported: str) -> str:
    """Render an answer: marks that lead to its citations, and its doubtful sentences named.

    ``unsupported`` is the word that stands after a sentence no passage supports.
    """
    text = shown(answer.text)
    doubtful = [s.text for s in answer.statements if not s.supported]
    pieces, position = [], 0
    for start, end in _places(text, doubtful):
        pieces.append(_inline(text[position:start], len(answer.citations), theme))
        inner = _inline(text[start:end], len(answer.citations), theme)
        note = f'<span style="color:{theme.doubtful}">{inner} ({html.escape(unsupported)})</span>'
        pieces.append(note)
        position = end
    pieces.append(_inline(text[position:], len(answer.citations), theme))
    return "".join(pieces)


def _places(text: str, sentences: Iterable[str]) -> list[tuple[int, int]]:
    """Find the sentences in the text, though marks may stand in the one and not the other."""
    found, position = [], 0
    for sentence in sentences:
        words = _MARK.sub(" ", shown(sentence)).split()
        if not words:
            continue
        between = r"(?:\s|\[\d{1,3}\])+"
        match = re.compile(between.join(map(re.escape, words))).search(text, position)
        if match:
            found.append(match.span())
            position = match.end()
    return found


def _inline(text: str, marks: int, theme: Colours) -> str:
    """Escape a stretch and set our own tags: bold, code, breaks, marks 1 to ``marks``."""
    # A mark that begins a line has lost its sentence.
    out = html.escape(_BEFORE_MARK.sub("\u00a0", text))
    out = _BOLD.sub(r"<b>\1</b>", out)
    out = _CODE.sub(r"<code>\1</code>", out)
    out = _MARK.sub(lambda match: _mark(match, marks, theme), out)
    return out.replace("\n", "<br>")


def _mark(match: re.Match[str], marks: int, theme: Colours) -> str:
    number = int(match.group(1))
    if not 1 <= number <= marks:
        return match.group(0)
    style = (
        f"color:{theme.accent};background-color:{theme.selection};"
        "text-decoration:none;font-size:small;font-weight:600"
    )
    return f'<a href="cite:{number}" style="{style}">&nbsp;{number}&nbsp;</a>'


def plain_with_notes(answer: Answer, notes: Sequence[str]) -> str:
    """Return the answer as text to paste: its words, then one line for each mark."""
    lines = [f"[{number}] {one_line(note)}" for number, note in enumerate(notes, start=1)]
    return "\n".join([shown(answer.text), *([""] if lines else []), *lines])


class ReadingView(QTextBrowser):
    """Text to read: selectable, as high as it needs to be, and it opens nothing.

    ``mark`` tells which of our own marks was followed; any other link is inert.
    """

    mark = Signal(str)
    OURS = frozenset({"cite", "fold", "term"})

    def __init__(self, parent: QWidget | None = None, *, fits: bool = False) -> None:
        super().__init__(parent)
        self._fits = fits
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(4)
        self.document().setDefaultStyleSheet("code { font-family: monospace; }")
        self.anchorClicked.connect(self._followed)
        if fits:
            self.setVerticalScrollBarPolicy(_NEVER)
            self.setHorizontalScrollBarPolicy(_NEVER)
            self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.fit())

    def loadResource(self, _type: int, _name: QUrl | str) -> object:  # noqa: N802 - Qt's
        """Give a picture of our own for whatever is asked for.

        Without one Qt looks for the file itself, even where this returns None.
        """
        return _picture()

    def set_rendered(self, rich: str) -> None:
        """Show what this module rendered, set for reading."""
        self.setHtml(rich)
        self.space_lines()

    def set_words(self, text: str) -> None:
        """Show plain text, set for reading."""
        self.setPlainText(shown(text))
        self.space_lines()

    def add_words(self, text: str) -> None:
        """Add plain text at the end, without moving what is selected or seen."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if cursor.position() == 0:
            cursor.setBlockFormat(reading_block())
        cursor.insertText(shown(text))

    def space_lines(self) -> None:
        """Give every line the height for reading."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(reading_block())

    def fit(self) -> None:
        """Be as high as the text."""
        height = int(self.document().size().height()) + 4
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def _followed(self, url: QUrl) -> None:
        if url.scheme() in self.OURS:
            self.mark.emit(url.toString())


def reading_block() -> QTextBlockFormat:
    """Return the format of a line that is read."""
    block = QTextBlockFormat()
    proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    block.setLineHeight(round(LINE_HEIGHT * 100 / 1.17), proportional)  # a face has 1.17 by itself
    return block


def _picture() -> QImage:
    picture = QImage(1, 1, QImage.Format.Format_ARGB32)
    picture.fill(0)
    return picture
