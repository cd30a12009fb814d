"""The YAML format, read and found sound → the compiled questionnaire: numbers worked out, references resolved."""

from __future__ import annotations

from . import definition as d
from .model import format as f
from .model.context import Context, full_key
from .model.questions import AnyQuestion, options_of, pass_points, reachable
from .model.units import common_unit

_DEGREES = {"faible": 1, "moyen": 2, "fort": 3}


def questionnaire(name: str, whole: f.Part, context: Context) -> d.Definition:
    """Compile one questionnaire. Its file and those it names must have no faults."""
    if isinstance(whole, f.Checklist):
        return _definition(whole, "checklist", tuple(_item(item, name) for item in whole.items))
    if not isinstance(whole, f.Assessment | f.Profile):
        raise TypeError(f"{name} is no questionnaire")
    ranks = _ranks(context)
    questions = tuple(_asked(entry, name, context, ranks) for entry in whole.questions)
    if isinstance(whole, f.Profile):
        return _definition(whole, "profile", questions, _controls(questions, context))
    controls = _controls(questions, context, context.instead_of_level)
    return _definition(whole, "assessment", questions, controls, whole)


def report(whole: f.ReportFile, definitions: dict[str, d.Definition]) -> d.Report:
    """Compile bilan.yml; `definitions` holds at least its themes."""
    unit = common_unit(definitions[theme.use].unit for theme in whole.themes)
    return d.Report(
        title=whole.title,
        intro=whole.intro,
        themes=tuple(
            d.Theme(theme.use, theme.weight, theme.weight * unit // definitions[theme.use].unit)
            for theme in whole.themes
        ),
        levels=_levels(whole.levels),
        essential_cap=whole.essential_cap,
    )


def _definition(
    head: f.QuestionnaireHead,
    kind: d.Kind,
    questions: tuple[d.Question, ...],
    controls: tuple[d.Question, ...] = (),
    scored: f.Assessment | None = None,
) -> d.Definition:
    return d.Definition(
        id=head.id,
        version=head.version,
        kind=kind,
        title=head.title,
        chapter=head.chapter,
        minutes=head.minutes,
        intro=head.intro,
        questions=questions,
        controls=controls,
        levels=_levels(scored.levels) if scored else (),
        essential_cap=scored.essential_cap if scored else None,
        raised_cards=scored.raised_cards if scored else True,
        unit=common_unit(question.best for question in questions if question.best),
    )


def _levels(levels: list[f.Level]) -> tuple[d.Level, ...]:
    return tuple(d.Level(level.from_, level.id, level.title, level.summary) for level in levels)


def _ranks(context: Context) -> dict[str, int]:
    whole = context.report.whole if context.report else None
    return {key: rank for rank, key in enumerate(whole.first)} if isinstance(whole, f.ReportFile) else {}


def _asked(entry: AnyQuestion | f.Use, name: str, context: Context, ranks: dict[str, int]) -> d.Question:
    if isinstance(entry, f.Use):
        return _question(context.questions[entry.use], entry.use.split(".")[0], context, ranks)
    return _question(entry, name, context, ranks)


def _controls(
    questions: tuple[d.Question, ...], context: Context, needed: tuple[str, ...] = ()
) -> tuple[d.Question, ...]:
    """The questions not yet asked on which conditions depend, directly or not, each after those it depends on.

    A question placed by `use:` may depend on one that its own file asks, and this one not, or only later. Those
    `needed` are brought along even if no condition depends on them.
    """
    own = {question.key for question in questions}
    ahead = [key for key in needed if key not in own]
    asked: set[str] = set()
    for question in questions:
        ahead += [condition.key for condition in question.conditions if condition.key not in asked]
        asked.add(question.key)
    found: dict[str, d.Question] = {}
    while ahead:
        key = ahead.pop()
        if key not in found:
            found[key] = _question(context.questions[key], key.split(".")[0], context, {})
            ahead += [condition.key for condition in found[key].conditions]
    # Conditions look back in their own file, or at the profile.
    in_file_order = [found[key] for key in context.questions if key in found]
    return tuple(sorted(in_file_order, key=lambda question: not question.key.startswith("profil.")))


def _item(item: f.Item, name: str) -> d.Question:
    return d.Question(
        id=item.id,
        key=f"{name}.{item.id}",
        type="item",
        text=item.text,
        help=item.help,
        group=item.group,
        was=tuple(full_key(earlier, name) for earlier in item.was),
    )


def _question(question: AnyQuestion, home: str, context: Context, ranks: dict[str, int]) -> d.Question:
    """Compile a question of the file `home`."""
    scales = context.scales_of(home)
    scored = reachable(question, scales)
    key = f"{home}.{question.id}"
    number = question if isinstance(question, f.Number) else None
    labels = question.labels if isinstance(question, f.Single) else {}
    return d.Question(
        id=question.id,
        key=key,
        type=question.type,
        text=question.question,
        weight=question.weight if isinstance(question, f.ScorablePart) else 1,
        options=tuple(_option(o, labels.get(o.id, o.label)) for o in options_of(question, scales)),
        most=question.max if isinstance(question, f.Multiple) else None,
        bands=tuple(d.Band(b.from_, b.points) for b in number.bands or ()) if number else (),
        minimum=number.min if number else None,
        maximum=number.max if number else None,
        unit=number.unit if number else None,
        best=scored[1] if scored else None,
        pass_points=pass_points(question, scales),
        not_applicable=question.not_applicable,
        unknown=question.unknown,
        conditions=tuple(
            d.Condition(full_key(reference, home), tuple(values))
            for reference, values in question.show_if.items()
        ),
        advice=tuple(_advice(advice, home) for advice in question.advice),
        was=tuple(full_key(earlier, home) for earlier in question.was),
        rank=ranks.get(key),
        help=question.help,
        proof=question.proof,
        sources=tuple(question.sources),
    )


def _option(option: f.Option, label: str) -> d.Option:
    instead = option.instead_of_level
    return d.Option(
        id=option.id,
        label=label,
        points=option.points,
        exclusive=option.exclusive,
        was=tuple(option.was),
        instead_of_level=d.InsteadOfLevel(instead.title, instead.summary) if instead else None,
    )


def _advice(advice: f.Advice, home: str) -> d.Advice:
    return d.Advice(
        action=advice.action,
        impact=_DEGREES[advice.impact],
        effort=_DEGREES[advice.effort],
        when=tuple(advice.when),
        without=tuple(advice.without),
        below=advice.below,
        after=None if advice.after is None else full_key(advice.after, home),
        why=advice.why,
        who=advice.who,
        within=advice.within,
        read=advice.read,
    )
