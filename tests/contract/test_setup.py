"""The set-up on a machine made of stubs: what it asks for, what it says, when it rests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = [
    *("bash", "cat", "chmod", "cp", "cut", "dirname", "env", "find", "grep", "head", "id"),
    *("mkdir", "mv", "pwd", "rm", "sed", "sha256sum", "sleep", "sort", "tail", "tr", "uname"),
]
TEST_TOOLS = [
    *("Xvfb", "xauth", "openbox", "xdotool", "strace", "dbus-run-session", "dbus-daemon"),
    *("mousepad", "tint2", "chromium"),
]

STUB = "#!/bin/sh\necho {name} \"$@\" >>'{calls}'\n{body}\n"
PYTHON = """
case "$*" in
  *'-m venv'*)
    mkdir -p .venv/bin
    cp "$0" .venv/bin/python
    echo "$PWD/.venv/bin/python" >.venv/bin/pip
    cp "$0" .venv/bin/famulus ;;
  *'%d.%d'*) echo 3.11 ;;
  *get_paths*) echo "$INCLUDE" ;;
  *-V*) echo Python 3.11.2 ;;
esac
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="The stubs are those of a Linux.")


class Machine:
    """A computer that has nothing but what is put on it, and writes down what was called."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        self.bin = folder / "bin"
        self.home = folder / "home"
        self.calls = folder / "calls"
        for path in (self.root, self.bin, self.home):
            path.mkdir()
        self.calls.touch()
        shutil.copytree(ROOT / "tools", self.root / "tools")
        for name in ("pyproject.toml", "requirements.txt", "requirements-test.txt"):
            shutil.copy(ROOT / name, self.root)
        for name in NEEDED:
            found = shutil.which(name)
            assert found, name
            (self.bin / name).symlink_to(found)

    def put(self, name: str, body: str = "") -> None:
        path = self.bin / name
        path.unlink(missing_ok=True)
        path.write_text(STUB.format(name=name, calls=self.calls, body=body))
        path.chmod(0o755)

    def complete(self) -> None:
        """Put on it all that the set-up looks for."""
        (self.home / "Python.h").touch()
        listed = (ROOT / "tools" / "system.sh").read_text().split("libraries='")[1]
        libraries = listed.split("'")[0].split()[::2]
        fonts = self.home / ".local" / "share" / "fonts"
        fonts.mkdir(parents=True)
        (fonts / "one.ttf").touch()
        self.put("ldconfig", "cat <<E\n" + " (libc6)\n".join(libraries) + " (libc6)\nE")
        self.put("python3.11", PYTHON)
        for name in ("c++", "cc"):
            self.put(name)

    def setup(self, profile: str = "run") -> subprocess.CompletedProcess[str]:
        self.calls.write_text("")
        return subprocess.run(
            [str(self.bin / "bash"), "tools/setup.sh", profile],
            cwd=self.root,
            env={
                "PATH": str(self.bin),
                "HOME": str(self.home),
                "INCLUDE": str(self.home),
                "LC_ALL": os.environ.get("LC_ALL", "C"),
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def called(self, what: str) -> list[str]:
        return [call for call in self.calls.read_text().splitlines() if what in call]


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_torch_is_installed_first_and_alone_and_the_rest_from_the_lock(machine):
    machine.complete()
    done = machine.setup()
    installed = machine.called("pip install")

    assert done.returncode == 0, done.stderr
    assert installed[0].endswith("-c requirements.txt torch==2.13.0")
    assert installed[-2].endswith("-r requirements.txt")
    assert installed[-1].endswith("-e .")
    assert "Ready after" in done.stdout


def test_a_second_time_calls_nothing_and_says_nothing(machine):
    machine.complete()
    machine.setup()
    again = machine.setup()

    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert machine.calls.read_text() == ""


def test_another_lock_is_set_up_anew(machine):
    machine.complete()
    machine.setup()
    with (machine.root / "requirements.txt").open("a") as lock:
        lock.write("another==1.0\n")
    machine.setup()

    assert machine.called("-r requirements.txt")
    assert machine.called("-m venv") == []


def test_the_tests_need_more_and_have_then_what_the_program_needs(machine):
    machine.complete()
    for name in (*TEST_TOOLS, "gnome-keyring-daemon"):
        machine.put(name)
    machine.setup("run")
    machine.setup("test")
    assert machine.called("-r requirements-test.txt")

    assert machine.setup("run").stdout == ""


def test_without_root_it_stops_and_shows_the_one_command(machine):
    machine.complete()
    (machine.bin / "c++").unlink()
    machine.put("apt-get")
    machine.put("id", "echo 1000")
    machine.put("sudo", "exit 1")
    done = machine.setup()

    assert done.returncode == 1
    assert "update && sudo apt-get install -y --no-install-recommends g++\n" in done.stderr
    assert machine.called("apt-get update") == []
    assert machine.called("-m venv") == []


@pytest.mark.parametrize("root", [True, False], ids=["root", "sudo"])
def test_with_the_right_to_it_installs_what_is_missing_and_no_more(machine, root):
    machine.complete()
    (machine.bin / "c++").unlink()
    machine.put("apt-get")
    machine.put("id", f"echo {0 if root else 1000}")
    machine.put("sudo", 'shift; "$@"')
    done = machine.setup()
    [install] = machine.called("apt-get install") if root else machine.called("sudo -n env")

    assert done.returncode == 0, done.stderr
    assert install.endswith(" g++")


def test_a_machine_without_python_is_told_so(machine):
    machine.complete()
    machine.put("python3.11", "exit 1")
    done = machine.setup()

    assert done.returncode == 1
    assert "No Python from 3.11 to 3.13 was found." in done.stderr


def test_a_step_that_fails_shows_why_and_leaves_no_stamp(machine):
    machine.complete()
    machine.put("python3.11", PYTHON + 'case "$*" in *torch==*) echo no space left; exit 1 ;; esac')
    done = machine.setup()

    assert done.returncode == 1
    assert "no space left" in done.stderr
    assert "This step failed: torch." in done.stderr
    assert machine.setup().returncode == 1
