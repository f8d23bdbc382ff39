"""Opens a ticket over NATS, once, however often it is run with the same key.

pip install nats-py
NATS_URL=nats://… NATS_USER=service NATS_PASSWORD=… KEY=gongdan-key_… python ask.py call-17 "The screen is dark"
"""

import asyncio
import json
import os
import sys

import nats


async def main(key: str, summary: str) -> int:
    user = os.environ["NATS_USER"]
    client = await nats.connect(
        os.environ["NATS_URL"], user=user, password=os.environ["NATS_PASSWORD"], inbox_prefix=f"_INBOX_{user}"
    )
    said = json.dumps({"body": {"channel": "web", "summary": summary}}).encode()
    headers = {"Authorization": f"Bearer {os.environ['KEY']}", "Idempotency-Key": key, "Accept-Language": "en"}
    answer = await client.request("gongdan-do.tickets.open", said, timeout=60, headers=headers)
    await client.close()
    told = json.loads(answer.data)
    if "Nats-Service-Error-Code" in (answer.headers or {}):
        print(told["detail"], file=sys.stderr)
        return 1
    print(told["number"])
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(*sys.argv[1:3])))
