"""What no source may hold: code that runs data, and the names of one machine or registry."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("memory", "ingest", "assistant", "ui", "resources", "tools")
SOURCES = sorted(
    path.relative_to(ROOT) for package in PACKAGES for path in (ROOT / package).rglob("*.py")
)

# Each of these runs what it reads, or keeps private words where nobody looks for them.
MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
CALLS = {"eval", "exec", "os.system", "os.popen", "yaml.load"}
NAMES = {"enable_counts", "LlamaDiskCache", "set_trace_callback"}
ARGUMENTS = {
    ("shell", True),
    ("verify", False),
    ("allow_pickle", True),
    ("weights_only", False),
    ("trust_remote_code", True),
}

# Spelt in two halves, so that this file passes its own check.
HOSTS = ["pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "deb.debian" + ".org"]
PLACES = ["/wo" + "rk/", "/ro" + "ot/", "/opt/" + "wheels", "/opt/" + "pypi"]
OF_ONE_MACHINE = re.compile(
    rf"{'|'.join(map(re.escape, HOSTS))}|(?<![\w.])(?:{'|'.join(map(re.escape, PLACES))})"
)
MADE_HERE = {".venv", "build", "__pycache__", "artifacts"}


def in_the_repository() -> list[Path]:
    """Return the text files that are, or may be, committed."""
    found = []
    for folder in [ROOT, *(path for path in ROOT.iterdir() if path.is_dir())]:
        if folder.name in MADE_HERE or (folder.name.startswith(".") and folder.name != ".ci"):
            continue
        paths = folder.iterdir() if folder == ROOT else folder.rglob("*")
        found += [path.relative_to(ROOT) for path in paths if path.is_file()]
    return sorted(
        path
        for path in found
        if not MADE_HERE & set(path.parts)
        and not any(part.endswith(".egg-info") for part in path.parts)
    )


def dangers(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                found |= {alias.name for alias in names if alias.name in MODULES}
            case ast.ImportFrom(module=str(module)) if module in MODULES:
                found.add(module)
            case ast.Call(func=function, keywords=keywords):
                found |= {ast.unparse(function)} & CALLS
                found |= {
                    ast.unparse(word)
                    for word in keywords
                    if isinstance(word.value, ast.Constant)
                    and (word.arg, word.value.value) in ARGUMENTS
                }
        name = getattr(node, "attr", None) or getattr(node, "id", None) or getattr(node, "name", "")
        found |= {name} & NAMES if isinstance(name, str) else set()
    return found


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_nothing_runs_what_it_reads(path):
    assert dangers(ast.parse((ROOT / path).read_text(encoding="utf-8"))) == set()


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from pickle import loads",
        "def f():\n    import shelve",
        "eval('1')",
        "exec('1')",
        "os.system('ls')",
        "run('ls', shell=True)",
        "get(url, verify=False)",
        "np.load(file, allow_pickle=True)",
        "db.enable_counts()",
        "from llama_cpp import LlamaDiskCache",
        "connection.set_trace_callback(print)",
    ],
)
def test_what_runs_what_it_reads_is_seen(source):
    assert dangers(ast.parse(source))


@pytest.mark.parametrize(
    "source",
    ["model.eval()", "dialog.exec()", "run(['ls'], shell=False)", "'pickle'", "import ast"],
)
def test_what_only_sounds_like_it_is_let_be(source):
    assert dangers(ast.parse(source)) == set()


def test_no_file_names_a_registry_or_one_machines_folder():
    paths = in_the_repository()
    named = []
    for path in paths:
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        named += [f"{path}: {hit[0]}" for hit in OF_ONE_MACHINE.finditer(text)]

    assert Path("Makefile") in paths
    assert Path(".ci/run") in paths
    assert named == []


@pytest.mark.parametrize("text", [f"https://{HOSTS[0]}/simple", f"cd {PLACES[0]}main"])
def test_a_registry_or_a_machines_folder_is_seen(text):
    assert OF_ONE_MACHINE.search(text)


@pytest.mark.parametrize("text", ["at/work/today", "https://example.org/root/"])
def test_words_that_only_look_like_a_folder_are_let_be(text):
    assert not OF_ONE_MACHINE.search(text)
