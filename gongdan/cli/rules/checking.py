"""Files of rules checked without a service: every mistake at once, as editors understand it."""

from collections.abc import Collection
from pathlib import Path

import typer

from gongdan.cli.showing import policies
from gongdan.cli.showing.said import as_json, note, plain
from gongdan.failures import WRONG_USAGE
from gongdan.language import language
from gongdan.policies.files import BadRules, RuleFile, read_file
from gongdan.policies.library import known_names
from gongdan.settings import load_settings


def check_files(files: list[Path], *, in_json: bool) -> None:
    """Say what each holds, or all that is wrong with it. Ends with exit code 2 where there is a mistake."""
    names = known_names(load_settings().home)
    answers = [(path, _checked(path, names)) for path in files]
    if in_json:
        as_json([policies.checked_as_json(path, answer) for path, answer in answers])
    else:
        for path, answer in answers:
            _say(path, answer)
    if any(isinstance(answer, BadRules) for _, answer in answers):
        raise typer.Exit(WRONG_USAGE)


def _checked(path: Path, packs: Collection[str]) -> RuleFile | BadRules:
    try:
        return read_file(path, packs)
    except BadRules as bad:
        return bad


def _say(path: Path, answer: RuleFile | BadRules) -> None:
    if isinstance(answer, RuleFile):
        typer.echo(f"{path}: {policies.summary(answer)}")
        return
    for line in answer.lines(language()):
        note(plain(line).plain)
