"""The YAML format as types: the JSON Schemas that authors' editors use are generated from them.

Types say what each key may hold; `rules` says what must hold between them. The French descriptions that editors show
stand in the catalogue.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag

NOT_APPLICABLE = "_sans-objet"
"""Reserved answer: the question does not concern this commune."""

UNKNOWN = "_ne-sait-pas"
"""Reserved answer: the person cannot tell; worth 0 points, but widens the interval."""

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ANSWER_ID = r"^(_ne-sait-pas|[a-z0-9]+(-[a-z0-9]+)*)$"
REFERENCE = r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?$"
LINE = r"^[^\n]*\S[^\n]*\n?$"
PAGE = r"^[^#\s/][^#\s]*\.md$"
PASSAGE = r"^[^#\s/][^#\s]*\.md(#[^#\s]+)?$"

Id = Annotated[str, StringConstraints(pattern=ID, max_length=60)]
AnswerId = Annotated[str, StringConstraints(pattern=ANSWER_ID, max_length=60)]
Reference = Annotated[str, StringConstraints(pattern=REFERENCE, max_length=121)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=LINE)]
Markdown = Annotated[str, StringConstraints(min_length=1)]
PagePath = Annotated[str, StringConstraints(pattern=PAGE)]
Passage = Annotated[str, StringConstraints(pattern=PASSAGE)]
Points = Annotated[int, Field(ge=0, le=100)]
Weight = Annotated[int, Field(ge=1, le=10)]
Percent = Annotated[int, Field(ge=0, le=100)]
Degree = Literal["faible", "moyen", "fort"]


class Part(BaseModel):
    """A mapping of the format: no key but those declared, no conversion, never changed once read."""

    # Building validators takes longer than reading the shipped guide: each is built when it is first needed.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class InsteadOfLevel(Part):
    """What a result says in place of its level."""

    title: Line
    summary: Markdown


class Option(Part):
    """An answer on offer."""

    id: Id
    label: Line
    points: Points | None = None
    exclusive: bool = False
    instead_of_level: InsteadOfLevel | None = None
    was: list[Id] = []


class Band(Part):
    """From this number on, so many points."""

    from_: int = Field(alias="from")
    points: Points


class Essential(Part):
    """A must-have: below this, the level is capped."""

    pass_: Id | int = Field(alias="pass")


class Advice(Part):
    """What to do about some answers."""

    when: list[AnswerId] = []
    without: list[Id] = []
    below: int | None = None
    action: Line
    why: Markdown | None = None
    effort: Degree = "moyen"
    impact: Degree = "moyen"
    who: Line | None = None
    within: Line | None = None
    after: Reference | None = None
    read: Passage | None = None


class QuestionPart(Part):
    """What all questions have in common."""

    id: Id
    question: Line
    help: Markdown | None = None
    proof: Markdown | None = None
    not_applicable: Line | None = None
    unknown: bool = True
    was: list[Reference] = []
    show_if: dict[Reference, Annotated[list[Id], Field(min_length=1)]] = {}
    advice: list[Advice] = []
    sources: list[str] = []


class ScorablePart(QuestionPart):
    """A question that may count in the score."""

    weight: Weight = 1
    essential: Essential | None = None


class Single(ScorablePart):
    """One answer among several."""

    type: Literal["single"] = "single"
    scale: Id | None = None
    labels: dict[Id, Line] = {}
    options: Annotated[list[Option], Field(min_length=2, max_length=20)] | None = None


class Multiple(ScorablePart):
    """Several answers may be ticked."""

    type: Literal["multiple"]
    options: Annotated[list[Option], Field(min_length=2, max_length=40)]
    max: Annotated[int, Field(ge=1, le=100)] | None = None


class Number(ScorablePart):
    """A whole number."""

    type: Literal["number"]
    unit: Line | None = None
    min: int = 0
    max: int | None = None
    bands: Annotated[list[Band], Field(min_length=1)] | None = None


class Text(QuestionPart):
    """A free text, never scored."""

    type: Literal["text"]
    unknown: Literal[False] = False


class Use(Part):
    """Another questionnaire's question, asked here too."""

    use: Reference


def question_tag(value: Any) -> str:
    """Which kind of question this is; one that only names another is a `use`."""
    if isinstance(value, dict):
        return "use" if "use" in value else str(value.get("type", "single"))
    return "use" if isinstance(value, Use) else str(getattr(value, "type", "single"))


Question = Annotated[
    Annotated[Single, Tag("single")]
    | Annotated[Multiple, Tag("multiple")]
    | Annotated[Number, Tag("number")]
    | Annotated[Text, Tag("text")]
    | Annotated[Use, Tag("use")],
    Discriminator(question_tag),
]


class Level(Part):
    """A level, reached from a percentage on."""

    from_: Percent = Field(alias="from")
    id: Id
    title: Line
    summary: Markdown


class Expectation(Part):
    """What an example must come to; only the keys that are written are compared."""

    score: Percent | None = None
    points: int | None = None
    possible: int | None = None
    low: Percent | None = None
    high: Percent | None = None
    level: Id | None = None
    levels: Annotated[list[Id], Field(min_length=2, max_length=2)] | None = None
    missing_essentials: list[Reference] | None = None
    applicable: int | None = None
    remaining: int | None = None
    actions: list[Reference] | None = None


class Example(Part):
    """A typical commune: the author's test, run at every build."""

    name: Line
    answers: dict[Reference, Any] = {}
    expect: Expectation


Scales = dict[Id, Annotated[list[Option], Field(min_length=2, max_length=20)]]


class QuestionnaireHead(Part):
    """What every questionnaire starts with."""

    id: Id
    version: Annotated[int, Field(ge=1)]
    title: Line
    chapter: PagePath | None = None
    minutes: Annotated[int, Field(ge=1, le=240)] | None = None
    intro: Markdown | None = None


class Assessment(QuestionnaireHead):
    """A scored questionnaire."""

    kind: Literal["assessment"] = "assessment"
    scales: Scales = {}
    questions: Annotated[list[Question], Field(min_length=1)]
    levels: Annotated[list[Level], Field(min_length=1)]
    essential_cap: Id | None = None
    raised_cards: bool = True
    examples: list[Example] = []


class Profile(QuestionnaireHead):
    """The commune's identity card: unscored questions that serve as conditions to others."""

    kind: Literal["profile"]
    scales: Scales = {}
    questions: Annotated[list[Question], Field(min_length=1)]
    examples: list[Example] = []


class Item(Part):
    """A thing to tick."""

    id: Id
    text: Line
    help: Markdown | None = None
    group: Line | None = None
    was: list[Reference] = []


class Checklist(QuestionnaireHead):
    """A list to tick, without score."""

    kind: Literal["checklist"]
    items: Annotated[list[Item], Field(min_length=1)]


class ReportTheme(Part):
    """A questionnaire's place in the report."""

    use: Id
    weight: Weight = 1


class ReportFile(Part):
    """bilan.yml: all themes together."""

    title: Line
    intro: Markdown | None = None
    themes: Annotated[list[ReportTheme], Field(min_length=1)]
    first: list[Reference] = []
    levels: Annotated[list[Level], Field(min_length=1)]
    essential_cap: Id | None = None
    examples: list[Example] = []


class ScalesFile(Part):
    """_scales.yml: the scales that every questionnaire shares."""

    scales: Scales


KINDS: dict[str, type[Part]] = {"assessment": Assessment, "profile": Profile, "checklist": Checklist}
