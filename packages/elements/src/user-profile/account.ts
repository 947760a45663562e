import type { ActiveSession, Clerk, Environment, SessionWithActivities, User } from '@nightdesk/chrome-extension/types';
import { refusalsOf } from '../problems';
import type { Next, Values } from '../screen';
import { Steps, type Step } from '../steps';
import type { ProfileTexts } from '../texts/profile/texts';
import { reverify } from './reverify';

/** Somebody who manages their account: what is being changed, if anything is. */
export class Account extends Steps<ProfileTexts> {
  readonly clerk: Clerk;
  readonly environment: Environment;
  /** As it is written in, for dates. */
  readonly language: string;
  /** Refused for want of a proof that had just been given: another one would not help. */
  #refused: unknown;
  /** Where the account is in use; nothing until that was asked. */
  devices: SessionWithActivities[] | 'loading' | 'unavailable' | undefined;

  constructor(clerk: Clerk, environment: Environment, texts: ProfileTexts, language: string, changed: () => void) {
    super(texts, changed);
    this.clerk = clerk;
    this.environment = environment;
    this.language = language;
  }

  /** The user as they are now. */
  get user(): User {
    if (!this.clerk.user) throw new Error('Nobody is signed in whose account this could be.');
    return this.clerk.user;
  }

  get session(): ActiveSession {
    return this.clerk.session as ActiveSession;
  }

  attribute(name: string): Partial<Environment['user_settings']['attributes'][string]> {
    return this.environment.user_settings.attributes[name] ?? {};
  }

  /** Back to what there is, without a change. */
  close(): void {
    this.show(undefined);
  }

  /** What the server wants proved first is asked for, and then the step is taken again. */
  protected override async recovered(error: unknown, step: Step, values: Values): Promise<Next> {
    if (!wantsProof(error) || error === this.#refused) throw error;
    const before = this.screen;
    const again = async () => {
      try {
        return await step(values);
      } catch (refusal) {
        if (wantsProof(refusal)) this.#refused = refusal;
        // What is wrong with what was typed is said where it was typed.
        this.screen = before && { ...before, fields: before.fields.map((field) => ({ ...field, value: values[field.name] ?? '' })) };
        throw refusal;
      }
    };
    return reverify(this, again);
  }
}

function wantsProof(error: unknown): boolean {
  return refusalsOf(error).some(({ code }) => code === 'session_reverification_required');
}
