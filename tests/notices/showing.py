"""What the read model of notices says of a log: who tells people is told by it what is under way."""

from domain.store import EventStore
from projections.inbox import finding, folding
from projections.sql.rows import Row, Rows
from projections.store import ReadStore


async def shown(store: EventStore, read: ReadStore) -> dict[str, Row]:
    """Every notice's row by its key, all folded anew."""
    with read.write() as connection:
        folding.NOTICES.metadata.drop_all(connection)
        folding.NOTICES.metadata.create_all(connection)
        rows = Rows(connection)
        async for events in store.follow(0, until=await store.end()):
            for recorded in events:
                if recorded.envelope.aggregate.startswith("notice-"):
                    folding.apply(rows, recorded)
                    rows.keep()
        rows.flush()
        found = connection.execute(folding.NOTICES.select()).mappings()
        return {f"notice-{row['notice']}": dict(row) for row in found}


def under_way_in(read: ReadStore) -> list[str]:
    """The keys of those that wait for a channel."""
    with read.read() as connection:
        return [f"notice-{notice}" for notice in finding.undecided(connection)]
