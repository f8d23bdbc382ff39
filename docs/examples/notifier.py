"""Tells a chat group of tickets by its robot's webhook (WeCom, DingTalk and Feishu take such a body, each in its form).

    pip install nats-py httpx
    NATS_URL=nats://… NATS_USER=partner-chat NATS_PASSWORD=… DOMAIN=feed STREAM=GONGDAN_FEED DURABLE=chat \
        WEBHOOK=https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=… python notifier.py

Let the grant filter what is worth a word (`--type ticket-graded --severity critical`). What the robot refuses
or does not answer is told again after half a minute; a word may so come twice, and none is lost.
"""

import asyncio
import json
import os

import httpx
import nats

AGAIN = float(os.environ.get("AGAIN", "30"))


async def main() -> None:
    user, domain = os.environ["NATS_USER"], os.environ.get("DOMAIN")
    inbox = f"_INBOX_{user}"  # the only one that the user may hear
    client = await nats.connect(
        os.environ["NATS_URL"],
        user=user,
        password=os.environ["NATS_PASSWORD"],
        inbox_prefix=inbox,
        max_reconnect_attempts=-1,
    )
    durable = await client.jetstream(domain=domain).pull_subscribe_bind(
        os.environ["DURABLE"], os.environ["STREAM"], f"{inbox}.".encode()
    )
    async with httpx.AsyncClient(timeout=10) as robot:
        while True:
            try:
                [message] = await durable.fetch(1, timeout=1)
            except TimeoutError:  # nothing new
                continue
            if await told(robot, text(message)):
                await message.ack()
            else:
                await message.nak(delay=AGAIN)


def text(message: "nats.aio.msg.Msg") -> str:
    said, data = message.headers or {}, json.loads(message.data)
    words = [said["ce-subject"], said["ce-type"].split(".")[2], data.get("severity"), data.get("product")]
    return " · ".join(word for word in words if word)


async def told(robot: httpx.AsyncClient, words: str) -> bool:
    """Robots answer 200 also to what they refuse, and say so in errcode."""
    try:
        answer = await robot.post(os.environ["WEBHOOK"], json={"msgtype": "text", "text": {"content": words}})
        return answer.is_success and answer.json().get("errcode", 0) == 0
    except (httpx.HTTPError, ValueError):
        return False


if __name__ == "__main__":
    asyncio.run(main())
