"""Walks what leaves the machine through its states, on a real small memory.

Run as a child of test_screenshots.py, or by hand: python tests/ui/shots_privacy.py FOLDER.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))


from assistant import Assistant  # noqa: E402
from assistant.cloud.provider import Form, Provider  # noqa: E402
from memory import ledger  # noqa: E402
from memory.ledger import Broken, Covered, Leaving  # noqa: E402
from tests.ui.fake_cloud import FakeCloud  # noqa: E402
from tests.ui.fakes import answer  # noqa: E402
from tests.ui.shots import Walk, ground  # noqa: E402
from tests.ui.small_life import lived  # noqa: E402
from tests.ui.waiting import wait  # noqa: E402

LETTER = """Dear Dr. Nakamura,

I am Ada Quill, 43, a nurse at St James in Leeds. My sister Nora and Ben Oak \
(ben@example.org, 0113 496 0721) said that you know more about asthma than anybody here. \
I was born on 12 March 1981 and live at 14 Cardigan Road, Leeds LS6 3AG.

Could you look at what I have written about my inhaler? Please pay the fee to \
GB29 NWBK 6016 1331 9268 19, or to my card 4111 1111 1111 1111. My password there is \
hunter2-Tr0ub4dor, in case you need it: https://example.org/files?token=9f8a7b6c5d4e3f2a1b

