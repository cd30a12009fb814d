"""A questionnaire as a person meets it in a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from autodiagnostic.definition import Definition
from autodiagnostic.guide import Guide
from autodiagnostic.library import Library

ROOT = Path(__file__).parents[2]
KEY = "autodiagnostic.document"


@cache
def compiled() -> Library:
    """The guide's questionnaires."""
    return Guide(ROOT / "docs", ROOT / "questionnaires").library


_SHOWN = """(form, click) => click && form.querySelector(click).click() || ({
    ...form.querySelector("output").dataset,
    headline: form.querySelector("output").textContent,
    bar: [form.querySelector("progress").value, form.querySelector("progress").max],
    progress: form.querySelector("[data-part=progress]").textContent,
    title: form.querySelector("[data-part=level]").textContent,
    numbers: form.querySelector("[data-part=numbers]").textContent,
    open: form.querySelector("[data-part=open]").textContent,
    summaries: [...form.querySelectorAll("[data-summary]:not([hidden])")].map((one) => one.dataset.summary),
    actions: [...form.querySelectorAll(".quest-letter [data-advice]")].map((one) => one.dataset.advice),
    hidden: [...form.querySelectorAll("[data-key][hidden]")].map((one) => one.dataset.key),
    essentials: Object.fromEntries([...form.querySelectorAll("[data-essential]:not([hidden])")].map(
        (one) => [one.dataset.essential, one.querySelector("strong").textContent])),
})"""


class Form:
    """`root` is the form; questions and answers go by their ids."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name
        self.root = page.locator(f"#questionnaire-{name}")

    def wait(self) -> Form:
        """Until the script has taken over."""
        expect(self.root).to_have_attribute("data-ready", "")
        return self

    def input(self, question: str, value: str) -> Locator:
        return self.root.locator(f'[name="{question}"][value="{value}"]')

    def field(self, question: str) -> Locator:
        return self.root.locator(f'input[type=number][name="{question}"], textarea[name="{question}"]')

    def box(self, question: str) -> Locator:
        return self.root.locator(f"#{self.name}-{question}")

    def part(self, name: str) -> Locator:
        return self.root.locator(f'[data-part="{name}"]')

    def choose(self, question: str, value: str) -> None:
        """Click an answer where a person does: on its row."""
        answer = self.page.locator(f'[name="{question}"][value="{value}"]')
        self.root.locator("label").filter(has=answer).click()

    def write_note(self, question: str, text: str) -> None:
        self.box(question).get_by_text("Ajouter une note").click()
        self.root.locator(f'[name="note-{question}"]').fill(text)

    def note(self, question: str) -> Locator:
        return self.root.locator(f'[name="note-{question}"]')

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name)

    def shown(self, answer: tuple[str, str] | None = None) -> dict[str, Any]:
        """All that the live result says, once a question is answered if one is given."""
        click = answer and '[name="{}"][value="{}"]'.format(*answer)
        shown: dict[str, Any] = self.root.evaluate(_SHOWN, click)
        return shown

    def definition(self) -> Definition:
        """The guide's questionnaire of this name."""
        return compiled().definitions[self.name]

    def expect_answers(self, **expected: str | None) -> None:
        """What is ticked, by question (`_` for `-`); None for nothing."""
        for name, value in expected.items():
            question = name.replace("_", "-")
            ticked = self.root.locator(f'[name="{question}"]:checked')
            if value is None:
                expect(ticked).to_have_count(0)
            else:
                expect(ticked).to_have_value(value)


def kept(page: Page, key: str = KEY) -> dict[str, Any] | None:
    """The document in the browser's store."""
    text = page.evaluate(f"localStorage.getItem('{key}')")
    return None if text is None else dict(json.loads(text))


def keep(page: Page, document: object, key: str = KEY) -> None:
    """Put a document, or any text, in the browser's store, as another version or another program would."""
    text = document if isinstance(document, str) else json.dumps(document)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])


def document(answers: Mapping[str, object] | None = None, **more: object) -> dict[str, object]:
    """A document as this version writes it."""
    return {
        "format": "autodiagnostic-document",
        "version": 1,
        "commune": "",
        "answers": dict(answers or {}),
        **{section: {} for section in ("notes", "plan", "targets", "reviewed", "snapshots", "erased")},
        **more,
    }
