"""What a customer is told of each step of their ticket (R37a), in plain words."""

from typing import Final

from domain.ticket.theirs.listed import LIST
from domain.wording import Words

MILESTONES: Final[Words] = {name: (listed.zh, listed.en) for name, listed in LIST.events.items()}
"""By the stored name of the event; what is not here is the department's own."""
