"""« Où vous en êtes » and « Thème par thème » say what scoring.py says, and follow what is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import ceil

import pytest
import yaml
from playwright.sync_api import Locator, expect

from autodiagnostic.definition import UNKNOWN, Definition, Question
from autodiagnostic.scoring import Result, overall, score
from autodiagnostic.typography import french
from browser import forms
from browser.looks import expect_nothing_found
from browser.visitors import Visit, Visitor

REPORT = "autodiagnostic/bilan.html"
LEVELS = {"depart": "Point de départ", "chemin": "En chemin", "solide": "Solide", None: ""}
STATES = {"below": "À assurer", "to_check": "À vérifier"}
BEFORE = "Avant d’ouvrir un compte"

Answers = Mapping[str, object]
EXAMPLES = yaml.safe_load((forms.ROOT / "questionnaires/bilan.yml").read_text("utf-8"))["examples"]
SMALL, TOWN, NO_ACCOUNT, BEGINNING, IN_PLACE, MODEL = (example["answers"] for example in EXAMPLES)
HALF = {**dict(list(TOWN.items())[:22]), "objectifs.canaux-repartis": UNKNOWN}
COMMUNES = {"small": SMALL, "town": TOWN, "no account": NO_ACCOUNT, "model": MODEL, "half": HALF}


class Report:
    """The report as a person meets it."""

    def __init__(self, visitor: Visitor, address: str, answers: Answers, **more: object) -> None:
        self.page = visitor.open(f"{address}/{REPORT}", kept={forms.KEY: forms.document(answers, **more)})
        self.picture = self.page.locator("[data-module=picture]")
        self.charts = self.page.locator("[data-module=charts]")
        for part in (self.picture, self.charts):
            expect(part).to_have_attribute("data-ready", "")

    def part(self, name: str) -> Locator:
        return self.picture.locator(f'[data-part="{name}"]')

    def row(self, theme: str, part: str) -> Locator:
        """A cell's piece in the row of a theme; the whole has the row without name."""
        return self.charts.locator(f'[data-row="{theme}"] [data-part="{part}"]')

    def target(self, theme: str) -> Locator:
        return self.charts.get_by_role("combobox", name=f"Objectif pour le thème « {theme} »")

    def alone(self) -> None:
        """Take away the other components but the commune's name."""
        self.page.evaluate(
            """() => {
                const ours = "[data-module=communes], [data-module=picture], [data-module=charts]";
                for (const other of document.querySelectorAll(`.report > :not(${ours})`)) other.remove();
            }"""
        )

    def answer(self, key: str, value: str) -> None:
        """Answer as another tab does."""
        self.page.evaluate(
            """([name, key, value]) => {
                const frame = document.body.appendChild(document.createElement("iframe"));
                const document_ = JSON.parse(localStorage.getItem(name));
                document_.answers[key] = value;
                frame.contentWindow.localStorage.setItem(name, JSON.stringify(document_));
            }""",
            [forms.KEY, key, value],
        )


@pytest.fixture
def address(guide_address: str) -> str:
    return guide_address


def themes() -> Iterator[Definition]:
    report = forms.compiled().report
    assert report is not None
    return (forms.compiled().definitions[theme.id] for theme in report.themes)


def question(key: str) -> Question:
    return next(question for theme in themes() for question in theme.questions if question.key == key)


def whole(answers: Answers) -> Result:
    report = forms.compiled().report
    assert report is not None
    return overall(report, forms.compiled().definitions, answers)


def plural(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number > 1)}"


def level_of(result: Result) -> str:
    if result.remaining and result.level_low != result.level_high:
        return f"Entre {LEVELS[result.level_low]} et {LEVELS[result.level_high]}"
    return BEFORE if result.instead_of_level else LEVELS[result.level]


