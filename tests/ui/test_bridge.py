from __future__ import annotations

import threading
from typing import Any

from assistant.jobs import JobRunner, Lane
from ui.bridge import MainThread


def test_news_of_a_job_arrives_on_the_qt_thread_in_order(qtbot):
    main = MainThread()
    runner = JobRunner(main.post)
    seen: list[Any] = []
    threads = set()

    def work():
        yield from range(100)
        return "done"

    def see(value):
        seen.append(value)
        threads.add(threading.current_thread())

    runner.start("Count", work(), Lane.ENGINE, on_step=see, on_done=see)
    qtbot.waitUntil(lambda: seen[-1:] == ["done"], timeout=5000)
    runner.close()

    assert seen == [*range(100), "done"]
    assert threads == {threading.main_thread()}
