"""The command line's way to the running service: found by run.json or the environment, its refusals as exit codes."""

from types import TracebackType
from typing import Any, Final, Self

import httpx

from domain.wording import ROLES
from gongdan.access.acting import BadActor, acting_as
from gongdan.closest import closest
from gongdan.failures import NOT_REACHABLE, REFUSED, WRONG_USAGE, Failure
from gongdan.language import language
from gongdan.service.run_file import read
from gongdan.settings import Settings

_PATIENCE: Final = 60.0
"""Seconds for an answer: a table of the past is built from the whole log."""
_USAGE: Final = frozenset({"not-valid", "bad-json", "bad-version", "bad-position", "unknown-sort", "bad-cursor"})

_ACT_AS: Final = ("（代员工办理请加 --as 工号:角色。）", " (To act for a member of staff, add --as STAFF:ROLE.)")


class Refused(Exception):
    """The service's own words why not."""

    def __init__(self, code: str, detail: str, status: int) -> None:
        super().__init__(detail)
        self.code, self.detail, self.status = code, detail, status

    @property
    def exit_code(self) -> int:
        if self.status == httpx.codes.SERVICE_UNAVAILABLE:
            return NOT_REACHABLE
        return WRONG_USAGE if self.code in _USAGE else REFUSED


class Client:
    """Speaks for the local operator, for whom ``--as`` names, or for the bearer of GONGDAN_TOKEN."""

    def __init__(self, settings: Settings, acting: str | None = None) -> None:
        self._url, token = _found(settings)
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": language()}
        if acting is not None:
            headers["Gongdan-As"] = _checked(settings, acting)
        self._http = httpx.Client(base_url=self._url, headers=headers, timeout=_PATIENCE, trust_env=False)
        self._home, self._operator = settings.home, not (acting or settings.token)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get(self, path: str, **params: Any) -> httpx.Response:
        """Raises Refused, Failure."""
        said = {name: value for name, value in params.items() if value not in (None, [], ())}
        return self._sent("GET", path, params=said)

    def post(self, path: str, body: Any, headers: dict[str, str] | None = None) -> dict[str, Any]:
        """Raises Refused, Failure."""
        return self._sent("POST", path, json=body, headers=headers or {}).json()

    def _sent(self, method: str, path: str, **more: Any) -> httpx.Response:
        try:
            answer = self._http.request(method, path, **more)
        except httpx.ConnectError:
            raise Failure("not-running", home=self._home) from None
        except httpx.HTTPError as error:
            raise Failure("not-answering", url=self._url, why=type(error).__name__) from None
        if answer.is_success:
            return answer
        raise _refused(answer, self._url, operator=self._operator)


def _refused(answer: httpx.Response, url: str, *, operator: bool) -> Exception:
    try:
        said = answer.json()
        advice = _ACT_AS[0 if language() == "zh" else 1] if operator and said["code"] == "forbidden" else ""
        return Refused(said["code"], said["detail"] + advice, answer.status_code)
    except (ValueError, KeyError, TypeError):
        return Failure("not-answering", url=url, why=f"HTTP {answer.status_code}")


def _found(settings: Settings) -> tuple[str, str]:
    if settings.token:
        url = settings.api_url or read(settings.home).api
        return url, settings.token.get_secret_value()
    if settings.api_url:
        raise Failure("token-needed")
    run = read(settings.home)
    return run.api, run.token


def _checked(settings: Settings, acting: str) -> str:
    if settings.token:
        raise Failure("as-with-token")
    try:
        staff, role = acting_as(acting)
    except BadActor:
        meant = closest(acting.partition(":")[2], ROLES)
        raise Failure("bad-as", value=acting, allowed=", ".join(ROLES), hint=hint(meant)) from None
    return f"{staff}:{role}"


def hint(meant: str | None) -> str:
    """``（是否指“grade”？）`` where a word was probably meant."""
    if meant is None:
        return ""
    return f"（是否指“{meant}”？）" if language() == "zh" else f" (did you mean '{meant}'?)"
