"""Jobs: news in order on one thread, one at a time in a lane, and none outlives its runner."""

from __future__ import annotations

import threading

from assistant.jobs import Lane, State
from memory.errors import Problem
from memory.progress import Progress


def counting(total):
    yield from range(total)
    return "counted"


def test_news_arrives_in_order_on_the_owners_thread(runner, owner):
    seen, threads = [], set()

    def see(news):
        seen.append(news)
        threads.add(threading.current_thread())

    job = runner.start("Count", counting(3), Lane.EDIT, on_step=see, on_done=see)
    owner.run_until_ended(job)

    assert seen == [0, 1, 2, "counted"]
    assert threads == {threading.current_thread()}
    assert job.state is State.DONE


def test_cancelling_closes_the_work_and_tells_nobody(runner, owner):
    told: list[object] = []
    started, closed = threading.Event(), threading.Event()

    def endless():
        try:
            while True:
                started.set()
                yield Progress(0)
        finally:
            closed.set()

    job = runner.start(
        "Count for ever", endless(), Lane.EDIT, on_done=told.append, on_failed=told.append
    )
    assert started.wait(5)
    job.cancel()
    owner.run_until_ended(job)

    assert closed.is_set()
    assert job.state is State.CANCELLED
    assert told == []


def test_a_failure_is_handed_over_whole(runner, owner):
    def failing():
        yield Progress(0)
        raise Problem("The disk is full.")

    failures: list[Exception] = []
    job = runner.start("Write", failing(), Lane.EDIT, on_failed=failures.append)
    owner.run_until_ended(job)

    assert [str(f) for f in failures] == ["The disk is full."]
    assert job.state is State.FAILED


def test_jobs_of_one_lane_never_overlap(runner, owner):
    running, most = 0, 0

    def work():
        nonlocal running, most
        running += 1
        most = max(most, running)
        yield Progress(0)
        running -= 1

    jobs = [runner.start("Work", work(), Lane.EDIT) for _ in range(20)]
    owner.run_until_ended(*jobs)

    assert most == 1


def test_closing_stops_what_runs_and_what_waits(runner, owner):
    started, begun = threading.Event(), []

    def endless():
        while True:
            started.set()
            yield Progress(0)

    def waiting():
        begun.append(True)
        yield Progress(0)

    first = runner.start("First", endless(), Lane.EDIT)
    second = runner.start("Second", waiting(), Lane.EDIT)
    assert started.wait(5)
    runner.close()

    assert {first.state, second.state} == {State.CANCELLED}
    assert begun == []


def test_what_fails_because_it_was_cancelled_is_no_failure(runner, owner):
    told: list[object] = []
    cancelled, waits = threading.Event(), threading.Event()

    def interrupted():
        yield Progress(0)
        waits.set()
        assert cancelled.wait(5)
        raise Problem("It stopped.")

    job = runner.start("Wait", interrupted(), Lane.INGEST, on_failed=told.append)
    assert waits.wait(5)
    runner.cancel()
    cancelled.set()
    owner.run_until_ended(job)

    assert job.state is State.CANCELLED
    assert told == []


def test_no_news_arrives_after_closing(runner, owner):
    told: list[object] = []
    ready = threading.Event()

    def work():
        yield "a word"
        ready.set()
        return "all"

    runner.start(
        "Work", work(), Lane.NET, on_step=told.append, on_done=told.append, on_ended=told.append
    )
    assert ready.wait(5)
    runner.close()
    while not owner._closures.empty():
        owner._closures.get()()

    assert told == []


def test_after_closing_nothing_begins(runner):
    begun: list[bool] = []

    def work():
        begun.append(True)
        yield Progress(0)

    runner.close()
    job = runner.start("Work", work(), Lane.EDIT)

    assert job.state is State.CANCELLED
    assert begun == []


def test_the_log_names_the_failure_and_its_place_but_not_its_words(runner, owner, caplog):
    def failing():
        yield Progress(0)
        raise KeyError("dear Ada")

    with caplog.at_level("DEBUG"):
        owner.run_until_ended(runner.start("Work", failing(), Lane.EDIT))

    assert "KeyError" in caplog.text
    assert "test_jobs.py" in caplog.text
    assert "dear Ada" not in caplog.text


def test_jobs_of_two_lanes_run_beside_each_other(runner, owner):
    both = threading.Barrier(2, timeout=5)

    def work():
        both.wait()
        yield Progress(0)

    jobs = [runner.start("Work", work(), lane) for lane in (Lane.EDIT, Lane.INGEST)]
    owner.run_until_ended(*jobs)

    assert {job.state for job in jobs} == {State.DONE}


def test_progress_is_told_seldom_and_words_always(runner, owner):
    seen: list[object] = []

    def work():
        for n in range(500):
            yield Progress(n)
            yield f"word {n}"

    owner.run_until_ended(runner.start("Write", work(), Lane.ENGINE, on_step=seen.append))

    assert [one for one in seen if isinstance(one, str)] == [f"word {n}" for n in range(500)]
    assert sum(isinstance(one, Progress) for one in seen) < 100


def test_who_waits_for_the_end_is_told_whatever_the_end_is(runner, owner):
    ended: list[State] = []

    def failing():
        yield Progress(0)
        raise Problem("The disk is full.")

    for work in (counting(1), failing()):
        job = runner.start("Work", work, Lane.EDIT, on_ended=lambda job: ended.append(job.state))
        owner.run_until_ended(job)

    assert ended == [State.DONE, State.FAILED]


def test_a_lane_goes_on_after_a_failure(runner, owner):
    def failing():
        yield Progress(0)
        raise ValueError

    first = runner.start("Fail", failing(), Lane.EDIT)
    second = runner.start("Count", counting(1), Lane.EDIT)
    owner.run_until_ended(first, second)

    assert (first.state, second.state) == (State.FAILED, State.DONE)


def test_after_a_renewal_no_old_thread_is_left_and_no_old_news_comes(runner, owner):
    told: list[object] = []
    threads: list[threading.Thread] = []

    def endless():
        threads.append(threading.current_thread())
        while True:
            yield Progress(0)

    old = runner.start("Old", endless(), Lane.EDIT, on_step=told.append, on_ended=told.append)
    while not threads:
        pass
    runner.renew()
    new = runner.start("New", counting(1), Lane.EDIT)
    owner.run_until_ended(new)

    assert not threads[0].is_alive()
    assert old.state is State.CANCELLED
    assert told == []
