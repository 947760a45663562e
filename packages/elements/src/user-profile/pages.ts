import type { Account } from './account';
import { connections } from './connections';
import { contacts, EMAIL, PHONE } from './contacts';
import { deletion } from './deletion';
import { details } from './details';
import { devices } from './devices';
import type { Page, Section } from './part';
import { passkeys } from './passkeys';
import { password } from './password';
import { secondStep } from './second-step';

/** All there is to see of the account, and to do about it: as much as the instance has. */
export function pagesOf(account: Account): Page[] {
  const { texts } = account;
  return [
    { name: 'profile', title: texts.profile, sections: there(details(account), contacts(account, EMAIL), contacts(account, PHONE), connections(account)) },
    { name: 'security', title: texts.security, sections: there(password(account), passkeys(account), secondStep(account), devices(account), deletion(account)) },
  ];
}

function there(...sections: (Section | undefined)[]): Section[] {
  return sections.filter((section) => section !== undefined);
}
