"""A mail server for tests: it takes letters on this machine, or refuses them as told."""

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Server:
    """What arrived, and what the server answers to a command instead of yes."""

    host: str = "127.0.0.1"
    port: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    letters: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Return the address of the server."""
        return f"smtp://{self.host}:{self.port}"


@contextmanager
def mail_server(host: str = "127.0.0.1", **answers: str) -> Iterator[Server]:
    """Give a mail server, with what it answers to a command: ``RCPT="550 No"``."""
    kept = Server(host=host, answers=answers)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 test\r\n")
            while line := self.rfile.readline().decode().strip():
                kept.said.append(line)
                word = line.split(" ")[0].upper()
                self.wfile.write(f"{kept.answers.get(word, _YES[word])}\r\n".encode())
                if word == "DATA" and word not in kept.answers:
                    self._take()

        def _take(self) -> None:
            lines = iter(self.rfile.readline, b".\r\n")
            letter = b"".join(lines)
            answer = kept.answers.get("END", "250 taken")
            if answer.startswith("250"):
                kept.letters.append(letter)
            self.wfile.write(f"{answer}\r\n".encode())

    with socketserver.ThreadingTCPServer((host, 0), Handler) as server:
        server.daemon_threads = True
        kept.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()


_YES = {
    "EHLO": "250 test",
    "HELO": "250 test",
    "MAIL": "250 yes",
    "RCPT": "250 yes",
    "DATA": "354 go on",
    "RSET": "250 yes",
    "QUIT": "221 bye",
}
