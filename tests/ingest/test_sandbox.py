"""A process of our own: what it may not do, and that it never outlives or blocks us."""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from ingest import sandbox
from ingest.sandbox import Child, environment
from memory.errors import ProcessDied

ROOT = Path(__file__).parents[2]
LINUX = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in sandbox.SYSCALLS,
    reason="system calls are refused on Linux only",
)


REFUSED = sandbox.SYSCALLS.get(platform.machine(), (0, 0, ()))[2]


def confined(
    code: str, memory: int | None = None, *, writes: bool = True, before: str = ""
) -> subprocess.CompletedProcess[str]:
    begin = f"from ingest.sandbox import confine\nconfine({memory}, writes={writes})\n"
    code = textwrap.dedent(before) + begin + textwrap.dedent(code)
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60
    )


@LINUX
@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "import socket; socket.socket(socket.AF_UNIX)",
        "import socket; socket.socketpair()[0].connect('/tmp/x')",
        "import os; os.execv('/bin/true', ['true'])",
        "import subprocess; subprocess.run(['/bin/true'])",
    ],
)
def test_a_confined_process_may_not_connect_or_start_anything(attempt):
    assert "PermissionError" in confined(attempt).stderr


@LINUX
def test_a_thread_that_ran_before_is_confined_too():
    before = """
        import socket, threading
        confined, said = threading.Event(), []
        def attempt():
            confined.wait()
            try:
                socket.socket()
            except OSError as err:
                said.append(type(err).__name__)
        thread = threading.Thread(target=attempt)
        thread.start()
        """
    done = confined("confined.set(); thread.join(); print(said)", before=before)

    assert done.stdout.strip() == "['PermissionError']", done.stderr


@LINUX
def test_what_is_not_confined_in_truth_does_not_run():
    patched = "import ingest.sandbox as s; s._filter_syscalls = lambda *more: None\n"
    done = confined("print('runs')", before=patched)

    assert "still open a socket" in done.stderr
    assert done.stdout == ""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems are not confined")
def test_an_unknown_machine_does_not_run_unconfined():
    patched = "import platform; platform.machine = lambda: 'vax'\n"
    done = confined("print('runs')", before=patched)

    assert "vax" in done.stderr
    assert done.stdout == ""


@pytest.mark.skipif(platform.machine() != "x86_64", reason="only there are two sets of numbers")
@LINUX
def test_the_other_numbers_of_the_calls_are_refused_too():
    done = confined(
        """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.syscall((1 << 30) + 41, 1, 1, 0) == -1
        print(ctypes.get_errno())
        """
    )

    assert done.stdout.strip() == "1", done.stderr


def test_one_that_does_not_write_may_not_write_files_but_to_pipes(tmp_path):
    path = str(tmp_path / "x")
    attempt = f"print('said', flush=True)\nwith open({path!r}, 'w') as f: f.write('words')"
    silent, writing = confined(attempt, writes=False), confined(attempt)

    assert silent.stdout == "said\n"
    assert "File too large" in silent.stderr
    assert (tmp_path / "x").read_text() == "words"
    assert writing.returncode == 0


@LINUX
def test_the_worker_is_confined_and_writes_no_file():
    child = Child("ingest.worker")
    child.send({"path": str(ROOT / "README.md"), "poison": []})
    while "done" not in child.receive(20):
        pass
    process = Path(f"/proc/{child.pid}")
    status, limits = (process / "status").read_text(), (process / "limits").read_text()
    child.close()

    assert "Seccomp:\t2" in status
    assert re.search(r"Max file size +0 +0 ", limits)


@LINUX
@pytest.mark.parametrize("number", REFUSED)
def test_each_refused_system_call_answers_not_permitted(number):
    done = confined(
        f"""
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.syscall({number}, 0, 0, 0, 0) == -1
        print(ctypes.get_errno())
        """
    )

    assert done.stdout.strip() == "1", done.stderr  # EPERM


def test_a_confined_process_can_still_read_files():
    assert confined("print(open('pyproject.toml').readline())").stdout


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_a_confined_process_has_no_more_memory_than_it_was_given():
    done = confined("x = bytearray(1 << 30)", memory=512 << 20)

    assert "MemoryError" in done.stderr


