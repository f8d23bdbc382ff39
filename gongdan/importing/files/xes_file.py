"""Events of a XES log (IEEE 1849) as rows: trace attributes as ``case:…`` columns, then the event's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from gongdan.importing.files.table import Bytes
from gongdan.importing.maps.mapping import FileRule
from gongdan.importing.texts import BadInput
from gongdan.language import Both

_VALUES: Final = frozenset({"string", "date", "int", "float", "boolean", "id"})


class XesReader:
    """Reads one trace at a time; the columns are those that occur. A row's number is the event's in the file."""

    fixed = False

    def __init__(self, path: Path, stream: Bytes, rule: FileRule) -> None:
        self._path, self._stream = path, stream
        self.columns: list[str] = []
        self._places: dict[str, int] = {}

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        number = 0
        for trace in self._traces():
            of_case = {f"case:{key}": value for key, value in _attributes(trace)}
            for event in trace:
                if _name(event) == "event":
                    number += 1
                    yield number, self._cells({**of_case, **dict(_attributes(event))})

    def _traces(self) -> Iterator[Element]:
        try:
            parsing = iterparse(self._stream, events=("start", "end"), forbid_dtd=True)
            _, root = next(parsing)
            if _name(root) != "log":
                name = _name(root)
                why = Both(f"内容是 <{name}>，不是 <log>", f"it holds <{name}>, not <log>")
                raise BadInput("bad-xes", file=self._path, why=why)
            for what, element in parsing:
                if what == "end" and _name(element) == "trace":
                    yield element
                    root.clear()
        except ParseError as error:
            why = Both(f"第 {error.position[0]} 行不是有效的 XML", str(error))
            raise BadInput("bad-xes", file=self._path, why=why) from None
        except DefusedXmlException:
            why = Both("其中声明了 DTD 或实体", "it declares a DTD or entities")
            raise BadInput("bad-xes", file=self._path, why=why) from None

    def _cells(self, said: dict[str, str]) -> list[str]:
        for key in said:
            if key not in self._places:
                self._places[key] = len(self.columns)
                self.columns.append(key)
        cells = [""] * (max(self._places[key] for key in said) + 1) if said else []
        for key, value in said.items():
            cells[self._places[key]] = value
        return cells


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    for child in element:
        if _name(child) in _VALUES and "key" in child.attrib:
            yield child.attrib["key"], child.attrib.get("value", "")
