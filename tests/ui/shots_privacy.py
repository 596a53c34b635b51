"""Walks what leaves the machine through its states, on a real small memory.

Run as a child of test_screenshots.py, or by hand: python tests/ui/shots_privacy.py FOLDER.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from tests.ui.shots import SIZES, Walk  # noqa: E402
from tests.ui.small_life import lived  # noqa: E402
from ui import theme  # noqa: E402

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


def main() -> int:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    sizes = {name: SIZES[name] for name in sys.argv[2].split(",")} if len(sys.argv) > 2 else SIZES
    app = QApplication(["famulus"])
    theme.apply(app)
    with tempfile.TemporaryDirectory() as home:
        walk = PrivacyWalk(app, folder, lived(Path(home) / "memory"), sizes)
        for step in (walk.opened, walk.bench, walk.rules):
            step()
        QTest.qWait(100)
        walk.window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
