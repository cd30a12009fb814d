"""From one time to the next: what is kept of each time, how a new round begins, and what has changed meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import reduce
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from autodiagnostic.answers import carried_over
from autodiagnostic.scoring import Result, overall, score
from browser.forms import KEY, compiled, document, keep, kept
from browser.looks import expect_nothing_found
from browser.test_communes import COMMUNES, answers_of
from browser.test_keeping import REFUSE
from browser.visitors import Visit, Visitor

NOON = "2026-11-23T12:00:00Z"
MAY, NOVEMBER = "2026-05-23T09:15:00Z", "2026-11-23T09:15:00Z"
CITY = answers_of(list(COMMUNES)[1])
LATER = {
    **CITY,
    "objectifs.objectifs-ecrits": "_ne-sait-pas",
    "securite.double-authentification": "rien",
    "droit.dpo": "revu",
}
Open = Callable[..., Page]


def now(address: str, visitor: Visitor, moment: str = NOON, **parts: Any) -> Page:
    """The report at a moment, of a document with these parts."""
    visitor.context.clock.set_fixed_time(moment)
    present = document(**{"commune": "Saint-Martin", **parts})
    return ready(visitor.open(f"{address}/autodiagnostic/bilan.html", kept={KEY: present}))


def ready(page: Page) -> Page:
    expect(page.locator("#comparaison")).to_have_attribute("data-ready", "")
    return page


@pytest.fixture
def report(visitor: Visitor, guide_address: str) -> Open:
    def opened(moment: str = NOON, **parts: Any) -> Page:
        return now(guide_address, visitor, moment, **parts)

    return opened


def snapshot(answers: object, fingerprint: str | None = None, **more: object) -> dict[str, object]:
    """As this version keeps it."""
    prints = fingerprint or current_fingerprint()
    return {"answers": answers, "fingerprint": prints, "told": told(whole(answers)), **more}


def current_fingerprint() -> str:
    report = compiled().report
    assert report is not None
    return "-".join(compiled().definitions[theme.id].fingerprint for theme in report.themes)


def whole(answers: Any) -> Result:
    report, definitions = compiled().report, compiled().definitions
    assert report is not None
    carried = reduce(lambda sofar, definition: carried_over(definition, sofar), definitions.values(), answers)
    return overall(report, definitions, carried)


def told(result: Result) -> dict[str, object]:
    essentials = result.essentials
    return {
        "points": result.sums.points,
        "possible": result.sums.possible,
        "percent": result.percent,
        "level": result.level,
        "secured": len(essentials.secured),
        "essentials": len(essentials.secured + essentials.missing + essentials.open),
    }


def part(page: Page, name: str) -> Locator:
    return page.locator(f"#progres [data-part={name}], #comparaison [data-part={name}]")


def said(page: Page) -> Locator:
    return page.locator("#progres [role=status]")


def items(page: Page) -> Locator:
    return part(page, "list").locator("li")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


def stored(page: Page) -> dict[str, Any]:
    document = kept(page)
    assert document is not None
    return document


def lists(page: Page) -> dict[str, list[str]]:
    """What has changed, list by list."""
    found: dict[str, list[str]] = part(page, "moves").evaluate(
        """moves => Object.fromEntries([...moves.querySelectorAll("h4")].map(title =>
            [title.textContent, [...title.nextElementSibling.children].map(
                item => [...item.children].map(line => line.textContent).join(" "))]))"""
    )
    return {plain(title): [plain(text) for text in texts] for title, texts in found.items()}


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def compared(page: Page) -> None:
    """The comparison, which is worked out once somebody looks."""
    part(page, "moves").or_(part(page, "message")).first.evaluate(
        "e => e.closest('section').scrollIntoView()"
    )
    expect(part(page, "compared")).to_be_visible()


# Keeping.


def test_before_the_first_answer_there_is_nothing_to_keep(report: Open) -> None:
    page = report(answers={"profil.population": "moins-de-1000"})
    expect(part(page, "nothing")).to_have_text(
        "Rien à garder pour l’instant : répondez d’abord à quelques questions. Répondre aux questions"
    )
    expect(part(page, "nothing").locator("a")).to_have_attribute("href", "themes.html")
    for name in ("Garder ce bilan", "Commencer le tour", "Rétablir"):
        expect(button(page, name)).to_have_count(0)
    expect(page.locator("#comparaison")).to_be_hidden()


def test_keeping_keeps_the_answers_and_what_they_come_to(report: Open) -> None:
    page = report(answers=CITY)
    expect(part(page, "why")).to_contain_text("avant un conseil municipal ou une formation")
    keep_button = button(page, "Garder ce bilan")
    keep_button.focus()
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("Le bilan du 23 novembre 2026 est gardé.")
    expect(keep_button).to_be_focused()
    assert stored(page)["snapshots"] == {"2026-11-23T12:00:00Z": snapshot(CITY)}
    assert stored(page)["answers"] == CITY
    result = whole(CITY)
    expect(items(page)).to_have_count(1)
    expect(part(page, "date")).to_have_text("23 novembre 2026")
    secured = len(result.essentials.secured)
    expect(part(page, "result")).to_have_text(
        f"{result.percent}\u00a0%, En chemin. {secured} essentiels assurés sur 14."
    )
    expect(part(page, "then")).to_be_hidden()
    expect(part(page, "why")).to_be_hidden()


def test_the_same_answers_are_not_kept_twice_in_a_row(report: Open) -> None:
    page = report(answers=dict(reversed(list(CITY.items()))), snapshots={MAY: snapshot(CITY)})
    button(page, "Garder ce bilan").click()
    expect(said(page)).to_have_text("Rien n’a changé depuis le 23 mai 2026 : ce bilan est déjà gardé.")
    assert list(stored(page)["snapshots"]) == [MAY]
    page = report(answers=CITY, snapshots={MAY: snapshot(CITY), NOVEMBER: snapshot(LATER)})
    button(page, "Garder ce bilan").click()
    expect(items(page)).to_have_count(3)


def test_a_level_that_is_still_a_range_is_not_told(report: Open) -> None:
    answers = {"objectifs.objectifs-ecrits": "revu"}
    page = report(answers=answers)
    button(page, "Garder ce bilan").click()
    expect(part(page, "result")).to_have_text(
        re.compile(r"^100\u00a0%\. 0 essentiel assuré sur 14\. Il restait \d+ questions\.$")
    )
    assert stored(page)["snapshots"][NOON]["told"]["level"] is None


def test_a_day_is_the_persons_own_and_two_of_a_day_tell_the_hour(visit: Visit, guide_address: str) -> None:
    snapshots = {
        "2026-11-30T10:59:00Z": snapshot({}),
        "2026-11-30T11:05:00Z": snapshot(CITY),
        "2026-11-30T20:00:00Z": snapshot(LATER),
    }
    auckland = visit(timezone_id="Pacific/Auckland")
    page = now(guide_address, auckland, "2026-12-25T12:00:00Z", answers=LATER, snapshots=snapshots)
    expect(part(page, "date")).to_have_text(
        ["1er décembre 2026 à 9 h 00", "1er décembre 2026 à 0 h 05", "30 novembre 2026"]
    )


def test_a_snapshot_has_a_name_of_ones_own(report: Open) -> None:
    page = report(answers=LATER, snapshots={MAY: snapshot(CITY)})
    name = page.get_by_label("Nom du bilan du 23 mai 2026")
    name.fill(" avant la formation ")
    name.press("Tab")
    assert stored(page)["snapshots"][MAY] == snapshot(CITY, name="avant la formation")
    expect(button(page, "Retirer le bilan du 23 mai 2026")).to_be_focused()
    compared(page)
    expect(part(page, "before").locator("option")).to_have_text(
        ["Aujourd’hui", "23 mai 2026, avant la formation"]
    )
    name.fill("")
    name.press("Tab")
    assert stored(page)["snapshots"][MAY] == snapshot(CITY)


def test_what_is_removed_can_be_taken_back_even_after_a_reload(report: Open) -> None:
    snapshots = {MAY: snapshot(CITY, name="avant"), NOVEMBER: snapshot(LATER)}
    page = report(answers=CITY, snapshots=snapshots)
    button(page, "Retirer le bilan du 23 mai 2026").click()
    expect(said(page)).to_have_text("Le bilan du 23 mai 2026 est retiré.")
    expect(button(page, "Rétablir")).to_be_focused()
    assert list(stored(page)["snapshots"]) == [NOVEMBER]
    page.reload()
    ready(page)
    button(page, "Rétablir").click()
    expect(said(page)).to_have_text("Le bilan du 23 mai 2026 est rétabli.")
    expect(button(page, "Retirer le bilan du 23 mai 2026")).to_be_focused()
    expect(button(page, "Rétablir")).to_be_hidden()
    assert stored(page)["snapshots"] == snapshots
    assert stored(page)["erased"] == {}


def test_earlier_questionnaires_are_counted_with_todays_questions(report: Open) -> None:
    then = {**told(whole(CITY)), "percent": 31, "level": "depart", "secured": 1, "essentials": 9}
    page = report(answers=LATER, snapshots={MAY: snapshot(CITY, "other", told=then)})
    expect(part(page, "result")).to_contain_text(f"{whole(CITY).percent}\u00a0%, En chemin.")
    expect(part(page, "then")).to_have_text(
        "Les questions ont changé depuis. Ce jour-là, le résultat était : "
        "31\u00a0%, Point de départ. 1 essentiel assuré sur 9."
    )
    compared(page)
    expect(part(page, "recomputed")).to_be_visible()


def test_what_cannot_be_kept_says_so(visitor: Visitor, guide_address: str) -> None:
    page = visitor.open(f"{guide_address}/autodiagnostic/bilan.html")
    keep(page, document(CITY))
    page.reload()
    ready(page)
    page.evaluate(REFUSE + "undefined")
    button(page, "Garder ce bilan").click()
    expect(said(page)).to_contain_text("Ce navigateur n’a pas pu enregistrer.")


def test_no_more_are_kept_than_a_file_may_hold(report: Open) -> None:
    many = {f"2020-01-01T{n // 60:02}:{n % 60:02}:00Z": snapshot({}) for n in range(200)}
    page = report(answers=CITY, snapshots=many)
    button(page, "Garder ce bilan").click()
    expect(said(page)).to_have_text("Il y a déjà 200 bilans gardés : retirez-en un d’abord.")
    assert len(stored(page)["snapshots"]) == 200


def test_what_comes_from_elsewhere_stops_nothing(report: Open) -> None:
    odd = {
        "hier": 3,
        MAY: {"answers": "abc", "told": None, "name": {"a": 1}},
        NOVEMBER: None,
        "__proto__x": [],
    }
    page = report(answers=CITY, snapshots=odd)
    expect(items(page)).to_have_count(4)
    compared(page)
    button(page, "Retirer le bilan du hier").click()
    expect(items(page)).to_have_count(3)


# A new round.


def test_a_new_round_keeps_the_last_and_leaves_the_answers_in_place(report: Open) -> None:
    page = report(answers=LATER, snapshots={MAY: snapshot(CITY)}, reviewed={"objectifs": "2026-05-23"})
    page.get_by_text("Refaire le bilan").focus()
    page.keyboard.press("Enter")
    expect(
        page.get_by_text("vos réponses restent en place, et vous les relisez thème par thème")
    ).to_be_visible()
    expect(part(page, "restart")).to_have_text("Le tour déjà commencé repartira du premier thème.")
    button(page, "Commencer le tour").click()
    page.wait_for_url("**/themes.html#parcours")
    document = stored(page)
    assert document["answers"] == LATER
    assert document["reviewed"] == {}
    assert document["snapshots"] == {MAY: snapshot(CITY), NOON: snapshot(LATER)}


def test_a_new_round_keeps_nothing_twice(report: Open) -> None:
    page = report(answers=CITY, snapshots={MAY: snapshot(CITY)})
    page.get_by_text("Refaire le bilan").click()
    expect(part(page, "restart")).to_be_empty()
    button(page, "Commencer le tour").click()
    page.wait_for_url("**/themes.html#parcours")
    assert list(stored(page)["snapshots"]) == [MAY]


def test_the_state_of_the_round_is_told(report: Open) -> None:
    report_file = compiled().report
    assert report_file is not None
    themes = [theme.id for theme in report_file.themes]
    some = dict.fromkeys([*themes[:4], "profil"], "2026-11-23")
    for parts in ({"reviewed": some}, {"snapshots": {MAY: snapshot(CITY)}}):
        expect(part(report(answers=CITY, **parts), "round")).to_be_hidden()
    page = report(answers=CITY, snapshots={MAY: snapshot(CITY)}, reviewed=some)
    expect(part(page, "round")).to_have_text("Tour commencé : 4 thèmes relus sur 10.")
    expect(part(page, "resume")).to_have_attribute("href", "themes.html#parcours")
    every = dict.fromkeys(themes, "2026-11-23")
    page = report(answers=CITY, snapshots={MAY: snapshot(CITY)}, reviewed=every)
    expect(part(page, "round")).to_have_text("Tour terminé : 10 thèmes relus sur 10.")
    expect(part(page, "resume")).to_be_hidden()


# Comparing.


def test_the_last_time_is_compared_with_today(report: Open) -> None:
    page = report(answers=LATER, snapshots={MAY: snapshot(CITY)})
    compared(page)
    before, after = whole(CITY), whole(LATER)
    points = (after.percent or 0) - (before.percent or 0)
    expect(part(page, "headline")).to_have_text(
        f"De {before.percent}\u00a0% (En chemin) à {after.percent}\u00a0% (En chemin)\u00a0: "
        f"{points:+} point{'s' if abs(points) > 1 else ''}.".replace("-", "−")
    )
    expect(part(page, "was")).to_have_text("23 mai 2026")
    expect(part(page, "is")).to_have_text("aujourd’hui, 23 novembre 2026")
    expect(part(page, "common")).to_be_hidden()
    expect(part(page, "others")).to_be_hidden()
    expect(part(page, "recomputed")).to_be_hidden()
    rows = part(page, "rows").locator("tr").all_inner_texts()
    report_file = compiled().report
    assert report_file is not None
    for row, theme in zip(rows, report_file.themes, strict=False):
        definition = compiled().definitions[theme.id]
        was, now_ = (score(definition, answers).percent for answers in (CITY, LATER))
        sign = "" if was == now_ else "+" if (now_ or 0) > (was or 0) else "−"
        difference = abs((now_ or 0) - (was or 0))
        words = f"{definition.title} {was} % {now_} % {sign}{difference} point{'s' if difference > 1 else ''}"
        assert plain(row) == words
    assert plain(rows[-1]).startswith(f"Ensemble {before.percent} % {after.percent} %")


def test_what_moved_is_told_in_words(report: Open) -> None:
    before = {
        **answers_of(list(COMMUNES)[1]),
        "objectifs.objectifs-ecrits": "rien",
        "objectifs.canaux-repartis": "_ne-sait-pas",
        "securite.double-authentification": "revu",
    }
    after = {
        **before,
        "objectifs.objectifs-ecrits": "en-place",
        "objectifs.canaux-repartis": "rien",
        "securite.double-authentification": "_ne-sait-pas",
    }
    del before["droit.dpo"]
    after["droit.dpo"] = "en-place"
    del after["mesure.indicateurs"]
    page = report(answers=after, snapshots={MAY: snapshot(before)})
    compared(page)
    found = lists(page)
    assert list(found) == [
        "Ce qui a progressé (1)",
        "Ce qui a reculé (1)",
        "Autres réponses, même nombre de points (1)",
        "Questions qui comptent désormais (1)",
        "Questions qui ne comptent plus (1)",
    ]
    rose, fell, changed, entered, left = (texts[0] for texts in found.values())
    assert rose == (
        "Avons-nous écrit pourquoi nous sommes sur les réseaux sociaux ? Cerner ses objectifs "
        "« Non », puis → « Oui, c’est écrit »"
    )
    assert "Essentiel perdu" in fell
    assert fell.endswith(", puis → « Je ne sais pas »")
    assert changed.endswith("« Je ne sais pas », puis → « Non, cela change chaque fois »")
    assert "Essentiel assuré" in entered
    assert "sans réponse, puis → « " in entered
    assert left.endswith(", puis → sans réponse")


def test_totals_over_other_questions_do_not_stand_alone(report: Open) -> None:
    before = {key: answer for key, answer in CITY.items() if not key.startswith("objectifs.")}
    page = report(answers=LATER, snapshots={MAY: snapshot(before)})
    compared(page)
    both = {key: answer for key, answer in LATER.items() if key in before}
    was, now_ = whole(before), whole(both)
    expect(part(page, "common")).to_have_text(
        "Ce ne sont pas les mêmes questions qui comptent les deux fois\u00a0: le maximum est passé de "
        f"{was.sums.possible} à {whole(LATER).sums.possible} points. "
        f"Sur les {was.answered} questions comptées les deux fois\u00a0: "
        f"{was.percent}\u00a0%, puis {now_.percent}\u00a0%."
    )
    expect(part(page, "rows").locator("th").first).to_have_text("Cerner ses objectifs\u00a0*")
    expect(part(page, "others")).to_be_visible()


def test_a_question_that_no_longer_concerns_the_commune_says_so(report: Open) -> None:
    page = report(answers={**CITY, "profil.comptes": "aucun"}, snapshots={MAY: snapshot(CITY)})
    compared(page)
    (left,) = (
        texts for title, texts in lists(page).items() if title.startswith("Questions qui ne comptent plus")
    )
    assert left[0].endswith(", puis → ne concernait pas la commune")


def test_nothing_changed_is_said_once(report: Open) -> None:
    page = report(answers=CITY, snapshots={MAY: snapshot(CITY)})
    page.locator("#comparaison").scroll_into_view_if_needed()
    expect(part(page, "message")).to_have_text(
        "Rien n’a changé depuis le 23 mai 2026. La comparaison s’écrira ici dès qu’une réponse changera."
    )
    expect(part(page, "choice")).to_be_hidden()
    page = report(answers={}, snapshots={MAY: snapshot(CITY)})
    page.locator("#comparaison").scroll_into_view_if_needed()
    expect(part(page, "message")).to_have_text(
        "Répondez de nouveau aux questions pour vous comparer à ce bilan."
    )


def test_any_two_can_be_compared(report: Open) -> None:
    page = report(answers=LATER, snapshots={MAY: snapshot(CITY), NOVEMBER: snapshot(LATER)})
    compared(page)
    # The last one that differs: compared with what was kept this morning, there would be nothing to read.
    expect(part(page, "before")).to_have_value(MAY)
    expect(part(page, "after")).to_have_value("")
    part(page, "after").select_option(label="23 novembre 2026")
    expect(part(page, "is")).to_have_text("23 novembre 2026")
    expect(part(page, "heard")).to_contain_text("De ")
    part(page, "before").select_option(label="23 novembre 2026")
    expect(part(page, "message")).to_have_text("Entre ces deux bilans, aucune réponse qui compte n’a changé.")
    part(page, "before").select_option(label="Aujourd’hui")
    part(page, "after").select_option(label="23 mai 2026")
    expect(part(page, "was")).to_have_text("aujourd’hui, 23 novembre 2026")
    button(page, "Retirer le bilan du 23 mai 2026").click()
    compared(page)
    expect(part(page, "before")).to_have_value(NOVEMBER)


def test_it_follows_what_is_answered_in_another_tab(
    report: Open, visitor: Visitor, guide_address: str
) -> None:
    page = report(answers=LATER, snapshots={MAY: snapshot(CITY)})
    expect(part(page, "rows").locator("tr")).to_have_count(11)
    compared(page)
    headline = part(page, "headline").text_content()
    other = visitor.open(f"{guide_address}/autodiagnostic/themes.html")
    other.locator('#questionnaire-objectifs [name="objectifs-ecrits"][value="revu"]').check()
    expect(part(page, "headline")).not_to_have_text(str(headline))


# On every screen, and on paper.


def long_document() -> dict[str, Any]:
    then = snapshot(CITY, "other", name="avant la formation des élus et du secrétariat")
    later = {key: answer for key, answer in LATER.items() if not key.startswith("mesure.")}
    return {"answers": later, "snapshots": {MAY: then}, "reviewed": {"objectifs": "2026-11-23"}}


def test_axe_finds_nothing(visitor: Visitor, guide_address: str) -> None:
    page = now(guide_address, visitor, **long_document())
    page.get_by_text("Refaire le bilan").click()
    compared(page)
    expect_nothing_found(page)
    button(page, "Retirer").click()
    expect_nothing_found(page)


def test_nothing_is_cut_on_the_smallest_screen(visit: Visit, guide_address: str) -> None:
    page = now(guide_address, visit(320), **long_document())
    compared(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [360, 1280])
def test_targets_are_easy_to_hit(visit: Visit, guide_address: str, width: int) -> None:
    page = now(guide_address, visit(width), **long_document())
    compared(page)
    for target in page.locator(":is(#progres, #comparaison) :is(button, summary, input, select)").all():
        if target.is_visible():
            box = target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 44, target.text_content()


def test_the_comparison_is_printed_on_one_sheet(report: Open) -> None:
    page = report(**long_document())
    compared(page)
    page.evaluate("window.print = () => {}")
    button(page, "Imprimer la comparaison").click()
    page.emulate_media(media="print")
    expect(part(page, "heading")).to_have_text(
        "Saint-Martin\u00a0: 23 mai 2026, avant la formation des élus et du secrétariat, puis 23 novembre 2026"
    )
    expect(part(page, "heading")).to_be_visible()
    for hidden in ("#progres", "#resultat", "h1", "#comparaison :is(button, select)"):
        assert not any(one.is_visible() for one in page.locator(hidden).all())
    fills = {
        page.locator(f"tbody .report-{bar}").first.evaluate("e => getComputedStyle(e).fill")
        for bar in ("was", "is")
    }
    assert fills == {"rgb(255, 255, 255)", "rgb(0, 0, 0)"}
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#progres")).to_be_visible()
    button_free = page.locator("#progres button:visible")
    expect(button_free).to_have_count(0)
    page.evaluate("document.querySelector('#comparaison').dataset.printed = ''")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
