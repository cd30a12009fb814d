/* All types of the browser half. The scripts are classic ones sharing the namespace `Autodiagnostic`. */

/** What `scoring_data` in definition.py writes: empty and absent are the same. */
interface Definition {
  id: string;
  version: number;
  kind: "assessment" | "profile" | "checklist";
  unit: number;
  fingerprint: string;
  essential_cap?: string;
  levels?: Level[];
  questions: Question[];
  controls?: Question[];
}

interface Level {
  id: string;
  from: number;
}

interface Question {
  id: string;
  key: string;
  type: "single" | "multiple" | "number" | "text" | "item";
  weight: number;
  best?: number;
  pass?: number;
  options?: Option[];
  max?: number;
  bands?: [number, number][];
  range?: [number | null, number | null];
  not_applicable?: boolean;
  unknown?: boolean;
  show_if?: Condition[];
  advice?: Advice[];
  was?: string[];
  rank?: number;
}

interface Option {
  id: string;
  points?: number;
  exclusive?: boolean;
  was?: string[];
  instead_of_level?: boolean;
}

interface Condition {
  key: string;
  values: string[];
}

interface Advice {
  when?: string[];
  without?: string[];
  below?: number;
  impact: number;
  effort: number;
  after?: string;
}

/** What `report_data` in definition.py writes. */
interface Report {
  essential_cap?: string;
  levels?: Level[];
  themes?: { id: string; weight: number; factor: number }[];
}

/** By question key; values are unchecked. */
type Answers = Record<string, unknown>;

interface Sums {
  points: number;
  possible: number;
  low: number;
  high: number;
  everything: number;
}

interface Essentials {
  secured: string[];
  below: string[];
  to_check: string[];
  open: string[];
  not_applicable: string[];
}

interface Action {
  key: string;
  /** From 0; -1 is "go and check". */
  advice: number;
}

interface Result {
  sums: Sums;
  percent: number | null;
  low: number | null;
  high: number | null;
  level: string | null;
  level_low: string | null;
  level_high: string | null;
  /** "<question key>/<option id>" of the answer that takes the level's place. */
  instead_of_level: string | null;
  answered: number;
  applicable: number;
  remaining: string[];
  hidden: string[];
  essentials: Essentials;
  actions: Action[];
}

/** A question with its answer as read; `full` and `worth` are in the result's unit. */
interface Standing {
  question: Question;
  /** Ids, a number or a text; empty when unanswered. */
  answer: (string | number)[];
  hidden: boolean;
  applies: boolean;
  /** Of an essential that is shown. */
  state: keyof Essentials | undefined;
  full: number;
  worth: number;
}

/** An action that an answer calls for, with all that ranks it: smaller `precedence` comes first. */
interface Call {
  precedence: number[];
  action: Action;
  after?: string;
}

/** What is kept of one commune; values are unchecked. */
interface StoredDocument {
  format: string;
  version: number;
  /** Its name; empty while it has none. */
  commune: string;
  /** By question key, as notes. */
  answers: Answers;
  notes: Record<string, unknown>;
  /** By question key, or `propre.<id>` for an action of one's own. */
  plan: Record<string, unknown>;
  /** By theme, the level aimed at. */
  targets: Record<string, unknown>;
  /** By theme, the day on which it was gone through in the present round. */
  reviewed: Record<string, unknown>;
  /** By moment. */
  snapshots: Record<string, unknown>;
  /** By questionnaire, what "Effacer" took away. */
  erased: Record<string, unknown>;
}

/** Where, then the value; undefined deletes, and an entry left without fields goes too. */
type Change =
  | ["commune", string | undefined]
  | ["answers" | "notes" | "plan" | "targets" | "reviewed" | "snapshots" | "erased", string, unknown]
  | ["plan" | "snapshots", string, string, unknown];

/** How keeping goes: each has its sentence in the catalogue. */
type StoreState = "kept" | "shared" | "refused" | "full" | "damaged" | "newer";

/** Told which keys have changed, or that any may have; false is "call me no more". */
type StoreListener = (keys?: string[]) => unknown;

