"""What was typed that no command can do anything with."""

from gongdan.failures.texts import NOT_REACHABLE, WRONG_USAGE, Texts

TEXTS: Texts = {
    "preview-of-example-only": (
        WRONG_USAGE,
        "用工单预览只能看邮件；看其他渠道请去掉 --ticket，用示例预览。",
        "Of a ticket only the e-mail can be seen: leave --ticket away to see another channel on an example.",
    ),
    "no-such-command": (
        WRONG_USAGE,
        "没有命令“{value}”{hint}；用法见：{path} --help。",
        "There is no command '{value}'{hint}: see `{path} --help`.",
    ),
    "no-such-option": (
        WRONG_USAGE,
        "没有选项 {value}{hint}；用法见：{path} --help。",
        "There is no option {value}{hint}: see `{path} --help`.",
    ),
    "bad-option": (
        WRONG_USAGE,
        "选项 {value} 缺少值，或不应有值；用法见：{path} --help。",
        "The option {value} lacks its value, or takes none: see `{path} --help`.",
    ),
    "missing-argument": (
        WRONG_USAGE,
        "缺少 {value}；用法见：{path} --help。",
        "{value} is missing: see `{path} --help`.",
    ),
    "bad-argument": (
        WRONG_USAGE,
        "{value} 的值无效{allowed}；用法见：{path} --help。",
        "The value of {value} can't be used{allowed}: see `{path} --help`.",
    ),
    "too-many-words": (
        WRONG_USAGE,
        "“{value}”是多余的；用法见：{path} --help。",
        "'{value}' is too much: see `{path} --help`.",
    ),
    "bad-usage": (
        WRONG_USAGE,
        "命令的写法不对；用法见：{path} --help。",
        "The command can't be read so: see `{path} --help`.",
    ),
    "unknown-action": (
        WRONG_USAGE,
        "没有操作“{value}”{hint}；可用：{allowed}。",
        "There is no action '{value}'{hint}; there are: {allowed}.",
    ),
    "not-to-be-left-out": (
        WRONG_USAGE,
        "“{value}”不能取消；可以取消的有：{known}。",
        "“{value}” can't be left out; these can: {known}.",
    ),
    "no-such-public-event": (
        WRONG_USAGE,
        "没有公开事件“{value}”{hint}；目录见：gongdan feed catalog。",
        "There is no public event '{value}'{hint}: see `gongdan feed catalog`.",
    ),
    "attach-apart": (
        WRONG_USAGE,
        "添加附件用：gongdan ticket attach 工单号 文件…",
        "A file is added with: gongdan ticket attach NUMBER FILE...",
    ),
    "bad-file": (
        WRONG_USAGE,
        "无法读取文件 {path}（{why}）；请核对文件名。",
        "The file {path} can't be read ({why}): check its name.",
    ),
    "file-there": (
        WRONG_USAGE,
        "{path} 已存在，未覆盖：请指定其他文件。",
        "{path} is there already and was not overwritten: name another file.",
    ),
    "no-such-file-here": (
        WRONG_USAGE,
        "工单 {number} 没有以 {value} 开头的唯一附件；附件见：gongdan ticket show {number}。",
        "Ticket {number} has no single attachment that begins with {value}: see `gongdan ticket show {number}`.",
    ),
    "file-differs": (
        NOT_REACHABLE,
        "收到的内容与 {sha256} 不符，未保存；请重试，仍不行时联系系统管理员。",
        "What came is not the content of {sha256}, and was not kept: try again, and tell the administrator if it stays "
        "so.",
    ),
    "unknown-field": (
        WRONG_USAGE,
        "操作 {action} 没有字段“{value}”{hint}；可用：{allowed}。",
        "'{action}' has no field '{value}'{hint}; its fields are: {allowed}.",
    ),
    "field-twice": (
        WRONG_USAGE,
        "字段“{value}”给出了两次；请只写一次。",
        "The field '{value}' is given twice: say it once.",
    ),
    "not-a-field": (
        WRONG_USAGE,
        "“{value}”应写成 字段=值，例如 {example}。",
        "'{value}' should be FIELD=VALUE, for example {example}.",
    ),
    "bad-fields": (
        WRONG_USAGE,
        "操作 {action} 的内容不完整或无效：{why}。例：{example}",
        "'{action}' is not complete or not valid: {why}. For example: {example}",
    ),
    "bad-body-file": (
        WRONG_USAGE,
        "无法从 {path} 读取内容（{why}）；应为一个 JSON 对象。",
        "{path} can't be read ({why}): it should hold one JSON object.",
    ),
    "bad-moment": (
        WRONG_USAGE,
        "“{value}”不是时间；请写成 2024-05-01、2024-05-01T09:30 或带时区的 2024-05-01T09:30+08:00。",
        "'{value}' is not a time: write 2024-05-01, 2024-05-01T09:30, or with its zone 2024-05-01T09:30+08:00.",
    ),
    "bad-report-period": (
        WRONG_USAGE,
        "“{value}”不是月份或季度；请写成 2024-05 或 2024-Q2。",
        "'{value}' is no month or quarter: write 2024-05 or 2024-Q2.",
    ),
    "period-and-days": (
        WRONG_USAGE,
        "--period 已说明整个期间，不能与 {option} 同时使用；请去掉其中之一。",
        "--period names all of the days, so {option} can't be given with it: leave out one of them.",
    ),
    "metric-needed": (
        WRONG_USAGE,
        "--tickets 须指明一个指标，例如 gongdan metrics tickets --tickets。",
        "--tickets needs a metric, for example gongdan metrics tickets --tickets.",
    ),
    "only-with-tickets": (
        WRONG_USAGE,
        "{option} 只用于 --tickets；请加 --tickets，或去掉 {option}。",
        "{option} goes with --tickets only: add --tickets, or leave out {option}.",
    ),
    "only-without-tickets": (
        WRONG_USAGE,
        "{option} 不用于 --tickets；请去掉其中之一。",
        "{option} does not go with --tickets: leave out one of them.",
    ),
    "bad-filter": (
        WRONG_USAGE,
        "--{name} 的值过长或不是 UTF-8 文字；请缩短或改写。",
        "The value of --{name} is too long, or no text in UTF-8: shorten it or write it anew.",
    ),
    "bad-status": (
        WRONG_USAGE,
        "没有处理状态“{value}”{hint}；可用：{allowed}。",
        "There is no status '{value}'{hint}; there are: {allowed}.",
    ),
    "bad-document": (
        WRONG_USAGE,
        "没有单据“{value}”{hint}；可用：{allowed}。",
        "There is no document '{value}'{hint}; there are: {allowed}.",
    ),
    "bad-key": (
        WRONG_USAGE,
        "--key 只能用可打印的 ASCII 字符，1 至 200 个，首尾不能是空格。",
        "--key takes 1 to 200 printable ASCII characters, and no space at either end.",
    ),
    "as-of-needed": (
        WRONG_USAGE,
        "--known 须与 --as-of 一起使用，例如 --as-of 2024-05-01 --known。",
        "--known needs a moment: add --as-of, for example --as-of 2024-05-01 --known.",
    ),
    "output-needed": (
        WRONG_USAGE,
        "Excel 和 PDF 文件不能输出到屏幕；请用 --output 文件.xlsx 或 文件.pdf。",
        "An Excel or PDF file can't be shown on the screen: add --output FILE.xlsx, or FILE.pdf.",
    ),
    "printed-whole": (
        WRONG_USAGE,
        "PDF 总是打印全部行；请去掉 --limit，用筛选缩小范围。",
        "A PDF holds all rows: leave out --limit, and narrow the filter.",
    ),
    "form-needed": (
        WRONG_USAGE,
        "从文件名 {path} 看不出格式；请加 --format csv、xlsx、pdf 或 json，或以 .csv、.xlsx、.pdf、.json 结尾。",
        "The name {path} says no format: add --format csv, xlsx, pdf or json, or end it in .csv, .xlsx, .pdf or .json.",
    ),
    "difference-form-needed": (
        WRONG_USAGE,
        "差异只能写成 .csv 或 .xlsx 文件，{path} 不是；请改文件名，或用 --json 显示。",
        "Differences are written to .csv and .xlsx files only, and {path} is neither: rename it, or add --json.",
    ),
    "other-form": (
        WRONG_USAGE,
        "--format {form} 与文件名 {path} 不符；请改其中之一。",
        "--format {form} and the name {path} contradict each other: change one of them.",
    ),
    "year-not-over": (
        WRONG_USAGE,
        "{year} 年尚未结束；只能封存已结束的年份。",
        "{year} is not over yet; only years that are over are sealed.",
    ),
    "nothing-in-year": (
        WRONG_USAGE,
        "{year} 年没有记录任何事件，没有可封存的，未生成任何文件。",
        "Nothing was recorded in {year}: there is nothing to seal, and nothing was made.",
    ),
    "no-year-archive": (
        WRONG_USAGE,
        "{path} 不是封存目录，或已损坏（{why}）。",
        "{path} is no archive of a year, or damaged ({why}).",
    ),
    "ids-not-read": (
        WRONG_USAGE,
        "{path} 无法用于核对（{why}）：应为每行一个编号，或每行一个事件（JSON）。",
        "{path} can't be compared ({why}): an id or an event in JSON is needed on each line.",
    ),
    "bad-output": (
        WRONG_USAGE,
        "无法写入 {path}（{why}）；请换一个位置。",
        "{path} can't be written ({why}): name another place.",
    ),
}
