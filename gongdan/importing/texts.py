"""What an import says when something is not as it must be, in Chinese and English."""

from typing import Final

from domain.refusals import Language

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "no-file": ("找不到文件 {file}。", "There is no file {file}."),
    "not-readable": ("无法读取 {file}：{why}。", "{file} can't be read: {why}."),
    "unknown-type": (
        "不认识 {file} 的文件类型；可用：.csv .xlsx .xes（均可再加 .gz）。",
        "{file} is of no known type: .csv, .xlsx and .xes can be imported, each also with .gz.",
    ),
    "bad-gzip": ("{file} 不是完整的 gzip 文件：{why}。", "{file} is not a whole gzip file: {why}."),
    "bad-xlsx": (
        "{file} 不是可读取的 Excel 工作簿（.xlsx）：{why}。",
        "{file} is not a readable Excel workbook (.xlsx): {why}.",
    ),
    "no-sheet": (
        "{file} 中没有工作表“{sheet}”；现有：{there}。",
        "{file} has no sheet '{sheet}'; there are: {there}.",
    ),
    "bad-xes": ("{file} 不是可读取的 XES 文件：{why}。", "{file} is not readable XES: {why}."),
    "bad-csv": (
        "{file} 第 {row} 行不是有效的 CSV（{why}）；请检查引号和映射文件中的 [file] delimiter。",
        "{file}, row {row}, is not valid CSV ({why}): check the quotes, and delimiter under [file] in the map.",
    ),
    "wrong-encoding": (
        "{file} 第 {row} 行（第 {byte} 字节）不是 {encoding} 编码；请在映射文件的 [file] 中设置 encoding，"
        '例如 encoding = "gb18030"。',
        "{file}, row {row} (byte {byte}) is not {encoding}: set encoding under [file] in the map, "
        'for example encoding = "gb18030".',
    ),
    "empty": ("{file} 是空文件。", "{file} is empty."),
    "header-only": ("{file} 只有表头，没有数据行。", "{file} has a header and no rows."),
    "unknown-column": (
        "{file} 中没有列“{column}”（映射文件 {map} 的 {key}）{hint}；现有的列：{there}。",
        "{file} has no column '{column}' ({key} in the map {map}){hint}; its columns are: {there}.",
    ),
    "no-headings": (
        "{file} 的表头行没有映射文件 {map} 所说的任何一列；请检查 file.header_row，或文件是否有表头。",
        "The heading row of {file} has none of the columns that the map {map} names: check file.header_row, "
        "and whether the file has headings at all.",
    ),
    "no-map": (
        "找不到映射文件 {map}；请给出 .toml 文件的路径，或随程序提供的映射：{there}。",
        "There is no map {map}: give the path of a .toml file, or a map that comes with the program: {there}.",
    ),
    "bad-toml": ("映射文件 {map} 不是有效的 TOML：{why}。", "The map {map} is not valid TOML: {why}."),
    "bad-map": ("映射文件 {map}，{key}：{why}。", "The map {map}, {key}: {why}."),
    "no-rule": (
        "{file} 第 {row} 行：工单标识“{case}”不符合映射文件的 number 规则（{pattern}）；请修改规则或该标识。",
        "{file}, row {row}: the case id '{case}' does not match the map's number rule ({pattern}); "
        "change the rule or the id.",
    ),
    "bad-number": (
        "{file} 第 {row} 行：工单标识“{case}”得出的工单号“{number}”无效，只能用 A-Z a-z 0-9 _ -（至多 100 个字符）；"
        "请修改映射文件的 [number]。",
        "{file}, row {row}: the case id '{case}' gives the ticket number '{number}', which may only hold "
        "A-Z a-z 0-9 _ - (100 at most); change [number] in the map.",
    ),
    "not-injective": (
        "{file}：不同的工单标识“{case}”和“{other}”得出同一个工单号“{number}”；请修改映射文件的 [number] 规则。",
        "{file}: the case ids '{case}' and '{other}' both give the ticket number '{number}'; "
        "change the [number] rule in the map.",
    ),
    "quarantine-not-writable": (
        "无法写入隔离文件 {file}：{why}；请用 --quarantine 指定可写的路径。",
        "The quarantine file {file} can't be written: {why}; name another with --quarantine.",
    ),
    "quarantine-is-input": (
        "隔离文件不能是输入文件本身：{file}。",
        "The quarantine file can't be the input itself: {file}.",
    ),
    "other-rule": (
        "来源“{name}”曾以另一工单号规则导入：[number] {rule}；请在映射文件中恢复该规则。",
        "The source '{name}' was imported with another number rule, [number] {rule}: put it back in the map.",
    ),
    "other-rule-none": (
        "来源“{name}”导入时映射文件没有 [number]；请去掉该表。",
        "The source '{name}' was imported by a map without [number]: take that table out.",
    ),
    "name-taken": (
        "来源名“{name}”与已导入的来源“{other}”可能得出相同的工单号；请在映射文件中另取 name。",
        "The source name '{name}' could give the same ticket numbers as '{other}', which was imported before: "
        "choose another name in the map.",
    ),
    "sources-damaged": (
        "{file} 已损坏，其中记录了各来源的工单号规则；请从备份恢复。",
        "{file}, which says by which number rule each source was imported, is damaged: restore it from a backup.",
    ),
    "sources-not-writable": (
        "无法写入 {file}：{why}；请检查目录权限和磁盘空间。",
        "{file} can't be written: {why}; check the folder's rights and the space on the disk.",
    ),
    "renumbered": (
        "{file} 中的记录已以其他工单号（{number}）导入过；请恢复映射文件中原来的 name 和 [number]。",
        "Rows of {file} were imported before under another number, {number}: "
        "put back the name and the [number] rule that the map had then.",
    ),
    "strict": (
        "有 {count} 行不能导入，因使用了 --strict，未导入任何内容；原因见 {file}。",
        "{count} rows can't be imported, so with --strict nothing was; the reasons are in {file}.",
    ),
}