interface Store {
  state: StoreState;
  /** The file that this tab shows, and writes to: "" for the first, then "2", "3"… */
  file: string;
  /** Whether there are other files. */
  several: boolean;
  kept: StoredDocument;
  save(changes: Change[]): void;
  subscribe(listener: StoreListener): void;
  /** Shows a file, here and in other tabs, or reads it anew; false where what was given here cannot be written first. */
  open(file: string): boolean;
  /** Of all that is kept, the keys that start so. Throws where the browser refuses, as `item` does. */
  keys(start: string): string[];
  /** What is kept under a key, once a text is written there or an empty one has taken it away. */
  item(key: string, text?: string): string | null;
}

/** A commune's file as a list shows it. */
interface CommuneFile {
  file: string;
  name: string;
  answers: number;
  /** The moment of the last snapshot, or "". */
  measured: string;
  written: boolean;
  readable: boolean;
}

/** What a removal or a replacement took away; `restored` is a replacement that was taken back. */
interface Taken {
  did: "removed" | "replaced" | "restored";
  file: string;
  /** The commune's. */
  name: string;
  text: string;
  /** Whether the file was the one shown. */
  shown: boolean;
}

/** What can be done with whole files: true is done; false, that the browser has no room or refuses: nothing changed. */
interface Files {
  list(): CommuneFile[];
  open(file: string): boolean;
  /** Empty, or with what a document holds. */
  create(document?: object): boolean;
  /** The copy's id. */
  duplicate(file: string, suffix: string): string | false;
  remove(file: string): boolean;
  replace(document: object): boolean;
  taken(): Taken | undefined;
  undo(): boolean;
  drop(): boolean;
  forget(): boolean;
}

/** All questionnaires of the guide, by id. */
type Definitions = Record<string, Definition>;

/** What is wrong: a code, and what fills the gaps of its sentence in the catalogue (`exchange`, table `faults`). */
interface Fault {
  error: string;
  values: Record<string, any>;
}

/** A value and its place → what is wrong with it. */
type Check = (value: any, path: string[]) => Fault[];

type Section = "answers" | "notes" | "plan" | "targets" | "reviewed" | "snapshots";

interface PlanEntry {
  title?: string;
  owner?: string;
  /** Such as "2026-12-01". */
  due?: string;
  status?: "todo" | "started" | "done" | "dropped";
  note?: string;
}

/** What a result said on the day of a snapshot. */
interface Told {
  points: number;
  possible: number;
  percent: number | null;
  level: string | null;
  secured: number;
  essentials: number;
}

interface Snapshot {
  name?: string;
  answers: Answers;
  fingerprint: string;
  told: Told;
}

/** What a commune keeps, as document.py describes it. */
interface CommuneDocument {
  format: string;
  version: number;
  commune: string;
  answers: Answers;
  notes: Record<string, unknown>;
  plan: Record<string, PlanEntry>;
  /** Level ids by theme. */
  targets: Record<string, string>;
  /** Days by theme. */
  reviewed: Record<string, string>;
  /** By moment, such as "2026-11-23T09:15:00Z". */
  snapshots: Record<string, Snapshot>;
}

type Reading = { document: CommuneDocument } | Fault;

/** Numbers to show before a document is taken over. Of its answers, `unknown` are to questions that are not the guide's. */
interface Summary {
  commune: string;
  answers: number;
  new: number;
  same: number;
  different: number;
  unknown: number;
  notes: number;
  plan: number;
  targets: number;
  reviewed: number;
  snapshots: number;
  first: string | null;
  last: string | null;
}

/** Words from the catalogue; two forms where a number decides. */
type Words = string | { one: string; other: string };

/** A theme of the report; `texts` are its questions', in their order. */
interface Theme {
  id: string;
  title: string;
  /** Where it is answered, and where it is explained. */
  page: string;
  chapter: string;
  minutes?: number;
  texts: string[];
  /** What their answers are called: the options (of a number, its unit), then "unknown" and "not applicable" where offered. */
  labels: string[][];
  /** Titles by id. */
  levels: Record<string, string>;
  definition: Definition;
}

