"""Start the program: a word makes it the command line, else it is the window."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    home, rest = _home(list(sys.argv[1:] if argv is None else argv))
    write = _here(rest)
    if (not rest or write is not None) and has_screen():
        return _window(home, write)
    from assistant import cli

    if not rest:
        sys.stderr.write(
            "There is no screen here, so this is the tour of the command line; "
            "famulus --help lists what else there is.\n"
        )
        rest = ["tour"]
    # The command line takes the home after its word.
    return cli.main([rest[0], *(["--home", str(home)] if home else []), *rest[1:]])


def _home(words: list[str]) -> tuple[Path | None, list[str]]:
    """Take a leading ``--home DIR`` off the words."""
    if words[:1] == ["--home"] and len(words) > 1:
        return Path(words[1]).expanduser(), words[2:]
    if words and words[0].startswith("--home="):
        return Path(words[0].removeprefix("--home=")).expanduser(), words[1:]
    return None, words


def _here(words: list[str]) -> str | None:
    """Return the command of ``write --here [COMMAND]``, "" for none; None for other words."""
    if words[:2] != ["write", "--here"] or len(words) > 3:
        return None
    command = "".join(words[2:])
    return command if re.fullmatch(r"[\w.-]{0,60}", command, re.ASCII) else None


def has_screen() -> bool:
    """Whether a window could be seen; only Linux starts programs without a screen."""
    if not sys.platform.startswith("linux"):
        return True
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in wanted)


def _window(home: Path | None, write: str | None = None) -> int:
    """Show the window; with ``write`` only the popup, over the window in front."""
    from assistant import egress, paths
    from ui.one_window import OneWindow, come_forward

    one = OneWindow(home or paths.home())
    if not one.hold():
        one.call(write)
        return 0
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.window import MainWindow

    egress.install()
    app = QApplication(["famulus"])
    app.setApplicationName("famulus")
    app.setApplicationDisplayName("Famulus")
    theme.apply(app)
    window = MainWindow(home or paths.home())
    sys.excepthook = partial(_shown_bug, window)
    look = one.watch(window, partial(_write, window))
    window.opening.new.connect(lambda _locks: look())  # erased with all else, it is begun anew
    window.leaving.connect(one.release)
    if write is None:
        window.show()
    else:
        window.showMinimized()  # the window in front stays there
        window.opening.opened.connect(lambda _assistant: _write(window, write))
        for asked in (window.opening.new, window.opening.refused):
            asked.connect(lambda _why: come_forward(window))
    window.start()
    return app.exec()


def _write(window: QWidget, command: str) -> None:
    """Open the popup for the window in front; before a memory is open, ours."""
    from ui.one_window import come_forward
    from ui.reach import Reach

    reach = window.findChild(Reach)
    if reach is None:
        come_forward(window)
    else:
        reach.write(command)


def _shown_bug(
    window: QWidget, kind: type[BaseException], error: BaseException, _trace: object
) -> None:
    """Show a mistake of ours that came up in the window; it goes on."""
    from ui.present import present

    if isinstance(error, Exception):
        present(window, error)
    elif issubclass(kind, KeyboardInterrupt):
        window.close()


if __name__ == "__main__":
    sys.exit(main())