def spread(result: Result) -> str:
    """What the letter says of what is not answered, or not known."""
    left = len(result.remaining)
    if result.low == result.high:
        return ""
    if left:
        answers = "la réponse" if left == 1 else "vos réponses"
        ends = f"entre {result.low} % et {result.high} %"
        return f"Il reste {plural(left, 'question')} : selon {answers}, vous finirez {ends}."
    return (
        f"{result.percent} % d’assuré, jusqu’à {result.high} % "
        "si ce que vous n’avez pas pu vérifier est en place."
    )


@pytest.fixture(scope="module", params=COMMUNES)
def drawn(request: pytest.FixtureRequest, lasting_visit: Visit, guide_address: str) -> tuple[Report, Answers]:
    """Each commune's report, to look at, and its answers."""
    answers = COMMUNES[request.param]
    return Report(lasting_visit(), guide_address, answers), answers


def test_the_letter_says_what_python_finds(drawn: tuple[Report, Answers]) -> None:
    report, result = drawn[0], whole(drawn[1])
    states = result.essentials
    secured, all_ = len(states.secured), len(states.secured + states.below + states.to_check + states.open)
    word = "essentiel sur {} assuré" if secured < 2 else "essentiels sur {} assurés"
    expect(report.part("secured")).to_have_text(f"{secured} {word.format(all_)}")
    expect(report.part("level")).to_have_text(level_of(result))
    points = f"{plural(result.sums.points, 'point')} sur {result.sums.possible}, soit {result.percent} %."
    expect(report.part("numbers")).to_have_text(points)
    expect(report.part("open")).to_have_text(spread(result))
    expect(report.part("scale")).to_be_visible(visible=result.instead_of_level is None)
    expect(report.part("mark")).to_have_attribute("cx", f"{result.percent}%")
    expect(report.part("interval")).to_have_attribute("x", f"{result.low}%")
    ranged = level_of(result).startswith("Entre")
    expect(report.picture.locator("[data-summary]:visible")).to_have_count(0 if ranged else 1)


def test_essentials_stand_by_their_state_the_most_urgent_first(drawn: tuple[Report, Answers]) -> None:
    report, states = drawn[0], whole(drawn[1]).essentials
    for part, names in {
        "missing": ("below", "to_check"),
        "unanswered": ("open",),
        "excluded": ("not_applicable",),
    }.items():
        keys = [(question(key).rank or 0, key, name) for name in names for key in getattr(states, name)]
        expected = [
            (f"themes.html#{key.replace('.', '-', 1)}", french(question(key).text))
            for _, key, _ in sorted(keys)
        ]
        links = report.part(part).locator("a")
        assert [(link.get_attribute("href"), link.text_content()) for link in links.all()] == expected
        expect(report.part(part)).to_be_visible(visible=bool(expected))
        if part == "missing":
            words = report.part(part).locator("strong").all_text_contents()
            assert words == [STATES[name] for _, _, name in sorted(keys)]


def test_what_is_left_is_counted_by_theme_with_its_time(drawn: tuple[Report, Answers]) -> None:
    report, left = drawn[0], whole(drawn[1]).remaining
    expected, total = [], 0
    for theme in themes():
        keys = [key for key in left if key.startswith(f"{theme.id}.")]
        if not keys:
            continue
        time = ceil((theme.minutes or 0) * len(keys) / len(theme.questions))
        total += time
        words = f"{plural(len(keys), 'question')}, environ {plural(time, 'minute')}"
        expected.append((f"themes.html#{keys[0].replace('.', '-', 1)}", words))
    shown = [
        (item.locator("a").get_attribute("href"), item.locator("span").text_content())
        for item in report.part("themes").locator("li:visible").all()
    ]
    assert shown == expected
    link = report.picture.get_by_role("link", name="Continuer l’autodiagnostic")
    if left:
        expect(report.part("left")).to_have_text(
            f"Il reste {plural(len(left), 'question')}, environ {plural(total, 'minute')}."
        )
        expect(link).to_have_attribute("href", "themes.html#parcours")
    else:
        expect(report.part("left")).to_have_text(
            "Vous avez répondu à toutes les questions qui concernent la commune."
        )
        expect(link).to_be_hidden()


