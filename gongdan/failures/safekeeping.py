"""Why no backup is made, or none is put back."""

from gongdan.failures.texts import NOT_REACHABLE, REFUSED, WRONG_USAGE, Texts

TEXTS: Texts = {
    "nothing-to-back-up": (
        NOT_REACHABLE,
        "{home} 中没有可备份的数据：请在数据目录所在处运行，或设置 GONGDAN_HOME。",
        "There is nothing to back up in {home}: run this where the home folder is, or set GONGDAN_HOME.",
    ),
    "backup-inside": (
        WRONG_USAGE,
        "备份目录 {path} 在数据目录 {home} 之中，会与它一起丢失：请另选位置，最好在别的磁盘上。",
        "The backup {path} would stand inside the home {home}, and be lost with it: name a place elsewhere, on another "
        "disk at best.",
    ),
    "backup-there": (
        WRONG_USAGE,
        "{path} 已存在且不是空目录，未覆盖：请另取目录名。",
        "{path} is there already, is no empty folder, and was not overwritten: name another one.",
    ),
    "backup-not-written": (
        NOT_REACHABLE,
        "备份没有完成，{path} 中已有的不可用，请删除：{why}。",
        "The backup was not finished ({why}); what stands in {path} is none: remove it.",
    ),
    "no-backup": (
        WRONG_USAGE,
        "{path} 不是备份：其中没有 backup.json，可能没有做完。请换一份备份。",
        "{path} is no backup: it has no backup.json, so that it may have been broken off. Take another one.",
    ),
    "backup-damaged": (
        REFUSED,
        "备份 {path} 已损坏或不完整（{what}）：未作更改。请换一份备份。",
        "The backup {path} is damaged or not whole ({what}): nothing was changed. Take another one.",
    ),
    "log-key-there": (
        REFUSED,
        "{path} 已存在，且不是此备份所属日志的密钥，未覆盖，也未作更改：请先移走它（mv，不要删除），再恢复。",
        "{path} is there already, is not of this backup's log, and was not overwritten; nothing was changed. Move it "
        "away (mv, never rm), then restore.",
    ),
    "backup-newer": (
        REFUSED,
        "备份 {path} 由更新版本的程序生成：请先升级程序。",
        "The backup {path} was made by a newer version: upgrade this program first.",
    ),
    "backup-of-another-prefix": (
        WRONG_USAGE,
        "该备份的事件流前缀是 {prefix}：请设置 GONGDAN_PREFIX={prefix}。",
        "This backup is of a log with the prefix {prefix}: set GONGDAN_PREFIX={prefix}.",
    ),
    "backup-set-otherwise": (
        WRONG_USAGE,
        "备份时 {name} 的设置（有或没有）与现在不同：请按当时的设置，再恢复。",
        "{name} was set when this backup was made and is not now, or the other way round: set it as it was, then "
        "restore.",
    ),
    "home-not-empty": (
        REFUSED,
        "{home} 不是空的（{found}），未覆盖。请先移走它（mv，不要删除），只放回 master.key，再恢复；"
        "只丢了日志、密钥或表之一的，见 docs/operations.zh.md。",
        "{home} is not empty ({found}) and was not overwritten. Move it away (mv, never rm), put back master.key "
        "alone, then restore; where only the log, the keys or the tables are lost: docs/operations.md.",
    ),
}
