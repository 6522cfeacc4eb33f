"""Servers: started, asked, and ended whatever happens."""

import contextlib
import http.client
import json
import signal
import socket
import subprocess
import time

import processes
from processes import Failed

# How long a server may take for anything: to be ready, to answer, to end.
PATIENCE = 60
HOST = "127.0.0.1"


class Server:
    """A process that serves, and what it said so far."""

    def __init__(self, child, log, started):
        self.child = child
        self.log = log
        self.started = started

    def fail(self, what):
        """The error that says what it said."""
        words = self.log.read_text(errors="replace").strip()
        return Failed(f"{' '.join(self.child.args)}\n{what}: {words[-2000:]}")

    def check(self):
        """Fails where it runs no more, or has taken too long."""
        if self.child.poll() is not None:
            raise self.fail(f"ended with {self.child.returncode}")
        if time.perf_counter() - self.started > PATIENCE:
            raise self.fail(f"was not ready after {PATIENCE} s")

    def address(self, find):
        """The address that it chose: what `find` gets from a line of JSON that it wrote."""
        while True:
            for line in self.log.read_text(errors="replace").splitlines():
                # The last line may be half written.
                with contextlib.suppress(ValueError, LookupError, TypeError):
                    if found := find(json.loads(line)):
                        return found
            self.check()
            time.sleep(0.01)

    def ready(self, port):
        """Seconds from the start of the process to its first answer with 200, and the answer. It is
        asked on a bare socket every two milliseconds; one that listens before it is ready answers
        when it is."""
        request = (
            f"GET /health/ready HTTP/1.1\r\nhost: {HOST}\r\nconnection: close\r\n\r\n".encode()
        )
        while True:
            with contextlib.suppress(OSError):
                with socket.create_connection((HOST, port), timeout=PATIENCE) as connection:
                    connection.sendall(request)
                    answer = connection.recv(4096)
                    seconds = time.perf_counter() - self.started
                    while piece := connection.recv(4096):
                        answer += piece
                if answer.startswith(b"HTTP/1.1 200 "):
                    return seconds, json.loads(answer.partition(b"\r\n\r\n")[2])
            self.check()
            time.sleep(0.002)


@contextlib.contextmanager
def serving(log, *command, cwd=None, **settings):
    """A server that runs in the block, with settings in its environment; then it is told to end, and
    its end awaited. Its output goes to the file `log`."""
    command = [str(part) for part in command]
    with open(log, "wb") as output:
        started = time.perf_counter()
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=cwd,
            env=processes.environment() | settings,
        )  # fmt: skip
    try:
        yield Server(child, log, started)
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def free_port():
    """A port that nobody has at the moment."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return listener.getsockname()[1]


def post(address, path, body):
    """The body of an answer to JSON."""
    connection = http.client.HTTPConnection(address, timeout=PATIENCE)
    with contextlib.closing(connection):
        connection.request("POST", path, body, {"content-type": "application/json"})
        answer = connection.getresponse()
        text = answer.read()
    if answer.status != 200:
        raise Failed(f"{path} of {address} answered {answer.status}: {text[:2000]!r}")
    return text
