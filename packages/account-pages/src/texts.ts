import { textsFor } from '../../elements/src/texts';
import type { Texts } from '../../elements/src/texts/texts';

/** What a page says in a few sentences. */
export interface Message {
  title: string;
  lead: string;
}

/** What the pages say beyond what the elements do. */
export interface PageTexts {
  account: string;
  goOn: string;
  toSignIn: string;
  wrongRedirect: Message;
  invitationOnly: Message;
  ticketUseless: string;
  /** A link is for another account than the one that is signed in. */
  taken: (name: string) => Message;
  leave: string;
  stay: string;
  actingAs: (name: string) => string;
  waitlist: (application: string) => string;
  waitlistLead: string;
  join: string;
  joined: Message;
  noWaitlist: Message;
  /** By what the server says of a link that was followed. */
  verify: Record<'verified' | 'expired' | 'failed' | 'client_mismatch', Message>;
}

const en: PageTexts = {
  account: 'Your account',
  goOn: 'Go on',
  toSignIn: 'Sign in',
  wrongRedirect: {
    title: 'This link leads to a place that is not allowed',
    lead: 'Somebody may have made it to lead you astray. Go back to the application and start from there.',
  },
  invitationOnly: { title: 'By invitation only', lead: 'New accounts are made by invitation. Open the link in the one that you got by e-mail.' },
  ticketUseless: 'This link cannot be used any more. Ask for another one, or sign in.',
  taken: (name) => ({ title: 'You are signed in already', lead: `You are signed in as ${name}. Sign out to use this link.` }),
  leave: 'Sign out and use the link',
  stay: 'Stay signed in',
  actingAs: (name) => `You act as ${name}, signed in by an administrator.`,
  waitlist: (application) => `Join the waitlist of ${application}`,
  waitlistLead: 'We write to you as soon as there is a place for you.',
  join: 'Join',
  joined: { title: 'You are on the waitlist', lead: 'We write to you as soon as there is a place for you.' },
  noWaitlist: { title: 'There is no waitlist', lead: 'You can sign in, or create an account, right away.' },
  verify: {
    verified: { title: 'That worked', lead: 'Your e-mail address is confirmed. Go on where you asked for the link; you can close this page.' },
    expired: { title: 'This link is too old', lead: 'Go back to where you asked for it, and ask for another one.' },
    failed: { title: 'This link cannot be used', lead: 'It may have been used already. Go back to where you asked for it, and ask for another one.' },
    client_mismatch: { title: 'Open the link where you asked for it', lead: 'It works only in the browser, on the device, in which you asked for it.' },
  },
};

const de: PageTexts = {
  account: 'Dein Konto',
  goOn: 'Weiter',
  toSignIn: 'Anmelden',
  wrongRedirect: {
    title: 'Dieser Link führt an einen Ort, der nicht erlaubt ist',
    lead: 'Vielleicht will dich jemand in die Irre führen. Geh zurück zur Anwendung und beginne von dort.',
  },
  invitationOnly: { title: 'Nur mit Einladung', lead: 'Neue Konten entstehen durch Einladung. Öffne den Link in der E-Mail, mit der du eingeladen wurdest.' },
  ticketUseless: 'Dieser Link gilt nicht mehr. Lass dir einen neuen schicken oder melde dich an.',
  taken: (name) => ({ title: 'Du bist schon angemeldet', lead: `Du bist als ${name} angemeldet. Melde dich ab, um diesen Link zu verwenden.` }),
  leave: 'Abmelden und Link verwenden',
  stay: 'Angemeldet bleiben',
  actingAs: (name) => `Du handelst als ${name}; ein Administrator hat dich angemeldet.`,
  waitlist: (application) => `Auf die Warteliste von ${application}`,
  waitlistLead: 'Wir schreiben dir, sobald ein Platz für dich frei ist.',
  join: 'Eintragen',
  joined: { title: 'Du stehst auf der Warteliste', lead: 'Wir schreiben dir, sobald ein Platz für dich frei ist.' },
  noWaitlist: { title: 'Es gibt keine Warteliste', lead: 'Du kannst dich gleich anmelden oder ein Konto anlegen.' },
  verify: {
    verified: { title: 'Das hat geklappt', lead: 'Deine E-Mail-Adresse ist bestätigt. Mach dort weiter, wo du den Link angefordert hast; diese Seite kannst du schließen.' },
    expired: { title: 'Dieser Link ist zu alt', lead: 'Geh dorthin zurück, wo du ihn angefordert hast, und fordere einen neuen an.' },
    failed: { title: 'Dieser Link gilt nicht', lead: 'Vielleicht wurde er schon benutzt. Geh dorthin zurück, wo du ihn angefordert hast, und fordere einen neuen an.' },
    client_mismatch: { title: 'Öffne den Link dort, wo du ihn angefordert hast', lead: 'Er gilt nur in dem Browser und auf dem Gerät, mit dem du ihn angefordert hast.' },
  },
};

