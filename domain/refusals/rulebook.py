"""Why a rule text does not come into force, in Chinese and English."""

from typing import Final

from domain.refusals.texts import Texts

TEXTS: Final[Texts] = {
    "version-not-next": (
        "版本号应为 {next}，而不是 {version}；请修改文件中的版本号（version）。",
        "The version should be {next}, not {version}: change version in the file.",
    ),
    "version-taken": (
        "版本 {version} 已发布，内容不能再改；请将文件中的版本号（version）改为 {next} 后重新提出。",
        "Version {version} is published, and its text never changes: raise version in the file to {next} and "
        "propose that.",
    ),
    "name-shipped": (
        "“{name}”是随程序提供的名称，其内容不能改动；请复制（gongdan policy copy）后另取名称。",
        "'{name}' comes with the program and can't be changed: copy it under a name of your own "
        "(`gongdan policy copy`).",
    ),
    "nothing-proposed": (
        "没有待批准的版本 {version}；请先提出。",
        "No version {version} is proposed; propose it first.",
    ),
    "other-proposal": (
        "待批准的是另一份内容：版本 {version}，sha256 以 {sha256} 开头；请查看后重试。",
        "Another text is proposed now: version {version}, sha256 {sha256}…; look at it and try again.",
    ),
    "own-proposal": (
        "不能批准自己提出的内容；请由另一位总监批准。",
        "Nobody approves what they proposed themselves: let another manager do it.",
    ),
    "not-approved": (
        "版本 {version} 尚未批准，不能发布；请先由总监批准。",
        "Version {version} is not approved, so it can't be published; have a manager approve it first.",
    ),
}
