"""One identity provider as the pages ask it: where to send a browser, and who came back."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import httpx
import structlog
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from api.accounts.port import Identity
from api.manners.problems import ApiProblem
from domain.refusals import Language
from gongdan.access.provider.calls import Away, asked, client
from gongdan.access.provider.counting import ended
from gongdan.access.provider.directory import Described, Directory
from gongdan.access.provider.journeys import Journey, Journeys
from gongdan.access.provider.proof import KeyUnknown, NotProved, proved
from gongdan.access.provider.settings import ProviderSettings

log = structlog.get_logger(__name__)

_SPOKEN: Final = {"zh": "zh-CN zh", "en": "en"}
_FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Known:
    """Who came, by what the provider signed; ``number`` is the staff number that it says, where that is believed."""

    identity: Identity
    number: str | None
    second_factor: bool


class Provider:
    """``back`` is the one address to which browsers come back."""

    def __init__(
        self, settings: ProviderSettings, issuer: str, key: bytes, back: str, clock: Callable[[], float] = time.time
    ) -> None:
        self.name, self.issuer, self.back = settings.name, issuer, back
        self._settings, self._client = settings, str(settings.oidc_client_id)
        self._calls = client(settings.context)
        self.directory = Directory(self._calls, self.issuer, time.monotonic)
        self.journeys = Journeys(key, clock)
        self._clock = clock

    async def close(self) -> None:
        await self._calls.aclose()

    async def look(self) -> None:
        """For the operator, who should not hear of a wrong setting from the first who signs in."""
        try:
            await self.directory.keys()
        except Away as away:
            log.warning("identity_provider_away", why=away.why, issuer=self.issuer)

    async def way_to(self, journey: Journey, language: Language) -> str:
        """Where the browser signs in. Raises ApiProblem where the provider is away."""
        try:
            described = await self.directory.described()
        except Away as away:
            raise self._away(away) from None
        return prepare_grant_uri(
            described.authorizes,
            self._client,
            "code",
            redirect_uri=self.back,
            scope=self._settings.oidc_scopes,
            state=journey.state,
            nonce=journey.nonce,
            code_challenge=create_s256_code_challenge(journey.verifier),
            code_challenge_method="S256",
            ui_locales=_SPOKEN[language],
        )

    async def way_out(self, back: str) -> str | None:
        """Where somebody signs out of the provider too, if it has such a page and says so just now."""
        try:
            leaves = (await self.directory.described()).signs_out
        except Away:
            return None
        said = [("client_id", self._client), ("post_logout_redirect_uri", back)]
        return add_params_to_uri(leaves, said) if leaves else None

    async def came_back(self, said: Mapping[str, str], journey: Journey) -> Known:
        """Raises ApiProblem: it is away, it refused, or what came proves nothing."""
        try:
            described = await self.directory.described()
            if "iss" in said or described.names_itself:
                self._require(said.get("iss") == self.issuer, "iss")
            if "error" in said or not said.get("code"):
                raise self._refused(said.get("error", ""))
            token = await self._token(described, said["code"], journey)
            claims = await self._claims(token, journey)
            return await self._known(described, token, claims)
        except Away as away:
            raise self._away(away) from None
        except NotProved as wrong:
            ended("unproved", why=wrong.why)
            raise ApiProblem("identity-not-proved", name=self.name) from None

    async def _token(self, described: Described, code: str, journey: Journey) -> dict[str, Any]:
        body = prepare_token_request(
            "authorization_code", redirect_uri=self.back, code=code, code_verifier=journey.verifier
        )
        secret = self._settings.secret
        auth = ClientAuth(self._client, secret, _way(described) if secret else "none")
        address, headers, body = auth.prepare("POST", described.gives_tokens, {"Content-Type": _FORM}, body)
        request = self._calls.build_request(
            "POST", address, headers=headers | {"Accept": "application/json"}, content=body
        )
        status, said = await asked(self._calls, request)
        if status != httpx.codes.OK:
            raise self._refused(str(said.get("error", "")))
        self._require(isinstance(said.get("id_token"), str), "id_token")
        return said

    async def _claims(self, token: Mapping[str, Any], journey: Journey) -> dict[str, Any]:
        """With keys fetched anew, once, where it names one that is not known: the provider may have changed them."""
        access = token.get("access_token")
        expected: dict[str, Any] = {
            "issuer": self.issuer,
            "client": self._client,
            "nonce": journey.nonce,
            "access_token": access if isinstance(access, str) else None,
            "now": int(self._clock()),
        }
        try:
            return proved(token["id_token"], await self.directory.keys(), **expected)
        except KeyUnknown:
            return proved(token["id_token"], await self.directory.keys(anew=True), **expected)

    async def _known(self, described: Described, token: Mapping[str, Any], claims: dict[str, Any]) -> Known:
        name, number = self._settings.oidc_number_claim, None
        if name is not None:
            number = claims.get(name) or (await self._more(described, token, claims["sub"])).get(name)
        methods = claims.get("amr")
        shown = [claims.get("acr"), *(methods if isinstance(methods, list) else ())]
        identity = Identity(self.issuer, claims["sub"])
        return Known(identity, number if isinstance(number, str) else None, self._strong(shown))

    async def _more(self, described: Described, token: Mapping[str, Any], subject: str) -> dict[str, Any]:
        """What it tells beside the token, of the same person."""
        if described.tells_more is None or not isinstance(token.get("access_token"), str):
            return {}
        headers = {"Authorization": f"Bearer {token['access_token']}", "Accept": "application/json"}
        status, said = await asked(self._calls, self._calls.build_request("GET", described.tells_more, headers=headers))
        self._require(status == httpx.codes.OK and said.get("sub") == subject, "userinfo")
        return said

    def _strong(self, shown: Sequence[object]) -> bool:
        """Whether how somebody signed in there counts as a second factor here."""
        return any(isinstance(each, str) and each in self._settings.second_factor for each in shown)

    def _require(self, so: bool, what: str) -> None:
        """Raises NotProved."""
        if not so:
            raise NotProved(what)

    def _away(self, away: Away) -> ApiProblem:
        ended("away", why=away.why)
        return ApiProblem("provider-away", name=self.name)

    def _refused(self, error: str) -> ApiProblem:
        """Only words of the standard stand in the log: what a browser brings may be anything."""
        ended("refused", why=error if error in _ERRORS else "other")
        return ApiProblem("provider-refused", name=self.name)


def _way(described: Described) -> str:
    """In which the secret is shown: in a header, unless the provider takes it in the form alone."""
    header, form = "client_secret_basic", "client_secret_post"
    return form if form in described.takes and header not in described.takes else header


_ERRORS: Final = frozenset(
    {
        *("access_denied", "invalid_client", "invalid_grant", "invalid_request", "invalid_scope", "login_required"),
        *("interaction_required", "consent_required", "account_selection_required", "unauthorized_client"),
        *("unsupported_response_type", "server_error", "temporarily_unavailable"),
    }
)
