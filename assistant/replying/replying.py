"""Replying: a mail or chat, what it asks, what is known of it, and a draft that the user takes.

Nothing is ever sent: a draft goes to the clipboard, into a file, or, on the user's click, into
the drafts folder of a mailbox.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from assistant.agent.believe import Known, telling
from assistant.meaning import Meaning
from assistant.models.router import Task
from assistant.profile.context import Situation, context
from assistant.profile.owner import ADDRESS, Owner, owner_of
from assistant.replying.asked import Letter, letter
from assistant.replying.draft import Draft, Frame, Style, by_model, by_rules, drafted
from assistant.replying.draft_file import Reply, message, save
from assistant.replying.drafts_folder import Mailbox, WrongPassword, mailbox, putting
from assistant.replying.facts import Fact, Sources, looked_up, missing
from assistant.replying.marks import Basis
from assistant.replying.outline import Intent, Line, Suggestion, outline, suggested
from assistant.replying.own import own_phrases
from assistant.replying.saying import ENGLISH, Point
from assistant.replying.selected import selected, sender_of
from assistant.settings import Settings
from assistant.voice.letters import Occasion
from assistant.writers import Writer, Writers
from memory import passwords
from memory.claims.rows import read_claims
from memory.documents import answered_before, opened, sent_by, written_to
from memory.progress import Progress, TextDelta, Work, finish
from memory.search import Retriever, quoted_passages
from memory.store import MemoryStore
from memory.types import Document, DocumentId, Kind, Participant, Passage

SENT = 200  # of the user's mails are looked at for their phrases, the newest
LOOKED_AT = 1000  # characters of a mail by which it is compared
NEAREST = 3  # of them are shown to a model
ENOUGH = 12  # mails without a word of thanks, of somebody who does not thank in mails
FEW_PHRASES = 6  # mails to one person from which on those alone tell the phrases


@dataclass(frozen=True, slots=True)
class Prepared:
    """A letter with what the memory holds on it."""

    letter: Letter
    facts: tuple[Fact, ...]
    suggestion: Suggestion
    thanks: bool = True  # the user thanks in their mails, or too little is known

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers of the questions of which the memory holds nothing."""
        return missing(self.letter, self.facts)

    def outline(self, intent: Intent) -> tuple[Line, ...]:
        return outline(self.letter, intent, self.facts, thanks=self.thanks)


class Voice(Protocol):
    """How the user writes: see assistant.voice."""

    def greeting(self, to: str, language: str, occasion: Occasion) -> str: ...

    def closing(self, to: str, language: str, occasion: Occasion) -> str: ...

    def likeness(self, text: str) -> float | None: ...

    def heard(self, draft: str, accepted: str, *, to: str = "", language: str = "") -> object: ...


