"""Walks the models through their states, on a room made up in memory; a picture of each.

Run as a child of test_screenshots.py, or by hand: python tests/ui/shots_models.py FOLDER.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import cast

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtWidgets import QMessageBox  # noqa: E402

from assistant.models.room import ModelRoom  # noqa: E402
from memory.errors import Problem  # noqa: E402
from tests.ui.fake_models import BAD, MINE, QWEN, TINY, FakeModels  # noqa: E402
from tests.ui.shots import Walk, ground  # noqa: E402
from tests.ui.waiting import wait  # noqa: E402
from ui.pages.models import HERE, OFFERED, ModelsPage  # noqa: E402
from ui.sure import Sure  # noqa: E402

LONG = replace(
    MINE,
    name="an-instruction-tuned-model-of-somebody-with-a-very-long-name-v2.1-Q4_K_M",
    title="An instruction-tuned model that somebody has merged from several others, and who "
    "has put all of their names, one behind the other, into the name that the file bears",
    path=Path("/home/ada/Downloads/models from the old computer/an-instruction-tuned-model.gguf"),
    origin="LM Studio",
    licence="a licence with a long name that nobody has put into a word or two",
)


class ModelsWalk(Walk):
    """The models, from the one that comes along to forty."""

    models = FakeModels()

    @property
    def page(self) -> ModelsPage:
        return self.window.models

    def opened(self) -> None:
        self.window.start()
        self.until(lambda: self.window.operations.open is not None)
        self.window.operations.assistant.models = cast("ModelRoom", self.models)
        self.window.show_page("models")
        self.until(lambda: self.page.now is not None)

    def here(self) -> None:
        page, models = self.page, self.models
        self.shoot("101-models-nothing")
        models.here = [TINY, QWEN, MINE, replace(MINE, name="qwen3:4b", origin="Ollama")]
        models.bad, models.in_use = [BAD], QWEN.path
        page.load()
        self.until(lambda: page.here.model.rowCount() == 4)
        page.here.select(QWEN.path)
        self.shoot("102-models-in-use")
        page.here.select(MINE.path)
        self.shoot("103-models-unknown")
        page.here.use_button.click()
        self.until(lambda: page.findChild(Sure) is not None)
        self.shoot("104-models-trust")
        for asked in page.findChildren(Sure):
            asked.reject()
        page.here.select(QWEN.path)
        page.here.remove_button.click()
        self.until(lambda: page.findChild(QMessageBox) is not None)
        self.shoot("105-models-remove")
        for box in page.findChildren(QMessageBox):
            box.reject()
        page.here.tier.activated.emit(4)
        self.until(page.here.warned.isVisible)
        page.here.test_button.setFocus()
        self.shoot("106-models-focus")

    def offered(self) -> None:
        page, models = self.page, self.models
        page.show_view(OFFERED)
        self.choose("gemma-3-4b")
        self.shoot("107-models-offered")
        self.choose("qwen3-8b")
        page.offered.size_button.click()
        self.until(lambda: "to get" in page.offered.source.text())
        models.pace, models.steps = 0.05, 400
        page.offered.get_button.click()
        self.until(lambda: "left" in page.offered.far.text())
        self.shoot("108-models-getting")
        page.offered.stop_button.click()
        self.until(page.offered.drop_button.isVisible)
        self.shoot("109-models-in-part")
        models.problem = Problem(
            "The connection to the source broke off.",
            remedy="Look whether this computer is on the network, and get it again: what is there "
            "is kept, and it goes on from there.",
        )
        page.offered.get_button.click()
        self.until(page.notice.isVisible)
        self.shoot("110-models-broke-off")
        page.notice.hide()
        self.choose("qwen3-32b")
        self.shoot("111-models-too-large")

    def choose(self, name: str) -> None:
        view = self.page.offered
        names = [view.at(n).offer.name for n in range(view.sorted.rowCount())]
        view.table.selectRow(names.index(name))

    def many(self) -> None:
        page, models = self.page, self.models
        page.show_view(HERE)
        models.here = [
            TINY,
            LONG,
            *(
                replace(QWEN, name=f"Model-{n}-Q4_K_M", path=Path("/m", f"{n}.gguf"), origin="Jan")
                for n in range(40)
            ),
        ]
        models.bad = [replace(BAD, path=Path("/home/ada/models", f"{n}.gguf")) for n in range(12)]
        page.load()
        self.until(lambda: page.here.model.rowCount() == 42)
        page.here.select(LONG.path)
        self.shoot("112-models-many")
        self.window.show_help()
        wait(100)
        self.shoot("113-models-help")
        self.window.leave()


def main() -> None:
    with ground() as at:
        walk = ModelsWalk(at, at.fresh())
        walk.through(walk.opened, walk.here, walk.offered, walk.many)


if __name__ == "__main__":
    main()
