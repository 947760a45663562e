import type { Journey } from './journey';
import { newPassword } from './password';
import type { Next, Screen } from './screen';

/** What the active session wants done before it counts; nothing if there is nothing, or nobody is signed in. */
export function tasks(journey: Journey): Next {
  const { clerk, texts } = journey;
  const task = clerk.session?.status === 'pending' ? clerk.session.currentTask : undefined;
  if (!task) return undefined;
  if (task.key === 'reset-password') return replacePassword(journey);
  if (task.key === 'setup-mfa') return setUp(journey);
  return { name: 'task-unknown', title: texts.moreNeeded, lead: texts.taskUnknown, fields: [], actions: [leaving(journey)] };
}

function replacePassword(journey: Journey): Screen {
  const { texts, clerk, environment } = journey;
  return {
    name: 'task-reset-password',
    title: texts.setPassword,
    lead: texts.setPasswordWhy,
    fields: [newPassword(environment, texts)],
    submit: {
      label: texts.continue,
      async run({ password = '' }) {
        await clerk.user?.updatePassword({ newPassword: password, signOutOfOtherSessions: true });
        return after(journey);
      },
    },
    actions: [leaving(journey)],
  };
}

/** The key is asked for by a press, since the server makes a new one each time. */
function setUp(journey: Journey): Screen {
  const { texts, clerk } = journey;
  return {
    name: 'task-setup-mfa',
    title: texts.setUpTotp,
    fields: [],
    submit: {
      label: texts.continue,
      async run() {
        const totp = await clerk.user?.createTOTP();
        return totp?.secret ? enterCode(journey, totp.secret) : undefined;
      },
    },
    actions: [leaving(journey)],
  };
}

function enterCode(journey: Journey, secret: string): Screen {
  const { texts, clerk } = journey;
  return {
    name: 'task-setup-mfa-code',
    title: texts.setUpTotp,
    lead: texts.setUpTotpLead,
    secret,
    fields: [{ name: 'code', kind: 'code', label: texts.code, autocomplete: 'one-time-code' }],
    submit: {
      label: texts.continue,
      async run({ code = '' }) {
        await clerk.user?.verifyTOTP({ code });
        return after(journey);
      },
    },
    actions: [leaving(journey)],
  };
}

/** What the session is now is for the server to say. */
async function after(journey: Journey): Promise<Next> {
  await journey.client.reload();
  return tasks(journey);
}

function leaving(journey: Journey) {
  return {
    name: 'sign-out',
    label: journey.texts.signOut,
    async run() {
      await journey.clerk.signOut();
      return journey.begin('sign-in');
    },
  };
}
