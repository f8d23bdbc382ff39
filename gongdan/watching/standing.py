"""How everything below the API stands at this moment, as measures: connections, keys at hand, room on the disk."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from prometheus_client.core import CounterMetricFamily, Metric

from api.gauges import gauge
from eventsourcing_nats import EventLog, Quorum
from gongdan.storing.keys import KeyStore


def standing(
    home: Path,
    keys: KeyStore,
    logs: Mapping[str, EventLog],
    quorum: Callable[[], Quorum | None],
    *others: Callable[[], Iterable[Metric]],
) -> Callable[[], Iterator[Metric]]:
    """``logs`` by the part of the program that works with each; ``quorum`` as last seen; ``others`` measure more."""

    def measured() -> Iterator[Metric]:
        yield from connected(logs)
        if (seen := quorum()) is not None:
            yield from _storing(seen)
        for measure in others:
            yield from measure()
        yield gauge("gongdan_keys_at_hand", "Data keys held open in memory.", (), [((), keys.at_hand)])
        yield _counter("gongdan_key_lookups", "Keys asked of the key store's database.", keys.looked_up)
        disk = shutil.disk_usage(home)
        yield gauge("gongdan_disk_free_bytes", "Room left where the home folder is.", (), [((), disk.free)])
        yield gauge("gongdan_disk_size_bytes", "Size of the disk where the home folder is.", (), [((), disk.total)])

    return measured


def connected(logs: Mapping[str, EventLog]) -> Iterator[Metric]:
    """How the connections are, by the part of the program that has them."""
    standings = [(part, each) for part, log in logs.items() for each in log.connections]
    labels = ("part", "connection")
    up = (((part, each.purpose), each.up) for part, each in standings)
    yield gauge("gongdan_nats_connection_up", "1 where it has a nats-server.", labels, up)
    lost = CounterMetricFamily("gongdan_nats_connection_losses", "How often it lost its nats-server.", labels=labels)
    for part, each in standings:
        lost.add_metric([part, each.purpose], each.losses)
    yield lost
    repeats = sum(log.repeats for log in logs.values())
    yield _counter("gongdan_append_repeats", "Appends sent again, their outcome not being certain.", repeats)


def _storing(seen: Quorum) -> Iterator[Metric]:
    yield gauge("gongdan_log_can_store", "1 where an event can be stored.", (), [((), seen.can_store)])
    yield gauge("gongdan_log_replicas_wanted", "Copies of the log that were asked for.", (), [((), seen.wanted)])
    yield gauge("gongdan_log_replicas_current", "Copies that hold all of it.", (), [((), seen.current)])


def _counter(name: str, meaning: str, value: float) -> CounterMetricFamily:
    return CounterMetricFamily(name, meaning, value=value)
