"""What folder or bucket could not do, as one clear error."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import structlog
from obstore.exceptions import BaseError, PermissionDeniedError, PreconditionError, UnauthenticatedError

from gongdan.attachments.refusals import AttachmentsUnavailable
from gongdan.language import Both
from gongdan.system import of_system

log = structlog.get_logger(__name__)

_REFUSED: Final = Both("存储服务拒绝访问", "the storage service refused access")
_NO_ANSWER: Final = Both("存储服务没有应答，或拒绝了请求", "the storage service did not answer, or refused the request")


class Replaced(Exception):
    """Another object of the same content stands there now."""


@contextmanager
def told(*also: type[OSError]) -> Iterator[None]:
    """What obstore could not do, as one clear error; what is not there stays a FileNotFoundError.

    ``also``: its writer raises the system's errors for its own.
    """
    try:
        yield
    except PreconditionError:
        raise Replaced from None
    except (BaseError, *also) as error:
        raise unavailable(error) from error


def unavailable(error: BaseError | OSError) -> AttachmentsUnavailable:
    """Logged, and as one sentence that holds neither paths nor addresses."""
    number = _number(error)
    log.warning("attachments_unavailable", kind=type(error).__name__, number=number)
    if number:
        return AttachmentsUnavailable(of_system(number))
    refused = isinstance(error, PermissionDeniedError | UnauthenticatedError)
    return AttachmentsUnavailable(_REFUSED if refused else _NO_ANSWER)


def _number(error: BaseError | OSError) -> int | None:
    """The system's error number, which obstore gives in words only."""
    if isinstance(error, OSError) and error.errno:
        return error.errno
    found = re.search(r"\(os error (\d+)\)", str(error))
    return int(found[1]) if found else None
