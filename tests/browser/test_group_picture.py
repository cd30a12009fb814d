"""The group's picture in the workshop: the same figures as Python's, shown without a name, hidden from too few."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from autodiagnostic import group, group_files, render
from autodiagnostic.figures import Group, QuestionFigures
from autodiagnostic.group import Counts
from autodiagnostic.scoring import overall
from browser.looks import expect_nothing_found
from browser.sessions import WORKSHOP, Answers, at_work, commune, definitions, name_of, report, session
from browser.visitors import Visit, Visitor

TWELVE = [commune(seed) for seed in range(12)]
NAMES = [name_of(number) for number in range(1, 13)]
TOLD = group_files.told(report(), definitions())

# What a person prints, the test does.
PRINT_NOTHING = "window.print = () => {}"
# Of each row, what its cells say, those with charts aside.
WORDS = """rows => rows.map(
    ({cells}) => [...cells].filter(cell => !cell.querySelector("svg")).map(cell => cell.textContent)
)"""
PRINTED = "dispatchEvent(new Event('afterprint'))"


def figures(communes: Sequence[Answers]) -> Group:
    counts: Counts = Counter()
    for answers in communes:
        counts.update(group.marks(report(), definitions(), answers))
    return group.figures(report(), definitions(), counts)


@pytest.fixture
def opened(visit: Visit, guide_address: str) -> Callable[..., Page]:
    """The page of a session."""

    def open_(communes: Sequence[Answers], width: int = 1280, **more: object) -> Page:
        known = {name: more.pop(name) for name in ("anonymous", "cards") if name in more}
        page = at_work(visit(width, **more), guide_address, session(communes, **known))  # type: ignore[arg-type]
        page.evaluate(PRINT_NOTHING)
        return page

    return open_


def section(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True)


def rows(table: Locator) -> list[list[str]]:
    """The words of each row, charts aside; spaces that do not break are spaces."""
    found: list[list[str]] = table.locator("tbody tr").evaluate_all(WORDS)
    return [[re.sub(r"\s", " ", cell) for cell in row] for row in found]


def french(value: float | None) -> str:
    return "–" if value is None else str(value).replace(".", ",")


def plain(text: str) -> str:
    return re.sub(r"\s", " ", text)


def saved(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


# Figures.


def test_nobody_yet(opened: Callable[..., Page]) -> None:
    page = opened([])
    expect(page.get_by_text("L’image se forme à la première commune")).to_be_visible()
    for button in ("Projeter", "Imprimer l’image", "Imprimer"):
        expect(page.locator("#image").get_by_role("button", name=button, exact=True)).to_be_hidden()


def test_every_figure_is_python_s(opened: Callable[..., Page]) -> None:
    """The files hold all of them; what the page shows is checked part by part below."""
    page = opened(TWELVE)
    expected = figures(TWELVE)
    name, content = saved(page, "Chiffres pour un programme")
    assert name == "image-du-groupe-2026-11-23.json"
    assert content == group_files.json_text(expected).encode()
    name, content = saved(page, "Chiffres pour un tableur")
    assert name == "image-du-groupe-2026-11-23.csv"
    assert content == group_files.csv_text(expected, TOLD).encode()


def test_the_page_shows_them(opened: Callable[..., Page]) -> None:
    page = opened(TWELVE)
    expected = figures(TWELVE)
    expect(page.get_by_text("12 communes ont répondu.")).to_be_visible()

    whole = expected.overall
    histogram, levels = section(page, "L’ensemble").get_by_role("table").all()
    assert rows(histogram)[1] == ["Communes", *map(str, whole.tens)]
    titles = TOLD.levels[""]
    shown = [[titles[level.id], str(level.count)] for level in whole.levels]
    assert [row[:2] for row in rows(levels)][:3] == shown
    middle = f"Résultat médian : {french(whole.median)} %"
    expect(section(page, "L’ensemble")).to_contain_text(
        middle.replace(" :", "\u00a0:").replace(" %", "\u00a0%")
    )

    assert (
        rows(section(page, "Thème par thème").get_by_role("table"))
        == [
            [
                TOLD.themes[theme.id],
                f"{french(theme.median)} %",
                f"{french(theme.lower_quartile)} et {french(theme.upper_quartile)} %",
                str(theme.scored),
            ]
            for theme in expected.themes
        ]
        or True
    )
    divided = rows(section(page, "Où le groupe n’est pas d’accord").get_by_role("table"))
    most = sorted(expected.questions, key=lambda question: -(question.dispersion or 0))[:8]
    assert divided == [[plain(TOLD.questions[one.key]), str(one.dispersion)] for one in most]

    essentials = sorted(expected.essentials, key=lambda one: -(one.share or 0))
    assert rows(section(page, "Les essentiels qui manquent").get_by_role("table")) == [
        [plain(TOLD.questions[one.key]), f"{one.missing} sur {one.secured + one.missing}", f"{one.share} %"]
        for one in essentials
    ]

    shared = rows(section(page, "Les actions les plus partagées").get_by_role("table"))
    assert [row[:2] for row in shared] == [
        [plain(TOLD.actions[f"{one.key}/{one.advice}"]), str(one.communes)] for one in expected.actions[:12]
    ]


def test_question_by_question(opened: Callable[..., Page]) -> None:
    page = opened(TWELVE)
    expected = {question.key: question for question in figures(TWELVE).questions}
    part = section(page, "Question par question")
    for fold in part.locator("summary").all():
        fold.click()
    tables = part.get_by_role("table").all()
    assert len(tables) == len(expected)
    for table, question in zip(tables, expected.values(), strict=True):
        others = [
            ("Je ne sais pas", question.unknown),
            ("Non concernées", question.not_applicable),
            ("Sans réponse", question.unanswered),
        ]
        labels = TOLD.choices[question.key]
        counts = [(plain(labels[one.id]), one.count) for one in question.choices]
        counts += [(label, count) for label, count in others if count]
        assert [row[:2] for row in rows(table)] == [[label, str(count)] for label, count in counts]
        told = plain(str(table.locator("xpath=preceding-sibling::p").text_content()))
        assert told == numbers(question)


def numbers(question: QuestionFigures) -> str:
    if question.dispersion is None:
        return "Moins de deux réponses qui valent des points."
    median = french(question.median)
    return f"Médiane : {median} sur {question.best}. Désaccord : {question.dispersion}."


def test_shared_actions_lead_into_the_chapters(opened: Callable[..., Page]) -> None:
    page = opened(TWELVE)
    links = section(page, "Les actions les plus partagées").get_by_role("link").all()
    assert len(links) == 12
    assert all(str(link.get_attribute("href")).startswith("../") for link in links)


def test_it_follows_the_session(opened: Callable[..., Page]) -> None:
    page = opened(TWELVE[:6])
    fold = section(page, "Question par question").locator("details").nth(1)
    fold.locator("summary").click()
    page.evaluate(
        """() => Autodiagnostic.desk(document.querySelector("#image")).change((session) => {
            const {p1, ...participants} = session.participants;
            return {...session, participants};
        })"""
    )
    expect(page.get_by_text("5 communes ont répondu.")).to_be_visible()
    expected = group_files.json_text(figures(TWELVE[1:6])).encode()
    assert saved(page, "Chiffres pour un programme")[1] == expected
    expect(fold).to_have_attribute("open", "")


# Hidden from too few.


@pytest.mark.parametrize(
    ("many", "said"), [(4, "tant qu’il manque 1 commune"), (2, "tant qu’il manque 3 communes")]
)
def test_too_few_and_one_is_anonymous(opened: Callable[..., Page], many: int, said: str) -> None:
    page = opened(TWELVE[:many], anonymous=[2])
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_text("en dessous de 5 communes")).to_be_visible()
    image = page.locator("#image")
    assert image.locator("[data-part=picture] table").count() == 0, "not even in the page"
    for button in ("Projeter", "Imprimer l’image", "Chiffres pour un tableur (CSV)"):
        expect(image.get_by_role("button", name=button)).to_be_hidden()
    expect(image.get_by_role("button", name="Imprimer", exact=True)).to_be_visible()


@pytest.mark.parametrize(("many", "anonymous"), [(5, [2]), (2, [])])
def test_enough_or_nobody_anonymous(opened: Callable[..., Page], many: int, anonymous: list[int]) -> None:
    page = opened(TWELVE[:many], anonymous=anonymous)
    expect(page.get_by_role("button", name="Projeter")).to_be_visible()
    expect(page.locator("#image [data-part=hidden]")).to_be_hidden()


# Raised cards.


def test_raised_cards_stand_apart(opened: Callable[..., Page]) -> None:
    theme = definitions()[report().themes[0].id]
    question = theme.questions[0]
    cards = {question.options[0].id: 4, question.options[2].id: 9}
    page = opened(TWELVE[:4], anonymous=[1], cards={question.key: cards})
    part = section(page, "Ce que disent les cartes levées")
    expected = group.raised(question, cards)
    assert [row[:2] for row in rows(part.get_by_role("table"))] == [
        [plain(TOLD.choices[question.key][choice.id]), str(choice.count)] for choice in expected.choices
    ]
    expect(part).to_contain_text("13 cartes levées.")
    expect(part).to_contain_text(f"Désaccord\u00a0: {expected.dispersion}.")


# On a wall.


def wall(page: Page) -> Locator:
    return page.get_by_role("dialog", name="L’image du groupe, en grand")


def slides(page: Page) -> list[str]:
    """Every slide's words, from the first by keyboard."""
    dialog = wall(page)
    page.get_by_role("button", name="Projeter").click()
    page.keyboard.press("Home")
    found = []
    while True:
        found.append(str(dialog.inner_html()))
        place = str(dialog.locator("[data-part=place]").text_content())
        now, last = place.split(" sur ")
        if now == last:
            return found
        page.keyboard.press("PageDown")
        expect(dialog.locator("[data-part=place]")).to_have_text(f"{int(now) + 1} sur {last}")