class Replying:
    """What drafts replies from one opened memory.  Any thread may use it."""

    def __init__(
        self,
        store: MemoryStore,
        retriever: Retriever,
        meaning: Meaning,
        writers: Writers,
        settings: Callable[[], Settings],
        voice: Voice,
    ) -> None:
        self._store, self._retriever, self._meaning = store, retriever, meaning
        self._writers, self._settings, self._voice = writers, settings, voice

    # What is asked, and what is known of it

    def prepare(self, id: DocumentId) -> Prepared:
        """Read a letter to the end; see ``preparing``."""
        return finish(self.preparing(id))

    def preparing(self, id: DocumentId) -> Work[Progress, Prepared]:
        """Read a mail or chat and look up what it asks.  Raises Problem where none is to answer."""
        return (yield from self._preparing(opened(self._store, id)))

    def preparing_text(
        self, text: str, *, to: str = "", title: str = "", sure: bool = True
    ) -> Work[Progress, Prepared]:
        """Prepare a reply to a text of another program.

        ``to`` is who wrote it, "Bo Lind", "Bo <address>", or "": then who signed it.  Of the
        memory nothing is told unasked to somebody whom the user has never written to, nor
        where it is not ``sure`` who they are: where the user has not said it.
        """
        sender = sender_of(text, to, self._store, self._owner(), sure=sure)
        return (yield from self._preparing(selected(text, title, sender), sure=sender.sure))

    def _preparing(self, document: Document, *, sure: bool = True) -> Work[Progress, Prepared]:
        self._meaning.follow()
        owner = self._owner()
        found = letter(document, owner)
        found = found if sure else replace(found, known=False)
        encoder = self._meaning.encoder
        sources = Sources(
            self._retriever, encoder, self._believes, lambda one: self._wrote(one, owner)
        )
        facts = yield from looked_up(found, sources)
        sent = self._sent(found)
        return Prepared(found, facts, suggested(found, facts), thanks(sent, found.language))

    def _owner(self) -> Owner:
        owner = owner_of(self._settings().identity)
        known = written_to(self._store, owner.addresses) if owner.addresses else set()
        return replace(owner, correspondents=frozenset(known))

    def _believes(self, question: str) -> Sequence[Known]:
        now = datetime.now(UTC)
        asked = context(read_claims(self._store.db), Situation(question), now).asked
        return [Known(one, tuple(quoted_passages(self._store, telling(one)))) for one in asked]

    def _wrote(self, passage: Passage, owner: Owner) -> bool:
        if passage.kind is Kind.MAIL:
            return owner.wrote(opened(self._store, passage.document))
        return passage.kind is Kind.CHAT and any(map(owner.is_named, passage.people[:1]))

    # The draft

    def drafting(
        self, prepared: Prepared, lines: Sequence[Line], *, by_rules_only: bool = False
    ) -> Work[Progress | TextDelta, Draft]:
        """Draft from the outline, piece by piece: a model writes where one has passed for that."""
        sent = self._sent(prepared.letter)
        frame = self._frame(prepared.letter)
        basis = _basis(prepared, lines, frame)
        writer = Writer(None) if by_rules_only else self._writers.model(Task.DRAFT)
        if writer.model is None:
            phrases = own_phrases(sent, prepared.letter.language or ENGLISH)
            draft = yield from by_rules(basis, frame, phrases, writer.why)
        else:
            style = self._style(prepared.letter, sent)
            draft = yield from by_model(basis, frame, style, writer.model, writer.why)
        return self._heard(draft)

    def checked(self, prepared: Prepared, lines: Sequence[Line], draft: Draft, text: str) -> Draft:
        """Return a draft that the user has changed, with what its sentences stand on now."""
        frame = self._frame(prepared.letter)
        basis = _basis(prepared, lines, frame)
        made = drafted(text, basis, made_by=draft.made_by, why=draft.why, tier=draft.tier)
        return self._heard(made)

    def accepted(self, prepared: Prepared, draft: str, taken: str) -> None:
        """Learn from what the user changed in a draft before they took it."""
        if taken != draft:
            letter = prepared.letter
            self._voice.heard(draft, taken, to=_whom(letter), language=letter.language)

    def _heard(self, draft: Draft) -> Draft:
        """Return the draft with how much it sounds like the user, where that is known."""
        return replace(draft, likeness=self._voice.likeness(draft.text))

    def _frame(self, letter: Letter) -> Frame:
        """Return how the user begins and ends an answer to this; nobody does in a chat."""
        if letter.kind is Kind.CHAT:
            return Frame()
        mail = (_whom(letter), letter.language, Occasion.REPLY)
        return Frame(self._voice.greeting(*mail), self._voice.closing(*mail))

    def _sent(self, letter: Letter) -> list[Document]:
        """Return the user's mails, the newest first: those to the sender, if there are enough."""
        addresses = self._owner().addresses
        if not addresses:
            return []
        to = letter.sender.address
        ids = sent_by(self._store, addresses, SENT, to) if to else []
        if len(ids) < FEW_PHRASES:
            ids = list(dict.fromkeys([*ids, *sent_by(self._store, addresses, SENT)]))
        return [opened(self._store, id) for id in ids]

    def _style(self, letter: Letter, sent: Sequence[Document]) -> Style:
        """Return the user's mails that are nearest to the letter, for a model to write like."""
        texts = [text for mail in sent if (text := mail.body)]
        if not texts:
            return Style()
        told = [letter.text.strip(), *texts]
        vectors = self._meaning.encoder.encode([text[:LOOKED_AT] for text in told])
        cosines = vectors[1:] @ vectors[0]
        nearest = sorted(range(len(texts)), key=lambda n: -float(cosines[n]))[:NEAREST]
        return Style(examples=tuple(texts[n] for n in nearest))

    # Where it goes

    def mail(self, prepared: Prepared, text: str, *, quoted: bool, to_all: bool = False) -> bytes:
        """Return the draft as a mail that was not sent.  Raises Problem for a chat."""
        before = tuple(answered_before(self._store, prepared.letter.document))
        return message(
            Reply(prepared.letter, text, self._me(), before, quoted=quoted, to_all=to_all)
        )

    def save(self, path: Path, mail: bytes) -> None:
        """Write the draft into a file that a mail program opens.  Raises Problem."""
        save(path, mail)

    def drafts_folder(self) -> Mailbox | None:
        """Return the mailbox whose drafts folder was chosen."""
        url = self._settings().mailbox
        return mailbox(url) if url else None

    def has_password(self, where: Mailbox) -> bool:
        return passwords.password_of(where.account) is not None

    def putting(
        self, mail: bytes, where: Mailbox, password: str = "", *, keep: bool = False
    ) -> Work[Progress, str]:
        """Put the draft into the drafts folder; return its name.  Only on the user's click.

        Without a password, the one of the keyring; with ``keep`` a password that was right goes
        there.  Raises Problem: WrongPassword, not reached, no folder.
        """
        given = password or passwords.password_of(where.account) or ""
        if not given:
            raise WrongPassword(f"{where.host} wants a password.", remedy="Give it once more.")
        folder = yield from putting(where, given, mail)
        if password and keep:
            passwords.keep(where.account, password)
        return folder

    def _me(self) -> Participant | None:
        identity = self._settings().identity
        address = next(iter(ADDRESS.findall(identity)), "")
        name = identity.partition("<")[0].partition(",")[0].strip()
        return Participant("from", name if "@" not in name else "", address) if address else None


def _whom(letter: Letter) -> str:
    """Return who wrote a letter as the voice is told it: "Bo Lind <bo@example.org>"."""
    sender = letter.sender
    return f"{sender.name} <{sender.address}>" if sender.address else sender.name


def thanks(mails: Sequence[Document], language: str) -> bool:
    """Whether the user thanks in mails; where there are few, people do."""
    known = own_phrases(mails, language or ENGLISH)
    return len(mails) < ENOUGH or not {Point.THANK, Point.THANK_INVITATION}.isdisjoint(known)


def _basis(prepared: Prepared, lines: Sequence[Line], frame: Frame) -> Basis:
    kept = tuple(line for line in lines if line.kept and line.text)
    return Basis(kept, prepared.facts, prepared.letter, (frame.greeting, frame.closing))
