// Written by `cargo xtask pages`. Change packages/account-pages/src, packages/elements/src or packages/chrome-extension/src instead.
// packages/elements/src/problems.ts
var NO_PROBLEMS = { fields: {} }, ALIASES = {
  new_password: "password",
  email_address_or_phone_number: "email_address"
};
function problemsOf(error, fields, texts) {
  let problems = { fields: {} };
  for (let { code: code2, message, longMessage, meta } of refusalsOf(error)) {
    let param2 = meta?.paramName ?? "", field = [param2, ALIASES[param2]].find((name) => name !== void 0 && fields.includes(name)), text = texts.errors[`${code2}__${param2}`] ?? texts.errors[code2] ?? [longMessage || message, ...adviceOf(meta)].join(" ");
    field !== void 0 ? problems.fields[field] ??= text : problems.form ??= text;
  }
  return problems.form === void 0 && Object.keys(problems.fields).length === 0 && (problems.form = textOf(error, texts)), problems;
}
function adviceOf(meta) {
  return (meta?.zxcvbn?.suggestions ?? []).map(({ message }) => message);
}
function refusalsOf(error) {
  let errors = error?.errors;
  return Array.isArray(errors) ? errors : [];
}
function textOf(error, texts) {
  let { code: code2 = "", message = "" } = error ?? {};
  return texts.errors[code2] ?? (message.replace(/ \(code="[\w-]+"\)$/, "") || texts.unknownError);
}

// packages/elements/src/steps.ts
var Steps = class {
  texts;
  screen;
  busy = !1;
  problems = NO_PROBLEMS;
  /** For screen readers: what has just happened, if the screen does not show it. */
  notice = "";
  #changed;
  constructor(texts, changed) {
    this.texts = texts, this.#changed = changed;
  }
  async submit(values) {
    let { screen } = this, needed = (screen?.fields ?? []).filter(({ kind, optional }) => kind !== "hidden" && !optional);
    screen?.submit && await this.#run(screen.submit.run, values, needed.map(({ name }) => name));
  }
  async act(action, values) {
    await this.#run(action.run, values, action.needs ?? []);
  }
  /** What comes after a step that failed; a step for which nothing comes throws on. */
  recovered(error, _step, _values) {
    return Promise.reject(error);
  }
  show(screen) {
    screen !== this.screen && (this.problems = NO_PROBLEMS), this.screen = screen, this.#changed();
  }
  async #run(step, values, needed) {
    if (this.busy) return;
    let missing = this.#missing(values, needed);
    if (missing) {
      this.problems = missing, this.#changed();
      return;
    }
    this.busy = !0, this.problems = NO_PROBLEMS, this.notice = "", this.#changed();
    let next2;
    try {
      next2 = await step(values).catch((error) => this.recovered(error, step, values));
    } catch (trouble) {
      next2 = this.screen, this.problems = problemsOf(trouble, (next2?.fields ?? []).map(({ name }) => name), this.texts);
    }
    this.busy = !1, this.show(next2);
  }
  #missing(values, needed) {
    let fields = {};
    for (let { name, kind, label } of this.screen?.fields ?? [])
      !needed.includes(name) || values[name] || (fields[name] = kind === "checkbox" ? this.texts.mustAgree : this.texts.missing(label));
    return Object.keys(fields).length > 0 ? { fields } : void 0;
  }
};
function leadingTo(name, label, to) {
  return { name, label, run: () => Promise.resolve(to()) };
}

// packages/elements/src/password.ts
function lacking(password, settings, texts) {
  let { allowed_special_characters: special = "" } = settings, length = Array.from(password).length, parts = texts.passwordParts;
  return [
    [!0, length >= settings.min_length, parts.length(settings.min_length)],
    [settings.require_lowercase, /\p{Lowercase}/u.test(password), parts.lowercase],
    [settings.require_uppercase, /\p{Uppercase}/u.test(password), parts.uppercase],
    [settings.require_numbers, /\p{N}/u.test(password), parts.number],
    [settings.require_special_char, Array.from(password).some((character) => special.includes(character)), parts.special]
  ].filter(([required, met]) => required && !met).map(([, , text]) => text);
}
function newPassword(environment, texts, { name = "password", label = texts.newPassword } = {}) {
  let settings = environment.user_settings.password_settings;
  return { name, kind: "password", label, autocomplete: "new-password", hint: (password) => {
    let parts = lacking(password, settings, texts);
    return parts.length > 0 ? texts.passwordNeeds(parts) : settings.show_zxcvbn ? texts.passwordNotGuessed : texts.passwordMeets;
  } };
}

// packages/elements/src/tasks.ts
function tasks(journey) {
  let { clerk, texts } = journey, task = clerk.session?.status === "pending" ? clerk.session.currentTask : void 0;
  if (task)
    return task.key === "reset-password" ? replacePassword(journey) : task.key === "setup-mfa" ? setUp(journey) : { name: "task-unknown", title: texts.moreNeeded, lead: texts.taskUnknown, fields: [], actions: [leaving(journey)] };
}
function replacePassword(journey) {
  let { texts, clerk, environment } = journey;
  return {
    name: "task-reset-password",
    title: texts.setPassword,
    lead: texts.setPasswordWhy,
    fields: [newPassword(environment, texts)],
    submit: {
      label: texts.continue,
      async run({ password = "" }) {
        return await clerk.user?.updatePassword({ newPassword: password, signOutOfOtherSessions: !0 }), after(journey);
      }
    },
    actions: [leaving(journey)]
  };
}
function setUp(journey) {
  let { texts, clerk } = journey;
  return {
    name: "task-setup-mfa",
    title: texts.setUpTotp,
    fields: [],
    submit: {
      label: texts.continue,
      async run() {
        let totp = await clerk.user?.createTOTP();
        return totp?.secret ? enterCode(journey, totp.secret) : void 0;
      }
    },
    actions: [leaving(journey)]
  };
}
function enterCode(journey, secret) {
  let { texts, clerk } = journey;
  return {
    name: "task-setup-mfa-code",
    title: texts.setUpTotp,
    lead: texts.setUpTotpLead,
    secret,
    fields: [{ name: "code", kind: "code", label: texts.code, autocomplete: "one-time-code" }],
    submit: {
      label: texts.continue,
      async run({ code: code2 = "" }) {
        return await clerk.user?.verifyTOTP({ code: code2 }), after(journey);
      }
    },
    actions: [leaving(journey)]
  };
}
async function after(journey) {
  return await journey.client.reload(), tasks(journey);
}
function leaving(journey) {
  return {
    name: "sign-out",
    label: journey.texts.signOut,
    async run() {
      return await journey.clerk.signOut(), journey.begin("sign-in");
    }
  };
}