/** A question as the report speaks of it; `href` is where it is answered, `labels` are as a theme's. */
interface Asked {
  text: string;
  labels: string[];
  href: string;
  theme: Theme;
  question: Question;
}

/** What a set of answers comes to: altogether, and theme by theme. */
interface Picture {
  whole: Result;
  themes: Record<string, Result>;
}

/** What the components of the report share. */
interface Board {
  root: HTMLElement;
  report: Report;
  definitions: Record<string, Definition>;
  themes: Theme[];
  /** Titles of all questionnaires, by id. */
  names: Record<string, string>;
  /** Those that a session may have in play; a report has none. */
  assessments: Assessment[];
  /** By question key; a question that two themes ask stands with the first. */
  questions: Map<string, Asked>;
  /** Words from the catalogue, by table and name. */
  say(table: string, name: string, values?: Record<string, any>): string;
  /** The title of a level, or of what stands in its place. */
  title(verdict: string | null): string;
  /** A fresh copy of a piece of advice, "<question key>/<number>". */
  advice(reference: string): HTMLElement | undefined;
  /** Of any answers. */
  pictureOf(answers: Answers): Picture;
  /** Of the answers that are kept, worked out once after each change. */
  picture(): Picture;
  /** Runs now, and after each change of what is kept, until the element leaves the page. */
  follow(element: HTMLElement, update: (keys?: string[]) => void): void;
}

type Child = Node | string;

interface AutodiagnosticNamespace {
  byData(root: ParentNode, name: string): Record<string, HTMLInputElement>;
  say(words: Words, values?: Record<string, any>): string;
  setText(element: Element, text: string): void;
  fillList(list: Element, items: Element[]): void;
  levelIn(
    result: Result,
    title: (verdict: string | null) => string,
    between: (ends: Record<string, string>) => string,
  ): { isRange: boolean; verdict: string | null; shown: string };
  showScale(parts: Record<string, Element>, result: Result): void;
  /** The board of the report that an element stands in. */
  board(element: HTMLElement): Board;
  /** An HTML element; an attribute that is false or undefined is left out, true is empty. */
  make(tag: string, attributes?: Record<string, unknown>, ...children: Child[]): HTMLElement;
  /** An SVG element. */
  draw(tag: string, attributes?: Record<string, unknown>, ...children: Child[]): SVGElement;
  /** Today in the person's own time zone, as 2026-11-23. */
  today(): string;
  /** "23 novembre 2026", for 2026-11-23 or for a moment in ISO form; "" for what is no date. */
  inWords(date: string): string;
  /** Hands a text over as a file. */
  download(name: string, type: string, text: string): void;
  /** Every question with its answer as read; `factor` brings worths to the report's unit. */
  settle(definition: Definition, answers: Answers, factor: number): { standings: Standing[]; instead: string | null };
  resultOf(standings: Standing[], rules: Definition | Report, instead: string | null): Result;
  score(definition: Definition, answers: Answers): Result;
  overall(report: Report, definitions: Record<string, Definition>, answers: Answers): Result;
  carriedOver(definition: Definition, answers: Answers): Answers;
  parseJson(content: string | ArrayBuffer, most?: number): { data: any } | Fault;
  writeJson(entries: [string, unknown][]): string;
  readDocument(content: string | ArrayBuffer, definitions: Definitions): Reading;
  writeDocument(document: CommuneDocument, definitions: Definitions): string;
  merge(mine: CommuneDocument, theirs: CommuneDocument, preferTheirs?: boolean): CommuneDocument;
  summary(document: CommuneDocument, mine: CommuneDocument, definitions: Definitions): Summary;
  writeLink(document: CommuneDocument, definitions: Definitions): Promise<string>;
  readLink(fragment: string, definitions: Definitions): Promise<Reading>;
  strip(definition: Definition, answers: Answers): string | null;
  readStrip(text: string, definitions: Definitions): { answers: Answers } | Fault;
  /** The answers with those to all questionnaires' earlier ids filed under today's. */
  carried(definitions: Record<string, Definition>, answers: Answers): Answers;
  /** Two sets of answers, earlier ids allowed. */
  compare(report: Report, definitions: Record<string, Definition>, before: Answers, after: Answers): Comparison;
  snapshots: Snapshots;
  store: Store;
  files: Files;
  /** Starts a component on its element. */
  modules: Record<string, (element: HTMLElement) => void>;
}

