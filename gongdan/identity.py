"""Who a token's bearer is, and for whom the local operator may act."""

from typing import Final

from api.callers import Caller, Identify
from api.problems import ApiProblem
from domain.wording import ROLES
from gongdan.tokens import BadToken, TokenSigner

OPERATOR: Final = "operator"
OPERATOR_ROLES: Final = ("clerk", "auditor", "administrator")
DEFAULT_ROLE: Final = "agent"


class BadActor(ValueError):
    """Not STAFF or STAFF:ROLE."""


def acting_as(text: str) -> tuple[str, str]:
    """Staff number and role of ``STAFF[:ROLE]``; raises BadActor."""
    staff, _, role = text.partition(":")
    role = role or DEFAULT_ROLE
    if not is_staff(staff) or role not in ROLES:
        raise BadActor(text)
    return staff, role


def is_staff(text: str) -> bool:
    """Whether it can be a staff number (工号)."""
    return 0 < len(text) <= 64 and text.isascii() and text.replace("-", "").replace("_", "").isalnum()


def identify(signer: TokenSigner, run: str) -> Identify:
    """The API's way to find out who calls; ``run`` names this run of the service."""

    def find(token: str, other: str | None) -> Caller:
        try:
            claims = signer.verify(token)
        except BadToken as error:
            raise ApiProblem(error.code) from None
        if claims.run not in (None, run):
            raise ApiProblem("expired-token")
        if other is None:
            return Caller(claims.sub, frozenset(claims.roles))
        if claims.run != run:
            raise ApiProblem("not-the-operator")
        try:
            staff, role = acting_as(other)
        except BadActor:
            raise ApiProblem("bad-acting-as", allowed=", ".join(ROLES)) from None
        return Caller(staff, frozenset({role}), entered_by=claims.sub)

    return find