// packages/elements/src/journey.ts
var Journey = class extends Steps {
  environment;
  clerk;
  /** Goes along from sign-in to sign-up and back. */
  typed = "";
  #options;
  #beginnings;
  #stop;
  constructor(options, beginnings) {
    super(options.texts, () => options.onChange()), this.#options = options, this.#beginnings = beginnings, this.clerk = options.client, this.environment = options.environment, this.#stop = this.clerk.addListener(({ session }) => this.#hear(session), { skipInitialEmit: !0 });
  }
  /** Shows the first screen. */
  start(purpose) {
    this.show(tasks(this) ?? this.begin(purpose));
  }
  /** Ends it: it takes no more notice of anything. */
  end() {
    this.#stop();
  }
  /** The resources as they are now. */
  get client() {
    if (!this.clerk.client) throw new Error("The client has to be loaded before anybody can sign in by it.");
    return this.clerk.client;
  }
  begin(purpose) {
    return this.#beginnings[purpose](this);
  }
  /** On to the other purpose: elsewhere if the page has a place for it. */
  turn(purpose, identifier = "") {
    return this.typed = identifier, this.#options.leave?.(purpose) ? this.screen : this.begin(purpose);
  }
  /** Makes the session the active one, and sees what is left to do in it. */
  async finish(session) {
    return await this.clerk.setActive({ session, ...this.#options.redirectUrl && { redirectUrl: this.#options.redirectUrl } }), tasks(this);
  }
  /** Whoever is signed in already need not do it again. */
  async recovered(error) {
    let signedIn = refusalsOf(error).find(({ code: code2 }) => code2 === "identifier_already_signed_in" || code2 === "session_exists"), session = signedIn?.meta?.sessionId ?? (signedIn && this.client.lastActiveSessionId);
    if (!session) throw error;
    return this.finish(session);
  }
  /** What other contexts do only matters once it decides who is signed in: a screen is not pulled from under anybody. */
  #hear(session) {
    if (this.busy || !this.screen) return;
    let isTask = this.screen.name.startsWith("task-");
    session?.status === "active" ? this.show(void 0) : session && !isTask ? this.show(tasks(this)) : !session && isTask && this.show(this.begin("sign-in"));
  }
};

// packages/elements/src/drawing/create.ts
function create(tag, attributes = {}, ...children) {
  let element = document.createElement(tag);
  for (let [name, value] of Object.entries(attributes)) set(element, name, value);
  return element.append(...children.filter((child) => child !== void 0)), element;
}
function set(element, name, value) {
  value === void 0 || value === !1 ? element.removeAttribute(name) : element.setAttribute(name, value === !0 ? "" : value);
}
var SVG = "http://www.w3.org/2000/svg";
function icon(lines) {
  let [svg, path] = [document.createElementNS(SVG, "svg"), document.createElementNS(SVG, "path")];
  return set(svg, "viewBox", "0 0 24 24"), set(svg, "aria-hidden", "true"), set(path, "d", lines), svg.append(path), svg;
}

// packages/elements/src/drawing/styles.ts
var LIGHT = `
  --text: var(--nightdesk-color-text, #1b2230);
  --muted: var(--nightdesk-color-muted, #5c6475);
  --surface: var(--nightdesk-color-surface, #ffffff);
  --line: var(--nightdesk-color-line, #858b98);
  --faint: var(--nightdesk-color-faint, #e1ded7);
  --accent: var(--nightdesk-color-accent, #1b2230);
  --on-accent: var(--nightdesk-color-on-accent, #ffffff);
  --link: var(--nightdesk-color-link, #2c55a8);
  --focus: var(--nightdesk-color-focus, #3b6fd4);
  --danger: var(--nightdesk-color-danger, #ad2718);
  color-scheme: light;
`, DARK = `
  --text: var(--nightdesk-color-text, #ecebe6);
  --muted: var(--nightdesk-color-muted, #a0a8b9);
  --surface: var(--nightdesk-color-surface, #1a202c);
  --line: var(--nightdesk-color-line, #6b7488);
  --faint: var(--nightdesk-color-faint, #2d3647);
  --accent: var(--nightdesk-color-accent, #f4b740);
  --on-accent: var(--nightdesk-color-on-accent, #1b2230);
  --link: var(--nightdesk-color-link, #9dbdf7);
  --focus: var(--nightdesk-color-focus, #8db4ff);
  --danger: var(--nightdesk-color-danger, #ff9a8b);
  color-scheme: dark;
`, RULES = `
:host { display: block; ${LIGHT}
  --radius: var(--nightdesk-radius, 8px);
  --control: var(--nightdesk-control, 40px);
  --gap: var(--nightdesk-gap, 10px);
  max-inline-size: var(--nightdesk-width, 26rem);
  color: var(--text);
  font: var(--nightdesk-font, 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
}
@media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { ${DARK} } }
:host([theme="dark"]) { ${DARK} }
:host([hidden]) { display: none; }
*, *::before, *::after { box-sizing: border-box; }
h1, h2, h3, p { margin: 0; }
form { display: flex; flex-direction: column; gap: var(--gap); }
.title { font-size: 1.43em; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; text-wrap: balance; overflow-wrap: anywhere; }
.lead { color: var(--muted); overflow-wrap: anywhere; margin-block-start: -4px; }
.field { display: flex; flex-direction: column; gap: 4px; }
.title + .field, .title + .providers, .lead + * { margin-block-start: 6px; }
label { font-weight: 600; }
.optional { margin-inline-start: 0.5em; color: var(--muted); font-weight: 400; }
.box { position: relative; display: flex; }
input:not([type="checkbox"]) {
  flex: 1; min-inline-size: 0; block-size: var(--control); padding-inline: 12px; font: inherit; font-size: max(1em, 14px); color: inherit;
  background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); text-align: start;
}
[dir="rtl"] input[dir="ltr"] { text-align: end; }
.box:has(.reveal) input { padding-inline-end: 44px; }
input.code { font-size: 1.3em; letter-spacing: 0.35em; font-variant-numeric: tabular-nums; }
[dir="rtl"] input.code { text-align: start; }
input[aria-invalid="true"] { border-color: var(--danger); box-shadow: inset 0 0 0 1px var(--danger); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
input:focus-visible { outline-offset: 0; }
.note { min-block-size: 1.45em; font-size: 0.93em; color: var(--muted); }
.problem, .message { color: var(--danger); }
.message { min-block-size: 1.45em; overflow-wrap: anywhere; }
.reveal { position: absolute; inset-block: 4px; inset-inline-end: 4px; inline-size: 34px; padding: 0; border: 0; border-radius: calc(var(--radius) - 3px); background: none; color: var(--muted); cursor: pointer; }
.reveal svg { display: block; inline-size: 18px; block-size: 18px; margin: auto; fill: none; stroke: currentColor; stroke-width: 1.8; }
.reveal.shown { color: var(--link); }
.check { display: flex; align-items: flex-start; gap: 8px; }
.check label { font-weight: 400; }
.check input { inline-size: 16px; block-size: 16px; margin: 2px 0 0; accent-color: var(--accent); flex: none; }
.links { display: flex; flex-wrap: wrap; gap: 4px 16px; padding-inline-start: 24px; }
a, .quiet { color: var(--link); }
a { text-underline-offset: 2px; }
.primary, .secondary { position: relative; inline-size: 100%; min-block-size: var(--control); padding: 4px 16px; font: inherit; font-weight: 600; border-radius: var(--radius); cursor: pointer; overflow-wrap: anywhere; }
.primary { color: var(--on-accent); background: var(--accent); border: 1px solid transparent; }
.primary:hover { background: color-mix(in srgb, var(--accent) 88%, var(--on-accent)); }
.danger { color: var(--surface); background: var(--danger); }
.danger:hover { background: color-mix(in srgb, var(--danger) 88%, var(--surface)); }
.secondary { color: inherit; background: var(--surface); border: 1px solid var(--line); }
.secondary:hover { background: color-mix(in srgb, var(--surface) 94%, var(--text)); }
.providers { display: grid; gap: 8px; }
.divider { display: flex; align-items: center; gap: 12px; color: var(--muted); font-size: 0.93em; }
.divider::before, .divider::after { content: ""; flex: 1; border-block-start: 1px solid var(--faint); }
.actions { display: flex; flex-direction: column; align-items: flex-start; gap: 2px; padding-block-start: 8px; border-block-start: 1px solid var(--faint); }
.quiet { min-block-size: 28px; padding: 3px 0; font: inherit; text-align: start; background: none; border: 0; border-radius: 4px; cursor: pointer; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.quiet:hover span { text-decoration: underline; text-underline-offset: 2px; }
[aria-disabled="true"] { cursor: default; }
.quiet[aria-disabled="true"] { color: var(--muted); }
.quiet[aria-disabled="true"]:hover span { text-decoration: none; }
.primary[aria-disabled="true"] span { visibility: hidden; }
.primary[aria-disabled="true"]::after { content: ""; position: absolute; inset: 0; margin: auto; inline-size: 16px; block-size: 16px; border: 2px solid currentColor; border-inline-end-color: transparent; border-radius: 50%; animation: turn 0.8s linear infinite; }
:host(nightdesk-user-button) { display: inline-block; vertical-align: middle; }
.anchor { position: relative; }
.trigger { display: block; padding: 0; border: 0; border-radius: 50%; background: none; cursor: pointer; }
.avatar { display: grid; place-items: center; inline-size: 32px; block-size: 32px; flex: none; border-radius: 50%; object-fit: cover; background: var(--accent); color: var(--on-accent); font-size: 13px; font-weight: 650; line-height: 1; user-select: none; }
.panel { position: absolute; z-index: 1; inset-block-start: calc(100% + 6px); inset-inline-end: 0; inline-size: max-content; min-inline-size: 220px; max-inline-size: min(300px, 90vw); padding: 6px; background: var(--surface); border: 1px solid var(--faint); border-radius: calc(var(--radius) + 4px); box-shadow: 0 8px 24px rgb(0 0 0 / 18%); text-align: start; }
.panel[hidden], .message[hidden] { display: none; }
.panel .message { padding: 6px 10px; }
.person { display: flex; align-items: center; gap: 10px; padding: 8px 10px 10px; border-block-end: 1px solid var(--faint); margin-block-end: 6px; }
.person > div { min-inline-size: 0; }
.person p { margin: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.name { font-weight: 650; }
.item { display: flex; align-items: center; gap: 10px; inline-size: 100%; min-block-size: 36px; padding: 6px 10px; font: inherit; color: inherit; text-align: start; background: none; border: 0; border-radius: var(--radius); cursor: pointer; }
.item:hover, .item:focus-visible { background: color-mix(in srgb, var(--surface) 92%, var(--text)); }
.item:focus-visible { outline-offset: -2px; }
.item-name { min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.dialog { inline-size: min(64rem, 100vw - 32px); max-inline-size: none; max-block-size: calc(100dvh - 32px); padding: 24px; color: var(--text); background: var(--surface); border: 1px solid var(--faint); border-radius: calc(var(--radius) + 4px); overflow-y: auto; text-align: start; }
.dialog::backdrop { background: rgb(0 0 0 / 50%); }
.close { display: block; position: sticky; inset-block-start: 0; z-index: 1; margin-inline-start: auto; margin-block-end: -32px; inline-size: 32px; block-size: 32px; padding: 0; color: inherit; background: var(--surface); border: 0; border-radius: var(--radius); cursor: pointer; }
.close svg { display: block; inline-size: 18px; block-size: 18px; margin: auto; fill: none; stroke: currentColor; stroke-width: 1.8; }
@media (max-width: 480px) { .dialog { inline-size: 100vw; block-size: 100dvh; max-block-size: none; padding: 16px; border: 0; border-radius: 0; } }
.secret { padding: 10px 12px; overflow-wrap: anywhere; font-size: 1em; background: color-mix(in srgb, var(--surface) 94%, var(--text)); border-radius: var(--radius); user-select: all; text-align: start; }
.waiting { display: grid; place-items: center; min-block-size: 18rem; }
.waiting::after { content: ""; inline-size: 20px; block-size: 20px; border: 2px solid var(--muted); border-inline-end-color: transparent; border-radius: 50%; animation: turn 0.8s linear infinite, appear 0s 0.4s both; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; padding: 0; border: 0; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@keyframes turn { to { rotate: 1turn; } }
@keyframes appear { from { visibility: hidden; } }
@media (prefers-reduced-motion: reduce) { *, *::after { animation-duration: 3s, 0s; } }
@media (forced-colors: active) { .primary, .secondary { border-color: ButtonBorder; } }
`, sheet;
function styles() {
  return sheet || (sheet = new CSSStyleSheet(), sheet.replaceSync(RULES)), sheet;
}

// packages/elements/src/texts/ar.ts
var ar = {
  direction: "rtl",
  signInTo: (application) => `تسجيل الدخول إلى ${application}`,
  signUpTo: (application) => `إنشاء حساب في ${application}`,
  signIn: "تسجيل الدخول",
  signUp: "إنشاء حساب",
  continue: "متابعة",
  loading: "جارٍ التحميل",
  or: "أو",
  optional: "اختياري",
  identifiers: { email_address: "البريد الإلكتروني", phone_number: "رقم الهاتف", username: "اسم المستخدم" },
  either: (first, second) => `${first} أو ${second}`,
  firstName: "الاسم الأول",
  lastName: "اسم العائلة",
  password: "كلمة المرور",
  newPassword: "كلمة المرور الجديدة",
  passwordNeeds: (parts) => `يلزم: ${new Intl.ListFormat("ar").format(parts)}.`,
  passwordParts: { length: (min) => `${min} أحرف على الأقل`, lowercase: "حرف صغير", uppercase: "حرف كبير", number: "رقم", special: "رمز خاص" },
  passwordMeets: "طولها كافٍ.",
  passwordNotGuessed: "يجب ألا تكون سهلة التخمين.",
  showPassword: "إظهار كلمة المرور",
  hidePassword: "إخفاء كلمة المرور",
  forgotPassword: "هل نسيت كلمة المرور؟",
  noAccountYet: "إنشاء حساب",
  haveAccount: "لدي حساب",
  signOutElsewhere: "تسجيل الخروج من جميع الأجهزة الأخرى",
  agree: "أوافق على الشروط",
  terms: "شروط الخدمة",
  privacy: "سياسة الخصوصية",
  useEmailCode: "الحصول على رمز بالبريد الإلكتروني",
  usePhoneCode: "الحصول على رمز برسالة نصية",
  usePasskey: "استخدام مفتاح مرور",
  usePassword: "استخدام كلمة المرور",
  useTotp: "استخدام تطبيق المصادقة",
  useBackupCode: "استخدام رمز احتياطي",
  useProvider: (name) => `المتابعة عبر ${name}`,
  useCompany: "المتابعة بحساب الشركة",
  sendCode: (to) => `إرسال رمز إلى ⁨${to}⁩`,
  sendLink: (to) => `إرسال رابط إلى ⁨${to}⁩`,
  resetBy: (to) => `إعادة تعيين كلمة المرور برمز إلى ⁨${to}⁩`,
  otherWays: "طرق أخرى",
  startOver: "استخدام حساب آخر",
  back: "رجوع",
  enterPassword: "أدخل كلمة المرور",
  checkEmail: "تحقق من بريدك الإلكتروني",
  checkPhone: "تحقق من هاتفك",
  sentTo: (to) => `أدخل الرمز المرسل إلى ⁨${to}⁩.`,
  linkSentTo: (to) => `افتح الرابط المرسل إلى ⁨${to}⁩. يمكنك ذلك على أي جهاز.`,
  code: "الرمز",
  resend: "إرسال رمز آخر",
  resendIn: (secs) => `إرسال رمز آخر بعد ${secs} ث`,
  resent: "رمز آخر في الطريق إليك.",
  changeAddress: "تغيير ما أدخلته",
  resetPassword: "إعادة تعيين كلمة المرور",
  setPassword: "تعيين كلمة مرور جديدة",
  setPasswordWhy: "يجب تغيير كلمة المرور قبل المتابعة.",
  twoStep: "التحقق بخطوتين",
  newDevice: "أنت جديد على هذا الجهاز",
  totpLead: "أدخل الرمز الذي يعرضه تطبيق المصادقة.",
  backupCode: "رمز احتياطي",
  backupCodeLead: "أدخل أحد الرموز التي احتفظت بها. يعمل كل رمز مرة واحدة.",
  chooseWay: "اختر طريقة تسجيل الدخول",
  noWay: "لا توجد طريقة لتسجيل الدخول إلى هذا الحساب هنا.",
  moreNeeded: "أوشكت على الانتهاء",
  setUpTotp: "إعداد التحقق بخطوتين",
  setUpTotpLead: "أضف هذا المفتاح إلى تطبيق المصادقة، ثم أدخل الرمز الذي يعرضه.",
  taskUnknown: "بقيت خطوة لا يمكن إتمامها هنا. تابع من حيث تسجل الدخول عادة.",
  account: "الحساب",
  accountOf: (name) => `حساب ⁨${name}⁩`,
  manageAccount: "إدارة الحساب",
  addAccount: "إضافة حساب آخر",
  switchTo: (name) => `التبديل إلى ⁨${name}⁩`,
  signOutOfAll: "تسجيل الخروج من جميع الحسابات",
  signOut: "تسجيل الخروج",
  close: "إغلاق",
  missing: (label) => `الحقل مطلوب: ${label}.`,
  mustAgree: "يجب أن توافق للمتابعة.",
  unavailable: "لا يوجد اتصال",
  tryAgain: "إعادة المحاولة",
  unknownError: "حدث خطأ ما. حاول مرة أخرى.",
  errors: {
    network_error: "تعذر الوصول إلى الخادم. تحقق من الاتصال وحاول مرة أخرى.",
    passkey_retrieval_cancelled: "لم يُستخدم أي مفتاح مرور. حاول مرة أخرى أو اختر طريقة أخرى.",
    passkey_not_supported: "لا يدعم هذا المتصفح مفاتيح المرور هنا. اختر طريقة أخرى.",
    passkey_invalid_rpID_or_domain: "لا تعمل مفاتيح المرور هنا. اختر طريقة أخرى.",
    web_auth_cancelled: "أُغلقت النافذة قبل تسجيل الدخول.",
    web_auth_failed: "لم يتم تسجيل دخولك من الطرف الآخر. حاول مرة أخرى أو اختر طريقة أخرى.",
    web_auth_not_handled: "تسجيل الدخول عبر جهة أخرى غير مُعد في هذه الإضافة.",
    form_identifier_not_found: "هذا الحساب غير موجود.",
    form_identifier_exists: "هذا مستخدم بالفعل.",
    form_password_incorrect: "كلمة المرور غير صحيحة.",
    form_password_or_identifier_incorrect: "الحساب أو كلمة المرور غير صحيح.",
    form_code_incorrect: "الرمز غير صحيح.",
    form_param_format_invalid: "الصيغة غير صحيحة.",
    form_param_nil: "هذا الحقل مطلوب.",
    form_password_length_too_short: "كلمة المرور قصيرة جدًا.",
    form_password_pwned: "كلمة المرور هذه معروفة من تسريب بيانات. اختر غيرها.",
    form_password_not_strong_enough: "كلمة المرور سهلة التخمين.",
    form_new_password_matches_current: "هذه هي كلمة المرور الحالية.",
    form_username_invalid_length: "اسم المستخدم قصير جدًا أو طويل جدًا.",
    form_username_invalid_character: "في اسم المستخدم حرف غير مسموح به.",
    verification_expired: "انتهت صلاحية الرمز. اطلب رمزًا آخر.",
    verification_failed: "محاولات خاطئة كثيرة. اطلب رمزًا آخر.",
    too_many_requests: "محاولات كثيرة. انتظر لحظة.",
    user_locked: "محاولات خاطئة كثيرة. الحساب مقفل لفترة.",
    user_banned: "هذا الحساب محظور.",
    strategy_for_user_invalid: "لا يمكن تسجيل الدخول إلى هذا الحساب بهذه الطريقة.",
    not_allowed_access: "لا يُسمح لك بالدخول هنا.",
    sign_up_mode_restricted: "لا يمكن لأحد إنشاء حساب هنا بنفسه."
  }
};

// packages/elements/src/texts/de.ts
var de = {
  direction: "ltr",
  signInTo: (application) => `Bei ${application} anmelden`,
  signUpTo: (application) => `Konto bei ${application} anlegen`,
  signIn: "Anmelden",
  signUp: "Konto anlegen",
  continue: "Weiter",
  loading: "Lädt",
  or: "oder",
  optional: "freiwillig",
  identifiers: { email_address: "E-Mail-Adresse", phone_number: "Telefonnummer", username: "Benutzername" },
  either: (first, second) => `${first} oder ${second}`,
  firstName: "Vorname",
  lastName: "Nachname",
  password: "Passwort",
  newPassword: "Neues Passwort",
  passwordNeeds: (parts) => `Braucht ${new Intl.ListFormat("de").format(parts)}.`,
  passwordParts: { length: (min) => `mindestens ${min} Zeichen`, lowercase: "einen Kleinbuchstaben", uppercase: "einen Großbuchstaben", number: "eine Ziffer", special: "ein Sonderzeichen" },
  passwordMeets: "Lang genug.",
  passwordNotGuessed: "Es darf nicht leicht zu erraten sein.",
  showPassword: "Passwort anzeigen",
  hidePassword: "Passwort verbergen",
  forgotPassword: "Passwort vergessen?",
  noAccountYet: "Konto anlegen",
  haveAccount: "Ich habe ein Konto",
  signOutElsewhere: "Auf allen anderen Geräten abmelden",
  agree: "Ich stimme den Bedingungen zu",
  terms: "Nutzungsbedingungen",
  privacy: "Datenschutzerklärung",
  useEmailCode: "Code per E-Mail erhalten",
  usePhoneCode: "Code per SMS erhalten",
  usePasskey: "Passkey verwenden",
  usePassword: "Passwort verwenden",
  useTotp: "Authenticator-App verwenden",
  useBackupCode: "Ersatzcode verwenden",
  useProvider: (name) => `Weiter mit ${name}`,
  useCompany: "Weiter mit dem Firmenkonto",
  sendCode: (to) => `Code an ${to} senden`,
  sendLink: (to) => `Link an ${to} senden`,
  resetBy: (to) => `Passwort mit einem Code an ${to} zurücksetzen`,
  otherWays: "Andere Möglichkeiten",
  startOver: "Anderes Konto verwenden",
  back: "Zurück",
  enterPassword: "Passwort eingeben",
  checkEmail: "Sehen Sie in Ihre E-Mails",
  checkPhone: "Sehen Sie auf Ihr Telefon",
  sentTo: (to) => `Geben Sie den Code ein, der an ${to} ging.`,
  linkSentTo: (to) => `Öffnen Sie den Link, der an ${to} ging. Das geht auf jedem Gerät.`,
  code: "Code",
  resend: "Neuen Code senden",
  resendIn: (secs) => `Neuen Code senden in ${secs} s`,
  resent: "Ein neuer Code ist unterwegs.",
  changeAddress: "Eingaben ändern",
  resetPassword: "Passwort zurücksetzen",
  setPassword: "Neues Passwort festlegen",
  setPasswordWhy: "Ihr Passwort muss ersetzt werden, bevor es weitergeht.",
  twoStep: "Bestätigung in zwei Schritten",
  newDevice: "Sie sind neu auf diesem Gerät",
  totpLead: "Geben Sie den Code aus Ihrer Authenticator-App ein.",
  backupCode: "Ersatzcode",
  backupCodeLead: "Geben Sie einen der aufbewahrten Codes ein. Jeder gilt einmal.",
  chooseWay: "Wie möchten Sie sich anmelden?",
  noWay: "Mit diesem Konto kann man sich hier nicht anmelden.",
  moreNeeded: "Fast geschafft",
  setUpTotp: "Zweiten Schritt einrichten",
  setUpTotpLead: "Fügen Sie diesen Schlüssel in Ihrer Authenticator-App hinzu und geben Sie den Code ein, den sie zeigt.",
  taskUnknown: "Es bleibt etwas zu tun, das hier nicht geht. Machen Sie dort weiter, wo Sie sich sonst anmelden.",
  account: "Konto",
  accountOf: (name) => `Konto von ${name}`,
  manageAccount: "Konto verwalten",
  addAccount: "Weiteres Konto hinzufügen",
  switchTo: (name) => `Zu ${name} wechseln`,
  signOutOfAll: "Von allen Konten abmelden",
  signOut: "Abmelden",
  close: "Schließen",
  missing: (label) => `${label} fehlt.`,
  mustAgree: "Ohne Zustimmung geht es nicht weiter.",
  unavailable: "Keine Verbindung",
  tryAgain: "Erneut versuchen",
  unknownError: "Etwas ist schiefgegangen. Versuchen Sie es erneut.",
  errors: {
    network_error: "Der Server ist nicht erreichbar. Prüfen Sie die Verbindung und versuchen Sie es erneut.",
    passkey_retrieval_cancelled: "Es wurde kein Passkey verwendet. Versuchen Sie es erneut oder wählen Sie einen anderen Weg.",
    passkey_not_supported: "Dieser Browser kann hier keine Passkeys. Wählen Sie einen anderen Weg.",
    passkey_invalid_rpID_or_domain: "Passkeys gehen hier nicht. Wählen Sie einen anderen Weg.",
    web_auth_cancelled: "Das Fenster wurde geschlossen, bevor Sie angemeldet waren.",
    web_auth_failed: "Die Gegenseite hat Sie nicht angemeldet. Versuchen Sie es erneut oder wählen Sie einen anderen Weg.",
    web_auth_not_handled: "Anmeldungen bei anderen sind in dieser Erweiterung nicht eingerichtet.",
    form_identifier_not_found: "Dieses Konto gibt es nicht.",
    form_identifier_exists: "Das ist schon vergeben.",
    form_password_incorrect: "Das Passwort ist falsch.",
    form_password_or_identifier_incorrect: "Konto oder Passwort ist falsch.",
    form_code_incorrect: "Der Code ist falsch.",
    form_param_format_invalid: "Das hat nicht die richtige Form.",
    form_param_format_invalid__email_address: "Das ist keine E-Mail-Adresse.",
    form_param_format_invalid__phone_number: "Das ist keine Telefonnummer mit Ländervorwahl.",
    form_param_nil: "Das fehlt noch.",
    form_password_length_too_short: "Das Passwort ist zu kurz.",
    form_password_pwned: "Dieses Passwort ist aus einem Datenleck bekannt. Wählen Sie ein anderes.",
    form_password_not_strong_enough: "Das Passwort ist zu leicht zu erraten.",
    form_new_password_matches_current: "Das ist das bisherige Passwort.",
    form_username_invalid_length: "Der Benutzername ist zu kurz oder zu lang.",
    form_username_invalid_character: "Der Benutzername enthält ein Zeichen, das nicht erlaubt ist.",
    verification_expired: "Der Code ist abgelaufen. Lassen Sie sich einen neuen senden.",
    verification_failed: "Zu viele falsche Codes. Lassen Sie sich einen neuen senden.",
    too_many_requests: "Zu viele Versuche. Warten Sie einen Augenblick.",
    user_locked: "Zu viele falsche Versuche. Das Konto ist eine Weile gesperrt.",
    user_banned: "Dieses Konto ist gesperrt.",
    strategy_for_user_invalid: "So kann man sich bei diesem Konto nicht anmelden.",
    not_allowed_access: "Sie haben hier keinen Zugang.",
    sign_up_mode_restricted: "Hier kann sich niemand selbst anmelden."
  }
};

// packages/elements/src/texts/en.ts
var en = {
  direction: "ltr",
  signInTo: (application) => `Sign in to ${application}`,
  signUpTo: (application) => `Create your ${application} account`,
  signIn: "Sign in",
  signUp: "Create account",
  continue: "Continue",
  loading: "Loading",
  or: "or",
  optional: "optional",
  identifiers: { email_address: "E-mail address", phone_number: "Phone number", username: "Username" },
  either: (first, second) => `${first} or ${second.charAt(0).toLowerCase()}${second.slice(1)}`,
  firstName: "First name",
  lastName: "Last name",
  password: "Password",
  newPassword: "New password",
  passwordNeeds: (parts) => `Needs ${new Intl.ListFormat("en").format(parts)}.`,
  passwordParts: { length: (min) => `at least ${min} characters`, lowercase: "a lower-case letter", uppercase: "an upper-case letter", number: "a digit", special: "a special character" },
  passwordMeets: "Long enough.",
  passwordNotGuessed: "It must not be easy to guess.",
  showPassword: "Show password",
  hidePassword: "Hide password",
  forgotPassword: "Forgot your password?",
  noAccountYet: "Create an account",
  haveAccount: "I have an account",
  signOutElsewhere: "Sign out on all other devices",
  agree: "I agree to the terms",
  terms: "Terms of service",
  privacy: "Privacy policy",
  useEmailCode: "Get a code by e-mail",
  usePhoneCode: "Get a code by text message",
  usePasskey: "Use a passkey",
  usePassword: "Use your password",
  useTotp: "Use your authenticator app",
  useBackupCode: "Use a backup code",
  useProvider: (name) => `Continue with ${name}`,
  useCompany: "Continue with your company account",
  sendCode: (to) => `Send a code to ${to}`,
  sendLink: (to) => `Send a link to ${to}`,
  resetBy: (to) => `Reset your password by a code to ${to}`,
  otherWays: "Other ways",
  startOver: "Use another account",
  back: "Back",
  enterPassword: "Enter your password",
  checkEmail: "Check your e-mail",
  checkPhone: "Check your phone",
  sentTo: (to) => `Enter the code sent to ${to}.`,
  linkSentTo: (to) => `Open the link sent to ${to}. You can do so on any device.`,
  code: "Code",
  resend: "Send another code",
  resendIn: (secs) => `Send another code in ${secs} s`,
  resent: "Another code is on its way.",
  changeAddress: "Change what you entered",
  resetPassword: "Reset your password",
  setPassword: "Set a new password",
  setPasswordWhy: "Your password has to be replaced before you go on.",
  twoStep: "Two-step verification",
  newDevice: "You are new on this device",
  totpLead: "Enter the code that your authenticator app shows.",
  backupCode: "Backup code",
  backupCodeLead: "Enter one of the codes you kept. Each works once.",
  chooseWay: "Choose how to sign in",
  noWay: "There is no way to sign in to this account here.",
  moreNeeded: "Nearly there",
  setUpTotp: "Set up two-step verification",
  setUpTotpLead: "Add this key to your authenticator app, then enter the code it shows.",
  taskUnknown: "Something is left to do that cannot be done here. Go on where you usually sign in.",
  account: "Account",
  accountOf: (name) => `Account of ${name}`,
  manageAccount: "Manage account",
  addAccount: "Add another account",
  switchTo: (name) => `Switch to ${name}`,
  signOutOfAll: "Sign out of all accounts",
  signOut: "Sign out",
  close: "Close",
  missing: (label) => `${label} is missing.`,
  mustAgree: "You have to agree to go on.",
  unavailable: "Not connected",
  tryAgain: "Try again",
  unknownError: "Something went wrong. Try again.",
  errors: {
    network_error: "The server cannot be reached. Check the connection and try again.",
    passkey_retrieval_cancelled: "No passkey was used. Try again, or choose another way.",
    passkey_not_supported: "This browser has no passkeys here. Choose another way.",
    passkey_invalid_rpID_or_domain: "Passkeys do not work here. Choose another way.",
    web_auth_cancelled: "The window was closed before you were signed in.",
    web_auth_failed: "The other side did not sign you in. Try again, or choose another way.",
    web_auth_not_handled: "Signing in elsewhere is not set up in this extension."
  }
};

// packages/elements/src/texts/index.ts
var CATALOGUES = { en, de, ar };
function textsFor(languages) {
  for (let tag of languages) {
    let language = tag.split("-")[0]?.toLowerCase() ?? "", texts = CATALOGUES[language];
    if (texts) return { language, texts };
  }
  return { language: "en", texts: en };
}

// packages/elements/src/base.ts
var Base = globalThis.HTMLElement ?? class {
}, ClientElement = class extends Base {
  static observedAttributes = ["lang"];
  content = create("div", { part: "content" });
  /** For screen readers: what has just happened. */
  status = create("p", { role: "status", class: "unseen" });
  #client;
  #beginning = new AbortController();
  constructor() {
    super();
    let root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [styles()], root.append(this.content, this.status);
  }
  /** The client to work with. It need not be loaded. */
  get client() {
    return this.#client;
  }
  set client(client) {
    client !== this.#client && (this.#client = client, this.restart());
  }
  connectedCallback() {
    this.restart();
  }
  disconnectedCallback() {
    this.#beginning.abort();
  }
  attributeChangedCallback() {
    this.restart();
  }
  /** Ends what was begun, and begins anew if there is a client and a page. */
  restart() {
    if (this.#beginning.abort(), this.#beginning = new AbortController(), !this.#client || !this.isConnected) return;
    let { language, texts } = textsFor(this.#languages());
    this.content.lang = language, this.content.dir = texts.direction, this.begin(this.#client, texts, this.#beginning.signal);
  }
  /** Fires an event of ours; says whether the element goes on with what it usually does then. */
  tell(what, detail = {}) {
    return this.dispatchEvent(new CustomEvent(`nightdesk-${what}`, { bubbles: !0, composed: !0, cancelable: !0, detail }));
  }
  #languages() {
    let own2 = this.getAttribute("lang") || this.closest("[lang]")?.getAttribute("lang");
    return own2 ? [own2] : [...navigator.languages];
  }
};

// packages/elements/src/drawing/code.ts
var ZEROS = [48, 1632, 1776, 2406, 65296];
function digitsOf(text) {
  let ascii = Array.from(text, (character) => {
    let point = character.codePointAt(0) ?? 0, zero = ZEROS.find((each) => point >= each && point < each + 10);
    return zero === void 0 ? character : String(point - zero);
  }).join("");
  return new RegExp(`(?<!\\d)\\d{${String(6)}}(?!\\d)`).exec(ascii)?.[0] ?? ascii.replace(/\D/g, "").slice(0, 6);
}

// packages/elements/src/drawing/field.ts
function drawField(field, texts, onCode) {
  let { name, kind, label, value = "", autocomplete, hint, optional } = field, input = create("input", {
    id: name,
    name,
    part: `input input-${name}`,
    type: kind === "code" || kind === "hidden" ? "text" : kind,
    autocomplete,
    "aria-describedby": `${name}-note`,
    ...kind !== "checkbox" && { spellcheck: "false", autocapitalize: kind === "text" && /name$/.test(autocomplete ?? "") && autocomplete !== "username" ? "words" : "none" },
    ...kind === "code" && { inputmode: "numeric", maxlength: "64", class: "code", dir: "ltr" },
    ...(kind === "email" || kind === "tel") && { dir: "ltr" },
    ...!optional && { "aria-required": "true" }
  });
  kind === "hidden" && (set(input, "readonly", !0), set(input, "tabindex", "-1"), set(input, "aria-hidden", "true"), input.removeAttribute("aria-describedby")), kind === "checkbox" ? input.checked = value === "true" : input.value = value, kind === "code" && input.addEventListener("input", () => {
    input.value = digitsOf(input.value), input.value.length === 6 && onCode();
  });
  let note = create("p", { id: `${name}-note`, part: "note", class: "note" }), complain = (problem) => {
    set(input, "aria-invalid", problem === void 0 ? void 0 : "true"), note.classList.toggle("problem", problem !== void 0), note.textContent = problem ?? (typeof hint == "function" ? hint(input.value) : hint) ?? "";
  };
  complain(void 0), typeof hint == "function" && input.addEventListener("input", () => complain(void 0));
  let named = create("label", { for: name, part: "label" }, label, optional && kind !== "checkbox" ? create("span", { class: "optional" }, texts.optional) : void 0);
  return { element: kind === "hidden" ? create("div", { class: "unseen" }, input) : kind === "checkbox" ? create("div", { part: "field", class: "field" }, create("div", { class: "check" }, input, named), ...links(field), note) : create("div", { part: "field", class: "field" }, named, create("div", { class: "box" }, input, kind === "password" ? eye(input, texts) : void 0), note), input, value: () => kind === "checkbox" ? input.checked ? "true" : "" : kind === "password" ? input.value : input.value.trim(), complain };
}
function eye(input, texts) {
  let button = create("button", { type: "button", part: "reveal", class: "reveal" }, icon("M2 12s3.6-7 10-7 10 7 10 7-3.6 7-10 7S2 12 2 12zM9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0")), say = () => {
    let shown = input.type === "text";
    set(button, "aria-label", shown ? texts.hidePassword : texts.showPassword), set(button, "aria-pressed", String(shown)), button.classList.toggle("shown", shown);
  };
  return button.addEventListener("click", () => {
    input.type = input.type === "text" ? "password" : "text", say(), input.focus();
  }), say(), button;
}
function links({ links: given = [] }) {
  if (given.length === 0) return [];
  let anchors = given.map(({ label, href }) => create("a", { href, target: "_blank", rel: "noopener noreferrer", part: "link" }, label));
  return [create("p", { class: "links" }, ...anchors)];
}

// packages/elements/src/drawing/draw.ts
function draw(screen, texts, deeds, signal, heading = "h1") {
  let fields = /* @__PURE__ */ new Map(), values = () => Object.fromEntries([...fields].map(([name, field]) => [name, field.value()])), submit = () => deeds.submit(values());
  for (let field of screen.fields) fields.set(field.name, drawField(field, texts, submit));
  let buttons = [], act = (action, look) => {
    let button = create("button", { type: "button", part: `${look} action-${action.name}`, class: look }, create("span", {}, action.label));
    return button.addEventListener("click", () => {
      button.ariaDisabled !== "true" && deeds.act(action, values());
    }), action.notBefore && countDown(button, action, texts, signal), buttons.push(button), button;
  }, providers = (screen.providers ?? []).map((action) => act(action, "secondary")), main = screen.submit && create("button", { type: "submit", part: "primary submit", class: screen.submit.danger ? "primary danger" : "primary" }, create("span", {}, screen.submit.label)), message = create("p", { part: "problem", class: "message", role: "alert" }), form2 = create(
    "form",
    { part: `form ${screen.name}`, "aria-labelledby": "title" },
    create(heading, { id: "title", part: "title", class: "title" }, screen.title),
    screen.lead ? create("p", { part: "lead", class: "lead" }, screen.lead) : void 0,
    screen.more?.(),
    screen.secret === void 0 ? void 0 : create("code", { part: "secret", class: "secret", dir: "ltr" }, screen.secret),
    providers.length > 0 ? create("div", { part: "providers", class: "providers" }, ...providers) : void 0,
    providers.length > 0 && fields.size > 0 ? create("p", { part: "divider", class: "divider" }, create("span", {}, texts.or)) : void 0,
    ...[...fields.values()].map(({ element }) => element),
    main,
    message,
    screen.actions.length > 0 ? create("div", { part: "actions", class: "actions" }, ...screen.actions.map((action) => act(action, "quiet"))) : void 0
  );
  return form2.noValidate = !0, form2.addEventListener("submit", (event) => {
    event.preventDefault(), submit();
  }), {
    element: form2,
    values,
    show(busy, problems) {
      set(form2, "aria-busy", busy ? "true" : void 0), main && set(main, "aria-disabled", busy ? "true" : void 0);
      for (let [name, field] of fields) field.complain(problems.fields[name]);
      message.textContent !== (problems.form ?? "") && (message.textContent = problems.form ?? "");
      let wrong = [...fields.values()].find(({ input }) => input.ariaInvalid === "true" || input.getAttribute("aria-invalid") === "true");
      wrong && !busy && (wrong.input.focus(), wrong.input.select());
    },
    focus() {
      let open = [...fields.values()].map(({ input }) => input).filter((input) => !input.readOnly);
      (open.find(({ value, type }) => !value && type !== "checkbox") ?? open[0] ?? main ?? buttons[0])?.focus();
    }
  };
}
function countDown(button, action, texts, signal) {
  let label = button.firstElementChild, tick = () => {
    let secs = Math.ceil(((action.notBefore?.() ?? 0) - Date.now()) / 1e3);
    set(button, "aria-disabled", secs > 0 ? "true" : void 0), label && (label.textContent = secs > 0 ? texts.resendIn(secs) : action.label);
  };
  tick();
  let timer = setInterval(tick, 500);
  signal.addEventListener("abort", () => clearInterval(timer));
}

// packages/elements/src/screen-element.ts
var ScreenElement = class extends ClientElement {
  #leaving = new AbortController();
  async begin(client, texts, signal) {
    this.leave(), signal.addEventListener("abort", () => this.leave()), this.content.replaceChildren(create("div", { class: "waiting", role: "status", "aria-label": texts.loading }));
    try {
      if (client.loaded || await client.load(), signal.aborted) return;
      if (this.rests(client)) {
        this.#rest(client, signal);
        return;
      }
      let environment = await client.environment();
      signal.aborted || await this.start(client, environment, texts, signal);
    } catch (error) {
      signal.aborted || this.#fail(error, texts);
    }
  }
  /** Draws a screen, has it put into its place, and what goes on in it begins. */
  present(steps, screen, place, focus, heading) {
    let deeds = { submit: (values) => {
      steps.submit(values);
    }, act: (...given) => {
      steps.act(...given);
    } }, drawn = draw(screen, steps.texts, deeds, this.#leaving.signal, heading);
    return place(drawn.element), focus && drawn.focus(), screen.shown?.(this.#leaving.signal), this.tell("screen", { screen: screen.name }), drawn;
  }
  /** Ends what goes on in the screen that is shown. */
  leave() {
    this.#leaving.abort(), this.#leaving = new AbortController();
  }
  /** Nothing to do and nothing to ask the server for, until that changes. */
  #rest(client, signal) {
    this.content.replaceChildren();
    let look = () => {
      this.rests(client) || this.restart();
    };
    signal.addEventListener("abort", client.addListener(look, { skipInitialEmit: !0 }));
  }
  /** The client could not be loaded, or what the instance is set up to do could not be asked. */
  #fail(error, texts) {
    let again = leadingTo("try-again", texts.tryAgain, () => {
    }), screen = { name: "unavailable", title: texts.unavailable, fields: [], providers: [again], actions: [] }, drawn = draw(screen, texts, { submit: () => {
    }, act: () => this.restart() }, this.#leaving.signal);
    this.content.replaceChildren(drawn.element), drawn.show(!1, { ...NO_PROBLEMS, form: textOf(error, texts) });
  }
};

// packages/elements/src/elsewhere.ts
function elsewhere() {
  let { protocol, href } = location;
  return protocol.startsWith("http") ? { redirectUrl: href, redirectUrlComplete: href } : {};
}

// packages/elements/src/environment.ts
var IDENTIFIERS = ["email_address", "phone_number", "username"];
function identifiersOf({ user_settings: { attributes } }) {
  return IDENTIFIERS.filter((name) => attributes[name]?.enabled && attributes[name].used_for_first_factor);
}
function takesPasswords({ user_settings: { attributes } }) {
  return !!attributes.password?.enabled;
}
function allows({ user_settings: { attributes } }, name, strategy) {
  let { enabled, first_factors: factors } = attributes[name] ?? {};
  return !!enabled && !!factors?.includes(strategy);
}
function providersOf({ user_settings: { social } }) {
  return Object.values(social).filter(({ enabled, authenticatable, not_selectable: hidden }) => enabled && authenticatable && !hidden).map(({ strategy, name }) => ({ strategy, name }));
}
function isPublic({ user_settings: { sign_up: signUp } }) {
  return signUp.mode === "public";
}

// packages/elements/src/sign-in/stand.ts
var AT_HAND = ["password", "totp", "backup_code"];
function standOf(signIn, now) {
  switch (signIn.status) {
    case "needs_first_factor":
      return signIn.identifier ? factorOf("first", firstFactors(signIn), signIn.firstFactorVerification, now) : { at: "start" };
    case "needs_second_factor":
    case "needs_client_trust":
      return factorOf("second", signIn.supportedSecondFactors ?? [], signIn.secondFactorVerification, now);
    case "needs_new_password":
      return { at: "new-password" };
    case "complete":
      return { at: "complete", session: signIn.createdSessionId };
    default:
      return { at: "start" };
  }
}
function factorOf(level, factors, sent, now) {
  let running = sent.status === "unverified" && (!sent.expireAt || sent.expireAt.getTime() > now), factor = factors.find(({ strategy }) => running && strategy === sent.strategy && isSent(strategy)) ?? factors.find(({ strategy }) => AT_HAND.includes(strategy));
  return factor ? { at: "factor", level, factor } : { at: "choice", level };
}
function firstFactors({ supportedFirstFactors }) {
  return (supportedFirstFactors ?? []).filter(({ strategy }) => !strategy.startsWith("web3_") && strategy !== "email_link");
}
function isSent(strategy) {
  return strategy.endsWith("_code") && strategy !== "backup_code";
}
function resetsPassword(strategy) {
  return strategy.startsWith("reset_password_");
}
function usual(factors) {
  return factors.find(({ strategy }) => AT_HAND.includes(strategy)) ?? factors.find(({ strategy }) => isSent(strategy) && !resetsPassword(strategy)) ?? factors.find(({ strategy }) => !resetsPassword(strategy));
}

// packages/elements/src/proofs.ts
function proofOf(texts, strategy) {
  return strategy === "password" ? { name: "password", kind: "password", label: texts.password, autocomplete: "current-password" } : strategy === "backup_code" ? { name: "code", kind: "text", label: texts.backupCode, autocomplete: "off" } : { name: "code", kind: "code", label: texts.code, autocomplete: "one-time-code" };
}
function isSame(one, other) {
  let id = (factor) => "emailAddressId" in factor ? factor.emailAddressId : "phoneNumberId" in factor ? factor.phoneNumberId : void 0;
  return one.strategy === other.strategy && id(one) === id(other);
}
function labelOf(texts, environment, factor) {
  let { strategy } = factor;
  if ("safeIdentifier" in factor) return resetsPassword(strategy) ? texts.resetBy(factor.safeIdentifier) : texts.sendCode(factor.safeIdentifier);
  switch (strategy) {
    case "password":
      return texts.usePassword;
    case "passkey":
      return texts.usePasskey;
    case "totp":
      return texts.useTotp;
    case "backup_code":
      return texts.useBackupCode;
    case "enterprise_sso":
      return texts.useCompany;
    default:
      return texts.useProvider(providersOf(environment).find((provider) => provider.strategy === strategy)?.name ?? strategy);
  }
}

// packages/elements/src/sent-code.ts
function sentBy(expireAt) {
  return expireAt ? Math.min(expireAt.getTime() - 6e5, Date.now()) : 0;
}
function resending(steps, sentAt2, send4) {
  let notBefore = sentAt2 + 3e4;
  return {
    name: "resend",
    label: steps.texts.resend,
    notBefore: () => notBefore,
    async run() {
      return await send4(), notBefore = Date.now() + 3e4, steps.notice = steps.texts.resent, steps.screen;
    }
  };
}

// packages/elements/src/sign-in/start.ts
function start(journey) {
  let { environment, texts } = journey, fields = identifiersOf(environment).length > 0 ? fieldsOf(journey) : [];
  return {
    name: "start",
    title: texts.signInTo(environment.display_config.application_name),
    fields,
    providers: providersOf(environment).map(({ strategy, name }) => ({
      name: strategy,
      label: texts.useProvider(name),
      run: () => throughProvider(journey, strategy)
    })),
    ...fields.length > 0 && {
      submit: {
        label: takesPasswords(environment) ? texts.signIn : texts.continue,
        run: ({ identifier = "", password }) => password === void 0 ? find(journey, identifier) : withPassword(journey, identifier, password)
      }
    },
    actions: otherWays(journey),
    shown: (signal) => offerPasskeys(journey, signal)
  };
}
function fieldsOf({ environment, texts, typed }) {
  let identifier = {
    name: "identifier",
    kind: identifierKind(environment),
    label: identifierLabel(environment, texts),
    value: typed,
    autocomplete: passkeysOf(environment).allow_autofill ? "username webauthn" : "username"
  };
  return takesPasswords(environment) ? [identifier, { name: "password", kind: "password", label: texts.password, autocomplete: "current-password" }] : [identifier];
}
function identifierKind(environment) {
  let [only, ...more] = identifiersOf(environment);
  return more.length > 0 ? "text" : only === "email_address" ? "email" : only === "phone_number" ? "tel" : "text";
}
function identifierLabel(environment, texts) {
  let [first = "", ...more] = identifiersOf(environment).map((name) => texts.identifiers[name]);
  return more.reduce((label, name) => texts.either(label, name), first);
}
function passkeysOf({ user_settings: { passkey_settings: settings, attributes } }) {
  let on = !!attributes.passkey?.enabled && "PublicKeyCredential" in globalThis;
  return { allow_autofill: on && settings.allow_autofill, show_sign_in_button: on && settings.show_sign_in_button };
}
function otherWays(journey) {
  let { environment, texts } = journey, ways = [], byCode = (name, label, strategy) => {
    ways.push({ name, label, needs: ["identifier"], run: ({ identifier = "" }) => find(journey, identifier, (each) => each === strategy) });
  };
  return takesPasswords(environment) && (allows(environment, "email_address", "email_code") && byCode("email-code", texts.useEmailCode, "email_code"), allows(environment, "phone_number", "phone_code") && byCode("phone-code", texts.usePhoneCode, "phone_code")), passkeysOf(environment).show_sign_in_button && ways.push({ name: "passkey", label: texts.usePasskey, run: async () => go(journey, await journey.client.signIn.authenticateWithPasskey({ flow: "discoverable" })) }), takesPasswords(environment) && ways.push({ name: "forgot-password", label: texts.forgotPassword, needs: ["identifier"], run: ({ identifier = "" }) => find(journey, identifier, resetsPassword) }), isPublic(environment) && ways.push({ name: "sign-up", label: texts.noAccountYet, run: ({ identifier }) => Promise.resolve(journey.turn("sign-up", identifier)) }), ways;
}
async function withPassword(journey, identifier, password) {
  return journey.typed = identifier, go(journey, await journey.client.signIn.create({ strategy: "password", identifier, password }));
}
async function find(journey, identifier, wanted) {
  journey.typed = identifier;
  let signIn = await journey.client.signIn.create({ identifier }), factors = firstFactors(signIn), factor = wanted ? factors.find(({ strategy }) => wanted(strategy)) : usual(factors);
  return factor && signIn.status === "needs_first_factor" ? begin(journey, "first", factor) : go(journey, signIn);
}
async function throughProvider(journey, strategy) {
  return await journey.client.signIn.authenticateWithRedirect({ strategy, ...elsewhere() }), journey.screen && resumed(journey);
}
async function resumed(journey) {
  if (journey.clerk.session) return journey.finish(journey.clerk.session.id);
  let { signIn, signUp } = journey.client;
  return signIn.firstFactorVerification.status === "transferable" ? (await signUp.create({ transfer: !0 }), journey.begin("sign-up")) : signUp.status === "missing_requirements" && !signIn.identifier ? journey.begin("sign-up") : go(journey, signIn);
}
function offerPasskeys(journey, signal) {
  passkeysOf(journey.environment).allow_autofill && (async () => {
    if (!await PublicKeyCredential.isConditionalMediationAvailable?.() || signal.aborted) return;
    let signIn = await journey.client.signIn.authenticateWithPasskey({ flow: "autofill" });
    signal.aborted || await journey.act({ name: "passkey", label: "", run: () => go(journey, signIn) }, {});
  })().catch(() => {
  });
}

// packages/elements/src/sign-in/factors.ts
function resume(journey, signIn) {
  let stand = standOf(signIn, Date.now());
  switch (stand.at) {
    case "start":
      return start(journey);
    case "factor":
      return prove(journey, stand.level, stand.factor, sentAt(signIn, stand.level));
    case "choice":
      return choose(journey, stand.level);
    case "new-password":
      return replacePassword2(journey);
    case "complete":
      return;
  }
}
async function go(journey, signIn) {
  let stand = standOf(signIn, Date.now());
  if (stand.at === "complete") return journey.finish(stand.session);
  if (stand.at === "choice") {
    let factor = usual(factorsOf(signIn, stand.level));
    if (factor && isSent(factor.strategy)) return begin(journey, stand.level, factor);
  }
  return resume(journey, signIn);
}
async function begin(journey, level, factor) {
  let { signIn } = journey.client, { strategy } = factor;
  return isSent(strategy) ? (await send(journey, level, factor), prove(journey, level, factor, Date.now())) : strategy === "passkey" ? go(journey, await signIn.authenticateWithPasskey()) : strategy.startsWith("oauth_") || strategy === "enterprise_sso" ? (await signIn.authenticateWithRedirect({ strategy, identifier: signIn.identifier ?? "", ...elsewhere() }), resumed(journey)) : prove(journey, level, factor, 0);
}
function send(journey, level, factor) {
  let { signIn } = journey.client;
  return level === "first" ? signIn.prepareFirstFactor(factor) : signIn.prepareSecondFactor(factor);
}
function sentAt(signIn, level) {
  return sentBy((level === "first" ? signIn.firstFactorVerification : signIn.secondFactorVerification).expireAt);
}
function factorsOf(signIn, level) {
  return level === "first" ? firstFactors(signIn) : signIn.supportedSecondFactors ?? [];
}
function prove(journey, level, factor, sent) {
  let { texts, client } = journey, { strategy } = factor, name = strategy === "password" ? "password" : "code", username = { name: "identifier", kind: "hidden", label: "", value: client.signIn.identifier ?? "", autocomplete: "username" };
  return {
    name: `${level}-${strategy.replaceAll("_", "-")}`,
    ...wording(journey, level, factor),
    fields: [username, proofOf(texts, strategy)].filter(({ name: each }) => each === name || name === "password"),
    submit: {
      label: texts.continue,
      async run(values) {
        let proof = { strategy, [name]: values[name] ?? "" }, { signIn } = journey.client;
        return go(journey, await (level === "first" ? signIn.attemptFirstFactor(proof) : signIn.attemptSecondFactor(proof)));
      }
    },
    actions: [...isSent(strategy) ? [resending(journey, sent, () => send(journey, level, factor))] : [], ...furtherWays(journey, level, factor), starting(journey)]
  };
}
function wording({ texts, client }, level, factor) {
  let { strategy } = factor, to = "safeIdentifier" in factor ? texts.sentTo(factor.safeIdentifier) : void 0;
  if (strategy === "password") return { title: texts.enterPassword, lead: client.signIn.identifier ?? "" };
  if (strategy === "totp") return { title: texts.twoStep, lead: texts.totpLead };
  if (strategy === "backup_code") return { title: texts.twoStep, lead: texts.backupCodeLead };
  if (resetsPassword(strategy)) return { title: texts.resetPassword, ...to !== void 0 && { lead: to } };
  let where = strategy === "phone_code" ? texts.checkPhone : texts.checkEmail;
  return { title: client.signIn.status === "needs_client_trust" ? texts.newDevice : level === "second" ? texts.twoStep : where, ...to !== void 0 && { lead: to } };
}
function furtherWays(journey, level, but) {
  let { signIn } = journey.client, others = factorsOf(signIn, level).filter((factor) => !isSame(factor, but)), forgot = but.strategy === "password" ? others.find(({ strategy }) => resetsPassword(strategy)) : void 0, ways = others.filter(({ strategy }) => !resetsPassword(strategy) || resetsPassword(but.strategy)), named = ways.length <= 2 ? ways.map((factor) => way(journey, level, factor)) : [leadingTo("other-ways", journey.texts.otherWays, () => choose(journey, level))];
  return forgot && named.push({ name: "forgot-password", label: journey.texts.forgotPassword, run: () => begin(journey, level, forgot) }), named;
}
function way(journey, level, factor) {
  return { name: factor.strategy.replaceAll("_", "-"), label: labelOf(journey.texts, journey.environment, factor), run: () => begin(journey, level, factor) };
}
function choose(journey, level) {
  let { texts, client } = journey, factors = factorsOf(client.signIn, level);
  return {
    name: `${level}-choice`,
    title: texts.chooseWay,
    lead: factors.length > 0 ? client.signIn.identifier ?? "" : texts.noWay,
    fields: [],
    providers: factors.map((factor) => way(journey, level, factor)),
    actions: [starting(journey)]
  };
}
function replacePassword2(journey) {
  let { texts, client, environment } = journey;
  return {
    name: "new-password",
    title: texts.setPassword,
    lead: client.signIn.identifier ?? "",
    fields: [
      { name: "identifier", kind: "hidden", label: "", value: client.signIn.identifier ?? "", autocomplete: "username" },
      newPassword(environment, texts),
      { name: "sign_out", kind: "checkbox", label: texts.signOutElsewhere, optional: !0 }
    ],
    submit: {
      label: texts.continue,
      async run({ password = "", sign_out: signOut }) {
        return go(journey, await journey.client.signIn.resetPassword({ password, signOutOfOtherSessions: !!signOut }));
      }
    },
    actions: [starting(journey)]
  };
}
function starting(journey) {
  return leadingTo("start-over", journey.texts.startOver, () => start(journey));
}

// packages/elements/src/sign-in/index.ts
function beginSignIn(journey) {
  return resume(journey, journey.client.signIn);
}
function hasBegun({ client }) {
  return standOf(client.signIn, Date.now()).at !== "start";
}

// packages/elements/src/sign-up/fields.ts
var ORDER = ["first_name", "last_name", "username", "email_address", "phone_number", "password", "legal_accepted"], PARAMS = {
  first_name: "firstName",
  last_name: "lastName",
  username: "username",
  email_address: "emailAddress",
  phone_number: "phoneNumber",
  password: "password",
  legal_accepted: "legalAccepted"
};
function fieldsOf2(environment, texts) {
  let { attributes, sign_up: signUp } = environment.user_settings, identifiers = identifiersOf(environment), chosen2 = identifiers.some((name) => attributes[name]?.required) ? void 0 : identifiers[0], isAsked = (name) => name === "legal_accepted" ? signUp.legal_consent_enabled : attributes[name]?.required || name === chosen2;
  return ORDER.filter(isAsked).map((name) => fieldOf(name, environment, texts));
}
function missingFields(missing, environment, texts) {
  return ORDER.filter((name) => missing.includes(name)).map((name) => fieldOf(name, environment, texts));
}
function fieldOf(name, environment, texts) {
  switch (name) {
    case "first_name":
      return { name, kind: "text", label: texts.firstName, autocomplete: "given-name" };
    case "last_name":
      return { name, kind: "text", label: texts.lastName, autocomplete: "family-name" };
    case "username":
      return { name, kind: "text", label: texts.identifiers.username, autocomplete: "username" };
    case "email_address":
      return { name, kind: "email", label: texts.identifiers.email_address, autocomplete: "email" };
    case "phone_number":
      return { name, kind: "tel", label: texts.identifiers.phone_number, autocomplete: "tel" };
    case "password":
      return newPassword(environment, texts, { label: texts.password });
    case "legal_accepted": {
      let { terms_url: terms, privacy_policy_url: privacy } = environment.display_config, links2 = [
        { label: texts.terms, href: terms },
        { label: texts.privacy, href: privacy }
      ].filter((link) => !!link.href);
      return { name, kind: "checkbox", label: texts.agree, links: links2 };
    }
  }
}
function paramsOf(values) {
  let filled = ORDER.filter((name) => values[name]);
  return Object.fromEntries(filled.map((name) => [PARAMS[name], name === "legal_accepted" ? !0 : values[name]]));
}

// packages/elements/src/sign-up/index.ts
function unproved({ unverifiedFields }) {
  return ["email_address", "phone_number"].find((name) => unverifiedFields.includes(name));
}
function hasBegun2({ client: { signUp } }) {
  return signUp.status === "missing_requirements" && !!signUp.id;
}
function beginSignUp(journey) {
  let { signUp } = journey.client;
  if (!hasBegun2(journey)) return form(journey);
  if (signUp.missingFields.length > 0) return rest(journey, signUp);
  let proof = unproved(signUp), verification = proof && verificationOf(signUp, proof);
  return !proof || verification?.nextAction !== "needs_attempt" ? form(journey) : code(journey, proof, sentBy(verification.expireAt));
}
function verificationOf({ verifications }, proof) {
  return proof === "email_address" ? verifications.emailAddress : verifications.phoneNumber;
}
function form(journey) {
  let { texts, environment, client, typed } = journey, { signUp } = client, known = {
    email_address: signUp.emailAddress ?? (typed.includes("@") ? typed : ""),
    phone_number: signUp.phoneNumber ?? (/^\+?[\d\s-]{6,}$/.test(typed) ? typed : ""),
    username: signUp.username ?? "",
    first_name: signUp.firstName ?? "",
    last_name: signUp.lastName ?? ""
  };
  return {
    name: "sign-up",
    title: texts.signUpTo(environment.display_config.application_name),
    providers: isPublic(environment) ? providersOf(environment).map(({ strategy, name }) => ({ name: strategy, label: texts.useProvider(name), run: (values) => throughProvider2(journey, strategy, values) })) : [],
    fields: fieldsOf2(environment, texts).map((field) => ({ ...field, value: known[field.name] ?? "" })),
    submit: {
      label: texts.signUp,
      run: async (values) => go2(journey, await journey.client.signUp.create(paramsOf(values)))
    },
    actions: [signingIn(journey)]
  };
}
function rest(journey, signUp) {
  let { texts, environment } = journey, fields = missingFields(signUp.missingFields, environment, texts);
  return {
    name: "sign-up-rest",
    title: texts.moreNeeded,
    ...fields.length === 0 && { lead: texts.taskUnknown },
    fields,
    ...fields.length > 0 && {
      submit: { label: texts.continue, run: async (values) => go2(journey, await journey.client.signUp.update(paramsOf(values))) }
    },
    actions: [leadingTo("start-over", texts.startOver, () => form(journey)), signingIn(journey)]
  };
}
async function go2(journey, signUp) {
  if (signUp.status === "complete") return journey.finish(signUp.createdSessionId);
  if (signUp.verifications.externalAccount.status === "transferable") return transferred(journey);
  if (signUp.missingFields.length > 0) return rest(journey, signUp);
  let proof = unproved(signUp);
  return proof ? (verificationOf(signUp, proof).nextAction !== "needs_attempt" && await send2(journey, proof), code(journey, proof, Date.now())) : form(journey);
}
function send2(journey, proof) {
  let { signUp } = journey.client;
  return proof === "email_address" ? signUp.prepareEmailAddressVerification({ strategy: "email_code" }) : signUp.preparePhoneNumberVerification();
}
function code(journey, proof, sentAt2) {
  let { texts, client } = journey, byMail = proof === "email_address", to = (byMail ? client.signUp.emailAddress : client.signUp.phoneNumber) ?? "";
  return {
    name: byMail ? "sign-up-email-code" : "sign-up-phone-code",
    title: byMail ? texts.checkEmail : texts.checkPhone,
    lead: texts.sentTo(to),
    fields: [{ name: "code", kind: "code", label: texts.code, autocomplete: "one-time-code" }],
    submit: {
      label: texts.continue,
      async run({ code: typed = "" }) {
        let { signUp } = journey.client;
        return go2(journey, await (byMail ? signUp.attemptEmailAddressVerification({ code: typed }) : signUp.attemptPhoneNumberVerification({ code: typed })));
      }
    },
    actions: [resending(journey, sentAt2, () => send2(journey, proof)), leadingTo("change", texts.changeAddress, () => form(journey)), signingIn(journey)]
  };
}
function signingIn(journey) {
  let identifier = (values) => values.email_address || values.phone_number || values.username || "";
  return { name: "sign-in", label: journey.texts.haveAccount, run: (values) => Promise.resolve(journey.turn("sign-in", identifier(values))) };
}
async function throughProvider2(journey, strategy, values) {
  return await journey.client.signUp.authenticateWithRedirect({
    strategy,
    ...elsewhere(),
    ...values.legal_accepted && { legalAccepted: !0 }
  }), resumed(journey);
}
async function transferred(journey) {
  let signIn = await journey.client.signIn.create({ transfer: !0 });
  return signIn.status === "complete" ? journey.finish(signIn.createdSessionId) : journey.begin("sign-in");
}

// packages/elements/src/element.ts
var BEGINNINGS = { "sign-in": beginSignIn, "sign-up": beginSignUp }, AuthElement = class extends ScreenElement {
  /** What it is for when nothing has begun yet. */
  purpose = "sign-in";
  #drawn;
  #screen;
  rests({ session }) {
    return !!session && session.status !== "pending";
  }
  start(client, environment, texts, signal) {
    this.#drawn = void 0, this.#screen = void 0;
    let journey = new Journey(
      {
        client,
        environment,
        texts,
        redirectUrl: this.getAttribute("redirect-url") ?? void 0,
        leave: (to) => this.#goTo(to),
        onChange: () => this.#show(journey, signal)
      },
      BEGINNINGS
    );
    signal.addEventListener("abort", () => journey.end()), journey.start(this.#begun(journey));
  }
  /** Whoever has begun something goes on with that, also where the other thing usually is. */
  #begun(journey) {
    let [own2, other] = this.purpose === "sign-in" ? [hasBegun, hasBegun2] : [hasBegun2, hasBegun];
    return own2(journey) || !other(journey) ? this.purpose : this.purpose === "sign-in" ? "sign-up" : "sign-in";
  }
  #goTo(to) {
    let url = this.getAttribute(`${to}-url`);
    return url ? (location.assign(url), !0) : !1;
  }
  #show(journey, signal) {
    if (signal.aborted) return;
    let { screen, busy, problems } = journey;
    screen !== this.#screen && this.#change(journey, screen), this.#drawn?.show(busy, problems), this.status.textContent = journey.notice;
  }
  #change(journey, screen) {
    let first = this.#screen === void 0, hadFocus = this.shadowRoot?.activeElement != null;
    if (this.leave(), this.#screen = screen, !screen) {
      let { session } = journey.clerk;
      this.restart(), session && this.tell("signed-in", { session: session.id });
      return;
    }
    let focus = hadFocus || !first || this.hasAttribute("autofocus");
    this.#drawn = this.present(journey, screen, (element) => this.content.replaceChildren(element), focus);
  }
}, SignInElement = class extends AuthElement {
}, SignUpElement = class extends AuthElement {
  purpose = "sign-up";
};

// packages/account-pages/src/own.ts
var RETURNED = "__nightdesk_returned", USED = [RETURNED, "__clerk_ticket", "__clerk_status", "__clerk_created_session"];
function own(path = location.pathname) {
  let query = new URLSearchParams(location.search);
  for (let name of USED) query.delete(name);
  let text = query.toString();
  return text ? `${path}?${text}` : path;
}
function onward() {
  let url = new URL(own(), location.href);
  return url.searchParams.has("redirect_url") || url.searchParams.set("redirect_url", ""), url.pathname + url.search;
}
function param(name) {
  return new URLSearchParams(location.search).get(name);
}
function moveHashToQuery() {
  let at = location.hash.indexOf("?");
  if (at < 0) return !1;
  let query = new URLSearchParams(location.search);
  for (let [name, value] of new URLSearchParams(location.hash.slice(at))) query.set(name, value);
  return location.replace(`${location.pathname}?${query.toString()}`), !0;
}

// packages/account-pages/src/show/attempt.ts
async function showAttempt(page) {
  let { name, application, card, clerk, texts } = page;
  document.title = name === "sign-up" ? texts.signUpTo(application) : texts.signInTo(application);
  let message = create("p", { class: "problem", role: "alert" }), element = create(`nightdesk-${name}`, { autofocus: !0, "sign-in-url": own("/sign-in"), "sign-up-url": own("/sign-up") });
  if (element.addEventListener("nightdesk-signed-in", () => location.replace(onward())), card.replaceChildren(message, element), message.textContent = await begun(page), clerk.isSignedIn) {
    location.replace(onward());
    return;
  }
  history.replaceState(null, "", own()), Object.assign(element, { client: clerk });
}
async function begun({ clerk, texts, words }) {
  try {
    await clerk.load();
  } catch {
    return "";
  }
  try {
    let ticket = param("__clerk_ticket");
    return ticket !== null ? await redeem(ticket, param("__clerk_status") === "sign_up" ? clerk.client?.signUp : clerk.client?.signIn) : param(RETURNED) !== null && await clerk.handleRedirectCallback(), "";
  } catch (error) {
    return refusalsOf(error).some(({ code: code2 }) => code2 === "identifier_already_signed_in" || code2 === "session_exists") ? "" : param("__clerk_ticket") !== null && refusalsOf(error).length > 0 ? words.ticketUseless : textOf(error, texts);
  }
  async function redeem(ticket, attempt) {
    let made = await attempt?.create({ strategy: "ticket", ticket });
    made?.status === "complete" && await clerk.setActive({ session: made.createdSessionId });
  }
}

// packages/account-pages/src/page.ts
function showMessage({ card, application }, { title, lead }, ...links2) {
  document.title = `${title} · ${application}`, card.replaceChildren(
    create("h1", {}, title),
    create("p", { class: "lead" }, lead),
    ...links2.length > 0 ? [create("p", { class: "links" }, ...links2.map(({ label, href }) => create("a", { href, class: "button" }, label)))] : []
  );
}

// packages/account-pages/src/show/verify.ts
function showVerify(page) {
  let { words } = page, status = param("__clerk_status"), message = (status && words.verify[status]) ?? words.verify.failed, links2 = param("__clerk_created_session") ? [{ label: words.goOn, href: own("/sign-in") }] : [];
  showMessage(page, message, ...links2);
}

// packages/account-pages/src/show/waitlist.ts
var FIELD = "email_address", WaitlistElement = class extends ClientElement {
  page;
  begin(client, texts, signal) {
    let { page } = this;
    if (!page) return;
    let { words, application } = page, screen = {
      name: "waitlist",
      title: words.waitlist(application),
      lead: words.waitlistLead,
      fields: [{ name: FIELD, kind: "email", label: texts.identifiers[FIELD], autocomplete: "email" }],
      submit: { label: words.join, run: () => Promise.resolve(void 0) },
      actions: [{ name: "sign-in", label: texts.haveAccount, run: () => Promise.resolve(void 0) }]
    }, busy = !1, drawn = draw(screen, texts, {
      act: () => location.assign(own("/sign-in")),
      submit: ({ [FIELD]: address = "" }) => {
        if (!busy) {
          if (!address) return drawn.show(!1, { fields: { [FIELD]: texts.missing(texts.identifiers[FIELD]) } });
          busy = !0, drawn.show(!0, NO_PROBLEMS), client.request("POST", "/waitlist", { emailAddress: address }).then(
            () => showMessage(page, words.joined),
            (error) => {
              busy = !1, drawn.show(!1, problemsOf(error, [FIELD], texts));
            }
          );
        }
      }
    }, signal);
    this.content.replaceChildren(drawn.element), drawn.focus();
  }
};
function showWaitlist(page) {
  let { application, card, clerk, words } = page;
  document.title = words.waitlist(application);
  let element = document.createElement("nightdesk-waitlist");
  element.page = page, element.client = clerk, card.replaceChildren(element);
}

// packages/chrome-extension/src/json.ts
var OPAQUE = ["actor", "zxcvbn", "plan"];
function camelCased(json, make) {
  let out = {};
  for (let [key, value] of Object.entries(json)) {
    let [first, ...more] = key.split("_");
    out[more.reduce((name, word) => name + word.charAt(0).toUpperCase() + word.slice(1), first ?? "")] = converted(key, value, make);
  }
  return out;
}
function converted(key, value, make) {
  return key.endsWith("_metadata") || OPAQUE.includes(key) ? value : typeof value == "number" && key.endsWith("_at") ? new Date(value) : Array.isArray(value) ? value.map((item) => converted(key, item, make)) : value !== null && typeof value == "object" ? make?.(key, value) ?? camelCased(value, make) : value;
}
function snakeCased(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
function formBody(params) {
  let form2 = new URLSearchParams();
  for (let [key, value] of Object.entries(params))
    for (let item of Array.isArray(value) ? value : [value])
      item !== void 0 && form2.append(snakeCased(key), item === null ? "" : typeof item == "object" ? JSON.stringify(item) : String(item));
  return form2.toString();
}

// packages/chrome-extension/src/errors.ts
var ClerkAPIResponseError = class extends Error {
  // The class's own name does not survive minification.
  static name = "ClerkAPIResponseError";
  static kind = this.name;
  clerkError = !0;
  code = "api_response_error";
  status;
  errors;
  /** Seconds, from the `Retry-After` header. */
  retryAfter;
  clerkTraceId;
  constructor(status, body, retryAfter) {
    let errors = (Array.isArray(body.errors) ? body.errors : []).map(apiError);
    super(errors[0]?.longMessage ?? errors[0]?.message ?? `The server refused with status ${String(status)}.`), this.name = new.target.name, this.status = status, this.errors = errors, retryAfter !== void 0 && (this.retryAfter = retryAfter), typeof body.clerk_trace_id == "string" && (this.clerkTraceId = body.clerk_trace_id);
  }
}, ClerkRuntimeError = class extends Error {
  // The class's own name does not survive minification.
  static name = "ClerkRuntimeError";
  static kind = this.name;
  clerkError = !0;
  clerkRuntimeError = !0;
  code;
  constructor(message, { code: code2, cause }) {
    super(`${message} (code="${code2}")`, cause === void 0 ? void 0 : { cause }), this.name = new.target.name, this.code = code2;
  }
};
function apiError(json) {
  let { code: code2 = "unknown", message = "", long_message: longMessage, meta } = json ?? {};
  return { code: code2, message, longMessage, meta: camelCased(meta ?? {}) };
}

// packages/chrome-extension/src/go-to.ts
function goTo(to) {
  let { location: location2 } = globalThis;
  if (!to || !location2.assign) return;
  let url = new URL(to, location2.href);
  /^(https?|[a-z-]+-extension):$/.test(url.protocol) && location2.assign(url);
}

// packages/chrome-extension/src/resources.ts
var KINDS = {
  client: {
    path: "/client",
    defaults: { sessions: [], sign_in: {}, sign_up: {}, last_active_session_id: null }
  },
  sessions: {
    path: "/client/sessions/",
    methods: { reload: "GET", touch: "", end: "", remove: "" },
    extras: ({ id }, _, api) => ({ getToken: (options = {}) => api.getToken(id, options) })
  },
  sign_in: {
    path: "/client/sign_ins/",
    methods: {
      create: "POST ^",
      reload: "GET",
      prepareFirstFactor: "",
      attemptFirstFactor: "",
      prepareSecondFactor: "",
      attemptSecondFactor: "",
      resetPassword: ""
    },
    defaults: { status: null, identifier: null, supported_first_factors: [], supported_second_factors: null, created_session_id: null }
  },
  sign_up: {
    path: "/client/sign_ups/",
    methods: {
      create: "POST ^",
      reload: "GET",
      update: "PATCH",
      prepareVerification: "",
      attemptVerification: ""
    },
    defaults: { status: null, missing_fields: [], unverified_fields: [], required_fields: [], created_session_id: null },
    extras: (self) => verifying(self, "EmailAddress", "email_code")
  },
  user: {
    path: "/me",
    methods: { reload: "GET" },
    defaults: { email_addresses: [] },
    extras: ({ firstName, lastName, emailAddresses, primaryEmailAddressId: primary }) => ({
      fullName: [firstName, lastName].filter(Boolean).join(" ") || null,
      primaryEmailAddress: emailAddresses.find(({ id }) => id === primary) ?? null
    })
  }
};
function verifying(self, what, strategy) {
  return {
    [`prepare${what}Verification`]: (params) => self.prepareVerification({ strategy, ...params }),
    [`attempt${what}Verification`]: (params) => self.attemptVerification({ strategy, ...params })
  };
}
function clientFrom(json, api) {
  return resource("client", json ?? {}, api);
}
function resource(kind, json, api) {
  let { path = "", methods = {}, defaults, extras } = api.kinds[kind] ?? {}, self = {}, take = (answer) => {
    let fields = { ...answer };
    for (let key in defaults) fields[key] ??= defaults[key];
    return Object.assign(self, camelCased(fields, (key, child) => api.kinds[key] && resource(key, child, api))), Object.assign(self, extras?.(self, step, api));
  }, step = async (rule, params) => {
    let [method = "", target = "", made] = rule.split(" "), own2 = path.replace(/\/$/, self.id && target !== "^" ? `/${self.id}` : ""), answer = await api.request(method, own2 + target.replace("^", ""), params), of = (item) => resource(made ?? kind, item, api);
    return made ? Array.isArray(answer) ? answer.map(of) : of(answer) : take(answer);
  };
  for (let name in methods) self[name] = (params) => step(methods[name] || `POST /${snakeCased(name)}`, params);
  return take(json);
}

// packages/chrome-extension/src/authorization.ts
var REVERIFICATIONS = {
  strict_mfa: ["multi_factor", 10],
  strict: ["second_factor", 10],
  moderate: ["second_factor", 60],
  lax: ["second_factor", 1440]
}, scoped = (claim = "") => claim.split(",").map((item) => item.trim().split(":")), qualified = (name) => name.replace(/^(org:)*/, "org:");
function isAuthorized({ o, fea, pla, fva }, asked) {
  let owns = (claim, name) => {
    let [, scope = "", of] = /^(?:(o|u)(?:rg|rganization|ser)?:)?(.*)$/.exec(name) ?? [];
    return scoped(claim).some(([scopes2, item]) => item === of && scopes2.includes(scope));
  }, checks = {
    role: (role) => !!o?.rol && qualified(o.rol) === qualified(role),
    // `fpm` has a bit mask for each feature of the organization, in their order; bit i stands for the i-th of `per`.
    permission: (permission) => scoped(fea).filter(([scopes2]) => scopes2.includes("o")).some(
      ([, feature], at) => o?.per?.split(",").some((name, bit) => `org:${feature}:${name}` === qualified(permission) && Number(o.fpm?.split(",")[at]) / 2 ** bit & 1)
    ),
    feature: (feature) => owns(fea, feature),
    plan: (plan) => owns(pla, plan),
    reverification: (config) => {
      let [level, minutes] = typeof config == "string" ? REVERIFICATIONS[config] ?? [] : [config.level, config.afterMinutes], [first = -1, second = -1] = fva ?? [], isFresh = (age) => age >= 0 && age < (minutes ?? 0);
      return /^(first|second|multi)_factor$/.test(level ?? "") ? level === "first_factor" || second < 0 ? isFresh(first) : isFresh(second) && (level === "second_factor" || isFresh(first)) : !1;
    }
  }, wanted = Object.entries(asked).filter(([, value]) => value !== void 0);
  return wanted.length > 0 && wanted.every(([name, value]) => checks[name]?.(value));
}

// packages/chrome-extension/src/passkeys.ts
var CODES = {
  InvalidStateError: "passkey_already_exists",
  SecurityError: "passkey_invalid_rpID_or_domain"
};
async function passkeyCredential(ceremony, options, autofill = !1) {
  let { PublicKeyCredential: platform } = globalThis, creates = ceremony === "create", parse = `parse${creates ? "Creation" : "Request"}OptionsFromJSON`;
  if (!platform?.[parse])
    throw new ClerkRuntimeError("Passkeys need a page (a popup, side panel or tab) in Chrome 129 or later.", { code: "passkey_not_supported" });
  let publicKey = platform?.[parse](JSON.parse(await options()));
  try {
    return await navigator.credentials[ceremony]({ publicKey, ...autofill && { mediation: "conditional" } });
  } catch (cause) {
    let code2 = CODES[cause.name] ?? (creates ? "passkey_registration_cancelled" : "passkey_retrieval_cancelled");
    throw new ClerkRuntimeError("The browser gave no passkey.", { code: code2, cause });
  }
}

// packages/chrome-extension/src/session-token.ts
function tokenFrom(jwt) {
  return {
    getRawString: () => jwt,
    get jwt() {
      let [header = "", payload = "", signature = ""] = jwt.split("."), claims = { ...decoded(payload), __raw: jwt };
      return { encoded: { header, payload, signature }, header: decoded(header), claims };
    }
  };
}
function decoded(part) {
  let bytes = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))));
}