def test_a_confined_process_leaves_no_core_file():
    code = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"

    assert confined(code).stdout.strip() == "(0, 0)"


@pytest.fixture
def script(tmp_path, monkeypatch):
    """Return what starts a child with the given body, as a module of its own."""
    children = []

    def start(body: str) -> Child:
        (tmp_path / "told.py").write_text(
            "from ingest.sandbox import Parent\nparent = Parent()\n" + textwrap.dedent(body)
        )
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        child = Child("told")
        children.append(child)
        return child

    yield start
    for child in children:
        child.close()


def test_the_two_sides_hear_each_other(script):
    child = script("for line in parent.requests(): parent.send({'heard': line})")
    child.send({"tea": "grün"})

    assert child.receive(20) == {"heard": {"tea": "grün"}}
    assert child.alive


def test_what_a_library_prints_does_not_mix_with_what_is_said(script):
    child = script(
        "import os; print('noise', flush=True); os.write(1, b'noise'); parent.send({'a': 1})"
    )

    assert child.receive(20) == {"a": 1}


@pytest.mark.parametrize("end", ["import os; os._exit(3)", "import os; os.abort()", "1 / 0"])
def test_a_death_is_heard_at_once(script, end):
    child = script(end)
    began = time.monotonic()

    with pytest.raises(ProcessDied):
        child.receive(20)
    assert time.monotonic() - began < 10


def test_silence_is_a_death_after_a_while(script):
    child = script("import time; time.sleep(60)")

    with pytest.raises(ProcessDied, match="did not answer"):
        child.receive(0.2)


def test_a_line_cut_off_by_a_death_is_not_taken_for_an_answer(script):
    child = script("import os; os.write(parent._out.fileno(), b'{\"a\": '); os._exit(0)")

    with pytest.raises(ProcessDied):
        child.receive(20)


def test_a_child_that_says_much_waits_for_its_parent(script):
    child = script("for n in range(5000): parent.send({'n': n})")
    time.sleep(0.5)

    assert [child.receive(20)["n"] for _ in range(5000)] == list(range(5000))


def test_closing_ends_a_child_whatever_it_does(script):
    child = script("parent.send({})\nwhile True: pass")
    child.receive(20)
    began = time.monotonic()
    child.close()

    assert not child.alive
    assert time.monotonic() - began < 5
    with pytest.raises(ProcessDied):
        child.send({})


def test_a_child_ends_with_its_parent(tmp_path):
    code = (
        "import sys; sys.path.insert(0, '.')\nfrom ingest.sandbox import Child\n"
        "child = Child('ingest.worker'); print(child.pid, flush=True)\nimport os; os._exit(0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    process = Path(f"/proc/{int(done.stdout)}")

    deadline = time.monotonic() + 10
    while process.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not process.exists() or "Z" in (process / "stat").read_text().split()[2]


def test_stop_is_heard_while_the_child_works(script):
    child = script(
        """
        import threading
        told = threading.Event()
        parent._stop = lambda line: told.set()
        parent.send({'ready': 1})
        told.wait(20)
        parent.send({'stopped': 1})
        """
    )
    child.receive(20)
    child.send({"op": "stop"})

    assert child.receive(20) == {"stopped": 1}


def test_bytes_go_both_ways_beside_the_line_that_says_what_they_are(script):
    child = script("for line in parent.requests(): parent.send({'back': 1}, line['data'][::-1])")
    data = bytes(range(256)) * 40_000  # newlines among them, and more than a pipe holds
    child.send({"op": "turn"}, data)

    assert child.receive(20) == {"back": 1, "data": data[::-1]}
    child.send({"op": "turn"}, b"x")
    assert child.receive(20)["data"] == b"x"


def test_who_only_looks_for_a_line_is_told_that_there_is_none(script):
    child = script("for line in parent.requests(): parent.send(line)")

    assert child.heard(0.01) is None
    child.send({"a": 1})
    assert child.heard(20) == {"a": 1}


def test_a_child_is_told_no_secret_and_no_hub(monkeypatch):
    monkeypatch.setenv("FAMULUS_PASSPHRASE", "open sesame")
    told = environment()

    assert "open sesame" not in json.dumps(told)
    assert told["HF_HUB_OFFLINE"] == "1"
