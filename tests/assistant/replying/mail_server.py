"""Mailboxes on loopback: a real Dovecot, in a folder of its own, over TLS; one that breaks off."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

HERE = "127.0.0.1"
PASSWORD = 'se"cr\\et'
CONFIG = """
protocols = imap
base_dir = {folder}/base
state_dir = {folder}/state
log_path = {folder}/log
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
ssl = {ssl}
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {clear}
  }}
  inet_listener imaps {{
    port = {secured}
  }}
}}
namespace inbox {{
  inbox = yes
  {drafts}
}}
"""
DRAFTS = """mailbox Entwürfe {
    auto = create
    special_use = \\Drafts
  }"""


class Server:
    """One that runs; ``messages`` are what lies in a folder."""

    def __init__(self, folder: Path, secured: int, clear: int) -> None:
        self._folder, self.secured, self.clear = folder, secured, clear

    def messages(self, folder: str) -> list[tuple[str, bytes]]:
        """Return each message of a folder with the letters of its flags: D is a draft."""
        lie = sorted((self._folder / "mail" / "ada" / f".{folder}").glob("[cn]*/*"))
        return [(path.name.rpartition(",")[2], path.read_bytes()) for path in lie]

    @property
    def log(self) -> str:
        return (self._folder / "log").read_text()


@contextmanager
def dovecot(
    folder: Path, certificate: Path, key: Path, *, drafts: str = DRAFTS, tls: bool = True
) -> Iterator[Server]:
    """Run Dovecot as a plain user until the block is left."""
    program = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "dovecot-imapd is missing; see tools/system.sh"
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    secured, clear = _free(), _free()
    folder.mkdir()
    (folder / "mail").mkdir()
    (folder / "users").write_text(f"ada:{PASSWORD}\n")
    (folder / "dovecot.conf").write_text(
        CONFIG.format(
            folder=folder, user=user.pw_name, group=_group(user.pw_gid), uid=user.pw_uid,
            gid=user.pw_gid, secured=secured if tls else 0, clear=clear, drafts=drafts,
            certificate=certificate, key=key, ssl="yes" if tls else "no",
        )
    )  # fmt: skip
    command = [program, "-F", "-c", str(folder / "dovecot.conf")]
    if os.geteuid() == 0:
        _give(folder, certificate, key, to=user)
        as_user = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        command = ["setpriv", *as_user, *command]
    process = subprocess.Popen(command, cwd="/", stderr=subprocess.DEVNULL)
    try:
        _wait(clear, process)
        yield Server(folder, secured, clear)
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def breaking_off(secured: ssl.SSLContext, at: bytes) -> Iterator[int]:
    """Serve the first words of IMAP, and be gone at one of them; yield the port."""
    listening = socket.create_server((HERE, 0))
    thread = threading.Thread(target=_break_off, args=(listening, secured, at), daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.close()
        thread.join(5)


def _break_off(listening: socket.socket, secured: ssl.SSLContext, at: bytes) -> None:
    with suppress(OSError):
        connection, _ = listening.accept()
        with secured.wrap_socket(connection, server_side=True) as wire:
            wire.sendall(b"* OK [CAPABILITY IMAP4rev1] here\r\n")
            lines = wire.makefile("rb")
            for line in lines:
                tag, verb = line.split()[:2]
                if verb == at:
                    return
                if verb == b"CAPABILITY":
                    wire.sendall(b"* CAPABILITY IMAP4rev1\r\n")
                wire.sendall(tag + b" OK done\r\n")


def _free() -> int:
    with socket.create_server((HERE, 0)) as one:
        port: int = one.getsockname()[1]
        return port


def _group(gid: int) -> str:
    import grp

    return grp.getgrgid(gid).gr_name


def _give(*places: Path, to: pwd.struct_passwd) -> None:
    """Let a plain user have these, and pass through the folders above."""
    for place in places:
        for path in (place, *place.rglob("*")):
            os.chown(path, to.pw_uid, to.pw_gid)
        for above in place.parents:
            if above.stat().st_uid == 0 and len(above.parts) > 2:
                above.chmod(above.stat().st_mode | 0o011)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        with suppress(OSError), socket.create_connection((HERE, port), 1):
            return
        assert process.poll() is None, "dovecot ended"
        time.sleep(0.05)
    raise AssertionError("dovecot does not listen")
