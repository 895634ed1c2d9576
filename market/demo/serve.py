"""Server and worker side by side on this machine; both stop when one does."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

HOST = "127.0.0.1"
THREADS = 8
LOOK_EVERY_SECONDS = 0.3
PATIENCE_SECONDS = 10
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
BIN = Path(sys.executable).parent


class Stopped(Exception):
    """Somebody asked the demo to stop."""


def commands(port: int) -> tuple[list[str], list[str]]:
    """Return the command lines of the server and of the worker."""
    server = [
        str(BIN / "gunicorn"),
        f"--bind={HOST}:{port}",
        "--workers=1",
        f"--threads={THREADS}",
        # A file of 32 MB is read within the request.
        "--timeout=120",
        "--log-level=warning",
        "app:create_app()",
    ]
    return server, [str(BIN / "flask"), "--app", "app", "worker"]


def is_free(port: int) -> bool:
    """Say whether nobody listens on this port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        return probe.connect_ex((HOST, port)) != 0


def wait_until_served(port: int) -> None:
    """Return once the server answers, or after some seconds in any case."""
    for _ in range(int(PATIENCE_SECONDS / LOOK_EVERY_SECONDS)):
        if not is_free(port):
            return
        time.sleep(LOOK_EVERY_SECONDS)


def start(port: int) -> list[subprocess.Popen[bytes]]:
    """Start server and worker."""
    # The commands are ours and hold nothing that a person typed but a port number.
    return [subprocess.Popen(command) for command in commands(port)]  # noqa: S603


def wait(processes: Sequence[subprocess.Popen[bytes]]) -> int:
    """Wait until one process ends or a signal comes; stop the rest.

    Returns
    -------
    int
        Exit status: 0 after a signal, else that of the process that ended.
    """
    for number in STOPPING:
        signal.signal(number, _raise_stopped)
    try:
        while True:
            for process in processes:
                if process.poll() is not None:
                    return process.returncode
            time.sleep(LOOK_EVERY_SECONDS)
    except Stopped:
        return 0
    finally:
        _stop(processes)


def _stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def _raise_stopped(_number: int, _frame: FrameType | None) -> None:
    # Who presses twice, or signals a whole group, must not break the stopping.
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    raise Stopped
