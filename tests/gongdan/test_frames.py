"""What Typer says of its own is in the reader's language, from a catalogue that is compiled anew when it changes."""

import io
import os
import subprocess
import sys

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from gongdan.cli.showing.terminal.frames import CATALOGUES, DOMAIN

FOLDER = CATALOGUES / "zh_CN" / "LC_MESSAGES"


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    compiled = io.BytesIO()
    with (FOLDER / f"{DOMAIN}.po").open("rb") as text:
        write_mo(compiled, read_po(text, locale="zh_CN"))
    assert compiled.getvalue() == (FOLDER / f"{DOMAIN}.mo").read_bytes()


@pytest.mark.parametrize(
    ("chosen", "words"), [("zh", ("参数", "选项")), ("en", ("Arguments", "Options"))], ids=["zh", "en"]
)
def test_the_frames_of_a_help_text_are_in_the_readers_language(chosen: str, words: tuple[str, ...]) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "gongdan", "ticket", "open", "--help"],
        env=os.environ | {"GONGDAN_LANG": chosen, "LANGUAGE": "fr"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert all(f" {word} " in told for word in words)
