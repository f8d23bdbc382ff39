"""The ``gongdan`` command."""

import gc
import sys
from typing import Final, NoReturn

import typer

from domain.refusals import Refusal, StoreUnavailable
from eventsourcing_nats import StoreUnavailable as LogUnavailable
from gongdan.cli.app import app
from gongdan.cli.asking.client import USAGE, Refused
from gongdan.cli.showing.said import plain
from gongdan.cli.showing.terminal.frames import speak
from gongdan.cli.showing.terminal.misuse import of_parser
from gongdan.cli.showing.terminal.streams import on_any_stream
from gongdan.failures import NOT_REACHABLE, REFUSED, WRONG_USAGE, Failure
from gongdan.language import language
from projections.errors import BadQuery, NotComparable, NothingKept, ReadingError

_MOST: Final = 2_000
_COLLECT_AFTER: Final = 50_000
"""New objects between two garbage collections, Python's own figure being 700: what events, rows and tickets are held
anyway was looked through over and over, which took a third of a rebuild and 12 % of an import."""


@on_any_stream
def main() -> None:
    """Run a command; what it can't do is one sentence on stderr, and the exit code says of what kind."""
    gc.set_threshold(_COLLECT_AFTER)
    speak()
    try:
        sys.exit(app(standalone_mode=False, prog_name="gongdan") or 0)
    except Failure as failure:
        _end(failure.say(language()), failure.exit_code)
    except Refused as refused:
        _end(refused.detail, refused.exit_code)
    except ReadingError as error:
        _end(error.say(language()), _code_of_reading(error))
    except (StoreUnavailable, LogUnavailable):  # what records asks the service, or as an import says itself what stands
        _end(Failure("store-not-read").say(language()), NOT_REACHABLE)
    except Refusal as refusal:
        _end(refusal.say(language()), _code(refusal))
    except BrokenPipeError:
        sys.exit(0)
    except typer.Abort:
        sys.exit(REFUSED)
    except Exception as error:
        _end_usage(error)


def _end_usage(error: Exception) -> NoReturn:
    """What the parser does not understand; a group called without a command was answered with its help."""
    failure = of_parser(error)
    if failure is None:
        raise error
    if type(error).__name__ == "NoArgsIsHelpError":
        sys.exit(WRONG_USAGE)
    _end(failure.say(language()), failure.exit_code)


def _code_of_reading(error: ReadingError) -> int:
    if isinstance(error, BadQuery):
        return WRONG_USAGE
    return REFUSED if isinstance(error, NothingKept | NotComparable) else NOT_REACHABLE


def _code(refusal: Refusal) -> int:
    return WRONG_USAGE if refusal.code in USAGE else REFUSED


def _end(sentence: str, code: int) -> NoReturn:
    """What was typed may stand in the sentence: as text, and not without end."""
    said = plain(sentence).plain
    typer.echo(said if len(said) <= _MOST else f"{said[:_MOST]}…", err=True)
    sys.exit(code)
