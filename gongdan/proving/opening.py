"""The archive that the settings name, opened or refused in one sentence."""

import secrets
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from gongdan.failures import Failure
from gongdan.proving.log_key import log_signer, require_no_key
from gongdan.settings import Settings
from trust.archive import Archive
from trust.signing import Signer
from trust.verifier import Key, Malformed


def open_archive(settings: Settings, epoch: str) -> tuple[Archive, Signer]:
    """Of the log of this epoch, to be written; made with its key where there is none. Raises Failure."""
    if settings.archive_url is None and not settings.archive_file.exists():
        require_no_key(settings.log_key_file, place(settings))
    origin = f"gongdan/{epoch}/{secrets.token_hex(4)}"
    meta = {"form": "1", "origin": origin, "prefix": settings.prefix, "epoch": epoch}
    archive = _opened(settings, meta)
    try:
        said = _meta(archive)
        if (said["epoch"], said["prefix"]) != (epoch, settings.prefix):
            raise Failure("archive-of-another-log", place=place(settings))
        return archive, log_signer(settings.log_key_file, archive, make=True)
    except BaseException:
        archive.close()
        raise


def read_archive(settings: Settings) -> Archive:
    """To be looked at, beside a service or without one. Raises Failure where there is none."""
    if settings.archive_url is None and not settings.archive_file.exists():
        raise Failure("no-archive", place=settings.archive_file)
    archive = _opened(settings, None)
    try:
        _meta(archive)
    except BaseException:
        archive.close()
        raise
    return archive


def place(settings: Settings) -> str | Path:
    """Without a password."""
    return "GONGDAN_ARCHIVE_URL" if settings.archive_url else settings.archive_file


def _opened(settings: Settings, meta: dict[str, str] | None) -> Archive:
    url = settings.archive_url
    try:
        return Archive.open(url.get_secret_value() if url else settings.archive_file, meta)
    except (SQLAlchemyError, OSError, ImportError, ValueError) as error:
        raise Failure("archive-unusable", place=place(settings), why=type(error).__name__) from None


def _meta(archive: Archive) -> dict[str, str]:
    try:
        return archive.meta
    except SQLAlchemyError as error:
        raise Failure("archive-unusable", place=archive.name, why=type(error).__name__) from None


def public_key(settings: Settings, archive: Archive) -> Key:
    """The log's, as it stands beside the private one. Raises Failure."""
    path = settings.public_key_file
    try:
        key = Key.parsed(path.read_text().strip())
    except FileNotFoundError:
        raise Failure("log-key-missing", path=path) from None
    except (OSError, UnicodeDecodeError, Malformed):
        raise Failure("bad-public-key", value=path) from None
    if key.name != archive.meta["origin"]:
        raise Failure("archive-of-another-log", place=place(settings))
    return key


def log_signer_of(settings: Settings, archive: Archive) -> Signer:
    """The log's own; none is made. Raises Failure."""
    return log_signer(settings.log_key_file, archive)