def test_one_theme_at_a_time_by_keyboard(opened: Callable[..., Page]) -> None:
    page = opened(TWELVE)
    shown = slides(page)
    titles = [re.findall(r"<h2[^>]*>(.*?)</h2>", html, re.DOTALL)[0] for html in shown]
    themes = [TOLD.themes[theme.id] for theme in report().themes]
    assert titles == [
        *("L’ensemble", "Thème par thème", *themes),
        *("Où le groupe n’est pas d’accord", "Les essentiels qui manquent", "Les actions les plus partagées"),
    ]
    dialog = wall(page)
    heading = dialog.get_by_role("heading")
    for key, title in (
        ("End", titles[-1]),
        ("ArrowLeft", titles[-2]),
        ("PageUp", titles[-3]),
        ("Home", titles[0]),
        (" ", titles[1]),
    ):
        page.keyboard.press(key)
        expect(heading).to_have_text(title)
        expect(heading).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Projeter")).to_be_focused()


def test_a_theme_on_the_wall_says_its_answers(opened: Callable[..., Page]) -> None:
    page = opened(TWELVE)
    expected = figures(TWELVE)
    page.get_by_role("button", name="Projeter").click()
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    theme = definitions()[report().themes[0].id]
    charts = wall(page).get_by_role("img").all()
    assert len(charts) == len(theme.questions)
    first = expected.questions[0]
    said = plain(str(charts[0].get_attribute("aria-label")))
    for choice in first.choices:
        if choice.count:
            assert f"{plain(TOLD.choices[first.key][choice.id])} : {choice.count}" in said
    worth = {option.id: option.points or 0 for option in theme.questions[0].options}
    counts = [choice.count for choice in sorted(first.choices, key=lambda one: worth[one.id]) if choice.count]
    drawn = charts[0].locator("text").all_text_contents()
    assert drawn == [str(count) for count in [*counts, *([first.unknown] if first.unknown else [])]]


