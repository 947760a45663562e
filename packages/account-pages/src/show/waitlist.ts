import { draw, type Deeds } from '../../../elements/src/drawing/draw';
import { ClientElement } from '../../../elements/src/base';
import { NO_PROBLEMS, problemsOf } from '../../../elements/src/problems';
import type { Screen } from '../../../elements/src/screen';
import type { Texts } from '../../../elements/src/texts/texts';
import type { Clerk } from '../../../chrome-extension/src/types';
import type { Api } from '../../../chrome-extension/src/resources';
import { own } from '../own';
import { showMessage, type Page } from '../page';

const FIELD = 'email_address';

/** Takes an e-mail address for the waitlist. */
export class WaitlistElement extends ClientElement {
  page: Page | undefined;

  protected override begin(client: Clerk, texts: Texts, signal: AbortSignal): void {
    const { page } = this;
    if (!page) return;
    const { words, application } = page;
    const screen: Screen = {
      name: 'waitlist',
      title: words.waitlist(application),
      lead: words.waitlistLead,
      fields: [{ name: FIELD, kind: 'email', label: texts.identifiers[FIELD], autocomplete: 'email' }],
      submit: { label: words.join, run: () => Promise.resolve(undefined) },
      actions: [{ name: 'sign-in', label: texts.haveAccount, run: () => Promise.resolve(undefined) }],
    };
    let busy = false;
    const deeds: Deeds = {
      act: () => location.assign(own('/sign-in')),
      submit: ({ [FIELD]: address = '' }) => {
        if (busy) return;
        if (!address) return drawn.show(false, { fields: { [FIELD]: texts.missing(texts.identifiers[FIELD]) } });
        busy = true;
        drawn.show(true, NO_PROBLEMS);
        (client as Clerk & Api).request('POST', '/waitlist', { emailAddress: address }).then(
          () => showMessage(page, words.joined).focus(),
          (error: unknown) => {
            busy = false;
            drawn.show(false, problemsOf(error, [FIELD], texts));
          },
        );
      },
    };
    const drawn = draw(screen, texts, deeds, signal);
    this.content.replaceChildren(drawn.element);
    drawn.focus();
  }
}

export function showWaitlist(page: Page): void {
  const { application, card, clerk, words } = page;
  document.title = words.waitlist(application);
  const element = document.createElement('nightdesk-waitlist') as WaitlistElement;
  element.page = page;
  element.client = clerk;
  card.replaceChildren(element);
}
