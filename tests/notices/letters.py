"""A letter to send where it does not matter which."""

from consumers.notices.channels.port import Message
from gongdan.notices.previewing import preview

MESSAGE = Message("notice-" + "0" * 32, "zhangwei@example.com", preview("received", "zh"))
