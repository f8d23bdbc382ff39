"""Threads and the event loop: nobody waits for ever, nothing is left behind, whoever closes and whenever."""

import asyncio
import concurrent.futures
import gc
import subprocess
import sys
import textwrap
import threading
import time
from uuid import uuid4

import pytest
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import StoredEvent

from eventsourcing_nats import Factory, OutcomeUnknown, StoreUnavailable
from eventsourcing_nats.library.threads.bridge import Bridge

pytestmark = pytest.mark.library


async def soon(value: int) -> int:
    await asyncio.sleep(0)
    return value


def loops() -> int:
    return sum(thread.name == "eventsourcing_nats" for thread in threading.enumerate())


def test_many_threads_each_get_their_own_answer():
    bridge = Bridge()
    with concurrent.futures.ThreadPoolExecutor(64) as threads:
        assert list(threads.map(lambda n: bridge.call(soon(n), 5), range(2000))) == list(range(2000))
    bridge.close()


def test_what_is_raised_over_there_is_raised_here_and_what_takes_too_long_is_ended():
    bridge, ended = Bridge(), threading.Event()

    async def fail() -> None:
        raise ValueError("over there")

    async def wait() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    with pytest.raises(ValueError, match="over there"):
        bridge.call(fail(), 5)
    with pytest.raises(TimeoutError):
        bridge.call(wait(), 0.05)
    assert ended.wait(2)
    bridge.close()


@pytest.mark.slow
def test_what_fails_while_it_is_given_up_is_reported_nowhere(caplog):
    bridge, ended = Bridge(), threading.Event()

    async def fail_when_cancelled() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            raise ValueError("on the way out") from None
        finally:
            ended.set()

    future = bridge.submit(fail_when_cancelled())
    assert bridge.call(soon(1), 5) == 1
    future.cancel()
    assert ended.wait(2)
    bridge.close()
    del future
    gc.collect()
    assert caplog.records == []


def test_closing_ends_those_who_wait_and_refuses_those_who_come():
    bridge, outcomes = Bridge(), []

    def wait() -> None:
        try:
            bridge.call(asyncio.sleep(60), 60)
        except TimeoutError as error:
            outcomes.append(str(error))

    waiting = [threading.Thread(target=wait) for _ in range(8)]
    for thread in waiting:
        thread.start()
    time.sleep(0.1)
    bridge.close()
    bridge.close()
    for thread in waiting:
        thread.join(2)
    assert outcomes == ["the store was closed meanwhile"] * 8
    with pytest.raises(StoreUnavailable, match="make a new factory"):
        bridge.call(soon(1), 1)


def test_closing_may_happen_in_the_loops_own_thread_where_garbage_is_collected():
    before, bridge = loops(), Bridge()

    async def close() -> None:
        bridge.close()

    bridge.submit(close())
    deadline = time.monotonic() + 3
    while loops() > before:
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.slow
def test_a_forgotten_factory_leaves_no_thread_behind(env):
    before = loops()
    recorder = Factory(env).tracking_recorder()
    assert recorder.max_tracking_id("upstream") is None
    assert loops() == before + 1
    del recorder
    gc.collect()
    assert loops() == before


def test_a_closed_store_says_so(env):
    app = Application(env)
    app.save(Aggregate())
    app.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        app.save(Aggregate())
    with pytest.raises(StoreUnavailable, match="closed"):
        app.recorder.max_notification_id()


def test_an_insert_under_way_when_the_store_is_closed_has_an_unknown_outcome(env, own_server):
    own = own_server.credentials
    env |= {"NATS_URL": own_server.url, "NATS_USER": own.user, "NATS_PASSWORD": own.password, "NATS_PATIENCE": "20"}
    factory, outcomes = Factory(env), []
    recorder = factory.application_recorder()

    def insert() -> None:
        try:
            recorder.insert_events([StoredEvent(uuid4(), 1, "topic", b"")])
        except (OutcomeUnknown, StoreUnavailable) as error:
            outcomes.append(error)

    own_server.kill()
    thread = threading.Thread(target=insert)
    thread.start()
    time.sleep(0.3)
    factory.close()
    thread.join(5)
    assert len(outcomes) == 1
    own_server.start()


@pytest.mark.parametrize("first", ["the factory", "the log"])
def test_a_subscription_ends_without_an_error_when_its_store_is_closed(env, first):
    factory = Factory(env)
    recorder = factory.application_recorder()
    subscription, seen = recorder.subscribe(), []
    thread = threading.Thread(target=lambda: seen.append(list(subscription)))
    thread.start()
    time.sleep(0.2)
    if first == "the log":
        recorder.bridge.call(recorder.log.close(), 5)
    else:
        factory.close()
    thread.join(5)
    assert not thread.is_alive()
    assert seen == [[]]
    factory.close()


def test_a_subscription_that_is_asked_once_its_store_is_closed_has_ended(env):
    factory = Factory(env)
    recorder = factory.application_recorder()
    recorder.insert_events([StoredEvent(uuid4(), 1, "topic", b"")])
    with recorder.subscribe() as subscription:
        assert next(subscription).id == 1
        factory.close()
        assert list(subscription) == []


FORGETFUL = """
    import gc, json, sys, threading
    from eventsourcing.application import Application
    from eventsourcing.domain import Aggregate
    apps = [Application(json.loads(sys.argv[1])) for _ in range(3)]
    for app in apps:
        app.itself = app  # a cycle, which only the end of the interpreter breaks
        app.save(Aggregate())
    subscription = apps[0].recorder.subscribe()
    threading.Thread(target=lambda: list(subscription), daemon=True).start()
    print("done")
"""


def test_a_program_that_leaves_everything_open_ends_within_seconds_and_silently(env, tmp_path):
    import json

    program = tmp_path / "forgetful.py"
    program.write_text(textwrap.dedent(FORGETFUL))
    done = subprocess.run(
        [sys.executable, str(program), json.dumps(env)], capture_output=True, text=True, timeout=15, check=True
    )
    assert (done.stdout.strip(), done.stderr) == ("done", "")
