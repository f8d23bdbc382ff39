"""Robots in the group chats of WeCom 企业微信, DingTalk 钉钉 and Feishu 飞书."""