Yours,
Ada"""
PLAIN = "How does one take the rind off an orange without a knife?"
LONG = "\n\n".join(
    f"On day {n} Cleo wrote to Ben Oak that the house in Leeds had lost another slate, and that "
    "nobody had been there to see to it, though it rained through all of the morning."
    for n in range(1, 90)
)


class PrivacyWalk(Walk):
    """The page of privacy, one section after the other."""

    def opened(self) -> None:
        self.window.start()
        self.until(lambda: self.window.operations.open is not None)
        self.window.show_page("privacy")
        self.page = self.window.privacy

    def write(self, text: str) -> None:
        sides = self.page.bench.sides
        sides.left.setPlainText(text)
        self.until(lambda: sides.is_settled)

    def bench(self) -> None:
        page, bench = self.page, self.page.bench
        page.show_section(bench)
        bench.focus()
        self.shoot("301-try-empty")
        self.write(PLAIN)
        self.shoot("302-try-nothing-private")
        self.write(LETTER)
        self.shoot("303-try-hidden")
        bench.sides.table.setFocus()
        bench.sides.look_at(3)
        self.shoot("304-try-one-looked-at")
        bench.sides.buttons[next(iter(bench.sides.buttons))].click()
        self.until(lambda: bench.told.isVisible() and bench.sides.is_settled)
        self.shoot("305-try-always")
        bench.undo()
        self.until(lambda: bench.said.text() == "Undone.")
        self.window.operations.assistant.privacy.add_rule("ask me before my health leaves")
        bench.look()
        self.until(bench.notice.isVisible)
        self.shoot("306-try-blocked")
        self.window.operations.assistant.privacy.drop_rule(1)
        self.write(LONG)
        self.shoot("307-try-long")

    def rules(self) -> None:
        page, rules = self.page, self.page.rules
        page.show_section(rules)
        rules.focus()
        self.shoot("308-rules-none")
        rules.field.setText("never my health")
        self.until(rules.keep_button.isEnabled)
        self.shoot("309-rules-understood")
        rules.keep()
        self.until(lambda: len(rules.model.rows) == 1)
        for sentence in (
            "first names are fine for translations",
            "my employer may be named to nobody, whatever it is about and whoever asks for it, "
            "until 2030-12-31",
        ):
            rules.field.setText(sentence)
            self.until(rules.keep_button.isEnabled)
            rules.keep()
            self.until(lambda: not rules.field.text())
        rules.field.setText("be careful with the thing")
        self.until(rules.doubt.isVisible)
        self.shoot("310-rules-unclear")
        rules.field.clear()
        rules.table.setFocus()
        rules.table.selectRow(1)
        self.shoot("311-rules")
        rules.remove()
        self.until(lambda: len(rules.model.rows) == 2)
        self.shoot("312-rules-removed")

    def where(self) -> None:
        page, where = self.page, self.page.where
        cloud = cast("Any", self.window.operations.assistant).cloud
        page.show_section(where)
        where.begin()
        where.focus()
        wait(150)
        self.shoot("313-where-none")
        form = where.form
        form.name.setText("example")
        form.address.setText("http://api.example.org/v1")
        form.model.setText("large-1")
        form.key.setText("sk-not-a-real-key")
        form._write(None)
        form.keep_button.click()
        self.until(where.notice.isVisible)
        self.shoot("314-where-refused")
        form.address.setText("https://api.example.org/v1")
        form.key.setText("sk-not-a-real-key")
        form.asked.setText("2.5")
        form.answered.setText("10")
        form._write(None)
        form.keep_button.click()
        self.until(form.drop_button.isVisible)
        cloud.the_providers["home"] = Provider(
            "home", Form.OPENAI, "http://192.168.1.20:8080/v1", "qwen3-30b-a3b-instruct", True, True
        )
        where.switch.click()
        self.until(lambda: form.try_button.isEnabled() and len(where.model.rows) == 2)
        form.say("It answered “Yes.”.")
        self.shoot("315-where-on")
        where.table.setFocus()
        where.table.selectRow(1)
        self.shoot("316-where-mine")

    def left(self) -> None:
        page, left = self.page, self.page.left
        page.show_section(left)
        left.focus()
        wait(150)
        self.shoot("317-left-nothing")
        self.fill_ledger()
        left.look()
        self.until(lambda: len(left.model.rows) == 4)
        left.table.setFocus()
        self.shoot("318-left")
        left.one.tabs.setCurrentIndex(1)
        left.check()
        self.until(left.whole.isVisible)
        self.shoot("319-left-bytes-checked")
        left.one.tabs.setCurrentIndex(3)
        left._checked(Broken(2, "Its words are not those that were written."))
        left.whole.hide()
        self.shoot("320-left-broken")
        left.notice.hide()
        left.one.tabs.setCurrentIndex(2)
        left.field.setText("nakamura")
        self.until(lambda: len(left.model.rows) == 1)
        self.shoot("321-left-found")
        left.field.clear()

    def fill_ledger(self) -> None:
        store = self.window.operations.assistant._store
        for n, (provider, mine) in enumerate([("example", False), ("home", True)] * 2):
            said = LETTER if n == 1 else PLAIN
            told = json.dumps({"model": "large-1", "messages": [{"role": "user", "content": said}]})
            hidden = (Covered("person", "[PERSON_1]"), Covered("iban", "[IBAN_1]"))
            row = ledger.sent(
                store, Leaving(told.encode(), "chat", provider, "large-1", mine, hidden)
            )
            if n == 2:
                ledger.failed(store, row, "The connection was cut.")
            elif n != 3:
                answer = json.dumps({"choices": [{"message": {"content": "With a spoon."}}]})
                cost = {"asked": 120.0, "answered": 14.0, "cost": 0.00044}
                ledger.answered(store, row, answer.encode(), cost)

    def stays(self) -> None:
        page, stays = self.page, self.page.stays
        page.show_section(stays)
        stays.begin()
        self.until(lambda: len(stays.model.rows) > 3)
        stays.table.setFocus()
        stays.table.selectRow(1)
        stays.put("stays here")
        self.until(lambda: stays.told.isVisible())
        self.shoot("322-stays")
        stays.field.setText("nobody of this name")
        self.shoot("323-stays-nothing-found")
        stays.field.clear()

    def is_seen(self, part: int) -> bool:
        return part in self.window.chat.elsewhere.review._seen

    def asked(self) -> None:
        window = self.window
        del cast("Any", Assistant).cloud  # from here on the real one, to a server that is not there
        cloud = window.operations.assistant.cloud
        cloud.set_up(
            Provider("home", Form.OPENAI, "http://127.0.0.1:9/v1", "qwen3-30b", True, False,
                     price=(2.5, 10.0))
        )  # fmt: skip
        window.operations.edit(window, lambda: cloud.turn(on=True))
        window.show_page("chat")
        window.new_conversation()
        composer, elsewhere = window.chat.composer, window.chat.elsewhere
        self.until(lambda: not composer.out_button.isHidden())
        composer.field.setPlainText("Where does Ada Quill live, and who is Ben Oak to her?")
        self.shoot("324-chat-may-ask-elsewhere")
        composer.out_button.click()
        self.until(lambda: bool(elsewhere.review.parts))
        self.shoot("325-review")
        review = elsewhere.review
        review.tabs.setCurrentIndex(review.tabs.count() - 1)
        review.sides.focus()
        wait(100)
        self.shoot("326-review-question")
        for part in range(review.tabs.count()):
            review.tabs.setCurrentIndex(part)
            self.until(partial(self.is_seen, part))
        review.sides.right.setFocus()
        self.shoot("327-review-seen")
        review.sides.right.insertPlainText("Cleo asks: ")
        self.until(lambda: review.parts[-1].masked is not None and review.sides.is_settled)
        self.shoot("328-review-own-words")
        window.operations.assistant.privacy.add_rule("ask me before names leave")
        elsewhere._rewritten(review.parts[-1].number, review.parts[-1].text)
        self.until(review.notice.isVisible)
        self.shoot("329-review-blocked")
        review.meter.tell(
            "A model here could still guess some of it.",
            [SimpleNamespace(what=what, certainty=sure, part=1, start=0, end=4)
             for what, sure in (("town", 0.9), ("occupation", 0.5), ("age", 0.1))],
        )  # fmt: skip
        self.shoot("330-review-guessed")
        window.operations.assistant.privacy.drop_rule(
            len(window.operations.assistant.privacy.rules())
        )
        elsewhere._rewritten(review.parts[-1].number, review.parts[-1].text)
        self.until(lambda: not review.notice.isVisible() and review.sides.is_settled)
        for part in range(review.tabs.count()):
            review.tabs.setCurrentIndex(part)
            self.until(partial(self.is_seen, part))
        review.sent.emit()
        self.until(lambda: bool(window.chat.view.answers()))
        view = window.chat.view.answers()[-1]
        self.until(view.notice.isVisible)
        self.shoot("331-elsewhere-failed")
        view = window.chat.view.ask("Where does Ada live?", "asked of home, elsewhere")
        view.finish_elsewhere(answer("She lives in Leeds. [1]", made_by="qwen3-30b (home)"))
        self.shoot("332-from-elsewhere")


def main() -> None:
    cast("Any", Assistant).cloud = FakeCloud()
    with ground() as at:
        walk = PrivacyWalk(at, lived(at.home / "memory"))
        walk.through(
            walk.opened, walk.bench, walk.rules, walk.where, walk.left, walk.stays, walk.asked
        )


if __name__ == "__main__":
    main()
