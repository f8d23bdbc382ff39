"""What a replay wrote as XES, the importer reads: every event of every ticket, at its time, under its own name."""

from collections import defaultdict
from pathlib import Path

from gongdan.importing.maps.mapping import Mapping
from projections.replaying.rows import Row
from projections.replaying.writers import FORMATS, About
from tests.importing.memory import Importing
from tests.replaying.logged import EPOCH, Asked

RULES = Mapping.model_validate(
    {
        "name": "again",
        "columns": {
            "case": "case:concept:name",
            "activity": "concept:name",
            "timestamp": "time:timestamp",
            "engineer": "org:resource",
            "customer": "case:customer",
            "severity": "body.severity",
            "model": "body.product.model",
        },
        "timestamp": {"format": "iso", "zone": "UTC"},
        "constants": {"channel": "phone", "kind": "fault"},
        "values": {"engineer": {"otherwise": "keep"}, "customer": {"otherwise": "keep"}},
        "activities": {
            "ticket-opened": "open",
            "receipt-acknowledged": "acknowledge",
            "ticket-graded": "grade",
            "ticket-resolved": "resolve",
            "ticket-closed": "close",
        },
        "unmapped": "note",
    }
)

Steps = dict[str, list[tuple[str, str]]]


async def test_a_log_written_as_xes_is_imported_whole(asked: Asked, tmp_path: Path):
    rows = [row for row in await asked.rows() if row.kind == "ticket"]
    path = tmp_path / "events.xes"
    with FORMATS["xes"].opened(About(EPOCH, masked=True)) as writer:
        path.write_bytes(writer.write(rows) + b"".join(writer.end()))
    importing = Importing(tmp_path)
    result = await importing.file(path, RULES)
    assert (result.imported, result.quarantined) == (len(rows), 0)
    assert imported(importing) == written(rows)
    first = importing.store.events(f"again-{rows[0].ticket}")[0]
    assert first.event.model_dump()["product"]["model"] == rows[0].body["product"]["model"]


def written(rows: list[Row]) -> Steps:
    found: Steps = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.occurred, row.version)):
        found[row.ticket or ""].append((row.type, row.occurred))
    return found


def imported(importing: Importing) -> Steps:
    found: Steps = defaultdict(list)
    for key, events in importing.store.histories.items():
        if key.startswith("ticket-again-"):
            for event in events:
                source = event.envelope.source
                assert source
                occurred = event.envelope.model_dump(mode="json")["occurred"]
                found[source.case].append((source.activity or source.said or "", occurred))
    return found
