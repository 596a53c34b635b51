"""Privacy: what would leave the machine, and the user's rules for it.

Reached as ``famulus.privacy``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.privacy.known import details_of, known_of
from assistant.privacy.recognizers.details import Details
from assistant.privacy.recognizers.gazetteer import Gazetteer
from assistant.privacy.recognizers.tokens import words
from assistant.privacy.replacing.masking import Placeholders
from assistant.privacy.replacing.surrogates import Surrogates
from assistant.privacy.rewriting import Knowledge, Policy, Preview, rewritten
from assistant.privacy.rules import Rule, compiled, defaults
from memory import settings
from memory.errors import Problem
from memory.labels import holds_what_stays
from memory.search.holding import held, version
from memory.store import MemoryStore
from memory.types import Changes, ConversationId

RULES = "privacy rules"  # the sentences, in the settings
CONFIRMED = "privacy rules confirmed"  # what each was understood to say, by its sentence
WRITING = "writing"


class Privacy:
    """What is private, of one opened ``Assistant``."""

    def __init__(self, store: MemoryStore, identity: Callable[[], str]) -> None:
        self._store = store
        self._identity = identity
        self._known: tuple[str, Knowledge] | None = None
        self._placeholders: dict[ConversationId, Placeholders] = {}

    def preview(
        self, text: str, *, purpose: str = "", conversation: ConversationId | None = None
    ) -> Preview:
        """Return what would leave in place of a text.  Nothing is sent.

        For "writing", what leaves is the task, and not the matter.  In a conversation
        the same keeps its placeholder.  What fails blocks, with a reason.
        """
        policy = Policy(self.rules(), purpose, outline=purpose == WRITING)
        return rewritten(text, self.knowledge(), policy, self.placeholders(conversation))

    def placeholders(self, conversation: ConversationId | None) -> Placeholders:
        """Return the placeholders of a conversation, or new ones."""
        if conversation is None:
            return Surrogates(is_taken=self._is_known)
        new = Surrogates(is_taken=self._is_known)
        return self._placeholders.setdefault(conversation, new)

    # Rules

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules in the order they were given, each with the sentence it is made of.

        A draft is one of which nobody confirmed what it says now.
        """
        confirmed = settings.chosen(self._store).get(CONFIRMED, {})
        understood = [compiled(sentence) for sentence in self._sentences()]
        return tuple(replace(r, draft=confirmed.get(r.sentence) != r.said) for r in understood)

    def understand(self, sentence: str) -> Rule:
        """Return what a sentence would do, without keeping it.  Raises Problem if unclear."""
        return compiled(" ".join(sentence.split()))

    def draft_rule(self, sentence: str) -> Rule:
        """Keep a rule that nobody confirmed yet.  Raises Problem if it is not clear what it says.

        One that holds something back acts at once.
        """
        rule = self.understand(sentence)
        kept = [one for one in self._sentences() if one != rule.sentence]
        settings.choose(self._store, {RULES: [*kept, rule.sentence]})
        return self.rules()[-1]

    def add_rule(self, sentence: str) -> Rule:
        """Keep a rule and confirm it: whoever calls has shown the user what was understood.

        Raises Problem if it is not clear what it says.
        """
        self.draft_rule(sentence)
        self.confirm_rule(len(self._sentences()))
        return self.rules()[-1]

    def confirm_rule(self, number: int) -> Changes:
        """Let a rule act as it is understood now, by its number in ``rules`` from 1."""
        rule = self.rules()[self._index(number)]
        confirmed = settings.chosen(self._store).get(CONFIRMED, {})
        return settings.choose(self._store, {CONFIRMED: confirmed | {rule.sentence: rule.said}})

    def drop_rule(self, number: int) -> Changes:
        """Forget a rule, by its number in ``rules`` from 1."""
        at = self._index(number)
        kept = self._sentences()
        dropped = kept.pop(at)
        confirmed = settings.chosen(self._store).get(CONFIRMED, {})
        rest = {sentence: said for sentence, said in confirmed.items() if sentence != dropped}
        return settings.choose(self._store, {RULES: kept, CONFIRMED: rest})

    def defaults(self, language: str = "en") -> tuple[str, ...]:
        """Return what is done where no rule says anything, in sentences."""
        return defaults(language)

    def _index(self, number: int) -> int:
        if not 1 <= number <= len(self._sentences()):
            raise Problem(
                "There is no rule of that number.", remedy="`famulus privacy rules` lists them."
            )
        return number - 1

    def _sentences(self) -> list[str]:
        return list(settings.chosen(self._store).get(RULES, []))

    def _is_known(self, name: str) -> bool:
        return any(self.knowledge().gazetteer.found(words(name)))

    def knowledge(self) -> Knowledge:
        """Return what the memory knows, read again when it has changed."""
        now = version(self._store) + self._identity()
        if self._known is None or self._known[0] != now:
            known = Knowledge(
                Gazetteer(known_of(self._store, self._identity())),
                Details(details_of(self._store)),
                lambda words: held(self._store, words),
                lambda text: holds_what_stays(self._store, text),
            )
            self._known = now, known
        return self._known[1]
