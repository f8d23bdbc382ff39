"""A search on disk sees what nats-server keeps compressed."""

import secrets

import nats

from gongdan.nats_servers.embedded import NatsServer
from tests.whole.erasing.blocks import said_in

CANARY = b"canary in a compressed block"


async def test_what_a_compressed_block_says_is_seen(own_server: NatsServer):
    whose = own_server.passwords.of("operations")
    client = await nats.connect(own_server.url, user="operations", password=whose)
    stream = client.jetstream()
    await stream.add_stream(name="PACKED", subjects=["packed"], storage="file", compression="s2")  # type: ignore[arg-type]
    for at in range(14):
        mixed = b"".join(secrets.token_hex(50).encode() + b"0123456789" * 90 for _ in range(700))
        await stream.publish("packed", mixed + CANARY * (at % 3) + bytes(at))
    await client.close()
    own_server.stop()
    blocks = _blocks(own_server)
    packed = [block for block in blocks if block.startswith(b"cmp")]
    assert packed
    assert sum(said_in(block).count(CANARY) for block in blocks) >= 14
    assert sum(len(said_in(block)) - len(block) for block in packed) > 5_000_000


def _blocks(server: NatsServer) -> list[bytes]:
    return [path.read_bytes() for path in server.folder.rglob("*.blk")]
