"""A real HTTPS server in this process, which keeps what it is sent and answers as a test wants it."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.notices.certificates import contexts


@dataclass
class Provider:
    """``trusting`` is a context that knows its certificate; ``asked`` are path, headers and body of each call."""

    status: int = 200
    body: bytes = b'{"errcode":0,"errmsg":"ok"}'
    location: str = ""
    hangs_up: bool = False
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list[tuple[str, dict[str, str], bytes]])
    host: str = ""
    trusting: ssl.SSLContext | None = None


@contextmanager
def answering(folder: Path) -> Iterator[Provider]:
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            provider.asked.append((self.path, dict(self.headers), content))
            if provider.hangs_up:
                self.connection.close()
                return
            self.send_response(provider.status)
            if provider.location:
                self.send_header("Location", provider.location)
            self.send_header("Content-Length", str(len(provider.body)))
            self.end_headers()
            self.wfile.write(provider.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- http.server's name
            pass

        def handle(self) -> None:
            with suppress(OSError, ValueError):
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.trusting, theirs = contexts(folder)
    server.socket = theirs.wrap_socket(server.socket, server_side=True)
    provider.host = f"https://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