def test_the_table_has_every_themes_figures(drawn: tuple[Report, Answers]) -> None:
    report, answers = drawn
    results = {theme.id: score(theme, answers) for theme in themes()} | {"": whole(answers)}
    for name, result in results.items():
        numbers, spread, level = "Sans objet pour la commune", "", ""
        if result.percent is not None:
            points = f"{plural(result.sums.points, 'point')} sur {result.sums.possible}"
            numbers, level = f"{result.percent} %, {points}", level_of(result)
        elif result.remaining:
            numbers = "Sans réponse"
        if result.low != result.high:
            left = plural(len(result.remaining), "question")
            spread = f"Jusqu’à {result.high} % si tout se vérifie"
            if result.remaining:
                spread = f"Il reste {left} : entre {result.low} % et {result.high} %"
        expect(report.row(name, "numbers")).to_have_text(numbers)
        expect(report.row(name, "open")).to_have_text(spread)
        expect(report.row(name, "level")).to_have_text(level)
        expect(report.row(name, "bar")).to_have_attribute("width", f"{result.percent or 0}%")
    table = report.charts.get_by_role("table", name="Les thèmes du bilan")
    headers = ["Thème", "Score", "Niveau", "Objectif"]
    expect(table.get_by_role("columnheader")).to_have_text(
        headers[: 2 if level_of(whole(answers)) == BEFORE else 4]
    )
    expect(table.get_by_role("rowheader")).to_have_count(11)


def test_strengths_are_essentials_at_best_then_what_counts_double(visitor: Visitor, address: str) -> None:
    report = Report(visitor, address, TOWN)
    best = [
        (key, question(key))
        for theme in themes()
        for key in (question.key for question in theme.questions)
        if TOWN.get(key) == "revu"
    ]
    best.sort(key=lambda entry: (entry[1].pass_points is None, -entry[1].weight))
    rows = report.part("best").locator("li")
    texts = [f"Au mieux {french(question.text)}" for _, question in best[:5]]
    expect(rows).to_have_text(texts)
    others = len(whole(TOWN).essentials.secured) - sum(
        question.pass_points is not None for _, question in best
    )
    expect(report.part("more")).to_have_text(f"Et {len(best) - 5 + others} autres points forts.")
    expect(report.part("themes_at_best")).to_be_hidden()


def test_what_is_secured_without_being_at_best_is_a_strength_too(visitor: Visitor, address: str) -> None:
    report = Report(visitor, address, IN_PLACE)
    expect(report.part("best").locator("strong")).to_have_text(["Assuré"] * 5)
    expect(report.part("more")).to_have_text("Et 9 autres points forts.")


def test_themes_at_best_are_named(visitor: Visitor, address: str) -> None:
    answers = {key: value for key, value in MODEL.items() if key.startswith(("objectifs.", "mesure."))}
    report = Report(visitor, address, answers)
    expect(report.part("themes_at_best")).to_have_text(
        "Des thèmes où tout est au mieux : Cerner ses objectifs, Mesurer et améliorer."
    )


def test_before_any_answer_it_says_where_to_begin(visitor: Visitor, address: str) -> None:
    report = Report(visitor, address, {})
    expect(report.part("nothing")).to_be_visible()
    expect(report.charts).to_be_hidden()
    expect(report.part("letter")).to_be_hidden()
    links = report.part("nothing").get_by_role("link")
    expect(links).to_have_text(
        ["Votre commune en cinq réponses (1 minute)", "Les dix essentiels (6 minutes)"]
    )
    links.first.click()
    expect(report.page.locator("#questionnaire-profil")).to_be_in_viewport()
    report.page.go_back()
    links.last.click()
    expect(report.page.locator("#questionnaire-express")).to_be_in_viewport()


