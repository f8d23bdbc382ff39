"""What an import says when something is not as it must be, in Chinese and English."""

from typing import Final

from domain.refusals import Language
from gongdan.language import spoken

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "no-file": ("找不到文件 {file}；请检查路径。", "There is no file {file}: check the path."),
    "is-folder": (
        "{file} 是目录；请给出其中一个文件的路径。",
        "{file} is a folder: give the path of one file in it.",
    ),
    "not-readable": ("无法读取 {file}（{why}）。", "{file} can't be read: {why}."),
    "unknown-type": (
        "无法识别 {file} 的文件类型；可导入 .csv、.xlsx、.xes，均可再加 .gz。",
        "{file} is of no known type: .csv, .xlsx and .xes can be imported, each also with .gz.",
    ),
    "bad-gzip": (
        "{file} 不是完整的 gzip 文件（{why}）；请重新复制或导出。",
        "{file} is not a whole gzip file ({why}): copy or export it again.",
    ),
    "bad-xlsx": (
        "{file} 不是可读取的 Excel 工作簿（{why}）；请在 Excel 中另存为 .xlsx。",
        "{file} is not a readable Excel workbook ({why}): save it as .xlsx in Excel.",
    ),
    "no-sheet": (
        "{file} 中没有工作表“{sheet}”；现有：{there}。请修改映射文件的 file.sheet。",
        "{file} has no sheet '{sheet}'; there are: {there}. Change file.sheet in the map.",
    ),
    "bad-xes": (
        "{file} 不是可读取的 XES 文件（{why}）；请重新导出。",
        "{file} is not readable XES ({why}): export it again.",
    ),
    "bad-csv": (
        "{file} 第 {row} 行不是有效的 CSV（{why}）；请检查引号，以及映射文件 [file] 中的 delimiter。",
        "{file}, row {row}, is not valid CSV ({why}): check the quotes, and delimiter under [file] in the map.",
    ),
    "wrong-encoding": (
        "{file} 第 {row} 行（文件的第 {byte} 个字节）不是 {encoding} 编码；请在映射文件的 [file] 中设置 encoding，"
        '例如 encoding = "{other}"。',
        "{file}, row {row} (byte {byte}) is not {encoding}: set encoding under [file] in the map, "
        'for example encoding = "{other}".',
    ),
    "empty": ("{file} 中没有任何内容；请检查导出。", "{file} is empty: check the export."),
    "header-only": (
        "{file} 只有表头，没有数据行；请检查导出，以及映射文件的 file.header_row。",
        "{file} has a header and no rows: check the export, and file.header_row in the map.",
    ),
    "no-units-column": (
        "{file} 没有“{zh}”列；须有的表头：月份、型号、数量，可有：批次。",
        "{file} has no column '{en}'; the headings are month, model, units, and maybe batch.",
    ),
    "unknown-column": (
        "{file} 中没有映射文件 {map} 的 {key} 所说的列“{column}”{hint}；现有的列：{there}。",
        "{file} has no column '{column}' ({key} in the map {map}){hint}; its columns are: {there}.",
    ),
    "no-headings": (
        "{file} 的表头行没有映射文件 {map} 所说的任何一列；请检查 file.header_row、file.delimiter，或文件有无表头。",
        "The heading row of {file} has none of the columns that the map {map} names: check file.header_row and "
        "file.delimiter, and whether the file has headings at all.",
    ),
    "no-map": (
        "找不到映射文件 {map}；请给出 .toml 文件的路径，或随程序提供的映射：{there}。",
        "There is no map {map}: give the path of a .toml file, or a map that comes with the program: {there}.",
    ),
    "bad-toml": ("映射文件 {map} 不是有效的 TOML（{why}）；请改正。", "The map {map} is not valid TOML: {why}."),
    "bad-map": ("映射文件 {map} 的 {key}：{why}。", "The map {map}, {key}: {why}."),
    "bad-map-whole": ("映射文件 {map}：{why}。", "The map {map}: {why}."),
    "no-rule": (
        "{file} 第 {row} 行：工单标识“{case}”不符合映射文件的 number.pattern（{pattern}）；请修改规则或该标识。",
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
        "{file}：不同的工单标识“{case}”和“{other}”得出同一个工单号“{number}”；请修改映射文件的 [number]。",
        "{file}: the case ids '{case}' and '{other}' both give the ticket number '{number}'; "
        "change the [number] rule in the map.",
    ),
    "quarantine-not-writable": (
        "无法写入隔离文件 {file}（{why}）；请用 --quarantine 指定其他路径。",
        "The quarantine file {file} can't be written: {why}; name another with --quarantine.",
    ),
    "quarantine-is-input": (
        "隔离文件不能是输入文件本身：{file}；请用 --quarantine 指定其他路径。",
        "The quarantine file can't be the input itself, {file}: name another with --quarantine.",
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
        "无法写入 {file}（{why}）；请检查目录权限和磁盘空间。",
        "{file} can't be written: {why}; check the folder's rights and the space on the disk.",
    ),
    "renumbered": (
        "{file} 中的记录已以其他工单号（{number}）导入过；请恢复映射文件中原来的 name 和 [number]。",
        "Rows of {file} were imported before under another number, {number}: "
        "put back the name and the [number] rule that the map had then.",
    ),
    "strict": (
        "{read} 行中有 {count} 行不能导入，因使用了 --strict，未导入任何内容；原因见 {file}。",
        "{count} of {read} rows can't be imported, so with --strict nothing was; the reasons are in {file}.",
    ),
    "elsewhere": (
        "导入只能在服务所在的机器上进行，而本机数据目录 {home} 没有地址为 {url} 的服务（GONGDAN_API_URL）；"
        "请在那台机器上导入，或取消 GONGDAN_API_URL。",
        "An import works on the service's own machine, and no service at {url} (GONGDAN_API_URL) runs on the home "
        "{home}: import it on that machine, or unset GONGDAN_API_URL.",
    ),
}

