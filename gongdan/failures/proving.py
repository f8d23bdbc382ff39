"""Why there is no proof: the archive, the log's key, a bundle, a witness."""

from gongdan.failures.texts import NOT_REACHABLE, REFUSED, WRONG_USAGE, Texts

TEXTS: Texts = {
    "no-archive": (
        NOT_REACHABLE,
        "没有存档 {place}：服务启动后会建立它（GONGDAN_NOTARY=false 时不建立）。",
        "There is no archive {place}: a service makes it when it runs, unless GONGDAN_NOTARY=false.",
    ),
    "archive-unusable": (
        NOT_REACHABLE,
        "存档 {place} 无法使用（{why}）：请检查该文件或数据库，必要时从备份恢复；见 docs/auditing.zh.md。",
        "The archive {place} can't be used ({why}): look at the file or database, or put it back from a copy: "
        "docs/auditing.md.",
    ),
    "archive-journal-unread": (
        NOT_REACHABLE,
        "存档 {place} 在只读目录中，最后写入的内容在旁边的 {place}-wal 里，此处无法读取：请把两个文件复制到可写的目录，"
        "或用 gongdan backup 取得备份。",
        "The archive {place} stands in a folder that can't be written, and what was written last, in {place}-wal "
        "beside it, can't be read there: copy both files to a folder that can be, or take the copy with "
        "`gongdan backup`.",
    ),
    "archive-of-another-log": (
        REFUSED,
        "存档 {place} 属于另一个事件日志：请恢复与日志相配的存档，或移走它，服务会重新建立。",
        "The archive {place} is another log's: put the one back that belongs to this log, or move it away, and the "
        "service makes it anew.",
    ),
    "archive-lost": (
        REFUSED,
        "{key} 签署过另一份存档，而 {place} 是新的：存档丢失了。请从备份恢复存档；没有备份时，"
        "移走 log.key 和 log.pub，服务会重新建立并以新密钥签署。旧密钥仍可验证以前的证据包。",
        "{key} signed another archive, and {place} is new: the archive was lost. Put it back from a backup; without "
        "one move log.key and log.pub away, and the service makes it anew under a new key. The old public key still "
        "verifies former bundles: keep it.",
    ),
    "log-key-differs": (
        REFUSED,
        "存档的最后一个检查点（{size} 项）不是 {path} 中的密钥签署的：请从备份恢复正确的密钥；"
        "用另一把密钥签署的内容会被视为伪造，且无法撤回。",
        "The archive's last checkpoint, of {size} entries, was not signed by the key in {path}: put the right one back "
        "from its backup. What another key signs counts as forged, and can't be taken back.",
    ),
    "public-key-differs": (
        REFUSED,
        "{path} 不是 {key} 的公钥：请移走它，服务启动时会重新写出。",
        "{path} is not the public half of {key}: move it away, and the start writes it anew.",
    ),
    "archive-empty": (
        REFUSED,
        "存档 {place} 中还没有事件，备份会缺少日志：请在服务运行一分钟后再试；存档丢失时请先恢复存档。",
        "The archive {place} has no event yet, so that a backup would lack the log: try again when the service has run "
        "for a minute. If the archive was lost, put it back first.",
    ),
    "log-key-missing": (
        REFUSED,
        "缺少日志密钥 {path}：请从备份恢复；用另一把密钥签署会被见证人视为伪造。",
        "The log's key {path} is missing: put it back from its backup; what another key signs counts as forged.",
    ),
    "log-key-damaged": (
        REFUSED,
        "{path} 的内容不是密钥：应为 base64 写的 32 字节；请从备份恢复。",
        "{path} does not hold a key, 32 bytes in base64: put it back from its backup.",
    ),
    "log-key-unusable": (
        WRONG_USAGE,
        "密钥文件 {path} 无法使用：{why}。",
        "The key file {path} can't be used: {why}.",
    ),
    "nothing-signed": (
        REFUSED,
        "存档还没有签署过的检查点：请稍后再试。",
        "No checkpoint was signed yet: try again in a minute.",
    ),
    "no-such-history": (
        REFUSED,
        "检查点所涵盖的日志中没有 {number}：请核对编号；刚建立的最多一分钟后才有证明。",
        "The log has no {number} up to its last checkpoint: what is new has proofs within a minute.",
    ),
    "archive-damaged": (
        REFUSED,
        "存档中 {number} 的历史无法证明：存档损坏或被改动；请运行 gongdan audit verify 查明。",
        "The history of {number} in the archive can't be proved: it is damaged, or was changed. "
        "`gongdan audit verify` says where.",
    ),
    "log-differs": (
        REFUSED,
        "事件流 {stream} 在位置 {position} 与存档不同：为免位置和工单号重复，恢复之前不再记录。请停止服务，"
        "运行 gongdan repair，见 docs/auditing.zh.md。",
        "Stream {stream} is not what was archived from position {position} on, so that nothing is recorded until it is "
        "put back: positions and numbers would be given out again. Stop the service and run `gongdan repair`: "
        "docs/auditing.md.",
    ),
    "archive-not-sound": (
        REFUSED,
        "存档本身不完好（{what}），不能用来恢复日志：请运行 gongdan audit verify 查明，并从备份恢复存档。",
        "The archive itself is not sound ({what}), so that the log can't be put back from it: `gongdan audit verify` "
        "says where; put the archive back from a copy.",
    ),
    "repair-not-whole": (
        REFUSED,
        "位置 {first} 至 {end} 的事件在存档中没有，在日志中也无法读取：未作更改。请从备份恢复整个数据目录。",
        "The events at positions {first} to {end} are not in the archive, and can't be read in the log: nothing was "
        "changed. Put the whole home folder back from a copy.",
    ),
    "repair-failed": (
        NOT_REACHABLE,
        "恢复之后日志仍与存档不同（位置 {positions}）：请检查磁盘，再次运行 gongdan repair。",
        "The log still differs from the archive after it was put back (positions {positions}): look at the disk, and "
        "run `gongdan repair` again.",
    ),
    "store-not-started": (
        NOT_REACHABLE,
        "nats-server 无法以现有存储启动（{why}）：未作更改。gongdan repair（不带 --dry-run）"
        "会把该事件流移到一旁，再用存档重建。",
        "nats-server does not start with the store as it is ({why}); nothing was changed. `gongdan repair` without "
        "--dry-run puts the stream aside and makes it anew from the archive.",
    ),
    "repair-unfinished": (
        REFUSED,
        "日志的恢复没有完成：请再次运行 gongdan repair，然后启动。",
        "The log was not put back to its end: run `gongdan repair` again, then start.",
    ),
    "witness-memory": (
        REFUSED,
        "见证人的记录 {path} 无法读取：请从备份恢复；没有它，见证人无法发现回退和分叉。",
        "What the witness saw, {path}, can't be read: put it back from a copy; without it no rollback is seen.",
    ),
    "no-bundle": (
        WRONG_USAGE,
        "{path} 不是证据包：{why}。",
        "{path} is no evidence bundle: {why}.",
    ),
    "kept-not-read": (
        WRONG_USAGE,
        "{path} 不是可以读取的检查点：{why}。",
        "{path} is no checkpoint that can be read: {why}.",
    ),
    "against-needs-archive": (
        WRONG_USAGE,
        "--against 与整个存档比较，不能用于证据包 {path}：请去掉证据包，或改用 --witness 给出见证人公钥。",
        "--against compares the whole archive, and can't be used with the bundle {path}: leave the bundle away, or "
        "give a witness's key with --witness.",
    ),
    "bundle-there": (
        WRONG_USAGE,
        "{path} 已存在，未覆盖；请用 --to 指定其他文件名。",
        "{path} is there already and was not overwritten: name another file with --to.",
    ),
    "bundle-not-written": (
        WRONG_USAGE,
        "无法写入 {path}：{why}。",
        "{path} can't be written: {why}.",
    ),
    "bad-public-key": (
        WRONG_USAGE,
        "“{value}”不是公钥：应为 名称+编号+base64，或写有它的文件：数据目录中的 log.pub、见证人的 .pub 文件。",
        "'{value}' is no public key: NAME+ID+BASE64 is needed, or a file with it, as log.pub of the home or a "
        "witness's .pub.",
    ),
    "bad-witness-name": (
        WRONG_USAGE,
        "“{name}”不能作见证人的名称：不得为空，不得含空格、加号或控制字符；可用 audit.example.com 这样的名称。",
        "'{name}' can't be a witness's name: not empty, without spaces, plus or control signs, as audit.example.com.",
    ),
    "witness-key-not-its-own": (
        WRONG_USAGE,
        "{path} 是服务自己的密钥，不能用来见证：请用 --key-file 指定另一个文件，没有则生成。",
        "{path} is the service's own key, and no witness's: name another file with --key-file; it is made if new.",
    ),
    "public-key-of-another": (
        WRONG_USAGE,
        "{path} 写着另一把密钥或另一个名称的公钥，不是 {key} 以此名称的公钥，未覆盖：请恢复它的密钥、沿用原来的名称，"
        "或用 --key-file 指定另一个文件。",
        "{path} holds the public key of another key or name than {key}, and was not overwritten: put its key back, "
        "keep to its name, or name another --key-file.",
    ),
    "witness-name-taken": (
        REFUSED,
        "另一把密钥已以 {name} 之名签署了日志 {size} 项的检查点：每个见证人要有自己的名称，请换一个 --name。",
        "Another key cosigned the checkpoint of {size} entries as {name} already: each witness needs a name of its "
        "own; choose another --name.",
    ),
    "witness-refused": (
        REFUSED,
        "见证人拒绝签署：{why}。",
        "The witness does not cosign: {why}.",
    ),
}