REASONS: Final[dict[str, tuple[str, str]]] = {
    "no-case": ("没有工单标识", "the row names no case"),
    "ragged": ("列数与表头不符（{detail}）", "the row has not as many cells as the header ({detail})"),
    "no-timestamp": ("没有时间", "the row has no time"),
    "bad-timestamp": ("时间不符合格式 {detail}", "the time is not in the format {detail}"),
    "future-timestamp": (
        "时间在导入之后一天以上；请检查年份和映射文件中的 format、zone",
        "the time is more than a day after this import: check its year, and format and zone in the map",
    ),
    "unknown-activity": ("映射文件没有此活动", "the map has no such activity"),
    "unknown-value": ("映射文件没有此值", "the map has no such value"),
    "bad-id": (
        "不能作为编号（只能用 A-Z a-z 0-9 _ -，至多 64 个字符）",
        "it can't be an id (A-Z a-z 0-9 _ - only, 64 at most)",
    ),
    "missing-value": ("此活动必须有该值", "the activity needs this value"),
    "bad-value": ("值不被允许", "the value is not allowed"),
    "differs": (
        "此行与以前导入的不同；已记录的历史不会改写，请登记更正",
        "the row differs from what was imported before; recorded history is never rewritten, record a correction",
    ),
    "other-case": (
        "此工单号已属于另一个工单",
        "the ticket number already belongs to another case or ticket",
    ),
    "too-large": ("内容过大，无法记录", "it is too large to be recorded"),
}


def pick(texts: dict[str, tuple[str, str]], code: str, language: Language, details: dict[str, object]) -> str:
    return texts[code][0 if language == "zh" else 1].format(**details)


class BadInput(Exception):
    """The import can't begin or go on; nothing was changed. ``code`` is stable, ``say`` is for a person."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details

    def say(self, language: Language = "en") -> str:
        return pick(TEXTS, self.code, language, self.details)

    def __str__(self) -> str:
        return self.say("en")


class StrictRefusal(BadInput):
    """--strict: some rows can't be imported, so none was."""