const ar: PageTexts = {
  account: 'حسابك',
  goOn: 'متابعة',
  toSignIn: 'تسجيل الدخول',
  wrongRedirect: {
    title: 'يقود هذا الرابط إلى مكان غير مسموح به',
    lead: 'ربما أنشأه أحدهم لتضليلك. عُد إلى التطبيق وابدأ من هناك.',
  },
  invitationOnly: { title: 'بالدعوة فقط', lead: 'تُنشأ الحسابات الجديدة بدعوة. افتح الرابط الموجود في رسالة الدعوة التي وصلتك بالبريد الإلكتروني.' },
  ticketUseless: 'لم يعد هذا الرابط صالحًا. اطلب رابطًا آخر أو سجّل الدخول.',
  taken: (name) => ({ title: 'أنت مسجّل الدخول بالفعل', lead: `أنت مسجّل الدخول باسم \u2068${name}\u2069. سجّل الخروج لاستخدام هذا الرابط.` }),
  leave: 'تسجيل الخروج واستخدام الرابط',
  stay: 'البقاء مسجّل الدخول',
  actingAs: (name) => `أنت تتصرف باسم \u2068${name}\u2069؛ سجّل أحد المسؤولين دخولك.`,
  waitlist: (application) => `الانضمام إلى قائمة انتظار ${application}`,
  waitlistLead: 'سنكتب إليك حالما يتوفر مكان لك.',
  join: 'انضمام',
  joined: { title: 'أنت على قائمة الانتظار', lead: 'سنكتب إليك حالما يتوفر مكان لك.' },
  noWaitlist: { title: 'لا توجد قائمة انتظار', lead: 'يمكنك تسجيل الدخول أو إنشاء حساب الآن.' },
  verify: {
    verified: { title: 'تم بنجاح', lead: 'تم تأكيد عنوان بريدك الإلكتروني. تابع من حيث طلبت الرابط؛ يمكنك إغلاق هذه الصفحة.' },
    expired: { title: 'هذا الرابط قديم جدًا', lead: 'عُد إلى حيث طلبته واطلب رابطًا آخر.' },
    failed: { title: 'لا يمكن استخدام هذا الرابط', lead: 'ربما استُخدم من قبل. عُد إلى حيث طلبته واطلب رابطًا آخر.' },
    client_mismatch: { title: 'افتح الرابط حيث طلبته', lead: 'يعمل فقط في المتصفح وعلى الجهاز اللذين طلبته منهما.' },
  },
};

const PAGE_TEXTS: Record<string, PageTexts> = { en, de, ar };

/** The texts of a page in the first of the browser's languages that there are any in. */
export function textsOfPage(languages: readonly string[]): { language: string; texts: Texts; page: PageTexts } {
  const { language, texts } = textsFor(languages);
  return { language, texts, page: PAGE_TEXTS[language] ?? en };
}
