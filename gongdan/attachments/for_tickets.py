"""The attachments as the API has them: a file is taken within the limits of its ticket's policy pack."""

from collections.abc import AsyncIterator, Callable

from domain.policy.in_force import Policies
from gongdan.attachments.admitting.limits import Limits
from gongdan.attachments.store import Attachments, Stored


class TicketFiles:
    """Implements :class:`api.tickets.attachments.store.Attachments`."""

    def __init__(self, attachments: Attachments, policies: Callable[[], Policies], limits: Limits) -> None:
        self._attachments, self._policies, self._limits = attachments, policies, limits

    async def put(
        self,
        stream: AsyncIterator[bytes],
        *,
        ticket: str,
        customer: str,
        policy: str | None,
        name: str,
        claimed: str | None,
    ) -> Stored:
        """Within the deployment's limits and the pack's. Raises AttachmentRefused, NotAllowed."""
        pack = self._policies().of(policy).attachments
        limits = self._limits.narrowed(pack.media_types, pack.max_mb)
        return await self._attachments.put(
            stream, ticket=ticket, customer=customer, name=name, claimed=claimed, limits=limits
        )

    def open(self, sha256: str, *, ticket: str, customer: str) -> AsyncIterator[bytes]:
        """The plain bytes. Raises AttachmentNotFound, AttachmentErased, AttachmentDamaged, AttachmentsUnavailable."""
        return self._attachments.open(sha256, ticket=ticket, customer=customer)
