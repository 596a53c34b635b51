"""A process of our own for what is heavy or may crash, and what it may not do.

The two sides speak JSON, one object a line, over the child's standard input
and output: no socket, no file.  Bytes follow the line that says how many they
are, and are its "data" when it is heard.  The child's error output is thrown
away, because a traceback may hold somebody's words.

What ``confine`` covers, on Linux and for every thread: no socket, no
connection, no new program, no looking into other processes, no core file, and
where it is asked for bounded memory and no writing of files.
What it does not cover: reading files; on other systems no more than the core
file and the writing.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import platform
import queue
import resource
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from memory.errors import ProcessDied

Line = dict[str, Any]

ROOT = Path(__file__).parents[1]
PIPE = 1 << 20  # bytes on their way; what is larger goes in fewer steps
AHEAD = 32  # lines read before they are asked for; then the child waits
GRACE = 1.0  # seconds a child is given to end by itself
TICK = 0.1  # seconds in which a close from another thread is noticed


class Child:
    """The parent's end of a Python module that runs in a process of its own."""

    def __init__(self, module: str, arguments: Sequence[str] = ()) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=environment(),
            pipesize=PIPE,
        )
        self._lines: queue.Queue[Line | None] = queue.Queue(AHEAD)
        self._saying = threading.Lock()
        self._closed = threading.Event()
        self._listener = threading.Thread(target=self._listen, name=f"hear {module}", daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None and not self._closed.is_set()

    def send(self, line: Line, data: bytes = b"") -> None:
        """Say one thing.  Raises ProcessDied if nobody is there to hear it.  Any thread may."""
        stdin = self._process.stdin
        assert stdin is not None
        try:
            with self._saying:
                _say(stdin, line, data)
        except (OSError, ValueError) as err:
            raise ProcessDied(self._how_it_ended()) from err

    def receive(self, seconds: float) -> Line:
        """Return the next line.  Raises ProcessDied on its end, or if it is silent for so long."""
        line = self.heard(seconds)
        if line is None:
            raise ProcessDied(f"It did not answer for {seconds:.0f} seconds.")
        return line

    def heard(self, seconds: float) -> Line | None:
        """Return the next line, None if none comes in time.  Raises ProcessDied on its end."""
        deadline = time.monotonic() + seconds
        while not self._closed.is_set():
            left = deadline - time.monotonic()
            try:
                line = self._lines.get(timeout=max(0.0, min(TICK, left)))
            except queue.Empty:
                if left > 0:
                    continue
                return None
            if line is None:
                break
            return line
        raise ProcessDied(self._how_it_ended())

    def close(self) -> None:
        """End the child now; what it was doing is lost.  Who waits for it is told it died."""
        self._closed.set()
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join(GRACE)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with suppress(ValueError, OSError):  # a line cut off by its death; the pipe closed
            for line in _heard(self._process.stdout):
                self._hand_over(line)
        self._hand_over(None)

    def _hand_over(self, line: Line | None) -> None:
        while not self._closed.is_set():
            with suppress(queue.Full):
                self._lines.put(line, timeout=0.1)
                return

    def _how_it_ended(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE)
        code = self._process.returncode
        return f"It stopped (signal {-code})." if code and code < 0 else "It stopped."


class Parent:
    """The child's end: what is asked of it, and what it is to stop.

    ``stop`` is told of a line {"op": "stop", …} at once, by a thread of its own,
    whatever the child is doing.
    """

    def __init__(self, stop: Callable[[Line], None] | None = None) -> None:
        self._stop = stop
        self._requests: queue.Queue[Line] = queue.Queue()
        # Whatever a library prints must not mix with what we say.
        self._out = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)
        threading.Thread(target=self._listen, daemon=True).start()

    def requests(self) -> Iterator[Line]:
        """Yield each request in turn; the process ends with its parent."""
        while True:
            yield self._requests.get()

    def waiting(self) -> Line | None:
        """Return the next request if there is one already."""
        with suppress(queue.Empty):
            return self._requests.get_nowait()
        return None

    def send(self, line: Line, data: bytes = b"") -> None:
        _say(self._out, line, data)

    def _listen(self) -> None:
        for line in _heard(sys.stdin.buffer):
            if self._stop is not None and line.get("op") == "stop":
                self._stop(line)
            else:
                self._requests.put(line)
        os._exit(0)  # at once, whatever runs: nobody waits for the answer


