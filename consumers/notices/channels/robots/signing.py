"""How calls to robots are signed, each as its platform documents it."""

import base64
import hashlib
import hmac


def dingtalk(secret: str, milliseconds: int) -> str:
    """``timestamp`` and secret, a line each, under the secret; in Base64, for the address.

    https://open.dingtalk.com/document/robots/customize-robot-security-settings
    """
    return _signed(secret, f"{milliseconds}\n{secret}")


def feishu(secret: str, seconds: int) -> str:
    """Nothing, under ``timestamp`` and secret, a line each; in Base64, for the body.

    https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
    """
    return _signed(f"{seconds}\n{secret}", "")


def _signed(key: str, said: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), said.encode(), hashlib.sha256).digest()).decode()
