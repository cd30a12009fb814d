"""The little server of the browser tests keeps quiet about browsers that leave, and about nothing else."""

from __future__ import annotations

import socket
import struct
import threading
from pathlib import Path

import pytest

from tools.serving import Handler, serve


def place(address: str) -> tuple[str, int]:
    host, port = address.removeprefix("http://").split(":")
    return host, int(port)


def ask_and_leave(address: str) -> None:
    """Ask for the page, and hang up for good at its first byte."""
    with socket.create_connection(place(address)) as browser:
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


def test_once_it_ends_nobody_answers_not_even_on_an_open_line(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("bonjour", "utf-8")
    ask = b"GET /page.html HTTP/1.1\r\nHost: here\r\n\r\n"
    with serve(tmp_path) as address:
        browser = socket.create_connection(place(address))
        browser.sendall(ask)
        heard = browser.recv(4096)
        while not heard.endswith(len("bonjour").to_bytes(4, "little")):  # the end of what gzip packed
            heard += browser.recv(4096)
        assert heard.startswith(b"HTTP/1.1 200")
    with browser:
        assert answer(browser, ask) == b""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(place(address))


def answer(browser: socket.socket, ask: bytes) -> bytes:
    """What comes back; nothing from who has hung up."""
    try:
        browser.sendall(ask)
        return browser.recv(4096)
    except ConnectionError:
        return b""


def test_a_fault_of_ours_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Handler) -> None:
        raise ValueError("our fault")

    monkeypatch.setattr(Handler, "send_head", fail)
    with serve(tmp_path) as address:
        ask_and_leave(address)
    assert "our fault" in capfd.readouterr().err
