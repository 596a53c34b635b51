"""A model is got whole, byte by byte, from a hub that breaks off, lies, leads astray or is silent.

The hub is a real server on loopback; the connections are real, and https.
"""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import egress
from assistant.engine import download
from assistant.engine.download import HUB, RemoteFile, Source, _unfit
from memory.errors import Problem
from memory.progress import finish
from tests.assistant.hub import REPOSITORY, certified, serving

pytestmark = pytest.mark.enable_socket

NAME = "tiny-Q4_K_M.gguf"
BODY = random.Random(4).randbytes(300_000)
FILE = RemoteFile(NAME, len(BODY), hashlib.sha256(BODY).hexdigest())
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def secured(tmp_path_factory):
    return certified(tmp_path_factory.mktemp("hub"))


@pytest.fixture
def hub(secured):
    with serving({NAME: BODY}, secured[0]) as hub:
        yield hub


@pytest.fixture
def source(hub, secured, monkeypatch):
    monkeypatch.setattr(download, "REST", 0)
    monkeypatch.setattr(download, "SILENCE", 1.0)
    monkeypatch.setattr("assistant.engine.partial.SPARE", 0)
    return Source(hub.url, secured[1])


@pytest.fixture
def target(tmp_path):
    return tmp_path / "models" / NAME


@pytest.fixture
def get(source, target):
    target.parent.mkdir()
    return lambda file=FILE: finish(source.getting(REPOSITORY, file, target))


def refused(get):
    with pytest.raises(Problem) as caught:
        get()
    assert caught.value.remedy
    return str(caught.value)


def left(target):
    return sorted(path.name for path in target.parent.iterdir())


def breaking(after: int):
    """Send so much of what is asked for, and break off."""

    def turn(answer):
        begin = int(answer.headers.get("Range", "bytes=0-")[6:-1])
        headers = {"Content-Length": str(len(BODY) - begin), "ETag": '"one"'}
        if begin:
            headers["Content-Range"] = f"bytes {begin}-{len(BODY) - 1}/{len(BODY)}"
        answer.start(206 if begin else 200, **headers)
        answer.wfile.write(BODY[begin : begin + after])
        answer.break_off()

    return turn


def sending(body: bytes, **headers: str):
    """Send something else, without a word of how long it is."""

    def turn(answer):
        answer.start(200, Connection="close", **headers)
        answer.wfile.write(body)
        answer.close_connection = True

    return turn


# What a repository says


def test_a_repository_tells_what_it_has(source, hub):
    hub.files["deep/small.gguf"] = b"12"

    assert source.files(REPOSITORY) == [
        RemoteFile("deep/small.gguf", 2, hashlib.sha256(b"12").hexdigest()),
        FILE,
    ]


def test_what_is_no_model_by_itself_or_has_no_digest_is_not_offered(source, hub):
    for name in ("mmproj-f16.gguf", "big-00001-of-00002.gguf", "notes.txt", "../up/.gguf"):
        hub.files[name] = b"1"
    for name, said in {
        "a.gguf": (1, "f" * 63),
        "b.gguf": (0, "f" * 64),
        "c.gguf": ("1", 7),
    }.items():
        hub.files[name], hub.said[name] = b"1", said

    assert source.files(REPOSITORY) == [FILE]


@pytest.mark.parametrize("name", ["", "ada", "ada/../etc", "a/b/c", "ada/tiny?x", "é/b", "../x"])
def test_what_is_no_name_of_a_repository_is_not_asked_for(source, hub, name):
    assert "no name of a repository" in refused(lambda: source.files(name))
    assert hub.asked == []


def test_a_repository_that_is_not_there_is_said(source):
    assert "no such model" in refused(lambda: source.files("ada/Other"))


@pytest.mark.parametrize("said", [b"<html>Sign in</html>", b'{"error": 1}', b"[" * 99_999, b"\xff"])
def test_what_is_no_list_of_files_is_said(source, hub, monkeypatch, said):
    monkeypatch.setattr("tests.assistant.hub.json.dumps", lambda _tree: said.decode("latin-1"))

    assert "list of its files" in refused(lambda: source.files(REPOSITORY))


def test_a_list_without_end_is_not_read_to_its_end(source, monkeypatch):
    monkeypatch.setattr(download, "LONGEST_LIST", 100)

    assert "list of its files" in refused(lambda: source.files(REPOSITORY))


# Getting it


