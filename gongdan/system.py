"""What the operating system would not do, in Chinese and English, so that neither sentence holds the other's words."""

import errno
import os
from typing import Final

from gongdan.language import Both

_WORDS: Final = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "文件或目录不存在",
    errno.EEXIST: "已有同名文件",
    errno.EISDIR: "是目录而不是文件",
    errno.ENOTDIR: "路径中有一部分不是目录",
    errno.ENOTEMPTY: "目录不是空的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件过大",
    errno.EROFS: "磁盘只读",
    errno.EIO: "磁盘读写出错",
    errno.EINVAL: "系统不接受这样的操作",
    errno.ENAMETOOLONG: "名称过长",
    errno.ELOOP: "符号链接互相指向",
    errno.EBUSY: "正被占用",
    errno.ETXTBSY: "正在运行",
    errno.EMFILE: "打开的文件过多",
    errno.ENFILE: "打开的文件过多",
    errno.ENOMEM: "内存不足",
    errno.ENXIO: "没有这个设备",
    errno.EPIPE: "对方已关闭",
    errno.ECONNREFUSED: "连接被拒绝",
    errno.ECONNRESET: "连接中断",
    errno.ETIMEDOUT: "连接超时",
    errno.EHOSTUNREACH: "无法到达该主机",
    errno.ENETUNREACH: "无法到达该网络",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}


def of_system(error: OSError | int) -> Both:
    """Why the system would not, by its error number; an error without one in its own words."""
    number = error if isinstance(error, int) else error.errno
    english = os.strerror(number) if number else str(error)
    return Both(_WORDS.get(number or 0, english), english)