def _say(pipe: IO[bytes], line: Line, data: bytes) -> None:
    said = line | {"bytes": len(data)} if data else line
    pipe.write(json.dumps(said).encode() + b"\n")
    pipe.write(data)
    pipe.flush()


def _heard(pipe: IO[bytes]) -> Iterator[Line]:
    """Yield each line with its bytes, to the pipe's end.  Raises ValueError if one is cut off."""
    for raw in pipe:
        line = json.loads(raw)
        if count := line.pop("bytes", 0):
            line["data"] = pipe.read(count)
            if len(line["data"]) != count:
                raise ValueError("cut off")
        yield line


def environment() -> dict[str, str]:
    """Return what a child may know of the outside: nothing secret, no hub, no telemetry."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("FAMULUS_PASS")}
    kept |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "DO_NOT_TRACK": "1"}
    kept |= {"HF_HUB_DISABLE_TELEMETRY": "1", "TOKENIZERS_PARALLELISM": "false"}
    return kept


def confine(memory: int | None = None, *, writes: bool = True) -> None:
    """Give up, for the rest of this process, what its work does not need.

    ``memory``: the most address space it may have, in bytes.  ``writes``:
    whether it may write to files; pipes are none.  Raises OSError where it
    cannot be confined.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not writes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform != "linux":
        return
    if memory is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    if platform.machine() not in SYSCALLS:
        raise OSError(f"Nothing is known of how to confine a process on {platform.machine()}.")
    seccomp, architecture, refused = SYSCALLS[platform.machine()]
    _filter_syscalls(seccomp, architecture, refused)
    _make_sure(refused[0])


# Of each machine: seccomp, its audit architecture, and what is refused: socket, connect, execve,
# execveat, ptrace, io_uring_setup, process_vm_readv, process_vm_writev, pidfd_getfd.
SYSCALLS = {
    "x86_64": (317, 0xC000003E, (41, 42, 59, 322, 101, 425, 310, 311, 438)),
    "aarch64": (277, 0xC00000B7, (198, 203, 221, 281, 117, 425, 270, 271, 438)),
}


def _filter_syscalls(seccomp: int, architecture: int, refused: Sequence[int]) -> None:
    """Install a seccomp filter that answers EPERM to the given system calls."""
    load, jump_if_equal, jump_if_at_least, answer = 0x20, 0x15, 0x35, 0x06
    allow, kill, refuse = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM

    def step(code: int, jt: int, jf: int, k: int) -> bytes:
        return struct.pack("HBBI", code, jt, jf, k)

    program = [
        step(load, 0, 0, 4),  # the architecture of the call
        step(jump_if_equal, 1, 0, architecture),
        step(answer, 0, 0, kill),
        step(load, 0, 0, 0),  # its number
        step(jump_if_at_least, 0, 1, 1 << 30),  # x32: the same calls under other numbers
        step(answer, 0, 0, refuse),
    ]
    for number in refused:
        program += [step(jump_if_equal, 0, 1, number), step(answer, 0, 0, refuse)]
    program.append(step(answer, 0, 0, allow))
    code = ctypes.create_string_buffer(b"".join(program))

    class Filter(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    libc = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, set_filter, all_threads = 38, 1, 1
    pointer = ctypes.byref(Filter(len(program), ctypes.addressof(code)))
    if libc.prctl(no_new_privileges, 1, 0, 0, 0) or libc.syscall(
        seccomp, set_filter, all_threads, pointer
    ):
        raise OSError(ctypes.get_errno(), "The system refused to confine this process.")


def _make_sure(socket: int) -> None:
    """Try what must be refused.  Raises OSError if it is not."""
    libc = ctypes.CDLL(None, use_errno=True)
    local, stream = 1, 1
    if libc.syscall(socket, local, stream, 0) != -1 or ctypes.get_errno() != errno.EPERM:
        raise OSError("This process can still open a socket.")
