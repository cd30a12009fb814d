"""The policy that every page carries, exactly, and the markup that the build is told about because it would break."""

from pathlib import Path

import pytest

from autodiagnostic.csp import Blocked, blocked, inline_script_hashes, policy, secure, with_policy

# printf 'alert(1)' | openssl dgst -sha256 -binary | base64
ALERT_1 = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
# printf 'alert(1)\n' | openssl dgst -sha256 -binary | base64
ALERT_1_LINE = "'sha256-MaeD7tQk/YNyd6Pm9J12ROmv0Z93QwNN4VH7v3gI+RI='"


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT >",
        "<script defer data-x='>'>alert(1)</script>",
        '<script type="module">alert(1)</script>',
        "<script type=text/javascript>alert(1)</script>",
        '<script type="">alert(1)</script>',
        "<script>alert(1)</script><p>a</p><script>alert(1)</script>",
    ],
)
def test_inline_scripts_are_hashed(html: str) -> None:
    assert inline_script_hashes(html) == {ALERT_1}


@pytest.mark.parametrize("end_of_line", ["\n", "\r\n", "\r"])
def test_an_end_of_line_is_hashed_as_a_browser_parses_it(end_of_line: str) -> None:
    assert inline_script_hashes(f"<script>alert(1){end_of_line}</script>") == {ALERT_1_LINE}


@pytest.mark.parametrize(
    "html",
    [
        '<script src="main.js"></script>',
        "<script defer src=main.js></script>",
        '<script type="application/json">{"a": 1}</script>',
        "<script id=data type='application/ld+json'>{}</script>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    ],
)
def test_external_scripts_and_data_need_no_hash(html: str) -> None:
    assert inline_script_hashes(html) == set()


def test_policy() -> None:
    assert policy({"'sha256-b='", "'sha256-a='"}) == (
        "default-src 'self'; "
        "script-src 'self' 'sha256-a=' 'sha256-b='; "
        "style-src 'self'; "
        "img-src 'self' data:; "
        "worker-src 'self'; "
        "manifest-src 'self'; "
        "object-src 'none'; "
        "base-uri 'self'; "
        "form-action 'none'"
    )


def test_policy_never_allows_unnamed_inline_code() -> None:
    assert "unsafe" not in policy({ALERT_1})


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<head>\n  <meta charset="utf-8">\n  <title>t</title></head>',
            '<head>\n  <meta charset="utf-8">{}\n  <title>t</title></head>',
        ),
        ("<head data-x><script>a</script></head>", "<head data-x>{}<script>a</script></head>"),
        ("<html><header>h</header></html>", "<html><header>h</header></html>"),
        ("no markup at all", "no markup at all"),
    ],
)
def test_the_policy_stands_first_in_the_head(html: str, expected: str) -> None:
    meta = """<meta http-equiv="Content-Security-Policy" content="default-src 'self'">"""
    assert with_policy(html, "default-src 'self'") == expected.replace("{}", meta)


def test_a_page_carries_one_policy_however_often_it_is_given_one() -> None:
    page = "<head><meta charset=utf-8></head>"
    assert with_policy(with_policy(page, "old-src 'none'"), "new-src 'self'") == with_policy(
        page, "new-src 'self'"
    )


@pytest.mark.parametrize(
    "tag",
    [
        '<button onclick="go()">',
        "<img src=a.png ONERROR=go()>",
        '<svg\nonload="go()">',
        '<a href="javascript:go()">',
        "<a href=' JavaScript:go()'>",
        '<p style="color: red">',
        "<style>",
        '<script src="https://example.org/a.js">',
        '<script src="//example.org/a.js">',
        '<img alt="" src="http://example.org/a.png">',
        '<img srcset="https://example.org/a.png 2x">',
        '<iframe src="https://example.org/">',
        '<video poster="https://example.org/a.jpg">',
        '<link rel="stylesheet" href="https://example.org/a.css">',
        '<link href="https://example.org" rel="preconnect">',
    ],
)
def test_blocked_markup_is_named(tag: str) -> None:
    assert list(blocked(f"<p>before</p>{tag}<p>after</p>")) == [tag]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org/">elsewhere</a>',
        '<link rel="canonical" href="https://example.org/">',
        '<p>Write onclick="go()" or style="color: red".</p>',
        "<code>&lt;img src=&quot;https://example.org&quot; onerror=x&gt;</code>",
        """<p title='a button with onclick="go()"'>""",
        '<div data-note="one = 1, style = 2, javascript: 3">',
        '<script>a = "<p onclick=go()>"; b = " style=x"</script>',
        '<script type="application/json">{"a": "<img src=//example.org onload=x>"}</script>',
        "<!-- <p onclick=go()> -->",
        '<img src="data:image/png;base64,AAAA" alt="">',
        '<img src="../assets/a.png" alt="">',
    ],
)
def test_harmless_markup_is_not(html: str) -> None:
    assert list(blocked(html)) == []


def test_secure_gives_all_pages_one_policy_and_names_what_it_blocks(tmp_path: Path) -> None:
    home, deep, proof = tmp_path / "index.html", tmp_path / "a/b/c.html", tmp_path / "google1.html"
    deep.parent.mkdir(parents=True)
    home.write_bytes("<head></head><script>alert(1)</script>\r\né".encode())
    deep.write_text("<head></head><script>alert(1)\n</script><p onclick='go()'>", encoding="utf-8")
    proof.write_text("google-site-verification: google1.html", encoding="utf-8")

    assert secure(tmp_path) == [Blocked(deep, "<p onclick='go()'>")]

    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy({ALERT_1, ALERT_1_LINE})}">'
    assert home.read_bytes().decode() == f"<head>{meta}</head><script>alert(1)</script>\r\né"
    assert deep.read_text(encoding="utf-8").startswith(f"<head>{meta}</head>")
    assert proof.read_text(encoding="utf-8") == "google-site-verification: google1.html"


def test_securing_twice_changes_nothing_more(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("<head></head><script>alert(1)</script>", encoding="utf-8")
    secure(tmp_path)
    once = page.read_text(encoding="utf-8")
    secure(tmp_path)
    assert page.read_text(encoding="utf-8") == once