def test_a_file_is_got_byte_by_byte_and_nothing_is_left_beside_it(get, target, hub):
    get()

    assert target.read_bytes() == BODY
    assert left(target) == [NAME]
    assert len(hub.wanted()) == 1


def test_it_says_how_far_it_is(source, target):
    target.parent.mkdir()
    steps = list(source.getting(REPOSITORY, FILE, target))

    assert {(step.total, step.in_bytes) for step in steps} == {(len(BODY), True)}
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert (steps[0].done, steps[-1].done) == (0, len(BODY))
    assert steps[-1].note == f"Getting {NAME}"


def test_nothing_is_said_of_this_computer_or_its_user(get, hub, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    hub.turns += [lambda answer: answer.refuse(302, Location=answer.path, Set_Cookie="a=b")]
    get()

    for headers in hub.wanted():
        assert headers.pop("Host") == hub.url.removeprefix("https://")
        assert headers.pop("User-Agent") == "Famulus"
        assert headers == {
            "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "keep-alive"
        }  # fmt: skip


def test_broken_off_it_goes_on_from_there_by_itself(get, target, hub):
    hub.turns += [breaking(70_000), breaking(50_000), breaking(90_000)]
    get()

    assert target.read_bytes() == BODY
    asked = [(headers.get("Range"), headers.get("If-Range")) for headers in hub.wanted()]
    assert asked[0] == (None, None)
    assert asked[1:] == [
        ("bytes=70000-", '"one"'), ("bytes=120000-", '"one"'), ("bytes=210000-", '"one"')
    ]  # fmt: skip


def test_a_source_that_brings_nothing_any_more_is_given_up_and_the_part_kept(get, target, hub):
    hub.turns += [breaking(70_000), *[lambda answer: answer.break_off()] * 3]

    assert "broke off" in refused(get)
    assert left(target) == [f"{NAME}.part", f"{NAME}.part.json"]
    assert (target.parent / f"{NAME}.part").read_bytes() == BODY[:70_000]
    get()
    assert target.read_bytes() == BODY


def test_a_source_that_falls_silent_is_given_up(get, target, hub, monkeypatch):
    monkeypatch.setattr(download, "SILENCE", 0.2)

    def silent(answer):
        answer.start(200, Content_Length=str(len(BODY)))
        hub.over.wait(5)

    hub.turns += [silent] * 3
    assert "broke off" in refused(get)


def test_nobody_there_is_said(target, monkeypatch):
    monkeypatch.setattr(download, "REST", 0)
    with serving({}) as hub:
        pass
    target.parent.mkdir()

    assert "broke off" in refused(lambda: finish(Source(hub.url).getting(REPOSITORY, FILE, target)))
    assert "broke off" in refused(lambda: Source(hub.url).files(REPOSITORY))


def test_stopped_it_keeps_its_part_and_goes_on_another_day(source, target, hub):
    target.parent.mkdir()
    work = source.getting(REPOSITORY, FILE, target)
    while next(work).done < 100_000:
        pass
    work.close()
    part = (target.parent / f"{NAME}.part").read_bytes()

    assert len(part) >= 100_000
    assert part == BODY[: len(part)]
    notes = {step.note for step in source.getting(REPOSITORY, FILE, target)}
    assert target.read_bytes() == BODY
    assert hub.wanted()[1]["Range"] == f"bytes={len(part)}-"
    assert f"Looking at what there is of {NAME}" in notes


def test_a_part_of_another_file_is_not_gone_on_with(get, target, hub):
    hub.turns += [breaking(70_000), *[lambda answer: answer.break_off()] * 3]
    refused(get)
    other = bytes(reversed(BODY))
    hub.files[NAME] = other
    get(RemoteFile(NAME, len(other), hashlib.sha256(other).hexdigest()))

    assert target.read_bytes() == other
    assert "Range" not in hub.wanted()[-1]


def test_a_file_that_changed_meanwhile_is_begun_anew(get, target, hub):
    """The part is of the file as it was; the source says by its tag that it is another."""
    hub.turns += [breaking(70_000)]
    get()  # the source's own tag is not "one": it sends the whole

    assert hub.wanted()[1]["If-Range"] == '"one"'
    assert target.read_bytes() == BODY


def test_a_source_that_knows_no_ranges_is_read_from_the_beginning(get, target, hub):
    hub.turns += [breaking(70_000), sending(BODY)]
    get()

    assert target.read_bytes() == BODY


def test_a_source_that_has_less_than_we_have_is_asked_from_the_beginning(get, target, hub):
    hub.turns += [breaking(70_000), lambda answer: answer.refuse(416)]
    get()

    assert target.read_bytes() == BODY


# Lies


def test_another_digest_is_deleted_and_said(get, target, hub):
    hub.files[NAME] = BODY[:-1] + bytes([BODY[-1] ^ 1])

    assert "not the file that the source described" in refused(get)
    assert left(target) == []


def test_a_part_that_was_changed_on_the_disk_does_not_pass(get, target, hub):
    hub.turns += [breaking(70_000), *[lambda answer: answer.break_off()] * 3]
    refused(get)
    part = target.parent / f"{NAME}.part"
    part.write_bytes(b"x" + part.read_bytes()[1:])

    hub.turns += [breaking(len(BODY))]  # it believes the tag
    assert "not the file" in refused(get)
    assert left(target) == []


@pytest.mark.parametrize("longer", [-1, 1])
def test_another_length_is_said_before_a_byte_is_taken(get, target, hub, longer):
    hub.turns += [lambda answer: answer.start(200, Content_Length=str(len(BODY) + longer))]

    assert "another length" in refused(get)
    assert (target.parent / f"{NAME}.part").stat().st_size == 0


def test_more_than_was_said_is_not_taken(get, target, hub):
    hub.turns += [sending(BODY + b"more")]

    assert "more than the file is long" in refused(get)
    assert left(target) == []


def test_less_than_was_said_is_not_taken_for_the_whole(get, target, hub):
    hub.turns += [sending(BODY[:1000]), sending(b""), sending(b""), sending(b"")]

    assert "broke off" in refused(get)
    assert not target.exists()


def test_a_piece_from_elsewhere_is_not_taken(get, hub):
    def elsewhere(answer):
        answer.start(206, Content_Length="230000", Content_Range="bytes 0-229999/300000")

    hub.turns += [breaking(70_000), elsewhere]
    assert "another piece" in refused(get)


def test_a_page_is_not_taken_for_a_file(get, hub):
    hub.turns += [sending(b"<html>Sign in to this network</html>", Content_Type="text/html")]

    assert "a page instead of the file" in refused(get)


@pytest.mark.parametrize(
    ("status", "headers", "says"),
    [
        (401, {}, "signed in and accepted"),
        (403, {}, "signed in and accepted"),
        (404, {}, "no such model or file"),
        (429, {"Retry_After": "30"}, "asked too often"),
        (429, {"Retry_After": "tomorrow"}, "asked too often"),
        (500, {}, "status 500"),
        (503, {}, "status 503"),
    ],
)
def test_a_refusal_is_said(get, hub, status, headers, says):
    hub.turns += [lambda answer: answer.refuse(status, **headers)]

    assert says in refused(get)


# Where it leads


def test_a_redirect_is_followed(get, target, hub):
    hub.turns += [lambda answer: answer.refuse(302, Location=answer.path + "?signed=1")] * 3
    get()

    assert target.read_bytes() == BODY


def test_a_source_that_leads_in_a_circle_is_given_up(get, hub):
    hub.turns += [lambda answer: answer.refuse(302, Location=answer.path)] * 9

    assert "from one address to the next" in refused(get)
    assert len(hub.wanted()) == download.REDIRECTS + 1


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a.gguf",
        "file:///etc/passwd",
        "ftp://example.org/a.gguf",
    ],
)
def test_it_does_not_follow_to_what_is_not_safe(get, target, hub, address):
    hub.turns += [lambda answer: answer.refuse(302, Location=address)]

    assert "an address that is not safe" in refused(get)
    assert not target.exists()


