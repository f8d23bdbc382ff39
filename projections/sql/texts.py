"""Many short texts read as one: half as long as a row for each of some thousands takes."""

from sqlalchemy import Connection, SelectBase, func, select


def texts_of(connection: Connection, query: SelectBase) -> list[list[str]]:
    """What a query finds, column by column, in any order but in the same; no text has a line's end in it."""
    columns = query.subquery().c
    found = connection.execute(select(*(func.aggregate_strings(column, "\n") for column in columns))).one()
    return [[] if said is None else said.split("\n") for said in found]