// packages/chrome-extension/src/web-auth/outcome.ts
function next(kind, attempt, transferable = !0) {
  let { status, created_session_id: session } = attempt;
  if (status === "complete" && typeof session == "string") return { session };
  let verification = verificationOf2(kind, attempt), error = object(verification.error);
  if (verification.status === "transferable" && transferable) return { transfer: kind === "sign_in" ? "sign_up" : "sign_in" };
  if (error.code === "identifier_already_signed_in") {
    let { session_id: known } = object(error.meta);
    if (typeof known == "string") return { session: known };
  }
  if (typeof error.code == "string") return { refused: error };
  switch (verification.status) {
    case "unverified":
      return { unanswered: !0 };
    case "transferable":
      return { refused: { code: kind === "sign_in" ? "external_account_not_found" : "external_account_exists" } };
    case "failed":
    case "expired":
      return { refused: { code: `verification_${verification.status}` } };
    default:
      return { open: !0 };
  }
}
function verificationOf2(kind, attempt, name = "external_account") {
  return object(kind === "sign_in" ? attempt.first_factor_verification : object(attempt.verifications)[name]);
}
function object(json) {
  return json !== null && typeof json == "object" && !Array.isArray(json) ? json : {};
}

// packages/chrome-extension/src/web-auth/attempt.ts
var pathOf = (kind) => `/client/${kind}s`;
async function begin2(clerk, kind, params, redirectUrl) {
  let { strategy, identifier, emailAddress, oidcPrompt, enterpriseConnectionId, legalAccepted, unsafeMetadata, transferable, continues } = params, common = { strategy, redirectUrl, actionCompleteRedirectUrl: redirectUrl, oidcPrompt }, prepared = { ...common, enterpriseConnectionId }, path = pathOf(kind), send4 = (method, to, body) => clerk.request(method, to, body).catch((error) => {
    throw explained(error, redirectUrl);
  }), created = clerk.instanceType === "production" && !clerk.client?.id ? `${path}?_is_native=1` : path, attempt;
  if (kind === "sign_in")
    attempt = continues ? await send4("POST", `${path}/${continues}/prepare_first_factor`, prepared) : await send4("POST", created, { ...common, identifier }), !continues && !urlOf(kind, attempt) && (attempt = await send4("POST", `${path}/${String(attempt.id)}/prepare_first_factor`, prepared));
  else {
    let body = { ...prepared, emailAddress, legalAccepted, unsafeMetadata };
    attempt = continues ? await send4("PATCH", `${path}/${continues}`, body) : await send4("POST", created, body);
  }
  let url = urlOf(kind, attempt);
  if (!url)
    throw new ClerkRuntimeError(`The server named no page on which to go on with ${strategy}. Check that it is enabled for the instance.`, {
      code: "web_auth_failed"
    });
  return { kind, id: String(attempt.id), url, transferable, legalAccepted, unsafeMetadata };
}
async function conclude(clerk, kind, attempt, transfer = {}) {
  let step = next(kind, attempt, transfer.transferable);
  if ("transfer" in step) {
    let { legalAccepted, unsafeMetadata } = transfer, body = { transfer: !0, ...step.transfer === "sign_up" && { legalAccepted, unsafeMetadata } }, other = await clerk.request("POST", pathOf(step.transfer), body);
    return conclude(clerk, step.transfer, other, { transferable: !1 });
  }
  if ("session" in step && await clerk.setActive({ session: step.session }), "refused" in step) throw failed(step.refused);
  if ("unanswered" in step) throw failed("The user came back without an answer of the provider.");
  return kind;
}
function isPassing(error) {
  let { code: code2 = "", status = 0 } = error;
  return status >= 500 || status === 429 || /^(network_error|timeout|invalid_response)$/.test(code2);
}
function urlOf(kind, attempt) {
  let { external_verification_redirect_url: url } = verificationOf2(kind, attempt);
  return typeof url == "string" && /^https?:\/\//.test(url) ? url : void 0;
}
function failed(reason) {
  if (typeof reason == "string") return new ClerkRuntimeError(reason, { code: "web_auth_failed" });
  let cause = apiError(reason), message = cause.longMessage ?? (cause.message || `The sign-in was refused: ${cause.code}.`);
  return new ClerkRuntimeError(message, { code: "web_auth_failed", cause: Object.assign(new Error(message), cause) });
}
function explained(error, redirectUrl) {
  let [first] = error.errors ?? [];
  return !first || !/redirect.?ur[li]/i.test(`${first.code} ${first.meta?.paramName ?? ""} ${first.longMessage ?? first.message}`) ? error : new ClerkRuntimeError(`The instance leads nobody back to ${redirectUrl}. Add this address to its allowed redirect URLs.`, {
    code: "redirect_url_not_allowed",
    cause: error
  });
}

