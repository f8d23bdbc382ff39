"""The ``gongdan`` command."""

import sys

import typer

from domain.refusals import Refusal
from gongdan.cli.app import app
from gongdan.cli.asking.client import Refused
from gongdan.failures import NOT_REACHABLE, WRONG_USAGE, Failure
from gongdan.language import language
from projections.errors import BadQuery, ReadingError


def main() -> None:
    """Run a command; what it can't do is one sentence on stderr, and the exit code says of what kind."""
    try:
        app()
    except Failure as failure:
        _end(failure.say(language()), failure.exit_code)
    except Refused as refused:
        _end(refused.detail, refused.exit_code)
    except ReadingError as error:
        _end(error.say(language()), WRONG_USAGE if isinstance(error, BadQuery) else NOT_REACHABLE)
    except Refusal as refusal:
        _end(refusal.say(language()), 3 if refusal.code == "store-unavailable" else 1)
    except BrokenPipeError:
        sys.exit(0)


def _end(sentence: str, code: int) -> None:
    typer.echo(sentence, err=True)
    sys.exit(code)
