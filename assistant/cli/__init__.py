"""The command line: the same program without a window.

One object of JSON a command with ``--json``, else words for a person.
"""

from assistant.cli.commands import main

__all__ = ["main"]
