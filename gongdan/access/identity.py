"""Who a token's bearer is, as the API asks it."""

from api.callers import Caller, Identify
from api.manners.problems import ApiProblem
from domain.wording import ROLES
from gongdan.access.accounts.keys import PREFIX
from gongdan.access.accounts.local import LocalAccounts
from gongdan.access.acting import BadActor, acting_as
from gongdan.access.tokens import BadToken, TokenSigner


def identify(signer: TokenSigner, run: str, accounts: LocalAccounts | None = None) -> Identify:
    """The API's way to find out who calls, by a token or an account's key; ``run`` names this run of the service."""

    def find(token: str, other: str | None) -> Caller:
        if accounts and token.startswith(PREFIX):
            return _by_key(accounts, token, other)
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


def _by_key(accounts: LocalAccounts, key: str, other: str | None) -> Caller:
    found = accounts.caller_of(key)
    if other is not None:
        raise ApiProblem("not-the-operator")
    return found
