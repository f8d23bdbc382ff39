"""Implements :class:`api.proofs.port.Proofs` over the archive that the service keeps."""

from zoneinfo import ZoneInfo

from api.proofs.port import NotProvable
from gongdan.failures import Failure
from gongdan.proving.evidence import evidence
from trust.archive import Archive
from trust.verifier import Key


class ArchivedProofs:
    """``key`` is the log's public one."""

    def __init__(self, archive: Archive, key: Key, zone: ZoneInfo) -> None:
        self._archive, self._key, self._zone = archive, key, zone

    async def evidence(self, aggregate: str) -> bytes:
        try:
            return await evidence(self._archive, aggregate, str(self._key), self._zone)
        except Failure as failure:
            raise NotProvable(damaged=failure.code == "archive-damaged") from None
