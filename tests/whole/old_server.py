"""A real nats-server that says it is of an older version: its greeting is rewritten on the way."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from gongdan.nats_servers.embedded import NatsServer


@contextmanager
def pretending(server: NatsServer, version: str) -> Iterator[str]:
    """The URL of a server that greets with the version."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_serve, args=(listening, server.port, version), daemon=True).start()
        yield f"nats://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)


def _serve(listening: socket.socket, port: int, version: str) -> None:
    try:
        while True:
            client, _ = listening.accept()
            server = socket.create_connection(("127.0.0.1", port))
            greeting = re.sub(rb'"version":"[^"]*"', f'"version":"{version}"'.encode(), server.recv(65536))
            client.sendall(greeting)
            for source, target in ((client, server), (server, client)):
                threading.Thread(target=_copy, args=(source, target), daemon=True).start()
    except OSError:
        return


def _copy(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        pass
    finally:
        target.close()
