"""The sources imported so far, each with its number rule: under another the same rows would become other tickets."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

from pydantic import TypeAdapter, ValidationError
from pydantic.types import StringConstraints

from gongdan.importing.maps.mapping import Mapping
from gongdan.importing.texts import BadInput
from gongdan.storing.private_file import write_private
from gongdan.system import of_system

Rule = dict[Annotated[str, StringConstraints(pattern="^(pattern|becomes)$")], str]
"""The ``[number]`` table; empty where a map has none."""

_KNOWN: Final = TypeAdapter(dict[str, Rule])


class Sources:
    """A small file, ``sources.json`` of the home folder; it only ever grows."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def check(self, mapping: Mapping) -> None:
        """Raises BadInput where the source was imported by another rule, or its numbers could be another's."""
        self._fit(mapping, self._read())

    def claim(self, mapping: Mapping) -> None:
        """As :meth:`check`; then the source and its rule are known for ever, also after a crash."""
        try:
            with self._alone():
                known = self._read()
                self._fit(mapping, known)
                if mapping.name not in known:
                    known[mapping.name] = _rule(mapping)
                    write_private(self._path, json.dumps(known, ensure_ascii=False, indent=2))
        except OSError as error:
            raise BadInput("sources-not-writable", file=self._path, why=of_system(error)) from None

    def _fit(self, mapping: Mapping, known: dict[str, Rule]) -> None:
        name = mapping.name
        for other in known:
            if name.startswith(f"{other}-") or other.startswith(f"{name}-"):
                raise BadInput("name-taken", name=name, other=other)
        if name in known and known[name] != _rule(mapping):
            rule = ", ".join(f"{key} = '{value}'" for key, value in known[name].items())
            raise BadInput("other-rule" if rule else "other-rule-none", name=name, rule=rule)

    def _read(self) -> dict[str, Rule]:
        try:
            return _KNOWN.validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise BadInput("not-readable", file=self._path, why=of_system(error)) from None
        except ValidationError:
            raise BadInput("sources-damaged", file=self._path) from None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two imports at once must not both find a source new."""
        with os.fdopen(os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _rule(mapping: Mapping) -> Rule:
    return {"pattern": mapping.number.pattern, "becomes": mapping.number.becomes} if mapping.number else {}
