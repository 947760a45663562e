import type { User } from '@nightdesk/chrome-extension/types';
import type { Action, Next, Screen } from '../screen';
import type { Account } from './account';
import { cancelling } from './reverify';

/** What the profile shows while nothing is being changed. */
export interface Page {
  name: PageName;
  title: string;
  sections: Section[];
}

export type PageName = 'profile' | 'security';

/** One part of the account. */
export interface Section {
  name: string;
  title: string;
  rows: Row[];
  actions: Part[];
}

/** One thing that there is, such as an address. */
export interface Row {
  id: string;
  title: string;
  note?: string;
  /** Short words about it. */
  badges?: string[];
  /** Whose picture stands beside it. */
  person?: User;
  actions: Part[];
}

/** A button; some take a file. */
export interface Part extends Action {
  /** Takes away what cannot be brought back by a press. */
  danger?: boolean;
  file?: { accept: string; run(file: File): Promise<Next> };
}

/** A step after which there is nothing more to ask. */
export function doing(run: () => Promise<unknown>): () => Promise<Next> {
  return async () => {
    await run();
    return undefined;
  };
}

/** Asks once before something is gone. */
export function confirming(account: Account, name: string, title: string, lead: string, label: string, run: () => Promise<unknown>): Screen {
  return {
    name: `confirm-${name}`,
    title,
    lead,
    fields: [],
    submit: { label, danger: true, run: doing(run) },
    actions: [cancelling(account)],
  };
}

/** The button that leads to a question before something is removed. */
export function removing(account: Account, name: string, what: string, lead: string, run: () => Promise<unknown>): Part {
  const { texts } = account;
  const screen = () => confirming(account, `remove-${name}`, texts.removeWhat(what), lead, texts.remove, run);
  return { name: 'remove', label: texts.remove, danger: true, run: () => Promise.resolve(screen()) };
}
