"""Policy packs for random histories: those that come with the program, and copies that ask for more or for less."""

from typing import Any, Final

from hypothesis import strategies as st

from domain.policy.in_force import shipped
from domain.policy.pack import Pack
from domain.policy.parts.closing import Closing
from domain.policy.parts.goods import Fees
from domain.policy.parts.plans import Meeting, Plans
from domain.policy.parts.survey import Survey, Unanswered
from domain.policy.shipped import SHIPPED
from domain.ticket.vocabulary import Kind

OF_THE_PROGRAM: Final = tuple(shipped().newest(name) for name in SHIPPED)


def _some(of: Any) -> st.SearchStrategy[Any]:
    """None, some or all of them."""
    return st.lists(st.sampled_from(list(of)), unique=True).map(tuple)


def _plans(pack: Pack) -> st.SearchStrategy[Plans]:
    """Approved or not, shared or not, settled at a meeting or not, by whom and for which requests."""
    severities = _some(pack.severity_codes)
    meeting = st.builds(Meeting, severities=severities, departments=_some(("technical", "product")))
    approvers = st.sampled_from([("supervisor",), ("manager",), ("supervisor", "manager")])
    return st.builds(
        Plans,
        approved_before_work=severities,
        kinds=_some((Kind.FAULT, Kind.CONSULTATION, Kind.MAINTENANCE)),
        approved_by=approvers,
        shared_with_customer=severities,
        meeting=meeting,
    )


def _survey(pack: Pack) -> st.SearchStrategy[Survey | None]:
    """None, or with another limit and another who calls back."""
    if pack.survey is None:
        return st.none()
    of_pack = pack.survey
    calls = st.sampled_from(["supervisor", "manager"])
    low = st.integers(*of_pack.scale)
    return st.none() | st.builds(
        lambda low, by: of_pack.model_copy(update={"low": low, "call_back_by": by}), low, calls
    )


@st.composite
def _copies(draw: st.DrawFn, pack: Pack) -> Pack:
    """A department's own, of the same severities."""
    return pack.model_copy(
        update={
            "name": "our-desk",
            "plans": draw(_plans(pack)),
            "survey": draw(_survey(pack)),
            "closing": Closing(report=draw(st.booleans())),
            "unanswered": Unanswered(reminders=draw(st.integers(1, 3))),
            "work": draw(st.booleans().map(lambda first: pack.work.model_copy(update={"remote_first": first}))),
            "fees": Fees(consent_needed=draw(_some(("in", "out", "unknown")))),
        }
    )


PACKS: Final = st.sampled_from(OF_THE_PROGRAM).flatmap(lambda pack: st.just(pack) | _copies(pack))