REASONS: Final[dict[str, tuple[str, str]]] = {
    "bad-month": ("不是月份，请写 2024-05", "that is no month: write 2024-05"),
    "month-to-come": ("月份还没有到", "the month has not come yet"),
    "bad-units": ("不是数量，请写整数", "that is no number of units: write a whole number"),
    "bad-label": ("型号或批次为空，或超过 100 个字符", "a model or batch is empty, or longer than 100 characters"),
    "figure-twice": (
        "同月同型号同批次已有一行（{detail}）",
        "there is a row of the same month, model and batch already ({detail})",
    ),
    "no-case": ("没有工单标识", "the row names no case"),
    "ragged": ("单元格数与表头不符（{detail}）", "the row has not as many cells as the header ({detail})"),
    "no-timestamp": ("没有时间", "the row has no time"),
    "bad-timestamp": ("时间不符合映射文件的 format：{detail}", "the time is not in the map's format: {detail}"),
    "future-timestamp": (
        "时间在导入之后一天以上；请检查年份和映射文件中的 format、zone",
        "the time is more than a day after this import: check its year, and format and zone in the map",
    ),
    "unknown-activity": (
        "映射文件没有此活动；请在 [activities] 中加上，或设置 unmapped",
        "the map has no such activity: add it under [activities], or set unmapped",
    ),
    "unknown-value": (
        "映射文件没有此值；请在 [values] 中加上，或设置 otherwise",
        "the map has no such value: add it under [values], or set otherwise",
    ),
    "missing-value": ("此活动必须有该值", "the activity needs this value"),
    "bad-value": ("不能用这个值", "the value is not allowed"),
    "bad-shape": ("不能用这个值：{detail}", "the value is not allowed: {detail}"),
    "not-text": ("含有不是文字的字符（NUL）", "it holds a character that is no text (NUL)"),
    "differs": (
        "此行与以前导入的不同；已记录的历史不会改写，请登记更正",
        "the row differs from what was imported before; recorded history is never rewritten, record a correction",
    ),
    "other-case": (
        "此工单号已属于另一个工单；请检查映射文件的 [number]",
        "the ticket number already belongs to another case or ticket: check [number] in the map",
    ),
    "not-in-use": (
        "客户资料已限制使用或删除，不能再添加内容；须先由两人解除限制，已删除的不再导入",
        "the customer's data is restricted or erased and is not added to: two people lift a restriction first; "
        "of who was erased nothing is imported",
    ),
    "too-large": (
        "内容过大，无法记录；请在来源中缩短文字",
        "it is too large to be recorded: shorten its texts in the source",
    ),
}


def pick(texts: dict[str, tuple[str, str]], code: str, language: Language, details: dict[str, object]) -> str:
    return texts[code][0 if language == "zh" else 1].format(**spoken(details, language))


class BadInput(Exception):
    """The import can't begin or go on; nothing was changed. ``code`` is stable, ``say`` is for a person."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details

    def say(self, language: Language = "en") -> str:
        return pick(TEXTS, self.code, language, self.details)

    def __str__(self) -> str:
        return self.say("en")