// packages/chrome-extension/src/web-auth/link.ts
var POLL_MS = 1e3, PATIENCE_MS = 9e5;
async function awaitLink(clerk, kind, id, signal) {
  let end = Date.now() + PATIENCE_MS;
  for (; !signal.aborted && Date.now() < end; ) {
    let attempt = await clerk.request("GET", `${pathOf(kind)}/${id}`).catch((error) => {
      if (!isPassing(error)) throw error;
    });
    if (attempt?.status === "complete") return void await conclude(clerk, kind, attempt);
    let { status } = attempt ? verificationOf2(kind, attempt, "email_address") : {};
    if (typeof status == "string" && status !== "unverified") return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

// packages/chrome-extension/src/web-auth/wire.ts
var PORT = "nightdesk|web-auth";
function errorOf({ code: code2, message, status, errors, cause }) {
  let reason = cause && Object.assign(new Error(), cause), error = status === void 0 ? new ClerkRuntimeError("", { code: code2, cause: reason }) : new ClerkAPIResponseError(status, {});
  return Object.assign(error, { message }, errors && { errors });
}

// packages/chrome-extension/src/web-auth/page.ts
var ANSWER_MS = 5e3, PING_MS = 2e4;
async function authenticate(page, kind, params, attempt) {
  let continues = (kind === "sign_in" ? params.continueSignIn : params.continueSignUp) ? attempt : void 0;
  await askWorker({ do: "redirect", publishableKey: page.publishableKey, kind, params: { ...params, ...continues && { continues } } }), await page.refresh();
}
function leadingElsewhere(kind, self, step, page) {
  let authenticateWithRedirect = (params) => authenticate(page, kind, params, self.id);
  return {
    authenticateWithRedirect,
    authenticateWithPopup({ popup, ...params }) {
      return popup?.close(), authenticateWithRedirect(params);
    },
    createEmailLinkFlow() {
      let cancelling = new AbortController();
      return {
        async startEmailLinkFlow(params) {
          await step(kind === "sign_in" ? "POST /prepare_first_factor" : "POST /prepare_verification", { strategy: "email_link", ...params });
          let { signal } = cancelling, id = self.id;
          return await askWorker({ do: "link", publishableKey: page.publishableKey, kind, id }, signal).catch((error) => {
            if (error.code === "web_auth_not_handled") return awaitLink(page, kind, id, signal);
            throw error;
          }), step("GET");
        },
        cancelEmailLinkFlow: () => cancelling.abort()
      };
    }
  };
}
function emailLinkFlow(self, step) {
  let cancelled = !1;
  return {
    async startEmailLinkFlow(params) {
      for (await step("POST /prepare_verification", { strategy: "email_link", ...params }); !cancelled && self.verification.status === "unverified"; )
        await new Promise((resolve) => setTimeout(resolve, POLL_MS)), await step("GET");
      return self;
    },
    cancelEmailLinkFlow: () => cancelled = !0
  };
}
function askWorker(ask, signal) {
  return new Promise((resolve, reject) => {
    let port = chrome.runtime.connect({ name: PORT }), taken = !1, cancel = () => port.postMessage({ cancel: !0 }), end = (error) => {
      clearTimeout(patience), clearInterval(pings), signal?.removeEventListener("abort", cancel), port.disconnect(), error ? reject(error) : resolve();
    }, patience = setTimeout(() => end(notHandled()), ANSWER_MS), pings = setInterval(() => port.postMessage({}), PING_MS);
    port.onMessage.addListener((answer) => {
      clearTimeout(patience), "taken" in answer ? taken = !0 : end("error" in answer ? errorOf(answer.error) : void 0);
    }), port.onDisconnect.addListener(() => {
      chrome.runtime.lastError, end(taken ? stopped() : notHandled());
    }), signal?.addEventListener("abort", cancel), port.postMessage(ask);
  });
}
function notHandled() {
  return new ClerkRuntimeError("Nobody answers: call handleWebAuth() in the background worker, outside of any function.", {
    code: "web_auth_not_handled"
  });
}
function stopped() {
  return new ClerkRuntimeError("The extension's worker ended before the sign-in did. Start it again.", { code: "worker_stopped" });
}

// packages/chrome-extension/src/resources-page.ts
var IDENTIFICATION = {
  prepareVerification: "",
  attemptVerification: "",
  reload: "GET",
  destroy: "DELETE"
}, byId = (list, id) => list.find((item) => item.id === id) ?? null, scopes = ({ additionalScopes, ...params }) => ({ ...params, additionalScope: additionalScopes }), SHOWN = /^(safeIdentifier|primary|enterpriseConnection(Name|LogoPublicUrl|Provider))$/, chosen = (factor) => Object.fromEntries(Object.entries(factor).filter(([key]) => !SHOWN.test(key))), isVerified = ({ verification }) => verification?.status === "verified", VERIFICATION = {
  defaults: { status: null, strategy: null, attempts: null, expire_at: null, nonce: null, message: null, error: null, verified_at_client: null },
  extras: ({ externalVerificationRedirectUrl: url, verifiedAtClient }, _, api) => ({
    externalVerificationRedirectURL: url ? new URL(url) : null,
    verifiedFromTheSameClient: () => verifiedAtClient === api.client?.id
  })
}, SENT = { ...VERIFICATION, defaults: { ...VERIFICATION.defaults, next_action: "", supported_strategies: [] } }, ADDED = {
  client: {
    methods: { destroy: "DELETE", reload: "GET", removeSessions: "DELETE /sessions client" },
    defaults: { last_authentication_strategy: null },
    extras: ({ sessions }) => {
      let signedInSessions = sessions.filter(({ status }) => status === "active" || status === "pending");
      return { signedInSessions, activeSessions: signedInSessions };
    }
  },
  sessions: {
    methods: {
      startVerification: "POST /verify session_verification",
      attemptFirstFactorVerification: "POST /verify/attempt_first_factor session_verification",
      attemptSecondFactorVerification: "POST /verify/attempt_second_factor session_verification"
    },
    defaults: { last_active_organization_id: null, factor_verification_age: null, last_active_token: null, actor: null, tasks: null },
    extras: sessionExtras
  },
  session_verification: { defaults: { first_factor_verification: {}, second_factor_verification: {} } },
  sign_in: {
    defaults: {
      supported_identifiers: [],
      sso_bypass_first_factors: null,
      first_factor_verification: {},
      second_factor_verification: {},
      user_data: {},
      timezone: null
    },
    extras: (self, step, api) => ({
      prepareFirstFactor: (factor) => step("POST /prepare_first_factor", chosen(factor)),
      prepareSecondFactor: (factor) => step("POST /prepare_second_factor", chosen(factor)),
      ...leadingElsewhere("sign_in", self, step, api),
      authenticateWithPasskey: ({ flow } = {}) => passkey(flow ? self.create : self.prepareFirstFactor, self.attemptFirstFactor, "firstFactorVerification", flow === "autofill")
    })
  },
  sign_up: {
    defaults: {
      optional_fields: [],
      verifications: {},
      has_password: !1,
      unsafe_metadata: {},
      created_user_id: null,
      locale: null,
      timezone: null,
      username: null,
      first_name: null,
      last_name: null,
      email_address: null,
      phone_number: null,
      web3_wallet: null
    },
    extras: (self, step, api) => ({
      ...leadingElsewhere("sign_up", self, step, api),
      web3wallet: self.web3Wallet,
      // Here the official object has numbers.
      abandonAt: self.abandonAt && +self.abandonAt,
      legalAcceptedAt: self.legalAcceptedAt && +self.legalAcceptedAt,
      upsert: (params) => self.id ? self.update(params) : self.create(params),
      ...verifying(self, "PhoneNumber", "phone_code"),
      ...verifying(self, "Web3Wallet", "web3_metamask_signature")
    })
  },
  verifications: { defaults: { email_address: {}, phone_number: {}, external_account: {}, web3_wallet: {} } },
  user: {
    methods: {
      updateMetadata: "PATCH /metadata",
      delete: "DELETE",
      updatePassword: "POST /change_password",
      removePassword: "",
      createPhoneNumber: "POST /phone_numbers phone_numbers",
      createWeb3Wallet: "POST /web3_wallets web3_wallets",
      createTOTP: "POST /totp totp",
      verifyTOTP: "POST /totp/attempt_verification totp",
      disableTOTP: "DELETE /totp totp",
      createBackupCode: "POST /backup_codes backup_codes",
      getSessions: "GET /sessions/active sessions_with_activity"
    },
    defaults: {
      phone_numbers: [],
      web3_wallets: [],
      external_accounts: [],
      enterprise_accounts: [],
      passkeys: [],
      organization_memberships: [],
      public_metadata: {},
      unsafe_metadata: {}
    },
    extras: userExtras
  },
  sessions_with_activity: { path: "/me/sessions/", methods: { revoke: "" } },
  email_addresses: {
    path: "/me/email_addresses/",
    methods: IDENTIFICATION,
    defaults: { verification: {}, linked_to: [] },
    extras: (self, step) => ({ toString: () => self.emailAddress, createEmailLinkFlow: () => emailLinkFlow(self, step) })
  },
  phone_numbers: {
    path: "/me/phone_numbers/",
    methods: IDENTIFICATION,
    defaults: { verification: {}, linked_to: [] },
    extras: ({ phoneNumber }, step) => ({
      prepareVerification: () => step("POST /prepare_verification", { strategy: "phone_code" }),
      setReservedForSecondFactor: ({ reserved }) => step("PATCH", { reservedForSecondFactor: reserved }),
      makeDefaultSecondFactor: () => step("PATCH", { defaultSecondFactor: !0 }),
      toString: () => phoneNumber
    })
  },
  web3_wallets: {
    path: "/me/web3_wallets/",
    methods: IDENTIFICATION,
    defaults: { verification: {} },
    extras: ({ web3Wallet }) => ({ toString: () => web3Wallet })
  },
  passkeys: { path: "/me/passkeys/", methods: { reload: "GET", update: "PATCH", delete: "DELETE" } },
  external_accounts: {
    path: "/me/external_accounts/",
    methods: { destroy: "DELETE" },
    extras: ({ provider = "", username, emailAddress, label }, step) => {
      let slug = provider.replace("oauth_", "");
      return {
        provider: slug,
        reauthorize: (params) => step("PATCH /reauthorize", scopes(params)),
        providerSlug: () => slug,
        providerTitle: () => `${slug.charAt(0).toUpperCase()}${slug.slice(1)} Account`,
        accountIdentifier: () => username || emailAddress || label
      };
    }
  },
  verification: VERIFICATION,
  first_factor_verification: VERIFICATION,
  second_factor_verification: VERIFICATION,
  // A sign-up's verifications have the names of what they verify.
  email_address: SENT,
  phone_number: SENT,
  web3_wallet: SENT,
  external_account: VERIFICATION
}, PAGE_KINDS = { ...KINDS };
for (let [name, added] of Object.entries(ADDED)) {
  let basis = KINDS[name];
  PAGE_KINDS[name] = {
    ...basis,
    ...added,
    methods: { ...basis?.methods, ...added?.methods },
    defaults: { ...basis?.defaults, ...added?.defaults },
    extras: (self, step, api) => ({ ...basis?.extras?.(self, step, api), ...added?.extras?.(self, step, api) })
  };
}
PAGE_KINDS.session = PAGE_KINDS.sessions;
function sessionExtras(self, step, api) {
  let { actor, tasks: tasks2, lastActiveToken } = self;
  return {
    agent: actor?.type === "agent" ? actor : null,
    currentTask: tasks2?.[0],
    lastActiveToken: lastActiveToken && tokenFrom(lastActiveToken.jwt),
    async getToken(options = {}) {
      let jwt = await api.getToken(self.id, options);
      return jwt && !options.template && options.organizationId === void 0 && (self.lastActiveToken = tokenFrom(jwt)), jwt;
    },
    checkAuthorization: (asked) => !!self.user && isAuthorized({ fva: self.factorVerificationAge, ...self.lastActiveToken?.jwt.claims }, asked),
    prepareFirstFactorVerification: (factor) => step("POST /verify/prepare_first_factor session_verification", chosen(factor)),
    prepareSecondFactorVerification: (factor) => step("POST /verify/prepare_second_factor session_verification", chosen(factor)),
    verifyWithPasskey: ({ level } = {}) => {
      let name = level === "second_factor" ? "SecondFactorVerification" : "FirstFactorVerification", verification = level === "second_factor" ? "secondFactorVerification" : "firstFactorVerification";
      return passkey(self[`prepare${name}`], self[`attempt${name}`], verification);
    }
  };
}
function userExtras(self, step) {
  let { phoneNumbers, emailAddresses, externalAccounts, web3Wallets } = self;
  return {
    primaryPhoneNumber: byId(phoneNumbers, self.primaryPhoneNumberId),
    primaryWeb3Wallet: byId(web3Wallets, self.primaryWeb3WalletId),
    hasVerifiedEmailAddress: emailAddresses.some(isVerified),
    hasVerifiedPhoneNumber: phoneNumbers.some(isVerified),
    verifiedExternalAccounts: externalAccounts.filter(isVerified),
    unverifiedExternalAccounts: externalAccounts.filter((account) => !isVerified(account)),
    verifiedWeb3Wallets: web3Wallets.filter(isVerified),
    isPrimaryIdentification: ({ id }) => [self.primaryEmailAddressId, self.primaryPhoneNumberId, self.primaryWeb3WalletId].includes(id),
    async update({ unsafeMetadata, ...params }) {
      return unsafeMetadata === void 0 ? step("PATCH", params) : (await (Object.keys(params).length > 0 ? step("PATCH", params) : step("GET")), step("PATCH /metadata", { unsafeMetadata: mergePatch(self.unsafeMetadata, unsafeMetadata) }));
    },
    createEmailAddress: ({ email }) => step("POST /email_addresses email_addresses", { emailAddress: email }),
    createExternalAccount: (params) => step("POST /external_accounts external_accounts", scopes(params)),
    async createPasskey() {
      let id = "", publicKeyCredential = await passkeyCredential("create", async () => {
        let begun2 = await step("POST /passkeys passkeys");
        return id = begun2.id, begun2.verification.nonce;
      });
      return step(`POST /passkeys/${id}/attempt_verification passkeys`, { strategy: "passkey", publicKeyCredential });
    },
    async setProfileImage({ file }) {
      return file === null ? step("DELETE /profile_image image") : step("POST /profile_image image", typeof file == "string" ? file : await dataUrl(file));
    }
  };
}
async function passkey(prepare, attempt, verification, autofill = !1) {
  let strategy = "passkey";
  return attempt({ strategy, publicKeyCredential: await passkeyCredential("get", async () => (await prepare({ strategy }))[verification].nonce, autofill) });
}
function mergePatch(from, to) {
  if (!isMap(from) || !isMap(to)) return to;
  let keys = Object.keys({ ...from, ...to });
  return Object.fromEntries(keys.map((key) => [key, key in to ? mergePatch(from[key], to[key]) : null]));
}
function isMap(value) {
  return value !== null && typeof value == "object" && !Array.isArray(value);
}
function dataUrl(file) {
  return new Promise((resolve, reject) => {
    let reader = new FileReader();
    reader.onload = () => resolve(reader.result), reader.onerror = () => reject(reader.error), reader.readAsDataURL(file);
  });
}

// packages/account-pages/src/client/elsewhere.ts
var WEB_KINDS = { ...PAGE_KINDS, sign_in: leading("sign_in"), sign_up: leading("sign_up") };
function leading(kind) {
  let basis = PAGE_KINDS[kind];
  return { ...basis, extras: (self, step, api) => ({ ...basis?.extras?.(self, step, api), ...leadingElsewhere2(kind, self, step, api) }) };
}
function leadingElsewhere2(kind, self, step, page) {
  let authenticateWithRedirect = (params) => authenticate2(page, kind, params, self.id);
  return {
    authenticateWithRedirect,
    authenticateWithPopup: authenticateWithRedirect,
    createEmailLinkFlow() {
      let cancelling = new AbortController();
      return {
        async startEmailLinkFlow(params) {
          return await step(kind === "sign_in" ? "POST /prepare_first_factor" : "POST /prepare_verification", { strategy: "email_link", ...params }), await awaitLink(page, kind, self.id, cancelling.signal), step("GET");
        },
        cancelEmailLinkFlow: () => cancelling.abort()
      };
    }
  };
}
async function authenticate2(page, kind, params, attempt) {
  let continues = (kind === "sign_in" ? params.continueSignIn : params.continueSignUp) ? attempt : void 0, back = new URL(own(), location.href);
  back.searchParams.set(RETURNED, "1");
  let { url } = await begin2(asBrowser(page), kind, { ...params, ...continues && { continues } }, back.href);
  location.assign(url), await new Promise(() => {
  });
}
async function returned(page, client) {
  let attempts = client ?? {}, signUp = attempts.sign_up ?? void 0, kind = signUp && verificationOf2("sign_up", signUp).status ? "sign_up" : "sign_in", attempt = attempts[kind];
  attempt && !("unanswered" in next(kind, attempt)) && await conclude(page, kind, attempt);
}
function asBrowser(page) {
  return {
    kinds: page.kinds,
    instanceType: "development",
    request: (...given) => page.request(...given),
    getToken: (...given) => page.getToken(...given),
    setActive: (params) => page.setActive(params)
  };
}

// packages/account-pages/src/client/web-clerk.ts
var TIMEOUT_MS = 15e3, API_VERSION = "2026-05-12", NEWS = "nightdesk|account-pages", WebClerk = class {
  version = "0.1.0";
  kinds = WEB_KINDS;
  publishableKey;
  #listeners = /* @__PURE__ */ new Set();
  #statusHandlers = /* @__PURE__ */ new Set();
  #news;
  #client;
  #active = null;
  #status = "loading";
  #environment;
  constructor(publishableKey) {
    this.publishableKey = publishableKey;
  }
  get frontendApi() {
    return location.host;
  }
  get instanceType() {
    return this.publishableKey.startsWith("pk_live_") ? "production" : "development";
  }
  get loaded() {
    return this.#client !== void 0;
  }
  get status() {
    return this.#status;
  }
  get authState() {
    return this.#client && { status: this.isSignedIn ? "signed_in" : "signed_out" };
  }
  get diagnostic() {
  }
  get client() {
    return this.#client;
  }
  get session() {
    return this.#client && (this.#client.signedInSessions.find(({ id }) => id === this.#active) ?? null);
  }
  get user() {
    let { session } = this;
    return session && session.user;
  }
  get organization() {
    return this.#client && null;
  }
  get isSignedIn() {
    return this.session?.status === "active";
  }
  async load() {
    try {
      await this.fetchClient();
    } catch (error) {
      throw this.#setStatus("error"), error;
    }
    this.#news || (this.#news = new BroadcastChannel(NEWS), this.#news.onmessage = () => {
      this.fetchClient().catch(() => {
      });
    });
  }
  /** The client as the server knows it now, as it was sent. */
  async fetchClient() {
    let { response = null } = await this.#ask("GET", "/client");
    return this.#take(response), response;
  }
  environment() {
    return this.#environment ??= this.request("GET", "/environment").catch((error) => {
      throw this.#environment = void 0, error;
    });
  }
  addListener(listener, options) {
    return this.#listeners.add(listener), this.#client && !options?.skipInitialEmit && listener(this.#resources(this.#client)), () => this.#listeners.delete(listener);
  }
  on(_, handler, options) {
    this.#statusHandlers.add(handler), options?.notify && handler(this.#status);
  }
  off(_, handler) {
    this.#statusHandlers.delete(handler);
  }
  async setActive({ session, organization, navigate, redirectUrl }) {
    let id = typeof session == "string" ? session : (session ?? this.session)?.id;
    if (session === null || id === void 0) {
      this.#active = null, this.#tell();
      return;
    }
    let organizationId = typeof organization == "object" ? organization?.id ?? null : organization;
    await this.request("POST", `/client/sessions/${id}/touch`, {
      ...organization !== void 0 && { activeOrganizationId: organizationId },
      intent: organization === void 0 ? "select_session" : "select_org"
    }), this.#active = id, this.#tell(), navigate && this.session ? await navigate({ session: this.session, decorateUrl: (url) => url }) : goTo(redirectUrl);
  }
  async signOut(first, second) {
    let callback = typeof first == "function" && first, { sessionId, redirectUrl } = (callback ? second : first) ?? {}, others = this.#client?.signedInSessions.some(({ id }) => id !== sessionId);
    sessionId !== void 0 && others ? await this.request("POST", `/client/sessions/${sessionId}/remove`) : await this.request("DELETE", "/client/sessions"), callback ? await callback() : goTo(redirectUrl);
  }
  authenticateWithRedirect(params) {
    return authenticate2(this, "sign_in", params, this.#client?.signIn.id);
  }
  async handleRedirectCallback() {
    await returned(this, await this.fetchClient());
  }
  async getToken(session, { template }) {
    let { jwt } = await this.request("POST", `/client/sessions/${session}/tokens${template ? `/${template}` : ""}`);
    return jwt ?? null;
  }
  async request(method, path, params = {}) {
    let body = await this.#ask(method, path, params);
    return "response" in body ? body.response : body;
  }
  /** Sends a request, and takes over what the answer says of the client before anybody sees the answer. */
  async #ask(method, path, params = {}) {
    let { status, body, retryAfter } = await send3(method, this.#url(method, path, params), params);
    if (!body || status >= 400 && !Array.isArray(body.errors))
      throw new ClerkRuntimeError(`The server answered with status ${status} and no JSON of the Frontend API.`, { code: "invalid_response" });
    let { client } = status >= 400 ? body.meta ?? {} : body;
    if (method !== "GET" && client !== void 0) {
      let before = this.#standing();
      this.#take(client), this.#standing() !== before && this.#news?.postMessage("");
    }
    if (status < 400) return body;
    throw status === 401 && path !== "/client" && await this.fetchClient().catch(() => {
    }), new ClerkAPIResponseError(status, body, Number.isNaN(retryAfter) ? void 0 : retryAfter);
  }
  #url(method, path, params) {
    let query = new URLSearchParams(method === "GET" && typeof params == "object" ? formBody(params) : "");
    return query.set("__clerk_api_version", API_VERSION), !/^\/(client|waitlist)/.test(path) && this.#active && query.set("_clerk_session_id", this.#active), `/v1${path}?${query.toString()}`;
  }
  /** Takes over the client resource, `null` if there is none, and tells whoever listens. */
  #take(json) {
    this.#client = clientFrom(json, this);
    let { signedInSessions: sessions, lastActiveSessionId } = this.#client, known = [this.#active, lastActiveSessionId].find((id) => sessions.some((session) => session.id === id));
    this.#active = known ?? sessions[0]?.id ?? null, this.#setStatus("ready"), this.#tell();
  }
  /** Who is signed in, as a text. */
  #standing() {
    return JSON.stringify([this.#active, this.#client?.signedInSessions.map(({ id, status }) => [id, status])]);
  }
  #tell() {
    if (this.#client) for (let listener of this.#listeners) listener(this.#resources(this.#client));
  }
  #resources(client) {
    return { client, session: this.session, user: this.user, authState: this.authState };
  }
  #setStatus(status) {
    if (status !== this.#status) {
      this.#status = status;
      for (let handler of this.#statusHandlers) handler(status);
    }
  }
};
async function send3(method, url, params) {
  let file = typeof params == "string", content = method !== "GET" && { headers: { "content-type": file ? "application/octet-stream" : "application/x-www-form-urlencoded" }, body: file ? params : formBody(params) }, response, text;
  try {
    response = await fetch(url, { method, ...content, cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) }), text = await response.text();
  } catch (cause) {
    let code2 = cause instanceof DOMException && cause.name === "TimeoutError" ? "timeout" : "network_error";
    throw new ClerkRuntimeError("The server could not be reached. Check the connection.", { code: code2, cause });
  }
  return { status: response.status, retryAfter: Number.parseInt(response.headers.get("retry-after") ?? "", 10), body: objectOf(text) };
}
function objectOf(text) {
  try {
    let json = JSON.parse(text);
    return typeof json == "object" && json !== null ? json : void 0;
  } catch {
    return;
  }
}

