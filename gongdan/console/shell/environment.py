"""The templates of a package: everything escaped, what is not defined refused, the fields of rows read at once."""

from gettext import NullTranslations
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

_OF_EVERY_DICT: Final = frozenset(dir(dict))


class _Quick(Environment):
    """Of a row, which is a dict, a field is looked for first, not as an attribute that it can't be."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj and attribute not in _OF_EVERY_DICT:
            return obj[attribute]
        return super().getattr(obj, attribute)


def environment(package: str, words: NullTranslations) -> Environment:
    """A frame adds what its pages use."""
    made = _Quick(
        loader=PackageLoader(package, "templates"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    return made
