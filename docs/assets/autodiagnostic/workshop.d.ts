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

interface SessionStore {
  state: SessionState;
  session: Session;
  change(update: (session: Session) => Session): void;
  canUndo(): boolean;
  /** Takes the last change back; false when there is none, or another tab has changed the session since. */
  undo(): boolean;
  /** All of it, for good; false when the browser refuses. */
  erase(): boolean;
  /** Until the listener returns false. */
  subscribe(listener: () => boolean): unknown;
}

/** A questionnaire that may be in play; `cards` are the keys of the questions that raised cards can answer. */
interface Assessment extends Theme {
  cards: string[];
}

/** What the workshop's components share. */
interface Desk extends Omit<Board, "follow" | "picture"> {
  assessments: Assessment[];
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
  change(update: (session: Session) => Session): void;
  undo(): boolean;
  /** Runs now, and after each change of the session, until the element leaves the page. */
  follow(element: HTMLElement, update: () => void): void;
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
    firstOf(faults: Fault[]): Fault | undefined;
  };
  following(
    subscribe: (listener: (keys?: string[]) => boolean) => unknown,
  ): (element: HTMLElement, update: (keys?: string[]) => void) => void;
  newSession(id: string, date: string, questionnaires: string[]): Session;
  readSession(content: string | ArrayBuffer, definitions: Definitions): { session: Session } | Fault;
  writeSession(session: Session): string;
  mergeSessions(mine: Session, theirs: Session): Session;
  allCards(session: Session): Counts;
  places(session: Session): Place[];
  contentOf(commune: string, answers: Answers): string;
  nameKey(commune: string): string;
  idOf(text: string): string;
  newId(): string;
  sessionStore(definitions: Definitions, questionnaires: string[]): SessionStore;
  /** The desk of the workshop that an element stands in. */
  desk(element: HTMLElement): Desk;
}