// packages/account-pages/src/show/problem.ts
var MESSAGES = {
  redirect: ({ wrongRedirect }) => wrongRedirect,
  restricted: ({ invitationOnly }) => invitationOnly,
  waitlist: ({ noWaitlist }) => noWaitlist
};
function showProblem(page) {
  let { problem, words } = page, message = MESSAGES[problem]?.(words);
  message && showMessage(page, message, { label: words.toSignIn, href: problem === "redirect" ? "/sign-in" : own("/sign-in") });
}

// packages/account-pages/src/texts.ts
var en2 = {
  account: "Your account",
  goOn: "Go on",
  toSignIn: "Sign in",
  wrongRedirect: {
    title: "This link leads to a place that is not allowed",
    lead: "Somebody may have made it to lead you astray. Go back to the application and start from there."
  },
  invitationOnly: { title: "By invitation only", lead: "New accounts are made by invitation. Open the link in the one that you got by e-mail." },
  ticketUseless: "This link cannot be used any more. Ask for another one, or sign in.",
  waitlist: (application) => `Join the waitlist of ${application}`,
  waitlistLead: "We write to you as soon as there is a place for you.",
  join: "Join",
  joined: { title: "You are on the waitlist", lead: "We write to you as soon as there is a place for you." },
  noWaitlist: { title: "There is no waitlist", lead: "You can sign in, or create an account, right away." },
  verify: {
    verified: { title: "That worked", lead: "Your e-mail address is confirmed. Go on where you asked for the link; you can close this page." },
    expired: { title: "This link is too old", lead: "Go back to where you asked for it, and ask for another one." },
    failed: { title: "This link cannot be used", lead: "It may have been used already. Go back to where you asked for it, and ask for another one." },
    client_mismatch: { title: "Open the link where you asked for it", lead: "It works only in the browser, on the device, in which you asked for it." }
  }
}, de2 = {
  account: "Dein Konto",
  goOn: "Weiter",
  toSignIn: "Anmelden",
  wrongRedirect: {
    title: "Dieser Link führt an einen Ort, der nicht erlaubt ist",
    lead: "Vielleicht will dich jemand in die Irre führen. Geh zurück zur Anwendung und beginne von dort."
  },
  invitationOnly: { title: "Nur mit Einladung", lead: "Neue Konten entstehen durch Einladung. Öffne den Link in der E-Mail, mit der du eingeladen wurdest." },
  ticketUseless: "Dieser Link gilt nicht mehr. Lass dir einen neuen schicken oder melde dich an.",
  waitlist: (application) => `Auf die Warteliste von ${application}`,
  waitlistLead: "Wir schreiben dir, sobald ein Platz für dich frei ist.",
  join: "Eintragen",
  joined: { title: "Du stehst auf der Warteliste", lead: "Wir schreiben dir, sobald ein Platz für dich frei ist." },
  noWaitlist: { title: "Es gibt keine Warteliste", lead: "Du kannst dich gleich anmelden oder ein Konto anlegen." },
  verify: {
    verified: { title: "Das hat geklappt", lead: "Deine E-Mail-Adresse ist bestätigt. Mach dort weiter, wo du den Link angefordert hast; diese Seite kannst du schließen." },
    expired: { title: "Dieser Link ist zu alt", lead: "Geh dorthin zurück, wo du ihn angefordert hast, und fordere einen neuen an." },
    failed: { title: "Dieser Link gilt nicht", lead: "Vielleicht wurde er schon benutzt. Geh dorthin zurück, wo du ihn angefordert hast, und fordere einen neuen an." },
    client_mismatch: { title: "Öffne den Link dort, wo du ihn angefordert hast", lead: "Er gilt nur in dem Browser und auf dem Gerät, mit dem du ihn angefordert hast." }
  }
}, ar2 = {
  account: "حسابك",
  goOn: "متابعة",
  toSignIn: "تسجيل الدخول",
  wrongRedirect: {
    title: "يقود هذا الرابط إلى مكان غير مسموح به",
    lead: "ربما أنشأه أحدهم لتضليلك. عُد إلى التطبيق وابدأ من هناك."
  },
  invitationOnly: { title: "بالدعوة فقط", lead: "تُنشأ الحسابات الجديدة بدعوة. افتح الرابط الموجود في رسالة الدعوة التي وصلتك بالبريد الإلكتروني." },
  ticketUseless: "لم يعد هذا الرابط صالحًا. اطلب رابطًا آخر أو سجّل الدخول.",
  waitlist: (application) => `الانضمام إلى قائمة انتظار ${application}`,
  waitlistLead: "سنكتب إليك حالما يتوفر مكان لك.",
  join: "انضمام",
  joined: { title: "أنت على قائمة الانتظار", lead: "سنكتب إليك حالما يتوفر مكان لك." },
  noWaitlist: { title: "لا توجد قائمة انتظار", lead: "يمكنك تسجيل الدخول أو إنشاء حساب الآن." },
  verify: {
    verified: { title: "تم بنجاح", lead: "تم تأكيد عنوان بريدك الإلكتروني. تابع من حيث طلبت الرابط؛ يمكنك إغلاق هذه الصفحة." },
    expired: { title: "هذا الرابط قديم جدًا", lead: "عُد إلى حيث طلبته واطلب رابطًا آخر." },
    failed: { title: "لا يمكن استخدام هذا الرابط", lead: "ربما استُخدم من قبل. عُد إلى حيث طلبته واطلب رابطًا آخر." },
    client_mismatch: { title: "افتح الرابط حيث طلبته", lead: "يعمل فقط في المتصفح وعلى الجهاز اللذين طلبته منهما." }
  }
}, PAGE_TEXTS = { en: en2, de: de2, ar: ar2 };
function textsOfPage(languages) {
  let { language, texts } = textsFor(languages);
  return { language, texts, page: PAGE_TEXTS[language] ?? en2 };
}

// packages/account-pages/src/start.ts
function start2(pages) {
  let card = document.querySelector("main");
  if (!card || moveHashToQuery()) return;
  addEventListener("pageshow", ({ persisted }) => {
    persisted && location.reload();
  });
  let { name = "", problem = "", application = "", publishableKey = "" } = card.dataset, { language, texts, page: words } = textsOfPage(navigator.languages);
  document.documentElement.lang = language, document.documentElement.dir = texts.direction;
  let page = { name, problem, application, card, clerk: new WebClerk(publishableKey), texts, words };
  problem ? showProblem(page) : pages[name]?.(page);
}

// packages/account-pages/src/pages.ts
customElements.define("nightdesk-sign-in", SignInElement);
customElements.define("nightdesk-sign-up", SignUpElement);
customElements.define("nightdesk-waitlist", WaitlistElement);
start2({ "sign-in": showAttempt, "sign-up": showAttempt, verify: showVerify, waitlist: showWaitlist });
