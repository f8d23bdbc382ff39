"""Any terminal and any disk behind the command: what can't be shown is written as \\uXXXX, no room is one sentence."""

import errno
import io
import os
import sys
from collections.abc import Callable
from functools import wraps

import typer

from gongdan.failures import Failure
from gongdan.language import language
from gongdan.system import of_system


def on_any_stream(command: Callable[[], None]) -> Callable[[], None]:
    """The command, for a terminal that knows no Chinese too, and for a full disk."""

    @wraps(command)
    def run() -> None:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            command()
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is still to be written there is let go
            failure = Failure("bad-output", path="stdout", why=of_system(error))
            typer.echo(failure.say(language()), err=True)
            sys.exit(failure.exit_code)

    return run
