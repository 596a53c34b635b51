"""One door for each thing that is heavy or dangerous, and the door opens late."""

from __future__ import annotations

import ast
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("memory", "ingest", "assistant", "ui", "resources")
MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
)

# Which files may import a library; a folder ends with a slash.
CONNECTIONS = ("assistant/cloud/transport.py", "assistant/engine/download.py")
# On the user's click it puts a draft into their own mailbox, and there nothing sends it.
PUTS = "assistant/replying/drafts_folder.py"
LISTENS = "assistant/serving/listen.py"  # waits for programs of this computer, connects nowhere
CONNECTING = [
    *("socket", "ssl", "http.client", "urllib.request", "ftplib"),
    *("httpx", "httpx2", "requests"),
]
SENDING = ("smtplib", "aiosmtplib", "nntplib", "smtpd")  # nothing sends a mail, from nowhere
DOORS = {
    "PySide6": ("ui/",),
    "hnswlib": ("memory/index/graph.py",),
    "keyring": ("memory/keys.py", "assistant/settings.py"),
    "llama_cpp": ("assistant/engine/", "assistant/finetune/"),
    "sentence_transformers": ("assistant/engine/",),
    "sqlcipher3": ("memory/cipher.py",),
    "subprocess": ("ingest/sandbox.py",),
    "torch": ("assistant/engine/", "assistant/finetune/"),
    "transformers": ("assistant/engine/", "assistant/finetune/"),
    "watchdog": ("ingest/watch.py",),
    **dict.fromkeys(CONNECTING, CONNECTIONS),
    **dict.fromkeys(("imaplib", "imap_tools"), (PUTS,)),
    **dict.fromkeys(SENDING, ()),
    # They speak through the connection of assistant/cloud/transport.py.
    "openai": ("assistant/cloud/openai_api.py", "assistant/cloud/plugins.py"),
    "anthropic": ("assistant/cloud/anthropic_api.py",),
    "llm": ("assistant/cloud/plugins.py",),
    "ssl": (*CONNECTIONS, PUTS),
    "socket": (*CONNECTIONS, LISTENS),
    "mcp": ("assistant/serving/stdio.py", "assistant/tools/process.py"),
    # Its client starts programs by itself.
    "mcp.client": ("assistant/tools/process.py",),
    "mcp.Client": ("assistant/tools/process.py",),
    "mcp.stdio_client": ("assistant/tools/process.py",),
    "starlette": ("assistant/serving/",),
    "uvicorn": (LISTENS, "assistant/serving/patience.py"),
}
# Not numpy: sqlite_utils imports it.
HEAVY = {
    "imap_tools",
    "starlette",
    "uvicorn",
    "mcp",
    "openai",
    "anthropic",
    "llm",
    "hnswlib",
    "keyring",
    "llama_cpp",
    "sentence_transformers",
    "torch",
    "watchdog",
}


def imported(tree: ast.Module) -> set[str]:
    """Return what a file imports, anywhere in it; both parts of ``from a import b``."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def forced_doors(path: str, tree: ast.Module) -> set[str]:
    """Return the libraries that this file imports and may not."""
    return {
        library
        for library, files in DOORS.items()
        if not path.startswith(files)
        and any(f"{name}.".startswith(f"{library}.") for name in imported(tree))
    }


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)


def loaded_by(*modules: str) -> set[str]:
    """Return the first names of all modules in memory after importing these."""
    done = python(
        f"import importlib, sys\nfor name in {modules!r}: importlib.import_module(name)\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("path", MODULES)
def test_a_library_is_imported_at_its_door_only(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))

    assert forced_doors(path, tree) == set()


def test_a_forced_door_is_seen():
    def forced(source):
        return forced_doors("memory/store.py", ast.parse(source))

    assert forced("def f():\n    import torch.nn") == {"torch"}
    assert forced("from urllib import request") == {"urllib.request"}
    assert forced("from urllib.parse import quote") == set()
    assert forced("import torchless") == set()


def test_the_file_that_listens_connects_nowhere():
    names = {
        node.attr
        for node in ast.walk(ast.parse((ROOT / LISTENS).read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }

    assert "bind" in names
    assert names & {"connect", "connect_ex", "create_connection", "sendto", "getaddrinfo"} == set()


def test_the_network_is_opened_where_connections_are_and_nowhere_else():
    """The clients of others speak through the one of these that leads to a cloud model."""
    opens = re.compile(r"\begress\.allowed\(|\bimport allowed\b")
    found = {path for path in MODULES if opens.search((ROOT / path).read_text(encoding="utf-8"))}

    assert found == {*CONNECTIONS, PUTS}


def test_the_file_that_puts_drafts_only_appends_them():
    tree = ast.parse((ROOT / PUTS).read_text(encoding="utf-8"))
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}

    assert {"append", "list", "logout"} <= called
    assert (
        called & {"fetch", "copy", "move", "delete", "expunge", "flag", "store", "create"} == set()
    )


def test_no_word_of_the_program_sends_a_mail():
    spoken = re.compile(r"\b(?:smtp\w*|sendmail|send_message|EHLO|RCPT)\b", re.IGNORECASE)
    sends = {path for path in MODULES if spoken.search((ROOT / path).read_text(encoding="utf-8"))}

    assert sends == set()
    assert spoken.search("smtplib.SMTP(host).send_message(mail)")


def test_the_core_runs_without_qt():
    modules = [
        module.name
        for package in ("memory", "ingest", "assistant")
        for module in pkgutil.walk_packages([str(ROOT / package)], prefix=f"{package}.")
        if not module.name.rpartition(".")[2].startswith("_")
    ]

    assert len(modules) > 10
    assert loaded_by(*modules) & {"PySide6", "shiboken6"} == set()


@pytest.mark.parametrize("entrance", ["assistant", "assistant.cli", "ui.main"])
def test_the_program_is_there_before_the_heavy_libraries_are(entrance):
    assert loaded_by(entrance) & HEAVY == set()


def test_the_weight_of_a_library_is_seen():
    assert "watchdog" in loaded_by("watchdog")


TRIPWIRE = "from assistant import egress; egress.install()\nimport urllib.request, socket\n"


@pytest.mark.parametrize(
    "attempt",
    [
        "urllib.request.urlopen('http://127.0.0.1:9/')",
        "socket.create_connection(('::1', 9))",
        "socket.getaddrinfo('example.org', 80)",
        "socket.gethostbyname('example.org')",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    ],
)
def test_a_stray_connection_is_refused(attempt):
    assert "NetworkForbidden" in python(TRIPWIRE + attempt).stderr


def test_an_allowed_connection_is_tried():
    code = "with egress.allowed('test'): urllib.request.urlopen('http://127.0.0.1:9/')"

    assert "Connection refused" in python(TRIPWIRE + code).stderr


def test_what_was_allowed_is_closed_again():
    code = (
        "with egress.allowed('test'): pass\n"
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))"
    )

    assert "NetworkForbidden" in python(TRIPWIRE + code).stderr