declare var Autodiagnostic: AutodiagnosticNamespace;

/** The theme's: tells of each page, the first included, where navigation is instant. */
declare var document$: { subscribe(listener: () => void): unknown } | undefined;

// The plan.

type PlanStatus = "todo" | "started" | "done" | "dropped";
type PlanField = "title" | "owner" | "due" | "status" | "note";
type PlanChange = ["plan", string, string, string | undefined];

/** What is known of a question: the title of its advice, or its own text. */
interface PlanSubject {
  title: string;
  /** Its id; empty for an action of one's own, or when the question is gone. */
  theme: string;
  essential: boolean;
}

/** An action of the plan. Fields that hold nothing are empty. */
interface PlanRow extends PlanSubject {
  /** Of the question, or `propre.<id>`. */
  key: string;
  /** Called for by an answer, one's own, or called for no longer. */
  kind: "called" | "own" | "settled";
  /** Of its advice, the first one first. */
  references: string[];
  /** The title in the document. */
  kept: string;
  owner: string;
  /** A day such as 2026-12-01. */
  due: string;
  status: PlanStatus;
  note: string;
  /** Whether there is still something to do. */
  open: boolean;
  late: boolean;
}

/** Which rows, in which order; empty and false let all through. */
interface PlanView {
  order: string;
  status: string;
  /** "" is nobody's. */
  owner: string | undefined;
  theme: string;
  late: boolean;
  essential: boolean;
}

/** What a row asks of the plan. */
interface PlanHands {
  write(row: PlanRow, fields: Partial<Record<PlanField, string>>): void;
  suggested(row: PlanRow): { owner: string; due: string; within: string };
  remove(row: PlanRow): void;
}

interface PlanRowView {
  element: HTMLElement;
  show(row: PlanRow, leads: boolean): void;
  focus(): void;
}

interface CalendarEvent {
  uid: string;
  day: string;
  title: string;
  description: string;
  url: string;
  category: string;
  cancelled: boolean;
}

interface AutodiagnosticNamespace {
  planRows(
    actions: Action[],
    plan: Record<string, unknown>,
    tell: (key: string, reference?: string) => PlanSubject,
    day: string,
  ): PlanRow[];
  planChanges(row: PlanRow, fields: Partial<Record<PlanField, string>>): PlanChange[];
  firstRows(rows: PlanRow[]): PlanRow[];
  arrangedRows(rows: PlanRow[], view: PlanView): PlanRow[];
  planCounts(rows: PlanRow[]): { all: number; done: number; late: number; settled: number };
  dayWithin(within: string, day: string): string;
  csvText(table: string[][]): string;
  calendarText(name: string, stamp: string, events: CalendarEvent[]): string;
  slug(name: string): string;
  fileName(what: string, commune: string, day: string, ending: string): string;
  planRow(template: HTMLTemplateElement, board: Board, hands: PlanHands): PlanRowView;
  planOut(section: HTMLElement, board: Board, shown: () => PlanRow[]): void;
}

// compare.js, snapshots.js, rounds.js, comparison.js

/** As read from what is kept: `fingerprint` and `told` are unchecked. */
interface KeptSnapshot {
  name: string;
  answers: Answers;
  fingerprint: unknown;
  told: unknown;
}

interface Snapshots {
  /** Stands for today's answers where a moment is asked for. */
  NOW: string;
  /** From the first to the last. */
  moments(): string[];
  snapshot(moment: string): KeptSnapshot;
  answersOf(moment: string): Answers;
  /** The day in words, and the hour where another was kept that day. */
  when(board: Board, moment: string): string;
  /** Of today's questionnaires. */
  fingerprint(board: Board): string;
  /** Whether a snapshot was counted as today. */
  counted(board: Board, moment: string): boolean;
  /** Whether two moments hold the same answers. */
  alike(board: Board, one: string, other: string): boolean;
}