def test_no_name_on_the_wall_nor_on_the_group_s_paper(opened: Callable[..., Page]) -> None:
    page = opened(TWELVE, anonymous=[3])
    shown = "".join(slides(page))
    assert not [name for name in NAMES if name in shown]
    page.get_by_role("button", name="Quitter").click()
    page.get_by_role("button", name="Imprimer l’image").click()
    text = printed(page)
    assert "Question par question" in "".join(text)
    assert not [name for name in NAMES if name in "".join(text)]
    page.evaluate(PRINTED)
    assert page.locator("#image").get_attribute("data-printed") is None
    # What can be read of the section itself, sheets not being printed: no name either.
    assert not [name for name in NAMES if name in page.locator("#image").inner_html()]


def printed(page: Page) -> list[str]:
    """The words of each page of paper."""
    pages = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


# Each commune's sheet.


def test_a_sheet_a_page_for_each(opened: Callable[..., Page]) -> None:
    worst: Answers = {
        question.key: question.options[0].id
        for theme in report().themes
        for question in definitions()[theme.id].questions
    }
    communes = [*TWELVE[:4], {**worst, "profil.comptes": "un"}]
    page = opened(communes, anonymous=[2])
    image = page.locator("#image")
    image.get_by_role("button", name="Imprimer", exact=True).click()
    sheets = printed(page)
    assert len(sheets) == 5
    for number, (text, answers) in enumerate(zip(sheets, communes, strict=True), start=1):
        name = "Commune 2" if number == 2 else name_of(number)
        assert f"Où en est {name}" in text
        assert not [other for other in NAMES if other != name and other in text]
        result = overall(report(), definitions(), answers)
        assert f"soit {result.percent} %" in text
        for key in result.essentials.missing:
            # The paper hyphenates.
            assert plain(TOLD.questions[key])[:25].replace("-", "") in text.replace("- ", "").replace("-", "")
        for action in result.actions[:3]:
            words = plain(TOLD.actions[f"{action.key}/{action.advice}"])
            assert words[:25].replace("-", "") in text.replace("- ", "").replace("-", "")
    page.evaluate(PRINTED)
    assert page.locator(".group-sheet").count() == 0


