"""The pieces that remarks are composed of: people, times, words for codes, and how they are strung together."""

from collections.abc import Callable

from domain.wording import Words
from projections.sheets.sheet import Reader
from projections.sql.rows import Row

Compose = Callable[[Row, Reader], str]


def fixed(chinese: str, english: str) -> Compose:
    """The same sentence for every such event."""
    return lambda row, reader: chinese if reader.chinese else english


def worded(words: Words) -> Compose:
    """The word for the row's code alone."""
    return lambda row, reader: reader.word(words, row["code"])


def detailed(chinese: str, english: str) -> Compose:
    """A sentence with ``{detail}`` in it; nothing where nothing was said of it."""

    def compose(row: Row, reader: Reader) -> str:
        return (chinese if reader.chinese else english).format(detail=row["detail"]) if row["detail"] else ""

    return compose


def listed(reader: Reader, *parts: str | None) -> str:
    """What was said of the parts, with commas between."""
    return ("," if reader.chinese else ", ").join(part for part in parts if part)


def words_of(codes: str | None, words: Words, reader: Reader) -> str:
    """The words for codes with commas between."""
    return ("、" if reader.chinese else ", ").join(
        reader.word(words, code) for code in (codes or "").split(",") if code
    )


def who(row: Row, reader: Reader) -> str:
    """*张工(工号003), or 工号003 where the person is on no record; nothing where nobody is named."""
    number, name = row["person"], row.get("person_name")
    if not number:
        return ""
    if reader.chinese:
        return f"{name}(工号{number})" if name else f"工号{number}"
    return f"{name} ({number})" if name else number


def when(row: Row, reader: Reader) -> str:
    """The time promised: alone where it is on the day of the row, else with its date."""
    local, day = reader.moment(row["due"]), reader.moment(row["at"])
    if local is None or day is None:
        return ""
    return local.strftime("%H:%M" if local.date() == day.date() else "%Y-%m-%d %H:%M")
