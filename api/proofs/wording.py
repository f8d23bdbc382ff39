"""What is said of samples and evidence, in Chinese and English."""

from typing import Final

TEXTS: Final[dict[str, tuple[int, str, str]]] = {
    "sample-not-found": (
        404,
        "没有编号为 {id} 的样本；请重新抽取：期间、件数、种子相同，样本相同。",
        "There is no sample {id}: draw it again, the same days, size and seed are the same sample.",
    ),
    "evidence-not-kept": (
        503,
        "此服务不保存证明（GONGDAN_NOTARY=false）；请向保存证明的服务索取证据包。",
        "This service keeps no proofs (GONGDAN_NOTARY=false): ask one that does.",
    ),
    "evidence-not-yet": (
        409,
        "{number} 还没有签署过的证明；新的记录在一分钟内签署，请稍后再试。",
        "Nothing of {number} is signed yet: what is new is signed within a minute, so try again shortly.",
    ),
    "evidence-damaged": (
        503,
        "存档中 {number} 的历史无法证明；请管理员运行 gongdan audit verify 查明。",
        "The history of {number} in the archive can't be proved: have an administrator run `gongdan audit verify`.",
    ),
}