def test_a_commune_without_account_is_told_what_comes_before(visitor: Visitor, address: str) -> None:
    report = Report(visitor, address, {"profil.comptes": "aucun"})
    expect(report.part("nothing")).to_be_visible()
    expect(report.part("level")).to_have_text(BEFORE)
    expect(report.part("numbers")).to_be_hidden()
    expect(report.picture.get_by_role("link", name="la liste")).to_be_visible()


def test_another_tabs_answer_moves_the_report_and_nothing_else(visitor: Visitor, address: str) -> None:
    report = Report(visitor, address, HALF)
    expect(report.part("left")).to_contain_text("Il reste 27 questions")
    report.part("unanswered").locator("summary").click()
    report.target("Cerner ses objectifs").focus()
    report.page.evaluate(
        """() => {
            window.changes = [];
            new MutationObserver((all) => changes.push(...all.map(({target}) =>
                (target.closest ? target : target.parentElement).closest("[data-row]")?.dataset.row)))
                .observe(document.querySelector("table.report-table"),
                    {childList: true, attributes: true, characterData: true, subtree: true});
        }"""
    )
    report.answer("mesure.indicateurs", "revu")
    answers = {**HALF, "mesure.indicateurs": "revu"}
    expect(report.part("left")).to_contain_text("Il reste 26 questions")
    expect(report.row("mesure", "numbers")).to_contain_text(f"{score(list(themes())[-1], answers).percent} %")
    assert set(report.page.evaluate("changes")) == {"mesure", ""}
    expect(report.target("Cerner ses objectifs")).to_be_focused()
    expect(report.part("unanswered")).to_have_attribute("open", "")


# Targets.


def test_a_target_is_kept_and_drawn_on_both_charts(visitor: Visitor, address: str) -> None:
    report = Report(visitor, address, TOWN)
    goals = report.charts.locator(".report-figure .report-goal:visible")
    expect(goals).to_have_count(0)
    expect(report.row("mesure", "goal")).to_be_hidden()
    select = report.target("Mesurer et améliorer")
    expect(select.locator("option")).to_have_text(["Aucun", "Point de départ", "En chemin", "Solide"])
    select.focus()
    report.page.keyboard.press("End")
    expect(select).to_have_value("solide")
    assert (forms.kept(report.page) or {})["targets"] == {"mesure": "solide"}
    expect(report.row("mesure", "goal")).to_have_attribute("x1", "65%")
    expect(report.row("mesure", "mark")).to_have_text("objectif")
    expect(goals).to_have_count(1)
    expect(report.charts.get_by_text("Le trait en pointillé marque l’objectif.")).to_be_visible()
    report.page.reload()
    expect(select).to_have_value("solide")
    select.select_option("")
    expect(goals).to_have_count(0)
    assert (forms.kept(report.page) or {})["targets"] == {}


@pytest.mark.parametrize("targets", [{"mesure": "inconnu"}, {"mesure": 3}, {"inconnu": "solide"}])
def test_a_target_that_is_none_is_not_drawn(visitor: Visitor, address: str, targets: object) -> None:
    report = Report(visitor, address, TOWN, targets=targets)
    expect(report.target("Mesurer et améliorer")).to_have_value("")
    expect(report.charts.locator(".report-goal:visible")).to_have_count(0)


# The radar.


def test_the_radar_points_at_the_tables_figures(visitor: Visitor, address: str) -> None:
    report = Report(visitor, address, HALF)
    radar = report.charts.get_by_role("img", name="Toile des thèmes")
    expect(radar.locator("text")).to_have_text([str(number) for number in range(1, 11)])
    results = [score(theme, HALF) for theme in themes()]
    scored = [result for result in results if result.percent is not None]
    dots = radar.locator("circle:visible")
    expect(dots).to_have_count(len(scored))
    # The first theme's spoke goes straight up from the middle (160, 150), 118 long.
    expect(dots.first).to_have_attribute("cy", f"{150 - 118 * (results[0].percent or 0) / 100:.1f}")
    shape = str(radar.locator("path").get_attribute("d"))
    assert shape.count("M") == 3  # four neighbours are joined, and nothing with the six that have no score
    closed = Report(visitor, address, TOWN).charts.locator("path")
    expect(closed).to_have_attribute("d", re.compile(r"^M[^M]*Z$"))


