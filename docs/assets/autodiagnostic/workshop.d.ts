/* The types of the trainer's workshop. */

type ParticipantSource = "strips" | "file" | "link";

/** How many cards were raised, by question key and option id; what nobody raised has no entry. */
type Counts = Record<string, Record<string, number>>;

/** A commune in a session. */
interface Participant {
  /** Its order of arrival, from 1, by which it is called when it has no name. */
  number: number;
  name: string;
  /** Its name is shown on this page only, and goes into no file. */
  anonymous: boolean;
  from: ParticipantSource;
  /** The day of its answers, or "". */
  date: string;
  /** Under today's ids. */
  answers: Answers;
  /** Strips begun, or that are wrong: what was typed, by the prefix of the paper. They give no answers yet. */
  lines: Record<string, string>;
}

/** What the trainer keeps. Never changed in place: `Desk.change` puts another in its stead. */
interface Session {
  id: string;
  name: string;
  /** Such as "2026-11-23", or "". */
  date: string;
  /** Ids of those in play. */
  questionnaires: string[];
  /** By id. */
  participants: Record<string, Participant>;
  /** Raised cards, by the session that counted them. */
  tallies: Record<string, Counts>;
}

/** A participant in its order, with the number to call it by. */
interface Place {
  id: string;
  number: number;
  participant: Participant;
}

/** What became of the last change: as `Store.state`. */
type SessionState = "kept" | "full" | "refused" | "damaged" | "newer" | "shared";

type SessionChange = (session: Session) => Session;

/** How to take a change back, once others may have followed. */
interface Undoing {
  did: string;
  back: SessionChange;
}

interface SessionStore {
  state: SessionState;
  session: Session;
  /** With words for what was done, it can be taken back; what has changed besides stays. */
  change(update: SessionChange, did?: string): void;
  /** What `undo` would take back, if anything. */
  last(): Undoing | undefined;
  undo(): void;
  /** Says no more of what was done. */
  settle(): void;
  /** Whether this browser keeps one. */
  written(): boolean;
  /** All of it, for good; false when the browser refuses. */
  erase(): boolean;
  /** Until the listener returns false. */
  subscribe(listener: () => boolean): unknown;
  /** Something that is shown has changed. */
  tell(): void;
}

/** A questionnaire that may be in play; `cards` are the keys of the questions that raised cards can answer. */
interface Assessment extends Theme {
  cards: string[];
}

/** What the workshop's components share. */
interface Desk extends Omit<Board, "follow" | "picture"> {
  kept: SessionStore;
  /** The present one. */
  readonly session: Session;
  /** The questionnaires in play, in the guide's order. */
  inPlay(): Assessment[];
  /** All participants, in their order, those without any answer too. */
  places(): Place[];
  /** The answers of each participant that has given one, in their order. */
  group(): Answers[];
  /** « Commune 3 »; its name where names may be shown and it is not anonymous. */
  called(place: Place, named: boolean): string;
  /** The one way to change the session: what `update` makes of the present one takes its place, and is kept. */
  change(update: SessionChange, did?: string): void;
  /** Whether this page shows names. */
  named: boolean;
  showNames(named: boolean): void;
  /** Runs now, and after each change of the session, until the element leaves the page. */
  follow(element: HTMLElement, update: () => void): void;
}

/** A strip in a text. */
interface WrittenStrip {
  id: string;
  /** The prefix, such as "objectifs-1-3fa2". */
  named: string;
  /** From 1. */
  line: number;
  digits: string;
  points: string;
  possible: string;
}

/** A strip being typed; what is not typed yet is "". */
interface StripLine {
  cells: string[];
  points: string;
  possible: string;
  /** The trainer has put it aside: it is wrong, and waits. */
  aside: boolean;
}

/** What a line comes to. `wrong`: its digits count so many points; `no-answer`: no answer has that digit. */
type StripVerdict =
  | { state: "empty" | "begun" }
  | { state: "no-answer"; place: number; digit: string }
  | { state: "wrong"; counted: number; of: number }
  | { state: "right"; answers: Answers };

/** A commune that was read, before it is taken in. */
interface Received {
  from: ParticipantSource;
  commune: string;
  answers: Answers;
  date: string;
  content: string;
  /** In the session, or among what is received, there is one of the same name and answers; or of the same name only. */
  met: "" | "twin" | "twin_here" | "namesake" | "namesake_here";
  /** The participants of its name. */
  namesakes: string[];
  choice: "add" | "skip" | "replace";
}

