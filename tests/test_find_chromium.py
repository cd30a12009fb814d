"""The order in which a browser is looked for, and what is said when there is none."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import pytest

from tools.find_chromium import BrowserNotFoundError, choose, find_chromium, find_shell


def starts(*names: str) -> Callable[[str], str | None]:
    return lambda name: f"/bin/{name}" if name in names else None


def finder(tried: list[str], name: str, found: str | None) -> Callable[[], str | None]:
    def find() -> str | None:
        tried.append(name)
        return found

    return find


def test_the_environment_comes_first() -> None:
    tried: list[str] = []
    assert choose("mine", starts("mine", "other"), [finder(tried, "installed", "other")]) == "/bin/mine"
    assert tried == []


def test_a_wrong_environment_is_told_and_not_replaced() -> None:
    tried: list[str] = []
    message = "CHROMIUM=mine does not name a browser that starts."
    with pytest.raises(BrowserNotFoundError, match=re.escape(message)):
        choose("mine", starts("other"), [finder(tried, "installed", "other")])
    assert tried == []


def test_finders_are_tried_in_order_until_one_has_a_browser_that_starts() -> None:
    tried: list[str] = []
    finders = [
        finder(tried, "nothing", None),
        finder(tried, "a stub that does not start", "stub"),
        finder(tried, "a browser", "good"),
        finder(tried, "never reached", "better"),
    ]
    assert choose(None, starts("good", "better"), finders) == "/bin/good"
    assert tried == ["nothing", "a stub that does not start", "a browser"]


def test_without_any_it_says_what_to_do() -> None:
    with pytest.raises(BrowserNotFoundError) as raised:
        choose("", starts(), [lambda: None])
    assert str(raised.value).endswith("Install one, or name it with CHROMIUM=/path/to/chromium.")


def test_whoever_names_a_browser_has_that_one_do_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", sys.executable)
    assert find_chromium() == find_shell() == sys.executable