@pytest.mark.parametrize("address", ["https://[", "https:///x"])
def test_it_does_not_follow_to_what_is_no_address(get, target, hub, address):
    hub.turns += [lambda answer: answer.refuse(302, Location=address)] * download.TRIES

    assert "broke off" in refused(get)
    assert not target.exists()


def test_it_does_not_follow_into_the_users_own_network(get, hub, secured):
    with serving({NAME: BODY}, secured[0]) as other:
        hub.turns += [lambda answer: answer.refuse(302, Location=f"{other.url}{answer.path}")]

        assert "into your own network" in refused(get)
        assert other.asked == []


def test_nor_by_a_name_that_only_looks_public(get, hub, secured):
    port = hub.url.rpartition(":")[2]
    hub.turns += [lambda answer: answer.refuse(302, Location=f"https://localhost:{port}/x")]

    assert "into your own network" in refused(get)
    assert len(hub.asked) == 1


@pytest.mark.parametrize(
    ("host", "named", "plain", "may"),
    [
        ("93.184.216.34", False, False, True),
        ("2606:2800:220:1::1", False, False, True),
        ("::ffff:93.184.216.34", False, False, True),
        ("127.0.0.1", False, False, False),
        ("::1", False, False, False),
        ("::ffff:127.0.0.1", False, False, False),
        ("10.0.0.7", False, False, False),
        ("192.168.1.1", False, False, False),
        ("169.254.169.254", False, False, False),
        ("100.64.0.1", False, False, False),
        ("fe80::1%eth0", False, False, False),
        ("0.0.0.0", False, False, False),
        ("192.168.1.1", True, True, True),
        ("93.184.216.34", True, False, True),
        ("93.184.216.34", True, True, False),
    ],
)
def test_which_addresses_may_be_got_from(host, named, plain, may):
    assert (_unfit(host, named, plain) is None) is may


