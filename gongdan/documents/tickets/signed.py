"""The customer's signature under a solution: theirs where they gave it, else the place for it."""

from typing import Final

from api.documents.paper import Signature
from api.documents.told import ToldTicket
from gongdan.documents.tickets.about import of_type
from gongdan.documents.writing import Writer
from projections.wording.codes import GIVEN

_UNDOING: Final = frozenset({"resolution-rejected", "objection-raised", "ticket-reopened", "ticket-resolved"})
"""After these a confirmation that came before is of another solution."""


def signed(write: Writer, told: ToldTicket) -> Signature:
    """Of the solution that stands."""
    place = Signature(who=write.words.sign("customer"))
    found = place
    for event in of_type(told, "resolution-confirmed", *_UNDOING):
        if event.type != "resolution-confirmed":
            found = place
            continue
        data = event.data
        given = write.code(GIVEN, data.get("given"))
        found = Signature(
            who=place.who,
            name=write.text(data.get("signature")),
            at=write.moment(event.occurred),
            how=write.words.said("given", given=given) if given else "",
            image=data.get("evidence"),
        )
    return found
