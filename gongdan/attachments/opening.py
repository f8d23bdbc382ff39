"""The attachments that the settings name, opened for a service that is starting."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from gongdan.attachments.refusals import AttachmentsUnavailable
from gongdan.attachments.shelf import Shelf, synced
from gongdan.attachments.store import Attachments
from gongdan.attachments.vault import EncryptedAttachments
from gongdan.failures import Failure
from gongdan.language import Both
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore
from gongdan.system import of_system

if TYPE_CHECKING:
    from obstore.store import RetryConfig

_RETRY: Final["RetryConfig"] = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}
_CONFIG: Final = Both("对象存储的配置无效", "the object storage's configuration is not valid")


async def open_attachments(settings: Settings, keys: KeyStore) -> Attachments:
    """Without what cut off uploads left; a bucket that is away does not hold up the start. Raises Failure."""
    shelf = open_shelf(settings)
    with suppress(AttachmentsUnavailable):
        await shelf.sweep()
    return EncryptedAttachments(shelf, keys)


def open_shelf(settings: Settings) -> Shelf:
    """The folder, made where there is none, or the bucket, whose keys come from AWS_… variables. Raises Failure."""
    if settings.attachments_url is None:
        return _folder(settings.home / "attachments")
    url = urlsplit(settings.attachments_url)
    return _folder(Path(unquote(url.path))) if url.scheme == "file" else _bucket(settings.attachments_url)


def _folder(folder: Path) -> Shelf:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = LocalStore(folder)
        (folder / ".writable").touch(mode=0o600)
        (folder / ".writable").unlink()
        synced(folder.parent)
    except OSError as error:
        raise Failure("attachments", where=folder, why=of_system(error)) from None
    return Shelf(store, folder)


def _bucket(url: str) -> Shelf:
    try:
        return Shelf(S3Store.from_url(url, retry_config=_RETRY))
    except (BaseError, ValueError):
        raise Failure("attachments", where=url, why=_CONFIG) from None
