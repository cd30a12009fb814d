"""The little server of the browser tests keeps quiet about browsers that leave, and about nothing else."""

from __future__ import annotations

import socket
import struct
import threading
from pathlib import Path

import pytest

from tools.serving import Handler, serve


def ask_and_leave(address: str) -> None:
    """Ask for the page, and hang up for good at its first byte."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as browser:
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        browser.sendall(b"GET /page.bin HTTP/1.1\r\nHost: here\r\n\r\n")
        browser.recv(1)
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join()


def test_a_browser_may_leave_in_the_middle(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.bin").write_bytes(bytes(20_000_000))
    with serve(tmp_path) as address:
        ask_and_leave(address)
    assert capfd.readouterr().err == ""


def test_a_fault_of_ours_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Handler) -> None:
        raise ValueError("our fault")

    monkeypatch.setattr(Handler, "send_head", fail)
    with serve(tmp_path) as address:
        ask_and_leave(address)
    assert "our fault" in capfd.readouterr().err
