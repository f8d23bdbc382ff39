"""What the tests say of a file: put in, read back, and the files that stand in the folder."""

from collections.abc import AsyncIterator
from pathlib import Path

from gongdan.attachments.admitting.limits import Limits
from gongdan.attachments.store import Attachments, Stored
from tests.attachments.samples import streamed

TICKET, CUSTOMER = "ticket-202405-00123", "customer-0042"


async def put(
    vault: Attachments,
    content: bytes | AsyncIterator[bytes],
    *,
    ticket: str = TICKET,
    customer: str = CUSTOMER,
    name: str = "notes.txt",
    claimed: str | None = None,
    limits: Limits | None = None,
) -> Stored:
    stream = streamed(content) if isinstance(content, bytes) else content
    return await vault.put(
        stream, ticket=ticket, customer=customer, name=name, claimed=claimed, limits=limits or Limits()
    )


async def read(vault: Attachments, sha256: str, *, ticket: str = TICKET, customer: str = CUSTOMER) -> bytes:
    return b"".join([piece async for piece in vault.open(sha256, ticket=ticket, customer=customer)])


def standing(folder: Path) -> list[Path]:
    """Every file there is, also what was not written to its end."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def only(folder: Path) -> Path:
    [path] = standing(folder)
    return path