# For everyone.


@pytest.mark.parametrize("answers", [{}, HALF, TOWN, NO_ACCOUNT], ids=["empty", "half", "full", "no account"])
def test_axe_finds_nothing(visit: Visit, address: str, answers: Answers) -> None:
    report = Report(visit(), address, answers, targets={"objectifs": "solide"})
    report.alone()
    expect_nothing_found(report.page)


@pytest.mark.parametrize("answers", [{}, HALF, TOWN, NO_ACCOUNT], ids=["empty", "half", "full", "no account"])
def test_nothing_is_cut_on_the_smallest_screen(visit: Visit, address: str, answers: Answers) -> None:
    report = Report(visit(320), address, answers, targets={"objectifs": "solide"})
    assert report.page.evaluate("document.scrollingElement.scrollWidth") <= 320
    for text in report.charts.locator("svg text:visible").all():
        box = text.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


def test_everything_is_easy_to_hit(visit: Visit, address: str) -> None:
    report = Report(visit(360), address, HALF)
    for target in report.page.locator(".report-picture :is(select, summary, .md-button):visible").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_the_keyboard_goes_through_links_and_targets_in_order(visitor: Visitor, address: str) -> None:
    report = Report(visitor, address, HALF)
    report.part("unanswered").locator("summary").focus()
    report.page.keyboard.press("Enter")
    stops = report.page.locator(".report-picture :is(a, summary, select):visible")
    for place in range(1, stops.count()):
        report.page.keyboard.press("Tab")
        expect(stops.nth(place)).to_be_focused()


def test_forced_colours_tell_score_and_track_apart(visit: Visit, address: str) -> None:
    report = Report(visit(forced_colors="active"), address, TOWN, targets={"objectifs": "solide"})
    bar = report.charts.locator("[data-row=objectifs] svg")
    fills = {
        bar.locator(part).evaluate("part => getComputedStyle(part).fill")
        for part in (".report-track", ".report-score")
    }
    assert len(fills) == 2
    dashes = bar.locator(".report-goal").evaluate("line => getComputedStyle(line).strokeDasharray")
    assert dashes != "none"


def test_on_paper_it_says_whose_it_is_and_leaves_out_what_one_clicks(visitor: Visitor, address: str) -> None:
    report = Report(visitor, address, TOWN, commune="Saint-Martin", targets={"mesure": "solide"})
    report.page.emulate_media(media="print")
    expect(report.page.get_by_role("heading", name="Saint-Martin")).to_be_visible()
    expect(report.row("mesure", "chosen")).to_have_text("Solide")
    expect(report.row("mesure", "chosen")).to_be_visible()
    expect(report.page.locator(".report-picture :is(select, .md-button):visible")).to_have_count(0)
    for part in (report.part("level"), report.charts.get_by_role("table"), report.charts.get_by_role("img")):
        expect(part).to_be_visible()


def test_it_fits_on_two_sheets(visitor: Visitor, address: str) -> None:
    for answers in (SMALL, HALF, TOWN):
        report = Report(visitor, address, answers)
        report.alone()
        sheets = report.page.pdf(prefer_css_page_size=True)
        assert sheets.count(b"/Type /Page\n") == 2


def test_the_pencils_sheet_fits_on_two_sheets_and_on_a_phone(visit: Visit, address: str) -> None:
    page = visit(320, java_script_enabled=False).open(f"{address}/{REPORT}")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    expect(page.get_by_role("table")).to_have_count(4)
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 2