def test_a_mirror_on_this_computer_may_do_without_https(target):
    target.parent.mkdir()
    with serving({NAME: BODY}) as hub:
        finish(Source(hub.url + "/").getting(REPOSITORY, FILE, target))

    assert target.read_bytes() == BODY


def test_a_certificate_that_nobody_vouches_for_is_not_accepted(hub, target, monkeypatch):
    monkeypatch.setattr(download, "REST", 0)
    source = Source(hub.url)  # believes whom the system believes

    assert "could not prove" in refused(lambda: source.files(REPOSITORY))
    assert hub.asked == []


@pytest.mark.parametrize(
    "address",
    ["example.org", "ftp://example.org", "https://", "https://a:b@example.org", "http://[",
     "https://example.org/?x=1", "https://example.org/#a", "file:///models", "https://x:99999"],
)  # fmt: skip
def test_what_is_no_address_of_a_mirror_is_said(address):
    assert "no address of a mirror" in refused(lambda: Source(address))


def test_without_a_mirror_it_is_the_hub_over_https():
    assert Source()._base == HUB
    assert HUB.startswith("https://")


# The disk


def test_a_full_disk_is_said_before_the_first_byte(get, hub, monkeypatch):
    free = len(BODY) - 1
    monkeypatch.setattr(
        "assistant.engine.partial.shutil.disk_usage",
        lambda _folder: type("Usage", (), {"free": free}),
    )

    assert refused(get) == f"{NAME} needs 300 kB on the disk; 300 kB can be used."
    assert hub.wanted() == []


def test_of_a_part_only_the_rest_needs_room(get, target, hub, monkeypatch):
    hub.turns += [breaking(200_000), *[lambda answer: answer.break_off()] * 3]
    refused(get)
    monkeypatch.setattr(
        "assistant.engine.partial.shutil.disk_usage",
        lambda _folder: type("Usage", (), {"free": 100_000}),
    )
    get()

    assert target.read_bytes() == BODY


def test_two_downloads_of_one_file_do_not_mix(source, target, hub):
    target.parent.mkdir()
    first = source.getting(REPOSITORY, FILE, target)
    while next(first).done < 50_000:
        pass

    assert "being got already" in refused(lambda: finish(source.getting(REPOSITORY, FILE, target)))
    finish(first)
    assert target.read_bytes() == BODY


# The tripwire

CHILD = """
import sys
from assistant import egress
egress.install()
from pathlib import Path
from assistant.engine.download import RemoteFile, Source
url, digest, size, target = sys.argv[1:]
work = Source(url).getting("{repository}", RemoteFile("{name}", int(size), digest), Path(target))
for step in work:
    try:
        import socket
        socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])))
        print("open")
    except Exception as err:
        print(type(err).__name__)
print(egress.sent())
"""


def test_the_network_is_open_for_the_download_alone_and_it_is_counted(target):
    target.parent.mkdir()
    code = CHILD.format(repository=REPOSITORY, name=NAME)
    with serving({NAME: BODY}) as hub:
        done = subprocess.run(
            [sys.executable, "-c", code, hub.url, FILE.sha256, str(FILE.size), str(target)],
            capture_output=True, text=True, cwd=ROOT, timeout=60,
        )  # fmt: skip

    *steps, count = done.stdout.split()
    assert set(steps) == {"NetworkForbidden"}, done.stderr
    assert count == "1"
    assert target.read_bytes() == BODY


def test_what_was_sent_is_counted(source, hub):
    before = egress.sent()
    source.files(REPOSITORY)

    assert egress.sent() == before + 1