/** A questionnaire in play that has a strip; `most` is what it is worth when nothing is left out. */
interface StripSheet {
  title: string;
  texts: string[];
  definition: Definition;
  prefix: string;
  most: number;
}

/** A strip's line on the page. */
interface StripLineView {
  element: HTMLElement;
  definition: Definition;
  /** What is wrong with it, in words, unless it is put aside. */
  show(line: StripLine, place: { number: number; commune: string }): string;
  fill(written: { digits: string; points: string; possible: string }): void;
  /** The cell of that rank; counted from the end when negative. */
  focus(at?: number): void;
  focusFault(): void;
}

/** What a line asks of the rows around it. */
interface StripHands {
  say(name: string, values?: Record<string, any>): string;
  /** Whether more than one questionnaire is in play. */
  several(): boolean;
  typed(definition: Definition, line: StripLine): void;
  leave(view: StripLineView, by: number): void;
  climb(view: StripLineView, at: number, by: number): void;
  /** False when the text holds no whole strip. */
  pasted(text: string): boolean;
  judge(): void;
}

interface AutodiagnosticNamespace {
  checks: {
    ID: RegExp;
    KEY: RegExp;
    MOMENT: RegExp;
    /** At most so many signs. */
    text(most: number, pattern?: RegExp, error?: string): Check;
    whole(least: number, most?: number): Check;
    oneOf(...values: unknown[]): Check;
    orNull(check: Check): Check;
    record(name: RegExp, each: Check, most?: number, error?: string): Check;
    list(each: Check, most: number): Check;
    entry(optional: Record<string, Check>, required?: Record<string, Check>): Check;
    answer: Check;
    day: Check;
    isRecord(value: any): boolean;
    /** What a text of at most so many bytes holds, once it says its format, and no newer version than the known one. */
    ofFormat(content: string | ArrayBuffer, format: string, known: number, most?: number): { data: any } | Fault;
    firstOf(faults: Fault[]): Fault | undefined;
  };
  following(
    subscribe: (listener: (keys?: string[]) => boolean) => unknown,
  ): (element: HTMLElement, update: (keys?: string[]) => void) => void;
  newSession(id: string, date: string, questionnaires: string[]): Session;
  readSession(content: string | ArrayBuffer, definitions: Definitions): { session: Session } | Fault;
  writeSession(session: Session): string;
  mergeSessions(mine: Session, theirs: Session): Session;
  restored(session: Session, before: Session, after: Session): Session;
  allCards(session: Session): Counts;
  places(session: Session): Place[];
  contentOf(commune: string, answers: Answers): string;
  nameKey(commune: string): string;
  idOf(text: string): string;
  newId(): string;
  readFile(file: File, definitions: Definitions): Promise<Arrived | Fault>;
  readText(text: string, definitions: Definitions): Promise<Arrived | Fault>;
  textsOfCommunes(text: string): string[];
  readDigits(definition: Definition, digits: string): { answers: Answers } | Fault;
  writtenStrips(text: string): WrittenStrip[];
  writtenLine(rest: string): { digits: string; points: string; possible: string };
  stripQuestions(definition: Definition): Question[];
  stripPrefix(definition: Definition): string;
  stripPoints(definition: Definition, answers: Answers): string;
  stripDigit(question: Question, value: unknown): string;
  stripLine(definition: Definition, participant: Participant, prefix: string): StripLine;
  judgedLine(definition: Definition, line: StripLine): StripVerdict;
  withLine(
    participant: Participant,
    definition: Definition,
    prefix: string,
    line: StripLine,
    others: Definition[],
  ): Participant;
  stripLineView(sheet: StripSheet, hands: StripHands): StripLineView;
  received(all: { from: ParticipantSource; document: CommuneDocument }[], session: Session): Received[];
  taken(session: Session, all: Received[], anonymous: boolean, ids: string[]): Session;
  sessionTable(session: Session, desk: Desk): string[][];
  sessionStore(definitions: Definitions, questionnaires: string[]): SessionStore;
  /** The desk of the workshop that an element stands in. */
  desk(element: HTMLElement): Desk;
}
