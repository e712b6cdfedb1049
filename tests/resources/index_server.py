"""A package index on this machine, which can be told to behave badly."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .tiny_model import WHEEL


@dataclass
class Index:
    """Serves one wheel. After `cuts` bytes answers break off; `refuses` asks for a password."""

    wheel: bytes
    ranges: bool = True
    refuses: bool = False
    cuts: list[int] = field(default_factory=list)
    asked: list[str | None] = field(default_factory=list)
    address: str = ""


@contextmanager
def serve(index: Index) -> Iterator[Index]:
    """The index at an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/simple/"):
                page = f'<a href="/files/{WHEEL}">{WHEEL}</a>'.encode()
                self._answer(200, page, "text/html")
                return
            if "pip/" in self.headers.get("User-Agent", ""):
                self._answer(200, index.wheel, "application/octet-stream")
                return
            asked = self.headers.get("Range")
            index.asked.append(asked)
            if index.refuses:
                self._answer(401, b"", "text/plain")
                return
            start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and index.ranges else 0
            if start >= len(index.wheel):
                self._answer(416, b"", "text/plain")
                return
            cut = index.cuts.pop(0) if index.cuts else len(index.wheel)
            body = index.wheel[start:]
            self._answer(206 if start else 200, body, "application/octet-stream", cut)

        def _answer(self, code: int, body: bytes, kind: str, cut: int | None = None) -> None:
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[:cut])

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    index.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield index
    finally:
        server.shutdown()
        server.server_close()
