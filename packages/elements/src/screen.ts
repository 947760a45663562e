/** What somebody has typed, by the name of the field. */
export type Values = Record<string, string>;

/** What comes next: another screen, or nothing if this one stays. */
export type Next = Screen | undefined;

/** One step, as it is to be drawn. */
export interface Screen {
  /** Names the step, also for themes: `::part(start)`. */
  name: string;
  title: string;
  /** One sentence below the title. */
  lead?: string | undefined;
  /** Ways in that need nothing typed; above the fields. */
  providers?: Action[];
  fields: Field[];
  /** The main button, if there is one. */
  submit?: { label: string; danger?: boolean; run(values: Values): Promise<Next> };
  /** Other ways to go on. */
  actions: Action[];
  /** A text to copy, such as a secret for an authenticator app. */
  secret?: string;
  /** What only this screen has, drawn by who made it; above the fields. */
  more?(): HTMLElement;
  /** Called when the screen is on the page; what is still going on ends with the signal. */
  shown?(signal: AbortSignal): void;
}

export type FieldKind = 'text' | 'email' | 'tel' | 'password' | 'code' | 'checkbox' | 'hidden';

/** Named as the frontend API names the parameter, so that an error finds its field. */
export interface Field {
  name: string;
  kind: FieldKind;
  label: string;
  value?: string;
  autocomplete?: string;
  optional?: boolean;
  /** Below the field, unless something is wrong with it; what it says may follow from what is typed. */
  hint?: string | ((value: string) => string);
  /** Of a checkbox: what can be read before it is ticked. */
  links?: { label: string; href: string }[];
}

export interface Action {
  name: string;
  label: string;
  /** Fields that have to be filled in first. */
  needs?: string[];
  run(values: Values): Promise<Next>;
  /** When it can be used again, in ms since 1970, and what it says until then. */
  notBefore?(): number;
  waiting?(secs: number): string;
}