/** A question whose answer is not the same, or that counts in one of the two only. */
interface Move {
  key: string;
  before: Standing;
  after: Standing;
  /** An essential that is secured only since, or no more. */
  essential?: "lifted" | "lost";
}

interface Moves {
  /** Worth more, worth less, worth the same. */
  rose: Move[];
  fell: Move[];
  changed: Move[];
  /** Counted only since, or no more. */
  entered: Move[];
  left: Move[];
}

interface Comparison {
  before: Result;
  after: Result;
  /** `difference` in points of percentage; `same` when the same questions count both times. */
  themes: { id: string; before: number | null; after: number | null; difference: number | null; same: boolean }[];
  moves: Moves;
  /** Over the questions that count both times: how many, worths out of `possible`, percentages. */
  common: { n: number; possible: number; points: [number, number]; percent: [number | null, number | null] };
}

/** A theme of the walk: its heading, and all that is shown with it. */
interface Step {
  definition: Definition;
  /** The heading first. */
  elements: HTMLElement[];
  heading: HTMLElement;
  title: string;
  minutes: number;
  /** Keys whose change concerns it. */
  concerned: Set<string>;
  /** `left` counts what is still to answer or to look at again; `state` has its word in the catalogue. */
  standing: { answered: number; applicable: number; state: string; left: number };
  /** Says the state in the list of themes, beside the link. */
  badge: HTMLElement;
  link: HTMLElement | null;
}

// Out and in.

/** What was read, and out of what. */
type Arrived = { from: "file" | "link" | "strips"; document: CommuneDocument };

/** What is about to be read; `name` is the file's. */
interface Arriving {
  name: string;
  read(): Promise<Arrived | Fault>;
}

interface Takeover {
  /** Until the person has chosen; `place` from 1. */
  show(arrived: Arrived, told: { name: string; place: number; of: number }): Promise<unknown>;
  close(): void;
}

interface AutodiagnosticNamespace {
  /** By the section's `open` button and its `files` field, or onto it: `drop` shows that it may be let go there. */
  fileDrop(section: HTMLElement, receive: (files: File[]) => void): void;
  takeover(section: HTMLElement, board: Board): Takeover;
  arrivals(section: HTMLElement, board: Board): void;
}

// The presentation: presentation-line.js, presentation-stage.js, presentation-lectern.js, presentation.js.

interface Deck {
  place: HTMLElement;
  name: string;
  title: string;
  /** Starts it. */
  link: HTMLElement;
  print: HTMLElement;
  slides: { face: HTMLElement; notes: HTMLElement | undefined; title: string }[];
}

/** What the wall and the speaker's window agree on; either may change it. */
interface ShowState {
  on: boolean;
  deck: string;
  /** From 0. */
  place: number;
  black: boolean;
  /** When the speaker's clock was started, in milliseconds; 0 before. */
  since: number;
}

interface Equipment {
  words: Record<string, Words>;
  parts: Record<string, HTMLElement>;
  buttons: Record<string, HTMLElement>;
  decks: Map<string, Deck>;
}

/** One of the two windows' ways to show slides. */
interface Show {
  begin(deck: string, place: number): void;
  end(): void;
}

interface AutodiagnosticNamespace {
  /** `level` is its title's, among those of where it goes. */
  slideCopy(part: HTMLElement, level?: number): HTMLElement;
  /** Where a key leads, maybe before the first slide or after the last; undefined for any other key. */
  moveOf(event: KeyboardEvent, place: number, count: number): number | undefined;
  /** `listen` is told what the other window says; undefined when it only asks. */
  line(listen: (state: ShowState | undefined) => void): {
    /** Whether the browser let it open. */
    open(address: string): boolean;
    send(state: ShowState | undefined): void;
    readonly up: boolean;
  };
  stage(equipment: Equipment, leave: (deck: string) => void): Show;
  lectern(equipment: Equipment, leave: (deck: string) => void): Show;
}

