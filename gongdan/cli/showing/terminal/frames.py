"""The words that Typer puts around our help texts, in the reader's language: from a catalogue that Babel compiles."""

import gettext
import os
from pathlib import Path
from typing import Final

from gongdan.language import language

DOMAIN: Final = "gongdan"
CATALOGUES: Final = Path(__file__).parents[3] / "locale"


def speak() -> None:
    """To be called before Typer shows anything; Typer asks gettext for its words."""
    os.environ["LANGUAGE"] = "zh_CN" if language() == "zh" else "en"
    gettext.bindtextdomain(DOMAIN, CATALOGUES)
    gettext.textdomain(DOMAIN)
