"""What a ticket's own policy pack calls its severities, and how it has personal values masked."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sqlalchemy import Column, Connection, MetaData, Table, select

from domain.policy.events import PolicyPublished
from domain.policy.in_force import shipped
from domain.policy.pack import Pack
from domain.policy.parts.masks import Masks
from domain.record.envelope import Recorded
from domain.rulebook.reading import read
from domain.wording import Words
from projections.sql.columns import Text
from projections.sql.rows import Rows


@dataclass(frozen=True, slots=True)
class PackWords:
    """``severities`` are the words of each code, in Chinese and English."""

    severities: Words
    masks: Masks

    @classmethod
    def of(cls, pack: Pack) -> "PackWords":
        return cls({severity.code: (severity.zh, severity.en) for severity in pack.severities}, pack.masks)


_SHIPPED: Final = {pack.ref: PackWords.of(pack) for pack in shipped().packs}
DEFAULT: Final = PackWords.of(shipped().of(None))
"""Of tickets that came to us under no pack."""
_UNKNOWN: Final = PackWords({}, Masks())


def packs_table(of: str) -> Table:
    """A read model's own table of the packs that a department published itself."""
    return Table(
        f"{of}_packs", MetaData(), Column("ref", Text, primary_key=True), Column("words", Text, nullable=False)
    )


def note(rows: Rows, table: Table, recorded: Recorded) -> None:
    """Keep the words of a pack that came into force; its text holds for ever under its number."""
    if isinstance(recorded.event, PolicyPublished):
        pack = read(recorded.event.text, Pack)
        if pack.ref not in _SHIPPED:
            rows.put(table, {"ref": pack.ref, "words": _written(PackWords.of(pack))})


def words_of(rows: Rows, table: Table, ref: str | None) -> PackWords:
    """The words of a ticket's pack, while events are folded."""
    known = _known(ref)
    if known is not None:
        return known
    row = rows.get(table, ref)
    return _read(row["words"]) if row else _UNKNOWN


def words_named(connection: Connection, table: Table, refs: Iterable[str | None]) -> Mapping[str | None, PackWords]:
    """The words of the packs that a page of rows names."""
    wanted = set(refs)
    found: dict[str | None, PackWords] = {ref: _known(ref) or _UNKNOWN for ref in wanted}
    own = [ref for ref in wanted if _known(ref) is None]
    if own:
        query = select(table).where(table.c.ref.in_(own))
        found |= {row.ref: _read(row.words) for row in connection.execute(query)}
    return found


def _known(ref: str | None) -> PackWords | None:
    return DEFAULT if ref is None else _SHIPPED.get(ref)


def _written(words: PackWords) -> str:
    return json.dumps([words.severities, words.masks.model_dump()], ensure_ascii=False, sort_keys=True)


@lru_cache(64)
def _read(text: str) -> PackWords:
    severities, said = json.loads(text)
    return PackWords({code: (zh, en) for code, (zh, en) in severities.items()}, Masks.model_validate(said))