// group.js

/** What a commune leaves in the counts, such as "answer objectifs.publics rien". */
type Mark = string;
type GroupCounts = Map<Mark, number>;

interface Choice {
  id: string;
  count: number;
}

/** What group.py describes. */
interface QuestionFigures {
  key: string;
  best: number;
  choices: Choice[];
  unknown: number;
  not_applicable: number;
  unanswered: number;
  answered: number;
  median: number | null;
  dispersion: number | null;
}

interface ResultFigures {
  /** Of a theme; empty for the whole. */
  id: string;
  scored: number;
  tens: number[];
  median: number | null;
  lower_quartile: number | null;
  upper_quartile: number | null;
  levels: Choice[];
  between: number;
  without_level: number;
}

interface EssentialFigures {
  key: string;
  applicable: number;
  secured: number;
  below: number;
  to_check: number;
  open: number;
  missing: number;
  share: number | null;
}

interface ActionFigures {
  key: string;
  advice: number;
  communes: number;
}

interface Group {
  format: string;
  version: number;
  participants: number;
  overall: ResultFigures;
  themes: ResultFigures[];
  questions: QuestionFigures[];
  essentials: EssentialFigures[];
  actions: ActionFigures[];
}

interface AutodiagnosticNamespace {
  groupMarks(report: Report, definitions: Definitions, answers: Answers): Mark[];
  countMarks(counts: GroupCounts, marks: Iterable<Mark>): GroupCounts;
  groupFigures(report: Report, definitions: Definitions, counts: GroupCounts): Group;
  raisedFigures(question: Question, cards: Record<string, number>): QuestionFigures;
  groupOf(report: Report, definitions: Definitions, communes: Answers[]): Group;
}

// group-files.js, group-charts.js, group-sections.js, group-slides.js, group-sheets.js

/** What ids are called, as group_files.py tells it. */
interface GroupTold {
  /** The whole is "". */
  themes: Record<string, string>;
  levels: Record<string, Record<string, string>>;
  questions: Record<string, string>;
  choices: Record<string, Record<string, string>>;
  /** By "question/advice". */
  actions: Record<string, string>;
}

interface GroupRow {
  label: Child;
  chart: Element;
  cells: string[];
}

interface GroupSections {
  /** What stands in each part of the page. */
  of: Record<string, (group: Group) => Element[]>;
  /** A question asked by raised cards. */
  raised(figures: QuestionFigures): Element;
  /** A theme on the wall. */
  theme(result: ResultFigures, group: Group): Element[];
}

interface AutodiagnosticNamespace {
  groupTold(board: Omit<Board, "follow" | "picture">): GroupTold;
  groupJson(group: Group): string;
  groupCsv(group: Group, told: GroupTold, words: Record<string, any>): string;
  groupCharts: {
    inFrench(value: number | null): string;
    percentOf(part: number, whole: number): number;
    bar(percent: number, quiet?: boolean): SVGElement;
    spread(result: ResultFigures): SVGElement;
    stack(figures: QuestionFigures, question: Question, name: string): SVGElement;
    histogram(result: ResultFigures, words: Record<string, any>): HTMLElement;
    barTable(caption: string, headings: string[], rows: GroupRow[]): HTMLElement;
    countRows(counts: [string, number, boolean?][], whole: number): GroupRow[];
  };
  groupSections(desk: Desk, told: GroupTold): GroupSections;
  groupSlides(
    parts: Record<string, HTMLElement>,
    desk: Desk,
    present: () => { group: Group; sections: GroupSections; told: GroupTold },
  ): void;
  /** What it returns lists whose sheet can be printed. */
  groupSheets(
    parts: Record<string, HTMLInputElement>,
    desk: Desk,
    print: (what: string) => void,
  ): (communes: Place[]) => void;
}

/** Not every browser says whether data is to be spared. */
interface Navigator {
  readonly connection?: { readonly saveData: boolean };
}
