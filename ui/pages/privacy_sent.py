"""One request that left: its words, its exact bytes, what came back, what was hidden."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QTabBar

from ui.itemmodels.disclosures import Disclosure, to_whom
from ui.kinds import called
from ui.parts import Elided, Words, column
from ui.phrases import clock, counted, day, number
from ui.render import ReadingView, one_line, shown
from ui.theme import M, S

LONGEST = 200_000  # characters that are shown; the export has them all


class Sent(QFrame):
    """It is only read here; the ledger is never altered."""

    def __init__(self) -> None:
        super().__init__()
        self._one: Disclosure | None = None
        self._words, self._answer = "", ""
        self.head = Elided(role="strong")
        self.about = Words(role="quiet", wrap=True)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("What is shown of the request"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for title in (
            self.tr("Words"),
            self.tr("Exact bytes"),
            self.tr("Answer"),
            self.tr("Hidden"),
        ):
            self.tabs.addTab(title)
        self.tabs.currentChanged.connect(lambda _at: self._turn())
        self.text = ReadingView()
        self.text.setAccessibleName(self.tr("The request"))
        self.text.setProperty("place", "sheet")
        self.setLayout(column(self.head, self.about, self.tabs, self.text, gap=S))
        box = self.layout()
        assert box is not None
        box.setContentsMargins(M, 0, 0, 0)

    def show_request(self, one: Disclosure | None, words: str = "", answer: str = "") -> None:
        """Show it; ``words`` and ``answer`` are its bodies as a person reads them."""
        self._one, self._words, self._answer = one, words, answer
        self.setVisible(one is not None)
        if one is None:
            self.text.clear()
            return
        self.head.setText(f"{to_whom(one)} · {one_line(one.model)}")
        self.about.setText(self._about(one))
        self.tabs.setTabText(3, self.tr("Hidden ({n})").format(n=number(len(one.hidden))))
        self._turn()

    def _about(self, one: Disclosure) -> str:
        said = [
            self.tr("No. {n}").format(n=number(one.id)),
            f"{day(one.at)} {clock(one.at)}",
            counted(one.size, self.tr("1 byte"), self.tr("{n} bytes")),
        ]
        if "cost" in one.cost:
            said.append(self.tr("cost {cost}").format(cost=f"{one.cost['cost']:.4g}"))
        if one.cost.get("asked") or one.cost.get("answered"):
            tokens = self.tr("{asked} tokens asked, {answered} answered")
            asked, answered = (int(one.cost.get(name, 0)) for name in ("asked", "answered"))
            said.append(tokens.format(asked=number(asked), answered=number(answered)))
        if one.failure:
            said.append(one_line(one.failure))
        return " · ".join(said)

    def _turn(self) -> None:
        if self._one is None:
            return
        told = (self._said, self._bytes, self._came, self._hidden)[self.tabs.currentIndex()]
        self.text.set_words(told(self._one)[:LONGEST])

    def _said(self, one: Disclosure) -> str:
        return self.tr("Its words were erased.") if one.body is None else self._words

    def _bytes(self, one: Disclosure) -> str:
        if one.body is None:
            return self.tr("Its words were erased; the row holds their digest.")
        return named(one.body.decode("utf-8", "backslashreplace")[:LONGEST])

    def _came(self, one: Disclosure) -> str:
        if one.answer is None:
            return self.tr("No answer is known.")
        return self._answer or self.tr("Nothing came back.")

    def _hidden(self, one: Disclosure) -> str:
        if not one.hidden:
            return self.tr("Nothing was hidden in it.")
        lines = [
            self.tr("{put} stood for: {kind}").format(
                put=covered.placeholder or self.tr("Nothing"), kind=called(covered.kind).name
            )
            for covered in one.hidden
        ]
        return "\n".join(lines)


def named(text: str) -> str:
    """Return the text with what cannot be seen named by its number, so that all is there."""
    return "".join(
        each if shown(each) == each else each.encode("unicode_escape").decode() for each in text
    )
