"""The verbs of privacy: see what would leave, and keep the rules for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from memory.errors import Problem
from memory.types import Changes, Topic
from ui.itemmodels.hidden import Mark, Preview
from ui.itemmodels.rules import Rule
from ui.operations import Operations
from ui.side_by_side import Deed

if TYPE_CHECKING:
    from assistant.privacy.privacy import Privacy

T = TypeVar("T")
Told = Callable[[Problem], object]
QUOTES = str.maketrans("", "", "\"“”„«»'‘’")


class PrivacyRoom(QObject):
    """Starts them as jobs; of several looks at what leaves only the last is told."""

    def __init__(self, operations: Operations) -> None:
        super().__init__(operations)
        self._operations = operations
        self._turn: object = None  # the look that is waited for

    @property
    def is_open(self) -> bool:
        return self._operations.open is not None

    @property
    def _privacy(self) -> Privacy:
        return self._operations.assistant.privacy

    def stop(self) -> None:
        """Let nobody hear of what is still being looked at."""
        self._turn = None

    # -- what would leave --------------------------------------------------

    def preview(
        self,
        parent: QWidget,
        text: str,
        purpose: str,
        on_done: Callable[[Preview], object],
        on_problem: Told,
    ) -> None:
        privacy = self._privacy
        self._last(parent, lambda: privacy.preview(text, purpose=purpose), on_done, on_problem)

    def _last(
        self,
        parent: QWidget,
        look: Callable[[], T],
        on_done: Callable[[T], object],
        on_problem: Told,
    ) -> None:
        self._turn = turn = object()

        def if_last(told: Callable[[Any], object]) -> Callable[[Any], object]:
            return lambda news: told(news) if self._turn is turn else None

        self._operations.put(parent, look, None, if_last(on_done), if_last(on_problem))

    # -- rules -------------------------------------------------------------

    def rules(
        self, parent: QWidget, on_done: Callable[[Sequence[Rule]], object], on_problem: Told
    ) -> None:
        self._operations.put(parent, self._privacy.rules, None, on_done, on_problem)

    def understand(
        self, parent: QWidget, sentence: str, on_done: Callable[[Rule], object], on_problem: Told
    ) -> None:
        """Find out what a sentence would do, without keeping it."""
        privacy = self._privacy
        self._last(parent, lambda: privacy.understand(sentence), on_done, on_problem)

    def keep(
        self, parent: QWidget, sentence: str, on_done: Callable[[Rule], object], on_problem: Told
    ) -> None:
        privacy = self._privacy
        changes = Changes(self.tr("Keep a rule"), frozenset({Topic.SETTINGS}))
        self._operations.put(
            parent, lambda: privacy.add_rule(sentence), changes, on_done, on_problem
        )

    def confirm(
        self, parent: QWidget, sentence: str, on_done: Callable[[str], object], on_problem: Told
    ) -> None:
        """Let the rule that was made of a sentence act as it is understood now."""
        self._of(parent, sentence, self._privacy.confirm_rule, on_done, on_problem)

    def defaults(
        self, parent: QWidget, on_done: Callable[[Sequence[str]], object], on_problem: Told
    ) -> None:
        """Tell what is done where no rule says anything."""
        self._operations.put(parent, self._privacy.defaults, None, on_done, on_problem)

    def drop(
        self, parent: QWidget, sentence: str, on_done: Callable[[str], object], on_problem: Told
    ) -> None:
        """Forget the rule that was made of a sentence, wherever it stands by now."""
        self._of(parent, sentence, self._privacy.drop_rule, on_done, on_problem)

    def _of(
        self,
        parent: QWidget,
        sentence: str,
        act: Callable[[int], Changes],
        on_done: Callable[[str], object],
        on_problem: Told,
    ) -> None:
        privacy = self._privacy

        def deed() -> str:
            sentences = [rule.sentence for rule in privacy.rules()]
            if sentence in sentences:
                act(sentences.index(sentence) + 1)
            return sentence

        changes = Changes(self.tr("Change a rule"), frozenset({Topic.SETTINGS}))
        self._operations.put(parent, deed, changes, on_done, on_problem)


def sentence_of(deed: Deed, mark: Mark) -> str:
    """Return the rule that says this of this for ever, in a sentence as the user might."""
    said = " ".join(mark.said.translate(QUOTES).split())
    return f"“{said}” may leave" if deed is Deed.ALWAYS else f"Never “{said}”"