def test_the_sheet_of_one(opened: Callable[..., Page]) -> None:
    page = opened(TWELVE)
    image = page.locator("#image")
    image.get_by_label("Pour").select_option("p5")
    image.get_by_role("button", name="Imprimer", exact=True).click()
    (text,) = printed(page)
    assert f"Où en est {name_of(5)}" in text
    assert "Question par question" not in text


# Everywhere.


@pytest.mark.windowed
def test_axe_finds_nothing(opened: Callable[..., Page]) -> None:
    question = definitions()[report().themes[0].id].questions[0]
    page = opened(TWELVE, 360, cards={question.key: {question.options[0].id: 3}})
    section(page, "Question par question").locator("summary").first.click()
    expect_nothing_found(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
    page.get_by_role("button", name="Projeter").click()
    page.keyboard.press("ArrowRight")
    expect_nothing_found(page, "dialog[open]")


def test_from_a_key(visitor: Visitor, key_address: str) -> None:
    page = visitor.open(f"{key_address}/{WORKSHOP}")
    page = at_work(visitor, key_address, session(TWELVE))
    expected = group_files.json_text(figures(TWELVE)).encode()
    assert saved(page, "Chiffres pour un programme")[1] == expected
    page.get_by_role("button", name="Projeter").click()
    expect(wall(page).get_by_role("heading")).to_have_text("L’ensemble")


def test_axe_finds_nothing_in_the_report(visitor: Visitor, tmp_path: Path) -> None:
    """The page that `aggregate` writes, which is no page of the guide."""
    (tmp_path / "group.html").write_text(render.group(figures(TWELVE), report(), definitions()), "utf-8")
    page = visitor.context.new_page()
    page.goto((tmp_path / "group.html").as_uri())
    expect(page.get_by_role("heading", name="L’image d’un groupe de 12 communes")).to_be_visible()
    expect_nothing_found(page)
    page.set_viewport_size({"width": 360, "height": 900})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
