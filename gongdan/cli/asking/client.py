"""The command line's way to the running service: found by run.json or the environment, its refusals as exit codes."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Final, Self

import httpx

from domain.wording import ROLES
from gongdan.access.acting import BadActor, acting_as
from gongdan.cli.asking.address import address
from gongdan.cli.asking.waiting import BEING_BUILT, waiting
from gongdan.cli.showing.said import say
from gongdan.closest import closest
from gongdan.failures import NOT_REACHABLE, REFUSED, WRONG_USAGE, Failure
from gongdan.language import language
from gongdan.settings import Settings

_LONGEST: Final = 4_096
"""Characters of a filter, which travels in the address."""
_PATIENCE: Final = 60.0
"""Seconds for an answer: a file of a whole table is made first."""
USAGE: Final = frozenset(
    {
        "not-valid",
        "bad-json",
        "not-json",
        "body-too-large",
        "bad-version",
        "bad-position",
        "bad-acting-as",
        "bad-number",
        "bad-customer-key",
        "unknown-severity",
        "unknown-sort",
        "unknown-column",
        "view-parameter-unknown",
        "view-ambiguous",
        "unknown-projection",
        "bad-cursor",
        "bad-period",
        "moments-reversed",
        "until-before-since",
        "too-many-periods",
        "too-many-figures",
        "of-without-by",
        "only-of-now",
        "not-of-this",
        "period-needed",
        "unknown-metric",
        "not-grouped-so",
    }
)
"""What was asked for can't be, whatever the ticket's stage and one's rights."""

_OPTIONS: Final = {
    "If-Match": "--if-version",
    "Idempotency-Key": "--key",
    "Gongdan-As": "--as",
    "(late)": "(--late)",
    "（late）": "（--late）",
}
_ACT_AS: Final = ("（代员工办理请加 --as 工号:角色。）", " (To act for a member of staff, add --as STAFF:ROLE.)")


class Refused(Exception):
    """The service's own words why not."""

    def __init__(self, code: str, detail: str, status: int) -> None:
        super().__init__(detail)
        self.code, self.detail, self.status = code, detail, status

    @property
    def exit_code(self) -> int:
        if self.status >= httpx.codes.INTERNAL_SERVER_ERROR:
            return NOT_REACHABLE
        return WRONG_USAGE if self.code in USAGE else REFUSED


class Unanswered(Failure):
    """Sent, and no answer came back: what was asked for may be done."""


class Client:
    """Speaks for the local operator, for whom ``--as`` names, or for the bearer of GONGDAN_TOKEN."""

    def __init__(self, settings: Settings, acting: str | None = None) -> None:
        self._url, token = address(settings)
        self._home = None if settings.api_url else settings.home
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": language()}
        if acting is not None:
            headers["Gongdan-As"] = _checked(settings, acting)
        self._http = httpx.Client(
            base_url=self._url,
            headers=headers,
            timeout=_PATIENCE,
            trust_env=False,
            verify=encrypted(self._url),
        )
        self._operator = not (acting or settings.token)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get(self, path: str, **params: Any) -> httpx.Response:
        """Once it is there: a moment of the past may have to be built first. Raises Refused, Failure."""
        said = {name: _sendable(name, value) for name, value in params.items() if value not in (None, [], ())}
        with waiting() as told:
            while True:
                try:
                    return self._sent("GET", path, params=said)
                except Refused as refused:
                    if refused.code != BEING_BUILT:
                        raise
                    told(refused.detail)

    def post(
        self, path: str, body: Any, headers: dict[str, str] | None = None, within: float = _PATIENCE
    ) -> dict[str, Any]:
        """Raises Refused, Failure; Unanswered after ``within`` seconds."""
        return self._sent("POST", path, json=body, headers=headers or {}, timeout=within).json()

    def upload(self, path: str, pieces: Iterator[bytes], size: int, **params: Any) -> dict[str, Any]:
        """A file as the whole body. Raises Refused, Failure; Unanswered where it may have arrived."""
        said = {name: _sendable(name, value) for name, value in params.items() if value is not None}
        headers = {"Content-Length": str(size), "Content-Type": "application/octet-stream"}
        return self._sent("POST", path, params=said, content=pieces, headers=headers).json()

    @contextmanager
    def download(self, path: str, **params: Any) -> Iterator[httpx.Response]:
        """The answer, whose body comes in pieces. Raises Refused, Failure."""
        said = {name: _sendable(name, value) for name, value in params.items() if value is not None}
        with self._told(), self._http.stream("GET", path, params=said) as answer:
            if not answer.is_success:
                answer.read()
                raise _refused(answer, self._url, operator=self._operator)
            yield answer

    def _sent(self, method: str, path: str, **more: Any) -> httpx.Response:
        with self._told():
            answer = self._http.request(method, path, **more)
        if answer.is_success and "html" not in answer.headers.get("content-type", "html"):
            return answer
        raise _refused(answer, self._url, operator=self._operator)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong on the way, in our words."""
        try:
            yield
        except httpx.ConnectError:
            if self._home is not None:
                raise Failure("not-running", home=self._home) from None
            raise Failure("not-answering", url=self._url, why=say("无法连接", "no connection")) from None
        except httpx.TimeoutException:
            raise Unanswered("not-answering", url=self._url, why=say("等待超时", "it took too long")) from None
        except httpx.HTTPError:
            raise Unanswered("not-answering", url=self._url, why=say("连接中断", "the connection broke")) from None


def encrypted(url: str) -> bool:
    """Whether there is a certificate to verify: without one the authorities need not be read, which takes 20 ms."""
    return url.lower().startswith("https://")


def _sendable(name: str, value: Any) -> Any:
    """A filter that fits into an address. Raises Failure."""
    text = "".join(value) if isinstance(value, list) else str(value)
    if len(text) <= _LONGEST and text.encode(errors="replace").decode() == text:
        return value
    raise Failure("bad-filter", name=name.replace("_", "-"))


def _refused(answer: httpx.Response, url: str, *, operator: bool) -> Exception:
    try:
        said = answer.json()
        advice = _ACT_AS[0 if language() == "zh" else 1] if operator and said["code"] == "forbidden" else ""
        return Refused(said["code"], _as_options(said["detail"]) + advice, answer.status_code)
    except (ValueError, KeyError, TypeError):
        why = say(f"不是工单服务，HTTP {answer.status_code}", f"it is no Gongdan service, HTTP {answer.status_code}")
        return Failure("not-answering", url=url, why=why)


def _as_options(sentence: str) -> str:
    """The API's headers by the names that they have on the command line."""
    for header, option in _OPTIONS.items():
        sentence = sentence.replace(header, option)
    return sentence


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
