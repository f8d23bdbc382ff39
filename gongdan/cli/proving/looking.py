"""The archive as an auditor's commands look at it, also on a medium that can't be written."""

from gongdan.failures import Failure
from gongdan.proving.opening import read_archive
from gongdan.settings import Settings
from gongdan.system import of_system
from trust.archive import Archive, JournalUnread, only_to_read


def archive_of(settings: Settings) -> Archive:
    """Raises Failure, with the system's reason where the file can't be read."""
    path = settings.archive_file
    try:
        if settings.archive_url is None:
            only_to_read(path.absolute())
    except FileNotFoundError:
        raise Failure("no-archive", place=path) from None
    except JournalUnread:
        raise Failure("archive-journal-unread", place=path) from None
    except OSError as error:
        raise Failure("archive-unusable", place=path, why=of_system(error)) from None
    return read_archive(settings)
