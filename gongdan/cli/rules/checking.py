"""Files of rules checked without a service: every mistake at once, as editors understand it."""

from collections.abc import Callable
from pathlib import Path

import typer

from gongdan.cli.showing.records import policies
from gongdan.cli.showing.said import as_json, note, plain
from gongdan.failures import WRONG_USAGE
from gongdan.language import language
from gongdan.policies.files import BadRules, RuleFile, read_file, read_routing
from gongdan.policies.library import known_names, known_severities
from gongdan.settings import load_settings


def check_files(files: list[Path], *, in_json: bool, routing: bool = False) -> None:
    """Say what each holds, or all that is wrong with it; with ``routing``, as rules of routing and nothing else.

    Ends with exit code 2 where there is a mistake.
    """
    home = load_settings().home
    names, severities = known_names(home), known_severities(home)

    def read(path: Path) -> RuleFile:
        if not routing:
            return read_file(path, names, severities)
        says, text = read_routing(path, severities)
        return RuleFile(path, text, says)

    answers = [(path, _checked(path, read)) for path in files]
    if in_json:
        as_json([policies.checked_as_json(path, answer) for path, answer in answers])
    else:
        for path, answer in answers:
            _say(path, answer)
    if any(isinstance(answer, BadRules) for _, answer in answers):
        raise typer.Exit(WRONG_USAGE)


def _checked(path: Path, read: Callable[[Path], RuleFile]) -> RuleFile | BadRules:
    try:
        return read(path)
    except BadRules as bad:
        return bad


def _say(path: Path, answer: RuleFile | BadRules) -> None:
    if isinstance(answer, RuleFile):
        typer.echo(f"{path}: {policies.summary(answer)}")
        return
    for line in answer.lines(language()):
        note(plain(line).plain)
