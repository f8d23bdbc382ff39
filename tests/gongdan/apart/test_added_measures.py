"""What two processes counted is told as one program's, sample by sample."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import Metric
from prometheus_client.registry import Collector

from gongdan.service.apart.measures import added, counted


def process(reacted: int, seconds: list[float], lease: str | None = None) -> CollectorRegistry:
    registry = CollectorRegistry()
    counter = Counter("gongdan_reactions", "Dealt with.", ["reaction"], registry=registry)
    histogram = Histogram("gongdan_append_seconds", "How long.", buckets=(1, 2), registry=registry)
    held = Gauge("gongdan_lease_held", "Held.", ["lease"], registry=registry)
    Gauge("process_open_fds", "Of one process.", registry=registry).set(7)
    for _ in range(reacted):
        counter.labels("deadlines").inc()
    for each in seconds:
        histogram.observe(each)
    if lease:
        held.labels(lease).set(1)
    return registry


def samples(families: list[Metric]) -> dict[tuple[str, str], float]:
    return {
        (each.name, ",".join(each.labels.values())): each.value
        for family in families
        for each in family.samples
        if not each.name.endswith("_created")
    }


def test_the_same_sample_of_both_is_added_up_and_what_one_has_alone_stays():
    ours, theirs = process(2, [0.5, 3.0], "mail"), process(3, [1.5], "reactions")
    told = samples([*added(ours.collect(), counted(theirs.collect()))])
    assert told["gongdan_reactions_total", "deadlines"] == 5
    assert told["gongdan_append_seconds_count", ""] == 3
    assert told["gongdan_append_seconds_sum", ""] == 5
    assert [told["gongdan_append_seconds_bucket", le] for le in ("1.0", "2.0", "+Inf")] == [1, 2, 3]
    assert (told["gongdan_lease_held", "mail"], told["gongdan_lease_held", "reactions"]) == (1, 1)


def test_what_is_of_a_process_alone_is_not_added():
    ours, theirs = process(0, []), process(0, [])
    assert samples([*added(ours.collect(), counted(theirs.collect()))])["process_open_fds", ""] == 7


def test_prometheus_reads_it():
    class Both(Collector):
        def collect(self) -> list[Metric]:
            return [*added(process(1, []).collect(), counted(process(1, [], "notices").collect()))]

    text = generate_latest(Both()).decode()
    assert text.count("# TYPE gongdan_reactions_total counter") == 1
    assert 'gongdan_reactions_total{reaction="deadlines"} 2.0' in text
    assert 'gongdan_lease_held{lease="notices"} 1.0' in text
