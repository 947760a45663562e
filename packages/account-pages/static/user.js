// Written by `cargo xtask pages`. Change packages/account-pages/src, packages/elements/src or packages/chrome-extension/src instead.
var __defProp = Object.defineProperty;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __esm = (fn, res, err) => function() {
  if (err) throw err[0];
  try {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  } catch (e2) {
    throw err = [e2], e2;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: !0 });
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
function icon(lines) {
  let [svg, path] = [document.createElementNS(SVG, "svg"), document.createElementNS(SVG, "path")];
  return set(svg, "viewBox", "0 0 24 24"), set(svg, "aria-hidden", "true"), set(path, "d", lines), svg.append(path), svg;
}
var SVG, init_create = __esm({
  "packages/elements/src/drawing/create.ts"() {
    SVG = "http://www.w3.org/2000/svg";
  }
});

// packages/elements/src/drawing/styles.ts
function styles() {
  return sheet || (sheet = new CSSStyleSheet(), sheet.replaceSync(RULES)), sheet;
}
var LIGHT, DARK, RULES, sheet, init_styles = __esm({
  "packages/elements/src/drawing/styles.ts"() {
    LIGHT = `
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
`;
  }
});

// packages/elements/src/texts/ar.ts
var ar, init_ar = __esm({
  "packages/elements/src/texts/ar.ts"() {
    ar = {
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
  }
});

// packages/elements/src/texts/de.ts
var de, init_de = __esm({
  "packages/elements/src/texts/de.ts"() {
    de = {
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
  }
});

// packages/elements/src/texts/en.ts
var en, init_en = __esm({
  "packages/elements/src/texts/en.ts"() {
    en = {
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
  }
});

// packages/elements/src/texts/index.ts
function textsFor(languages) {
  for (let tag of languages) {
    let language = tag.split("-")[0]?.toLowerCase() ?? "", texts = CATALOGUES[language];
    if (texts) return { language, texts };
  }
  return { language: "en", texts: en };
}
var CATALOGUES, init_texts = __esm({
  "packages/elements/src/texts/index.ts"() {
    init_ar();
    init_de();
    init_en();
    CATALOGUES = { en, de, ar };
  }
});

// packages/elements/src/base.ts
var Base, ClientElement, init_base = __esm({
  "packages/elements/src/base.ts"() {
    init_create();
    init_styles();
    init_texts();
    Base = globalThis.HTMLElement ?? class {
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
  }
});

// packages/elements/src/person.ts
function nameOf(user) {
  return user.fullName || user.username || user.primaryEmailAddress?.emailAddress || user.primaryPhoneNumber?.phoneNumber || user.id;
}
function initialsOf(name) {
  let words = name.split("@")[0]?.split(/\s+/).filter(Boolean) ?? [];
  return [words[0], words.length > 1 ? words.at(-1) : void 0].map((word) => (word ? Array.from(word)[0] : "") ?? "").join("").toUpperCase();
}
var init_person = __esm({
  "packages/elements/src/person.ts"() {
  }
});

// packages/elements/src/drawing/avatar.ts
function avatar(user) {
  return user.hasImage ? create("img", { src: user.imageUrl, alt: "", part: "avatar", class: "avatar" }) : create("span", { part: "avatar", class: "avatar", "aria-hidden": "true" }, initialsOf(nameOf(user)));
}
var init_avatar = __esm({
  "packages/elements/src/drawing/avatar.ts"() {
    init_person();
    init_create();
  }
});

// packages/elements/src/problems.ts
function problemsOf(error, fields, texts) {
  let problems = { fields: {} };
  for (let { code: code2, message, longMessage, meta } of refusalsOf(error)) {
    let param = meta?.paramName ?? "", field = [param, ALIASES[param]].find((name) => name !== void 0 && fields.includes(name)), text = texts.errors[`${code2}__${param}`] ?? texts.errors[code2] ?? [longMessage || message, ...adviceOf(meta)].join(" ");
    field !== void 0 ? problems.fields[field] ??= text : problems.form ??= text;
  }
  return problems.form === void 0 && Object.keys(problems.fields).length === 0 && (problems.form = textOf(error, texts)), problems;
}
function adviceOf(meta) {
  return (meta?.zxcvbn?.suggestions ?? []).map(({ message }) => message);
}
function refusal(code2, paramName, message) {
  let error = { code: code2, message, meta: { paramName } };
  return Object.assign(new Error(message), { errors: [error] });
}
function refusalsOf(error) {
  let errors = error?.errors;
  return Array.isArray(errors) ? errors : [];
}
function textOf(error, texts) {
  let { code: code2 = "", message = "" } = error ?? {};
  return texts.errors[code2] ?? (message.replace(/ \(code="[\w-]+"\)$/, "") || texts.unknownError);
}
var NO_PROBLEMS, ALIASES, init_problems = __esm({
  "packages/elements/src/problems.ts"() {
    NO_PROBLEMS = { fields: {} }, ALIASES = {
      new_password: "password",
      email_address_or_phone_number: "email_address"
    };
  }
});

// packages/elements/src/drawing/code.ts
function digitsOf(text) {
  let ascii = Array.from(text, (character) => {
    let point = character.codePointAt(0) ?? 0, zero = ZEROS.find((each) => point >= each && point < each + 10);
    return zero === void 0 ? character : String(point - zero);
  }).join("");
  return new RegExp(`(?<!\\d)\\d{${String(6)}}(?!\\d)`).exec(ascii)?.[0] ?? ascii.replace(/\D/g, "").slice(0, 6);
}
var ZEROS, init_code = __esm({
  "packages/elements/src/drawing/code.ts"() {
    ZEROS = [48, 1632, 1776, 2406, 65296];
  }
});

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
    let shown2 = input.type === "text";
    set(button, "aria-label", shown2 ? texts.hidePassword : texts.showPassword), set(button, "aria-pressed", String(shown2)), button.classList.toggle("shown", shown2);
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
var init_field = __esm({
  "packages/elements/src/drawing/field.ts"() {
    init_code();
    init_create();
  }
});

// packages/elements/src/drawing/draw.ts
function draw(screen, texts, deeds, signal, heading = "h1") {
  let fields = /* @__PURE__ */ new Map(), values = () => Object.fromEntries([...fields].map(([name, field]) => [name, field.value()])), submit = () => deeds.submit(values());
  for (let field of screen.fields) fields.set(field.name, drawField(field, texts, submit));
  let buttons = [], act = (action, look) => {
    let button = create("button", { type: "button", part: `${look} action-${action.name}`, class: look }, create("span", {}, action.label));
    return button.addEventListener("click", () => {
      button.ariaDisabled !== "true" && deeds.act(action, values());
    }), action.notBefore && countDown(button, action, texts, signal), buttons.push(button), button;
  }, providers = (screen.providers ?? []).map((action) => act(action, "secondary")), main = screen.submit && create("button", { type: "submit", part: "primary submit", class: screen.submit.danger ? "primary danger" : "primary" }, create("span", {}, screen.submit.label)), message = create("p", { part: "problem", class: "message", role: "alert" }), form = create(
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
  return form.noValidate = !0, form.addEventListener("submit", (event) => {
    event.preventDefault(), submit();
  }), {
    element: form,
    values,
    show(busy, problems) {
      set(form, "aria-busy", busy ? "true" : void 0), main && set(main, "aria-disabled", busy ? "true" : void 0);
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
var init_draw = __esm({
  "packages/elements/src/drawing/draw.ts"() {
    init_create();
    init_field();
  }
});

// packages/elements/src/steps.ts
function leadingTo(name, label, to) {
  return { name, label, run: () => Promise.resolve(to()) };
}
var Steps, init_steps = __esm({
  "packages/elements/src/steps.ts"() {
    init_problems();
    Steps = class {
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
  }
});

// packages/elements/src/screen-element.ts
var ScreenElement, init_screen_element = __esm({
  "packages/elements/src/screen-element.ts"() {
    init_base();
    init_create();
    init_draw();
    init_problems();
    init_steps();
    ScreenElement = class extends ClientElement {
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
  }
});

// packages/elements/src/texts/profile/ar.ts
var ar2, init_ar2 = __esm({
  "packages/elements/src/texts/profile/ar.ts"() {
    ar2 = {
      profile: "الملف الشخصي",
      security: "الأمان",
      edit: "تعديل",
      save: "حفظ",
      cancel: "إلغاء",
      remove: "إزالة",
      removeWhat: (what) => `إزالة ⁨${what}⁩؟`,
      details: "بياناتك",
      editProfile: "تعديل بياناتك",
      uploadPicture: "رفع صورة",
      changePicture: "تغيير الصورة",
      removePicture: "إزالة الصورة",
      contacts: {
        email: {
          title: "عناوين البريد الإلكتروني",
          add: "إضافة عنوان بريد إلكتروني",
          addLead: "سيُرسل إليه رمز تُدخله في الخطوة التالية.",
          verify: "تأكيد بريدك الإلكتروني",
          removeLead: "لن تتمكن من تسجيل الدخول به بعد ذلك."
        },
        phone: {
          title: "أرقام الهاتف",
          add: "إضافة رقم هاتف",
          addLead: "مع رمز البلد، مثل ⁨+20 2 1234 5678⁩. سيُرسل إليه رمز تُدخله في الخطوة التالية.",
          verify: "تأكيد رقم هاتفك",
          removeLead: "لن تتمكن من تسجيل الدخول به بعد ذلك."
        }
      },
      primary: "أساسي",
      unverified: "غير مؤكد",
      makePrimary: "جعله أساسيًا",
      verify: "تأكيد",
      connections: "الحسابات المرتبطة",
      connectTo: (name) => `ربط ⁨${name}⁩`,
      connectAgain: "إعادة الربط",
      notConnected: "غير مرتبط",
      removeConnectionLead: "لن تتمكن من تسجيل الدخول به بعد ذلك.",
      passkeys: "مفاتيح المرور",
      passkey: "مفتاح مرور",
      addPasskey: "إضافة مفتاح مرور",
      rename: "إعادة تسمية",
      renamePasskey: "إعادة تسمية مفتاح المرور",
      name: "الاسم",
      removePasskeyLead: "لن تتمكن من تسجيل الدخول به بعد ذلك. احذفه أيضًا من المكان المحفوظ فيه.",
      created: (date) => `أُضيف في ${date}`,
      lastUsed: (date) => `آخر استخدام ${date}`,
      changePassword: "تغيير كلمة المرور",
      currentPassword: "كلمة المرور الحالية",
      passwordSaved: "حُفظت كلمة المرور.",
      totp: "تطبيق المصادقة",
      addTotp: "إضافة تطبيق مصادقة",
      scanLead: "امسح هذا الرمز بالتطبيق، أو أدخل المفتاح الظاهر أسفله. ثم أدخل الرمز الذي يعرضه التطبيق.",
      qrCode: "رمز QR لتطبيق المصادقة",
      removeTotp: "إزالة تطبيق المصادقة؟",
      removeTotpLead: "لن يُطلب رمزه عند تسجيل الدخول. وتُلغى رموزه الاحتياطية أيضًا.",
      addMessages: "استخدام الرسائل النصية",
      addMessagesLead: "إلى أي رقم تُرسل الرموز عند تسجيل الدخول؟ لن يكفي الرقم وحده لتسجيل الدخول بعد ذلك.",
      messagesTo: (number) => `رسالة نصية إلى ⁨${number}⁩`,
      removeMessagesLead: "لن تُطلب الرموز المرسلة إليه عند تسجيل الدخول. ويبقى الرقم في حسابك.",
      default: "افتراضي",
      makeDefault: "جعله افتراضيًا",
      backupCodes: "الرموز الاحتياطية",
      noBackupCodes: "ليس لديك أي رموز.",
      newBackupCodes: "إنشاء رموز جديدة",
      newBackupCodesLead: "لن تعمل الرموز التي لديك الآن بعد ذلك.",
      keepCodes: "احتفظ بهذه الرموز في مكان آمن. كل رمز يسجل دخولك مرة واحدة إن لم يكن لديك غيره. لن تُعرض مرة أخرى.",
      codesKept: "احتفظت بها",
      copy: "نسخ",
      copied: "نُسخت",
      notCopied: "لم تُنسخ",
      download: "تنزيل",
      devices: "الأجهزة النشطة",
      thisDevice: "هذا الجهاز",
      phone: "هاتف",
      computer: "حاسوب",
      browserOn: (browser, device) => `⁨${browser}⁩ على ⁨${device}⁩`,
      signOutOthers: "تسجيل الخروج من كل الأجهزة الأخرى",
      signOutOthersLead: "ستبقى مسجل الدخول هنا.",
      deleteAccount: "حذف الحساب",
      deleteAccountLead: "سيُحذف حسابك وكل ما فيه نهائيًا.",
      typeToConfirm: (words) => `اكتب «${words}» للمتابعة`,
      confirmationDiffers: (words) => `اكتب «${words}» كما هي هنا.`,
      confirmIdentity: "أكد أنك صاحب الحساب",
      confirmIdentityWhy: "يحتاج هذا التغيير إلى إثبات حديث لهويتك.",
      noProof: "لا يوجد هنا ما تثبت به هويتك. سجل الخروج ثم سجل الدخول من جديد.",
      errors: {
        passkey_registration_cancelled: "لم يُنشأ مفتاح مرور. حاول مرة أخرى.",
        passkey_already_exists: "يوجد مفتاح مرور لهذا الحساب على هذا الجهاز.",
        last_identification_deletion_failed: "لن تتمكن من تسجيل الدخول من دونه.",
        verification_already_verified: "هذا مؤكد بالفعل.",
        resource_not_found: "لم يعد هذا موجودًا.",
        request_body_too_large: "الملف كبير جدًا.",
        unsupported_content_type: "هذه ليست صورة مدعومة هنا."
      }
    };
  }
});

// packages/elements/src/texts/profile/de.ts
var de2, init_de2 = __esm({
  "packages/elements/src/texts/profile/de.ts"() {
    de2 = {
      profile: "Profil",
      security: "Sicherheit",
      edit: "Bearbeiten",
      save: "Speichern",
      cancel: "Abbrechen",
      remove: "Entfernen",
      removeWhat: (what) => `${what} entfernen?`,
      details: "Ihre Angaben",
      editProfile: "Angaben bearbeiten",
      uploadPicture: "Bild hochladen",
      changePicture: "Bild ändern",
      removePicture: "Bild entfernen",
      contacts: {
        email: {
          title: "E-Mail-Adressen",
          add: "E-Mail-Adresse hinzufügen",
          addLead: "Dorthin geht ein Code, den Sie als Nächstes eingeben.",
          verify: "E-Mail-Adresse bestätigen",
          removeLead: "Damit können Sie sich dann nicht mehr anmelden."
        },
        phone: {
          title: "Telefonnummern",
          add: "Telefonnummer hinzufügen",
          addLead: "Mit Ländervorwahl, wie in +49 30 123456. Dorthin geht ein Code, den Sie als Nächstes eingeben.",
          verify: "Telefonnummer bestätigen",
          removeLead: "Damit können Sie sich dann nicht mehr anmelden."
        }
      },
      primary: "Primär",
      unverified: "Nicht bestätigt",
      makePrimary: "Als primär festlegen",
      verify: "Bestätigen",
      connections: "Verbundene Konten",
      connectTo: (name) => `${name} verbinden`,
      connectAgain: "Erneut verbinden",
      notConnected: "Nicht verbunden",
      removeConnectionLead: "Damit können Sie sich dann nicht mehr anmelden.",
      passkeys: "Passkeys",
      passkey: "Ein Passkey",
      addPasskey: "Passkey hinzufügen",
      rename: "Umbenennen",
      renamePasskey: "Passkey umbenennen",
      name: "Bezeichnung",
      removePasskeyLead: "Damit können Sie sich dann nicht mehr anmelden. Löschen Sie ihn auch dort, wo er aufbewahrt wird.",
      created: (date) => `Hinzugefügt ${date}`,
      lastUsed: (date) => `Zuletzt verwendet ${date}`,
      changePassword: "Passwort ändern",
      currentPassword: "Bisheriges Passwort",
      passwordSaved: "Das Passwort ist gespeichert.",
      totp: "Authenticator-App",
      addTotp: "Authenticator-App hinzufügen",
      scanLead: "Scannen Sie diesen Code mit der App, oder geben Sie den Schlüssel darunter ein. Geben Sie dann den Code ein, den die App zeigt.",
      qrCode: "QR-Code für die Authenticator-App",
      removeTotp: "Authenticator-App entfernen?",
      removeTotpLead: "Beim Anmelden wird nicht mehr nach ihren Codes gefragt. Auch die Ersatzcodes dafür gelten dann nicht mehr.",
      addMessages: "SMS verwenden",
      addMessagesLead: "An welche Nummer sollen beim Anmelden Codes gehen? Allein damit können Sie sich dann nicht mehr anmelden.",
      messagesTo: (number) => `SMS an ${number}`,
      removeMessagesLead: "Beim Anmelden wird nicht mehr nach Codes gefragt, die dorthin gehen. Die Nummer bleibt in Ihrem Konto.",
      default: "Standard",
      makeDefault: "Als Standard festlegen",
      backupCodes: "Ersatzcodes",
      noBackupCodes: "Sie haben keine.",
      newBackupCodes: "Neue Codes erstellen",
      newBackupCodesLead: "Die Codes, die Sie jetzt haben, gelten dann nicht mehr.",
      keepCodes: "Bewahren Sie diese Codes sicher auf. Jeder meldet Sie einmal an, wenn Sie sonst nichts zur Hand haben. Sie werden nicht noch einmal gezeigt.",
      codesKept: "Ich habe sie aufbewahrt",
      copy: "Kopieren",
      copied: "Kopiert",
      notCopied: "Nicht kopiert",
      download: "Herunterladen",
      devices: "Aktive Geräte",
      thisDevice: "Dieses Gerät",
      phone: "Telefon",
      computer: "Rechner",
      browserOn: (browser, device) => `${browser} auf ${device}`,
      signOutOthers: "Auf allen anderen Geräten abmelden",
      signOutOthersLead: "Hier bleiben Sie angemeldet.",
      deleteAccount: "Konto löschen",
      deleteAccountLead: "Ihr Konto und alles darin ist dann endgültig weg.",
      typeToConfirm: (words) => `Geben Sie „${words}“ ein, um fortzufahren`,
      confirmationDiffers: (words) => `Geben Sie „${words}“ so ein, wie es hier steht.`,
      confirmIdentity: "Bestätigen Sie, dass Sie es sind",
      confirmIdentityWhy: "Für diese Änderung müssen Sie noch einmal zeigen, wer Sie sind.",
      noProof: "Hier gibt es nichts, womit Sie das zeigen könnten. Melden Sie sich ab und wieder an.",
      errors: {
        passkey_registration_cancelled: "Es wurde kein Passkey erstellt. Versuchen Sie es erneut.",
        passkey_already_exists: "Auf diesem Gerät gibt es schon einen Passkey für dieses Konto.",
        last_identification_deletion_failed: "Ohne das könnten Sie sich nicht mehr anmelden.",
        verification_already_verified: "Das ist schon bestätigt.",
        resource_not_found: "Das gibt es nicht mehr.",
        request_body_too_large: "Die Datei ist zu groß.",
        unsupported_content_type: "Das ist kein Bild, das hier geht."
      }
    };
  }
});

// packages/elements/src/texts/profile/en.ts
var en2, init_en2 = __esm({
  "packages/elements/src/texts/profile/en.ts"() {
    en2 = {
      profile: "Profile",
      security: "Security",
      edit: "Edit",
      save: "Save",
      cancel: "Cancel",
      remove: "Remove",
      removeWhat: (what) => `Remove ${what}?`,
      details: "Your details",
      editProfile: "Edit your details",
      uploadPicture: "Upload a picture",
      changePicture: "Change the picture",
      removePicture: "Remove the picture",
      contacts: {
        email: {
          title: "E-mail addresses",
          add: "Add an e-mail address",
          addLead: "A code is sent there, which you enter next.",
          verify: "Verify your e-mail address",
          removeLead: "You can no longer sign in with it."
        },
        phone: {
          title: "Phone numbers",
          add: "Add a phone number",
          addLead: "With country code, as in +1 212 555 0100. A code is sent there, which you enter next.",
          verify: "Verify your phone number",
          removeLead: "You can no longer sign in with it."
        }
      },
      primary: "Primary",
      unverified: "Not verified",
      makePrimary: "Make primary",
      verify: "Verify",
      connections: "Connected accounts",
      connectTo: (name) => `Connect ${name}`,
      connectAgain: "Connect again",
      notConnected: "Not connected",
      removeConnectionLead: "You can no longer sign in with it.",
      passkeys: "Passkeys",
      passkey: "Passkey",
      addPasskey: "Add a passkey",
      rename: "Rename",
      renamePasskey: "Rename the passkey",
      name: "Name",
      removePasskeyLead: "You can no longer sign in with it. Delete it where it is kept, too.",
      created: (date) => `Added ${date}`,
      lastUsed: (date) => `Last used ${date}`,
      changePassword: "Change the password",
      currentPassword: "Current password",
      passwordSaved: "The password is saved.",
      totp: "Authenticator app",
      addTotp: "Add an authenticator app",
      scanLead: "Scan this code with the app, or enter the key below it. Then enter the code that the app shows.",
      qrCode: "QR code for the authenticator app",
      removeTotp: "Remove the authenticator app?",
      removeTotpLead: "Signing in no longer asks for its codes. Backup codes for it are gone, too.",
      addMessages: "Use text messages",
      addMessagesLead: "Which number should codes be sent to when you sign in? It no longer signs you in by itself.",
      messagesTo: (number) => `Text message to ${number}`,
      removeMessagesLead: "Signing in no longer asks for codes sent there. The number stays in your account.",
      default: "Default",
      makeDefault: "Make default",
      backupCodes: "Backup codes",
      noBackupCodes: "You have none.",
      newBackupCodes: "Make new codes",
      newBackupCodesLead: "The codes that you have now are no longer good.",
      keepCodes: "Keep these codes in a safe place. Each signs you in once if you have nothing else at hand. They are not shown again.",
      codesKept: "I have kept them",
      copy: "Copy",
      copied: "Copied",
      notCopied: "Not copied",
      download: "Download",
      devices: "Active devices",
      thisDevice: "This device",
      phone: "Phone",
      computer: "Computer",
      browserOn: (browser, device) => `${browser} on ${device}`,
      signOutOthers: "Sign out on all other devices",
      signOutOthersLead: "You stay signed in here.",
      deleteAccount: "Delete account",
      deleteAccountLead: "Your account and all that is in it are gone for good.",
      typeToConfirm: (words) => `Type “${words}” to go on`,
      confirmationDiffers: (words) => `Type “${words}” as it is written here.`,
      confirmIdentity: "Confirm that it is you",
      confirmIdentityWhy: "This change needs a recent proof of who you are.",
      noProof: "There is nothing here that you could prove it with. Sign out and in again.",
      errors: {
        passkey_registration_cancelled: "No passkey was made. Try again.",
        passkey_already_exists: "There is a passkey for this account on this device already."
      }
    };
  }
});

// packages/elements/src/texts/profile/index.ts
function profileTexts(language, texts) {
  let words = CATALOGUES2[language] ?? en2;
  return { ...texts, ...words, errors: { ...texts.errors, ...words.errors } };
}
var CATALOGUES2, init_profile = __esm({
  "packages/elements/src/texts/profile/index.ts"() {
    init_ar2();
    init_de2();
    init_en2();
    CATALOGUES2 = { en: en2, de: de2, ar: ar2 };
  }
});

// packages/elements/src/environment.ts
function providersOf({ user_settings: { social } }) {
  return Object.values(social).filter(({ enabled, authenticatable, not_selectable: hidden }) => enabled && authenticatable && !hidden).map(({ strategy, name }) => ({ strategy, name }));
}
var init_environment = __esm({
  "packages/elements/src/environment.ts"() {
  }
});

// packages/elements/src/sign-in/stand.ts
function isSent(strategy) {
  return strategy.endsWith("_code") && strategy !== "backup_code";
}
function resetsPassword(strategy) {
  return strategy.startsWith("reset_password_");
}
function usual(factors) {
  return factors.find(({ strategy }) => AT_HAND.includes(strategy)) ?? factors.find(({ strategy }) => isSent(strategy) && !resetsPassword(strategy)) ?? factors.find(({ strategy }) => !resetsPassword(strategy));
}
var AT_HAND, init_stand = __esm({
  "packages/elements/src/sign-in/stand.ts"() {
    AT_HAND = ["password", "totp", "backup_code"];
  }
});

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
var init_proofs = __esm({
  "packages/elements/src/proofs.ts"() {
    init_environment();
    init_stand();
  }
});

// packages/elements/src/sent-code.ts
function sentBy(expireAt) {
  return expireAt ? Math.min(expireAt.getTime() - 6e5, Date.now()) : 0;
}
function resending(steps, sentAt, send3) {
  let notBefore = sentAt + 3e4;
  return {
    name: "resend",
    label: steps.texts.resend,
    notBefore: () => notBefore,
    async run() {
      return await send3(), notBefore = Date.now() + 3e4, steps.notice = steps.texts.resent, steps.screen;
    }
  };
}
var init_sent_code = __esm({
  "packages/elements/src/sent-code.ts"() {
  }
});

// packages/elements/src/user-profile/reverify.ts
async function reverify(account, again) {
  return go(account, again, await account.session.startVerification({ level: "second_factor" }));
}
async function go(account, again, verification) {
  if (verification.status === "complete") return again();
  let level = verification.status === "needs_second_factor" ? "second" : "first", factors = factorsOf(verification, level), factor = usual(factors);
  return factor ? begin({ account, again, level, factors }, factor) : choose({ account, again, level, factors });
}
function factorsOf({ supportedFirstFactors, supportedSecondFactors }, level) {
  return ((level === "first" ? supportedFirstFactors : supportedSecondFactors) ?? []).filter(({ strategy }) => strategy !== "enterprise_sso");
}
async function begin(proof, factor) {
  let { account, again, level } = proof;
  return factor.strategy === "passkey" ? go(account, again, await account.session.verifyWithPasskey({ level: level === "first" ? "first_factor" : "second_factor" })) : (isSent(factor.strategy) && await send(proof, factor), prove(proof, factor));
}
function send({ account: { session }, level }, factor) {
  return level === "first" ? session.prepareFirstFactorVerification(factor) : session.prepareSecondFactorVerification(factor);
}
function prove(proof, factor) {
  let { account, again, level } = proof, { texts } = account, { strategy } = factor, field = proofOf(texts, strategy);
  return {
    name: `reverify-${strategy.replaceAll("_", "-")}`,
    title: texts.confirmIdentity,
    lead: leadOf(account, factor),
    fields: [field],
    submit: {
      label: texts.continue,
      async run(values) {
        let attempt = { strategy, [field.name]: values[field.name] ?? "" }, { session } = account;
        return go(account, again, await (level === "first" ? session.attemptFirstFactorVerification(attempt) : session.attemptSecondFactorVerification(attempt)));
      }
    },
    actions: [...isSent(strategy) ? [resending(account, Date.now(), () => send(proof, factor))] : [], ...others(proof, factor), cancelling(account)]
  };
}
function leadOf({ texts }, factor) {
  return "safeIdentifier" in factor ? texts.sentTo(factor.safeIdentifier) : { totp: texts.totpLead, backup_code: texts.backupCodeLead }[factor.strategy] ?? texts.confirmIdentityWhy;
}
function others(proof, but) {
  return proof.factors.filter((factor) => !isSame(factor, but)).map((factor) => way(proof, factor));
}
function way(proof, factor) {
  let { texts, environment } = proof.account;
  return { name: factor.strategy.replaceAll("_", "-"), label: labelOf(texts, environment, factor), run: () => begin(proof, factor) };
}
function choose(proof) {
  let { account, factors } = proof, { texts } = account;
  return {
    name: "reverify-choice",
    title: texts.confirmIdentity,
    lead: factors.length > 0 ? texts.confirmIdentityWhy : texts.noProof,
    fields: [],
    providers: factors.map((factor) => way(proof, factor)),
    actions: [cancelling(account)]
  };
}
function cancelling({ texts }) {
  return leadingTo("cancel", texts.cancel, () => {
  });
}
var init_reverify = __esm({
  "packages/elements/src/user-profile/reverify.ts"() {
    init_proofs();
    init_sent_code();
    init_stand();
    init_steps();
  }
});

// packages/elements/src/user-profile/account.ts
function wantsProof(error) {
  return refusalsOf(error).some(({ code: code2 }) => code2 === "session_reverification_required");
}
var Account, init_account = __esm({
  "packages/elements/src/user-profile/account.ts"() {
    init_problems();
    init_steps();
    init_reverify();
    Account = class extends Steps {
      clerk;
      environment;
      /** As it is written in, for dates. */
      language;
      /** Refused for want of a proof that had just been given: another one would not help. */
      #refused;
      /** Where the account is in use; nothing until that was asked. */
      devices;
      constructor(clerk, environment, texts, language, changed) {
        super(texts, changed), this.clerk = clerk, this.environment = environment, this.language = language;
      }
      /** The user as they are now. */
      get user() {
        if (!this.clerk.user) throw new Error("Nobody is signed in whose account this could be.");
        return this.clerk.user;
      }
      get session() {
        return this.clerk.session;
      }
      attribute(name) {
        return this.environment.user_settings.attributes[name] ?? {};
      }
      /** Back to what there is, without a change. */
      close() {
        this.show(void 0);
      }
      /** What the server wants proved first is asked for, and then the step is taken again. */
      async recovered(error, step, values) {
        if (!wantsProof(error) || error === this.#refused) throw error;
        let before = this.screen;
        return reverify(this, async () => {
          try {
            return await step(values);
          } catch (refusal2) {
            throw wantsProof(refusal2) && (this.#refused = refusal2), this.screen = before && { ...before, fields: before.fields.map((field) => ({ ...field, value: values[field.name] ?? "" })) }, refusal2;
          }
        });
      }
    };
  }
});

// packages/elements/src/user-profile/date.ts
function dateOf({ language }, date) {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(date);
}
var init_date = __esm({
  "packages/elements/src/user-profile/date.ts"() {
  }
});

// packages/elements/src/user-profile/part.ts
function doing(run) {
  return async () => {
    await run();
  };
}
function confirming(account, name, title, lead, label, run) {
  return {
    name: `confirm-${name}`,
    title,
    lead,
    fields: [],
    submit: { label, danger: !0, run: doing(run) },
    actions: [cancelling(account)]
  };
}
function removing(account, name, what, lead, run) {
  let { texts } = account, screen = () => confirming(account, `remove-${name}`, texts.removeWhat(what), lead, texts.remove, run);
  return { name: "remove", label: texts.remove, danger: !0, run: () => Promise.resolve(screen()) };
}
var init_part = __esm({
  "packages/elements/src/user-profile/part.ts"() {
    init_reverify();
  }
});

// packages/elements/src/user-profile/devices.ts
function devices(account) {
  let { texts } = account, known = Array.isArray(account.devices) ? account.devices : [], listed = [...known].sort((one, other) => Number(isHere(account, other)) - Number(isHere(account, one))), others2 = listed.filter((session) => !isHere(account, session)), all = () => confirming(account, "sign-out-others", texts.signOutOthers, texts.signOutOthersLead, texts.signOut, () => revoke(account, others2)), actions = others2.length > 1 ? [{ name: "sign-out-others", label: texts.signOutOthers, danger: !0, run: () => Promise.resolve(all()) }] : [];
  return { name: "devices", title: texts.devices, rows: account.devices === known ? listed.map((session) => rowOf(account, session)) : [unknown(account)], actions };
}
async function loadDevices(account) {
  account.devices = "loading", account.devices = await account.user.getSessions().catch(() => "unavailable");
}
function unknown(account) {
  let { texts } = account;
  return account.devices !== "unavailable" ? { id: "loading", title: texts.loading, note: " ", actions: [] } : { id: "unavailable", title: texts.unavailable, actions: [{ name: "try-again", label: texts.tryAgain, run: doing(() => loadDevices(account)) }] };
}
function isHere({ session }, { id }) {
  return id === session.id;
}
function rowOf(account, session) {
  let { texts } = account, { browserName, deviceType, isMobile, ipAddress, city, country } = session.latestActivity, device = deviceType || (isMobile ? texts.phone : texts.computer), place = [city, country].filter(Boolean).join(", "), note = [ipAddress, place, dateOf(account, session.lastActiveAt)].filter(Boolean).join(" · "), here = isHere(account, session);
  return {
    id: session.id,
    title: browserName ? texts.browserOn(browserName, device) : device,
    note,
    badges: here ? [texts.thisDevice] : [],
    actions: here ? [] : [{ name: "sign-out", label: texts.signOut, danger: !0, run: doing(() => revoke(account, [session])) }]
  };
}
async function revoke(account, sessions) {
  try {
    for (let session of sessions) await session.revoke();
  } finally {
    await loadDevices(account);
  }
}
var init_devices = __esm({
  "packages/elements/src/user-profile/devices.ts"() {
    init_date();
    init_part();
  }
});

// packages/elements/src/user-profile/drawing.ts
function drawPage(pages, shown2, open, texts, deeds) {
  let places = /* @__PURE__ */ new Map(), page = pages.find(({ name }) => name === shown2) ?? pages[0], tabs = pages.map(({ name, title }) => {
    let tab = create("button", { type: "button", part: `tab page-${name}`, class: "tab", "data-key": `page-${name}`, "aria-current": name === page?.name ? "page" : void 0 }, title);
    return tab.addEventListener("click", () => deeds.turn(name)), tab;
  }), drawn = /* @__PURE__ */ new Map(), drawOne = (section) => {
    let form = create("div", { class: "form" }), problem = create("p", { part: "problem", class: "message", role: "alert" });
    places.set(section.name, { form, problem });
    let element2 = drawSection(section, section.name === open, form, problem, deeds);
    return drawn.set(section.name, element2), element2;
  }, sections = (page?.sections ?? []).map(drawOne);
  return { element: create(
    "div",
    { part: "profile", class: open === void 0 ? "profile" : "profile busy-with-one" },
    create("nav", { part: "tabs", class: "tabs", "aria-label": texts.account }, ...tabs),
    create("div", { part: `page ${page?.name ?? ""}`, class: "page" }, create("h1", { part: "title", class: "title" }, page?.title), ...sections)
  ), place: (section) => places.get(section), redraw: (section) => drawn.get(section.name)?.replaceWith(drawOne(section)) };
}
function drawSection(section, open, form, problem, deeds) {
  let { name, title, rows, actions } = section, id = `section-${name}`, act = (part, key, about) => drawPart(part, key, about, (chosen2) => deeds.act(name, chosen2, key)), drawn = rows.map((row) => drawRow(row, (part) => act(part, `${name}/${row.id}/${part.name}`, row.title))), buttons = actions.map((part) => act(part, `${name}//${part.name}`)), heading = create("h2", { id, part: "section-title", class: "section-title", tabindex: "-1", "data-key": name }, title), content = create(
    "div",
    { class: "section-content" },
    drawn.length > 0 ? create("ul", { part: "rows", class: "rows" }, ...drawn) : void 0,
    buttons.length > 0 ? create("div", { class: "section-actions" }, ...buttons) : void 0,
    problem,
    form
  );
  return create("section", { part: `section section-${name}`, class: open ? "section open" : "section", "aria-labelledby": id }, heading, content);
}
function drawRow({ title, note, badges = [], person: person2, actions }, draw2) {
  return create(
    "li",
    { part: "row", class: "row" },
    person2 ? avatar(person2) : void 0,
    create(
      "div",
      { class: "row-text" },
      create("p", { class: "row-title" }, create("bdi", {}, title), ...badges.map((badge) => create("span", { part: "badge", class: "badge" }, badge))),
      note ? create("p", { part: "note", class: "row-note" }, create("bdi", {}, note)) : void 0
    ),
    actions.length > 0 ? create("div", { class: "row-actions" }, ...actions.map(draw2)) : void 0
  );
}
function drawPart(part, key, about, act) {
  let { name, label, danger, file } = part, look = danger ? "quiet grave" : "quiet", button = create("button", { type: "button", part: `quiet action-${name}`, class: look, "data-key": key, "aria-label": about && `${label}: ${about}` }, create("span", {}, label));
  if (!file)
    return button.addEventListener("click", () => act(part)), button;
  let input = create("input", { type: "file", accept: file.accept, part: `input-${name}`, hidden: !0 });
  return input.addEventListener("change", () => {
    let [chosen2] = input.files ?? [];
    chosen2 && act({ ...part, run: () => file.run(chosen2) }), input.value = "";
  }), button.addEventListener("click", () => input.click()), create("span", {}, button, input);
}
var init_drawing = __esm({
  "packages/elements/src/user-profile/drawing.ts"() {
    init_avatar();
    init_create();
  }
});

// packages/elements/src/elsewhere.ts
function elsewhere() {
  let { protocol, href } = location;
  return protocol.startsWith("http") ? { redirectUrl: href, redirectUrlComplete: href } : {};
}
var init_elsewhere = __esm({
  "packages/elements/src/elsewhere.ts"() {
  }
});

// packages/elements/src/user-profile/connections.ts
function connections(account) {
  let { texts, user, environment } = account, missing = providersOf(environment).filter(({ strategy }) => !user.externalAccounts.some(({ provider }) => strategy === `oauth_${provider}`)), add = canConnect() ? missing.map(({ strategy, name }) => ({ name: `connect-${strategy}`, label: texts.connectTo(name), run: () => connect(account, strategy) })) : [], rows = user.externalAccounts.map((connected) => rowOf2(account, connected));
  if (!(rows.length === 0 && add.length === 0))
    return { name: "connections", title: texts.connections, rows, actions: add };
}
function canConnect() {
  return elsewhere().redirectUrl !== void 0;
}
function rowOf2(account, connected) {
  let { texts } = account, { id, provider, verification } = connected, isConnected = verification?.status === "verified", name = providerName(account.environment, provider), actions = [removing(account, "connection", name, texts.removeConnectionLead, () => connected.destroy())];
  !isConnected && canConnect() && actions.unshift({ name: "reconnect", label: texts.connectAgain, run: async () => leave(await connected.reauthorize(elsewhere())) });
  let note = isConnected ? connected.accountIdentifier() : verification?.error?.longMessage ?? verification?.error?.message;
  return { id, title: name, ...note && { note }, badges: isConnected ? [] : [texts.notConnected], actions };
}
function providerName({ user_settings: { social } }, provider) {
  return social[`oauth_${provider}`]?.name ?? provider.replace(/^custom_/, "");
}
async function connect(account, strategy) {
  return leave(await account.user.createExternalAccount({ strategy, ...elsewhere() }));
}
function leave({ verification }) {
  let url = verification?.externalVerificationRedirectURL;
  url && location.assign(url.href);
}
var init_connections = __esm({
  "packages/elements/src/user-profile/connections.ts"() {
    init_elsewhere();
    init_environment();
    init_part();
  }
});

// packages/elements/src/user-profile/contacts.ts
function contacts(account, kind) {
  let { texts } = account, listed = kind.list(account), isOn = !!account.attribute(kind.name).enabled;
  if (!isOn && listed.length === 0) return;
  let add = { name: "add", label: texts.contacts[kind.short].add, run: () => Promise.resolve(adding(account, kind, () => Promise.resolve(void 0))) };
  return {
    name: kind.short,
    title: texts.contacts[kind.short].title,
    rows: listed.map((contact) => rowOf3(account, kind, contact)),
    actions: isOn && isProvedByCode(account, kind) ? [add] : []
  };
}
function isProvedByCode(account, kind) {
  return account.attribute(kind.name).verifications?.includes(kind.strategy) ?? !0;
}
function rowOf3(account, kind, contact) {
  let { texts } = account, isVerified2 = contact.of.verification.status === "verified", actions = [];
  return isVerified2 && !contact.primary && actions.push({ name: "make-primary", label: texts.makePrimary, run: doing(() => kind.makePrimary(account, contact.id)) }), !isVerified2 && isProvedByCode(account, kind) && actions.push({ name: "verify", label: texts.verify, run: () => verifying(account, kind, contact, () => Promise.resolve(void 0)) }), actions.push(removing(account, kind.short, contact.value, texts.contacts[kind.short].removeLead, () => contact.of.destroy())), {
    id: contact.id,
    title: contact.value,
    badges: [...contact.primary ? [texts.primary] : [], ...isVerified2 ? [] : [texts.unverified]],
    actions
  };
}
function adding(account, kind, then) {
  let { texts } = account;
  return {
    name: `add-${kind.short}`,
    title: texts.contacts[kind.short].add,
    lead: texts.contacts[kind.short].addLead,
    fields: [{ name: kind.name, label: texts.identifiers[kind.name], ...kind.field }],
    submit: {
      label: texts.continue,
      async run(values) {
        let added = await kind.add(account, values[kind.name] ?? "");
        return verifying(account, kind, { id: added.id, value: added.toString() }, then);
      }
    },
    actions: [cancelling(account)]
  };
}
async function verifying(account, kind, contact, then) {
  let { status, expireAt } = find(account, kind, contact.id)?.verification ?? {}, isSent2 = status === "unverified" && !!expireAt && expireAt.getTime() > Date.now(), send3 = () => {
    let of = find(account, kind, contact.id);
    return of && "emailAddress" in of ? of.prepareVerification({ strategy: "email_code" }) : of?.prepareVerification({ strategy: "phone_code" });
  };
  isSent2 || await send3();
  let resend = resending(account, isSent2 ? sentBy(expireAt) : Date.now(), async () => send3());
  return code(account, kind, contact, then, resend);
}
function find(account, kind, id) {
  return kind.list(account).find((contact) => contact.id === id)?.of;
}
function code(account, kind, { id, value }, then, resend) {
  let { texts } = account;
  return {
    name: `verify-${kind.short}`,
    title: texts.contacts[kind.short].verify,
    lead: texts.sentTo(value),
    fields: [{ name: "code", kind: "code", label: texts.code, autocomplete: "one-time-code" }],
    submit: {
      label: texts.verify,
      async run({ code: typed = "" }) {
        return await find(account, kind, id)?.attemptVerification({ code: typed }), then(id);
      }
    },
    actions: [resend, cancelling(account)]
  };
}
var EMAIL, PHONE, init_contacts = __esm({
  "packages/elements/src/user-profile/contacts.ts"() {
    init_sent_code();
    init_part();
    init_reverify();
    EMAIL = {
      name: "email_address",
      short: "email",
      strategy: "email_code",
      field: { kind: "email", autocomplete: "email" },
      list: ({ user }) => user.emailAddresses.map((of) => ({ id: of.id, value: of.emailAddress, primary: of.id === user.primaryEmailAddressId, of })),
      add: ({ user }, email) => user.createEmailAddress({ email }),
      makePrimary: ({ user }, primaryEmailAddressId) => user.update({ primaryEmailAddressId })
    }, PHONE = {
      name: "phone_number",
      short: "phone",
      strategy: "phone_code",
      field: { kind: "tel", autocomplete: "tel" },
      list: ({ user }) => user.phoneNumbers.map((of) => ({ id: of.id, value: of.phoneNumber, primary: of.id === user.primaryPhoneNumberId, of })),
      add: ({ user }, phoneNumber) => user.createPhoneNumber({ phoneNumber }),
      makePrimary: ({ user }, primaryPhoneNumberId) => user.update({ primaryPhoneNumberId })
    };
  }
});

// packages/elements/src/user-profile/deletion.ts
function deletion(account) {
  let { texts, user, environment } = account;
  if (!(!user.deleteSelfEnabled || !environment.user_settings.actions.delete_self))
    return { name: "deletion", title: texts.deleteAccount, rows: [], actions: [{ name: "delete", label: texts.deleteAccount, danger: !0, run: () => Promise.resolve(confirm(account)) }] };
}
function confirm(account) {
  let { texts } = account, same = (typed) => typed.trim().toLocaleLowerCase() === texts.deleteAccount.toLocaleLowerCase();
  return {
    name: "delete-account",
    title: texts.deleteAccount,
    lead: texts.deleteAccountLead,
    fields: [{ name: "confirmation", kind: "text", label: texts.typeToConfirm(texts.deleteAccount), autocomplete: "off" }],
    submit: {
      label: texts.deleteAccount,
      danger: !0,
      async run({ confirmation = "" }) {
        if (!same(confirmation)) throw refusal("confirmation_differs", "confirmation", texts.confirmationDiffers(texts.deleteAccount));
        await account.user.delete();
      }
    },
    actions: [cancelling(account)]
  };
}
var init_deletion = __esm({
  "packages/elements/src/user-profile/deletion.ts"() {
    init_problems();
    init_reverify();
  }
});

// packages/elements/src/user-profile/details.ts
function details(account) {
  let { texts, user } = account, name = nameOf(user), row = {
    id: "person",
    title: name,
    ...user.username && user.username !== name && { note: user.username },
    person: user,
    actions: [...names(account).length > 0 ? [{ name: "edit", label: texts.edit, run: () => Promise.resolve(edit(account)) }] : [], ...pictures(account)]
  };
  return { name: "details", title: texts.details, rows: [row], actions: [] };
}
function names(account) {
  return NAMES.filter((name) => account.attribute(name).enabled);
}
function pictures({ texts, user }) {
  let upload = {
    name: "upload",
    label: user.hasImage ? texts.changePicture : texts.uploadPicture,
    run: () => Promise.resolve(void 0),
    file: {
      accept: PICTURES,
      async run(file) {
        await user.setProfileImage({ file });
      }
    }
  };
  return user.hasImage ? [upload, { name: "remove-picture", label: texts.removePicture, danger: !0, run: doing(() => user.setProfileImage({ file: null })) }] : [upload];
}
function edit(account) {
  let { texts } = account;
  return {
    name: "edit-profile",
    title: texts.editProfile,
    fields: names(account).map((name) => fieldOf(account, name)),
    submit: {
      label: texts.save,
      async run(values) {
        await account.user.update(changes(account, values));
      }
    },
    actions: [cancelling(account)]
  };
}
function fieldOf(account, name) {
  let { texts, user } = account, label = { first_name: texts.firstName, last_name: texts.lastName, username: texts.identifiers.username }[name], autocomplete = { first_name: "given-name", last_name: "family-name", username: "username" }[name];
  return { name, kind: "text", label, autocomplete, value: user[MEMBERS[name]] ?? "", optional: !account.attribute(name).required };
}
function changes(account, values) {
  let { user } = account, changed = names(account).filter((name) => (values[name] ?? "") !== (user[MEMBERS[name]] ?? ""));
  return Object.fromEntries(changed.map((name) => [MEMBERS[name], values[name] || null]));
}
var PICTURES, NAMES, MEMBERS, init_details = __esm({
  "packages/elements/src/user-profile/details.ts"() {
    init_person();
    init_part();
    init_reverify();
    PICTURES = "image/png,image/jpeg,image/webp,image/gif", NAMES = ["first_name", "last_name", "username"], MEMBERS = { first_name: "firstName", last_name: "lastName", username: "username" };
  }
});

// packages/elements/src/user-profile/passkeys.ts
function passkeys(account) {
  let { texts, user } = account, isOn = !!account.attribute("passkey").enabled;
  if (!isOn && user.passkeys.length === 0) return;
  let add = doing(() => account.user.createPasskey());
  return {
    name: "passkeys",
    title: texts.passkeys,
    rows: user.passkeys.map((passkey2) => rowOf4(account, passkey2)),
    actions: isOn && "PublicKeyCredential" in globalThis ? [{ name: "add", label: texts.addPasskey, run: add }] : []
  };
}
function rowOf4(account, passkey2) {
  let { texts } = account, name = passkey2.name || texts.passkey, note = passkey2.lastUsedAt ? texts.lastUsed(dateOf(account, passkey2.lastUsedAt)) : texts.created(dateOf(account, passkey2.createdAt));
  return {
    id: passkey2.id,
    title: name,
    note,
    actions: [
      { name: "rename", label: texts.rename, run: () => Promise.resolve(renaming(account, passkey2)) },
      removing(account, "passkey", name, texts.removePasskeyLead, () => passkey2.delete())
    ]
  };
}
function renaming(account, passkey2) {
  let { texts } = account;
  return {
    name: "rename-passkey",
    title: texts.renamePasskey,
    fields: [{ name: "name", kind: "text", label: texts.name, value: passkey2.name ?? "", autocomplete: "off" }],
    submit: {
      label: texts.save,
      async run({ name = "" }) {
        await passkey2.update({ name });
      }
    },
    actions: [cancelling(account)]
  };
}
var init_passkeys = __esm({
  "packages/elements/src/user-profile/passkeys.ts"() {
    init_date();
    init_part();
    init_reverify();
  }
});

// packages/elements/src/password.ts
function lacking(password2, settings, texts) {
  let { allowed_special_characters: special = "" } = settings, length = Array.from(password2).length, parts = texts.passwordParts;
  return [
    [!0, length >= settings.min_length, parts.length(settings.min_length)],
    [settings.require_lowercase, /\p{Lowercase}/u.test(password2), parts.lowercase],
    [settings.require_uppercase, /\p{Uppercase}/u.test(password2), parts.uppercase],
    [settings.require_numbers, /\p{N}/u.test(password2), parts.number],
    [settings.require_special_char, Array.from(password2).some((character) => special.includes(character)), parts.special]
  ].filter(([required, met]) => required && !met).map(([, , text]) => text);
}
function newPassword(environment, texts, { name = "password", label = texts.newPassword } = {}) {
  let settings = environment.user_settings.password_settings;
  return { name, kind: "password", label, autocomplete: "new-password", hint: (password2) => {
    let parts = lacking(password2, settings, texts);
    return parts.length > 0 ? texts.passwordNeeds(parts) : settings.show_zxcvbn ? texts.passwordNotGuessed : texts.passwordMeets;
  } };
}
var init_password = __esm({
  "packages/elements/src/password.ts"() {
  }
});

// packages/elements/src/user-profile/password.ts
function password(account) {
  let { texts, user } = account;
  if (!account.attribute("password").enabled) return;
  let label = user.passwordEnabled ? texts.changePassword : texts.setPassword;
  return {
    name: "password",
    title: texts.password,
    rows: user.passwordEnabled ? [{ id: "password", title: "••••••••", actions: [] }] : [],
    actions: [{ name: "change", label, run: () => Promise.resolve(change(account, label)) }]
  };
}
function change(account, title) {
  let { texts, user, environment } = account, username = { name: "identifier", kind: "hidden", label: "", value: user.primaryEmailAddress?.emailAddress ?? user.username ?? "", autocomplete: "username" }, current = { name: "current_password", kind: "password", label: texts.currentPassword, autocomplete: "current-password" }, asksCurrent = user.passwordEnabled && !environment.auth_config.reverification;
  return {
    name: "change-password",
    title,
    fields: [username, ...asksCurrent ? [current] : [], newPassword(environment, texts), { name: "sign_out", kind: "checkbox", label: texts.signOutElsewhere, optional: !0, value: "true" }],
    submit: {
      label: texts.save,
      async run({ password: wanted = "", current_password: currentPassword, sign_out: signOut }) {
        await account.user.updatePassword({ newPassword: wanted, signOutOfOtherSessions: !!signOut, ...currentPassword && { currentPassword } }), account.notice = texts.passwordSaved, account.devices = void 0;
      }
    },
    actions: [cancelling(account)]
  };
}
var init_password2 = __esm({
  "packages/elements/src/user-profile/password.ts"() {
    init_password();
    init_reverify();
  }
});

// packages/elements/src/user-profile/codes.ts
function codesOf(codes, account) {
  let { texts } = account, text = `${codes.join(`
`)}
`, label = create("span", { "aria-live": "polite" }, texts.copy), copy = create("button", { type: "button", part: "secondary action-copy", class: "secondary" }, label);
  copy.addEventListener("click", () => {
    navigator.clipboard.writeText(text).then(
      () => label.textContent = texts.copied,
      () => label.textContent = texts.notCopied
    );
  });
  let href = `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`, download = create("a", { part: "secondary action-download", class: "secondary", href, download: "backup-codes.txt" }, texts.download), list = create("ul", { part: "codes", class: "codes", dir: "ltr" }, ...codes.map((code2) => create("li", {}, code2)));
  return create("div", { class: "kept" }, list, create("div", { class: "pair" }, copy, download));
}
var init_codes = __esm({
  "packages/elements/src/user-profile/codes.ts"() {
    init_create();
  }
});

// node_modules/lean-qr/nano.mjs
var t, o, r, e, n, f, s, l, c, a, i, d, u, _, p, z, g, w, y, E, h, m, init_nano = __esm({
  "node_modules/lean-qr/nano.mjs"() {
    t = [0.2, 0.375, 0.5555555555555556, 0.6666666666666666], o = (o2, r2) => (e2) => {
      let n2 = 4 * o2 + e2 - 4, f2 = "*-04-39?2$%%$%%'$%''%'''%')(%'))%(++'(++'(+.'+-.',/3',33)-/5)-43).36)058*18<+37<+4:<,4:E,5<A-7>C/8@F/:EH/<EK0=FM1?IP2@KS3BNV4DPY5FS\\6HV_6IXb7K[e8N^i9Pam;Rdp<Tgt".charCodeAt(n2) - 35, s2 = n2 > 8 ? f2 : 1, l2 = r2 / s2 | 0, c2 = r2 % s2, a2 = s2 - c2, i2 = n2 > 8 ? l2 * t[e2] + (o2 > 5) & -2 : f2, d2 = l2 - i2;
      return { t: a2 * d2 + c2 * d2 + c2, o: [[a2, d2], [c2, d2 + 1]], l: i2 };
    }, r = { L: 0, M: 1, Q: 2, H: 3 }, e = (t2) => new Uint8Array(t2), n = (t2) => {
      let o2 = new Error(`lean-qr error ${t2}`);
      throw o2.code = t2, o2;
    }, f = (t2, o2 = t2 * t2, r2 = e(o2)) => ({ size: t2, i: r2, get: (o3, e2) => o3 >= 0 && o3 < t2 && !!(1 & r2[e2 * t2 + o3]), u(o3, { on: r3 = [0, 0, 0], off: e2 = [0, 0, 0, 0], pad: n2 = 4, padX: f2 = n2, padY: s2 = n2 } = {}) {
      let l2 = t2 + 2 * f2, c2 = t2 + 2 * s2, a2 = o3.createImageData(l2, c2), i2 = new Uint32Array(a2.data.buffer);
      a2.data.set([...r3, 255]);
      let d2 = i2[0];
      a2.data.set([...e2, 255]);
      let u2 = i2[0];
      for (let t3 = 0; t3 < c2; ++t3) for (let o4 = 0; o4 < l2; ++o4) i2[t3 * l2 + o4] = this.get(o4 - f2, t3 - s2) ? d2 : u2;
      return a2;
    }, toCanvas(t3, o3) {
      let r3 = t3.getContext("2d"), e2 = this.u(r3, o3);
      t3.width = e2.width, t3.height = e2.height, r3.putImageData(e2, 0, 0);
    } }), s = [(t2, o2) => 1 & (t2 ^ o2), (t2, o2) => 1 & o2, (t2) => t2 % 3, (t2, o2) => (t2 + o2) % 3, (t2, o2) => 1 & (t2 / 3 ^ o2 >> 1), (t2, o2) => (t2 & o2 & 1) + t2 * o2 % 3, (t2, o2) => (t2 & o2) + t2 * o2 % 3 & 1, (t2, o2) => (t2 ^ o2) + t2 * o2 % 3 & 1], l = e(511);
    for (let t2 = 0, o2 = 1; t2 < 255; o2 = 2 * o2 ^ 285 * (o2 > 127)) l[l[o2 + 255] = t2++] = o2;
    c = (t2) => l[t2 % 255], a = (t2) => l[t2 + 255], i = (t2, o2) => {
      let r2 = e(t2.length + o2.length - 1);
      for (let e2 = 0; e2 < t2.length; ++e2) for (let n2 = 0; n2 < o2.length; ++n2) r2[e2 + n2] ^= c(t2[e2] + o2[n2]);
      return r2.map(a);
    }, d = (t2, o2) => {
      let r2 = e(t2.length + o2.length - 1);
      r2.set(t2, 0);
      for (let e2 = 0; e2 < t2.length; ++e2) if (r2[e2]) {
        let t3 = a(r2[e2]);
        for (let n2 = 0; n2 < o2.length; ++n2) r2[e2 + n2] ^= c(o2[n2] + t3);
      }
      return r2.slice(t2.length);
    }, u = [[0], [0, 0]];
    for (let t2 = 1; t2 < 30; ++t2) u.push(i(u[t2], [0, t2]));
    _ = (t2, o2) => {
      let r2 = [[], []], n2 = 0, f2 = 0;
      for (let [e2, s3] of o2.o) for (let l2 = 0; l2 < e2; ++l2, n2 += s3) {
        let e3 = t2.slice(n2, n2 + s3);
        r2[0].push(e3), r2[1].push(d(e3, u[o2.l])), f2 += s3 + o2.l;
      }
      let s2 = e(f2);
      f2 = 0;
      for (let t3 of r2) for (let o3 = 0, r3 = -1; r3 < f2; ++o3) {
        r3 = f2;
        for (let r4 of t3) o3 < r4.length && (s2[f2++] = r4[o3]);
      }
      return s2;
    }, p = (t2, o2, r2) => {
      let e2 = t2 <<= r2;
      for (let t3 = 134217728; t3 >>= 1; ) e2 & t3 && (e2 ^= o2 * (t3 >> r2));
      return e2 | t2;
    }, z = ({ size: t2, i: o2 }, r2) => {
      let e2 = (r3, e3, n3, f3) => {
        for (; n3-- > 0; r3 += t2) o2.fill(f3, r3, r3 + e3);
      }, n2 = (o3, r3, n3) => {
        for (let f3 = 0; f3++ < 3; n3 -= 2) e2(r3 * t2 + o3 - (n3 >> 1) * (t2 + 1), n3, n3, 2 | f3);
      }, f2 = 2 * ((t2 - 13) / (1 + (r2 / 7 | 0)) / 2 + 0.75 | 0);
      if (r2 > 1) for (let o3 = t2 - 7; o3 > 8; o3 -= f2) {
        for (let t3 = o3; t3 > 8; t3 -= f2) n2(o3, t3, 5);
        o3 < t2 - 7 && n2(o3, 6, 5);
      }
      if (r2 > 6) for (let e3 = p(r2, 7973, 12), n3 = 1; n3 < 7; ++n3) for (let r3 = 12; r3-- > 9; e3 >>= 1) o2[n3 * t2 - r3] = 2 | 1 & e3;
      e2(7, 2, 9, 2), e2(t2 - 8, 8, 9, 2);
      for (let r3 = 0; r3 < t2; ++r3) o2[6 * t2 + r3] = 3 ^ 1 & r3;
      n2(3, 3, 7), n2(t2 - 4, 3, 7);
      for (let r3 = 0; r3 < t2; ++r3) for (let e3 = r3; e3 < t2; ++e3) o2[e3 * t2 + r3] = o2[r3 * t2 + e3];
      o2[(t2 - 8) * t2 + 8] = 3;
    }, g = ({ size: t2, i: o2 }) => {
      let r2 = [];
      for (let e2 = t2 - 2, n2 = t2, f2 = -1; e2 >= 0; e2 -= 2) {
        for (e2 === 5 && (e2 = 4); n2 += f2, n2 !== -1 && n2 !== t2; ) {
          let f3 = n2 * t2 + e2;
          o2[f3 + 1] || r2.push(f3 + 1), o2[f3] || r2.push(f3);
        }
        f2 *= -1;
      }
      return r2;
    }, w = ({ i: t2 }, o2, r2) => o2.forEach((o3, e2) => t2[o3] = r2[e2 >> 3] >> (7 & ~e2) & 1), y = ({ size: t2, i: o2 }, r2, e2, n2) => {
      for (let e3 = 0; e3 < t2; ++e3) for (let n3 = 0; n3 < t2; ++n3) {
        let f3 = e3 * t2 + n3;
        o2[f3] ^= !(r2(n3, e3) || 2 & o2[f3]);
      }
      let f2 = 21522 ^ p((1 ^ n2) << 3 | e2, 1335, 10);
      for (let r3 = 0; r3++ < 8; f2 >>= 1) o2[(r3 - (r3 < 7)) * t2 + 8] = 1 & f2, o2[9 * t2 - r3] = 1 & f2;
      for (let r3 = 8; --r3, f2; f2 >>= 1) o2[8 * t2 + r3 - (r3 < 7)] = 1 & f2, o2[(t2 - r3) * t2 + 8] = 1 & f2;
    }, E = ({ size: t2, i: o2 }, r2 = 0, e2 = 0) => {
      for (let n2 = 0; n2 < t2; ++n2) {
        for (let f2 = 0; f2 < 2; ++f2) for (let s2, l2 = 0, c2 = 0, a2 = 2; l2 < t2; ++l2) {
          let i2 = 1 & o2[f2 ? n2 * t2 + l2 : l2 * t2 + n2];
          e2 += i2, c2 = (c2 >> 1 | 2098176) & (3047517 ^ i2 - 1), 2049 & c2 && (r2 += 40), i2 ^ a2 && (s2 = 0), a2 = i2, r2 += ++s2 === 5 ? 3 : s2 > 5;
        }
        if (n2) for (let e3 = t2 + n2, f2 = 5 * o2[n2 - 1] ^ o2[n2]; e3 < t2 * t2; e3 += t2) {
          let t3 = 5 * o2[e3 - 1] ^ o2[e3];
          r2 += 3 * !(1 & (f2 | t3) | 4 & (f2 ^ t3)), f2 = t3;
        }
      }
      return r2 + 10 * (10 * Math.abs(e2 / (t2 * t2) - 1) | 0);
    }, h = [], m = (t2 = n(1), { minCorrectionLevel: r2 = 0, minVersion: l2 = 1 } = {}) => {
      typeof t2 != "string" && n(5), t2 = new TextEncoder().encode(t2);
      let c2 = e(2957);
      c2.set([113, 164, t2.length >> 8]);
      for (let e2 = l2; e2 < 41; ++e2) {
        let n2 = h[e2];
        n2 || (h[e2] = n2 = f(4 * e2 + 17), z(n2, e2), n2.p = g(n2));
        let l3 = o(e2, n2.p.length >> 3)(r2);
        if (l3.t >= 3 + (e2 > 9) + t2.length) {
          let o2 = e2 > 9 ? 3 : 2;
          for (c2[o2++] = t2.length, c2.set(t2, o2), o2 += t2.length - 1; o2 < 2954; c2.set([236, 17], o2 += 2)) ;
          let a2 = f(n2.size, n2.i);
          return w(a2, n2.p, _(c2, l3)), s.map((t3, o3) => {
            let e3 = f(a2.size, a2.i);
            return y(e3, t3, o3, r2), e3.s = E(e3), e3;
          }).sort((t3, o3) => t3.s - o3.s)[0];
        }
      }
      n(4);
    };
  }
});

// packages/elements/src/user-profile/qr.ts
function qr(text, label) {
  let code2 = m(text, { minCorrectionLevel: r.L }), side = code2.size + 2 * QUIET, lines = "";
  for (let y2 = 0; y2 < code2.size; y2++)
    for (let x = 0; x < code2.size; x++) code2.get(x, y2) && (lines += `M${String(x + QUIET)} ${String(y2 + QUIET)}h1v1h-1z`);
  let [svg, path] = [document.createElementNS(SVG2, "svg"), document.createElementNS(SVG2, "path")];
  for (let [name, value] of Object.entries({ viewBox: `0 0 ${String(side)} ${String(side)}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges" })) set(svg, name, value);
  return set(path, "d", lines), svg.append(path), create("div", { part: "qr", class: "qr" }, svg);
}
var QUIET, SVG2, init_qr = __esm({
  "packages/elements/src/user-profile/qr.ts"() {
    init_nano();
    init_create();
    QUIET = 4, SVG2 = "http://www.w3.org/2000/svg";
  }
});

// packages/elements/src/user-profile/second-step.ts
function secondStep(account) {
  let { texts, user } = account, rows = [...app(account), ...messages(account), ...backupCodes(account)], actions = [];
  if (account.attribute("authenticator_app").enabled && !user.totpEnabled && actions.push({ name: "add-totp", label: texts.addTotp, run: () => setUp(account) }), account.attribute("phone_number").used_for_second_factor && actions.push({ name: "add-messages", label: texts.addMessages, run: () => Promise.resolve(chooseNumber(account)) }), !(rows.length === 0 && actions.length === 0))
    return { name: "second-step", title: texts.twoStep, rows, actions };
}
function app(account) {
  let { texts, user } = account;
  if (!user.totpEnabled) return [];
  let off = () => confirming(account, "remove-totp", texts.removeTotp, texts.removeTotpLead, texts.remove, () => account.user.disableTOTP());
  return [{ id: "totp", title: texts.totp, actions: [{ name: "remove", label: texts.remove, danger: !0, run: () => Promise.resolve(off()) }] }];
}
async function setUp(account) {
  let { texts } = account, { secret, uri } = await account.user.createTOTP();
  return {
    name: "add-totp",
    title: texts.addTotp,
    lead: texts.scanLead,
    ...uri && { more: () => qr(uri, texts.qrCode) },
    ...secret && { secret },
    fields: [{ name: "code", kind: "code", label: texts.code, autocomplete: "one-time-code" }],
    submit: {
      label: texts.verify,
      async run({ code: code2 = "" }) {
        return shown(account, (await account.user.verifyTOTP({ code: code2 })).backupCodes);
      }
    },
    actions: [cancelling(account)]
  };
}
function messages(account) {
  let { texts, user } = account;
  return user.phoneNumbers.filter(({ reservedForSecondFactor }) => reservedForSecondFactor).map((number) => {
    let off = () => confirming(account, "remove-messages", texts.removeWhat(number.phoneNumber), texts.removeMessagesLead, texts.remove, () => number.setReservedForSecondFactor({ reserved: !1 })), first = number.defaultSecondFactor ? [] : [{ name: "make-default", label: texts.makeDefault, run: doing(() => number.makeDefaultSecondFactor()) }];
    return {
      id: `messages-${number.id}`,
      title: texts.messagesTo(number.phoneNumber),
      badges: number.defaultSecondFactor ? [texts.default] : [],
      actions: [...first, { name: "remove", label: texts.remove, danger: !0, run: () => Promise.resolve(off()) }]
    };
  });
}
function chooseNumber(account) {
  let { texts, user } = account, free = user.phoneNumbers.filter(({ verification, reservedForSecondFactor }) => verification.status === "verified" && !reservedForSecondFactor), reserve = async (number) => shown(account, (await number?.setReservedForSecondFactor({ reserved: !0 }))?.backupCodes), another = () => adding(account, PHONE, (id) => reserve(account.user.phoneNumbers.find((number) => number.id === id)));
  return {
    name: "add-messages",
    title: texts.addMessages,
    lead: texts.addMessagesLead,
    fields: [],
    providers: [
      ...free.map((number) => ({ name: `number-${number.id}`, label: number.phoneNumber, run: () => reserve(number) })),
      { name: "another-number", label: texts.contacts.phone.add, run: () => Promise.resolve(another()) }
    ],
    actions: [cancelling(account)]
  };
}
function backupCodes(account) {
  let { texts, user } = account;
  if (!account.attribute("backup_code").enabled || !user.twoFactorEnabled) return [];
  let make = async () => shown(account, (await account.user.createBackupCode()).codes), ask = () => ({
    name: "confirm-backup-codes",
    title: texts.newBackupCodes,
    lead: texts.newBackupCodesLead,
    fields: [],
    submit: { label: texts.newBackupCodes, run: make },
    actions: [cancelling(account)]
  }), run = () => user.backupCodeEnabled ? Promise.resolve(ask()) : make();
  return [{ id: "backup-codes", title: texts.backupCodes, ...!user.backupCodeEnabled && { note: texts.noBackupCodes }, actions: [{ name: "new-codes", label: texts.newBackupCodes, run }] }];
}
function shown(account, codes) {
  if (!codes?.length) return;
  let { texts } = account;
  return {
    name: "backup-codes",
    title: texts.backupCodes,
    lead: texts.keepCodes,
    more: () => codesOf(codes, account),
    fields: [],
    submit: { label: texts.codesKept, run: () => Promise.resolve(void 0) },
    actions: []
  };
}
var init_second_step = __esm({
  "packages/elements/src/user-profile/second-step.ts"() {
    init_codes();
    init_contacts();
    init_part();
    init_qr();
    init_reverify();
  }
});

// packages/elements/src/user-profile/pages.ts
function pagesOf(account) {
  let { texts } = account;
  return [
    { name: "profile", title: texts.profile, sections: there(details(account), contacts(account, EMAIL), contacts(account, PHONE), connections(account)) },
    { name: "security", title: texts.security, sections: there(password(account), passkeys(account), secondStep(account), devices(account), deletion(account)) }
  ];
}
function there(...sections) {
  return sections.filter((section) => section !== void 0);
}
var init_pages = __esm({
  "packages/elements/src/user-profile/pages.ts"() {
    init_connections();
    init_contacts();
    init_deletion();
    init_details();
    init_devices();
    init_passkeys();
    init_password2();
    init_second_step();
  }
});

// packages/elements/src/user-profile/styles.ts
function profileStyles() {
  return sheet2 || (sheet2 = new CSSStyleSheet(), sheet2.replaceSync(RULES2)), sheet2;
}
var RULES2, sheet2, init_styles2 = __esm({
  "packages/elements/src/user-profile/styles.ts"() {
    RULES2 = `
:host { max-inline-size: var(--nightdesk-profile-width, 60rem); }
[part="content"] { container-type: inline-size; }
.profile { display: grid; gap: 20px; }
.tabs { display: flex; flex-wrap: wrap; gap: 4px; border-block-end: 1px solid var(--faint); }
.tab { min-block-size: 36px; padding: 6px 12px; margin-block-end: -1px; font: inherit; font-weight: 600; color: var(--muted); text-align: start; background: none; border: 0; border-block-end: 2px solid transparent; border-radius: 0; cursor: pointer; }
.tab:hover { color: var(--text); }
.tab[aria-current] { color: var(--text); border-block-end-color: var(--accent); }
.page { display: grid; align-content: start; min-inline-size: 0; }
.page > .title { padding-block-end: 12px; }
.section { display: grid; gap: 8px; padding-block: 16px; border-block-start: 1px solid var(--faint); min-inline-size: 0; }
.section-title { font-size: 1em; line-height: 1.45; font-weight: 650; }
.section-title:focus-visible { outline-offset: 4px; border-radius: 2px; }
.section-content { display: grid; gap: 10px; justify-items: start; min-inline-size: 0; }
.section-content > * { max-inline-size: 100%; }
.rows { display: grid; gap: 12px; inline-size: 100%; padding: 0; margin: 0; list-style: none; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; }
.row .avatar { inline-size: 44px; block-size: 44px; font-size: 16px; }
.row-text { flex: 1 1 10rem; min-inline-size: 0; }
.row-title { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 8px; overflow-wrap: anywhere; }
.row-note { color: var(--muted); font-size: 0.93em; overflow-wrap: anywhere; }
.badge { padding: 1px 7px; font-size: 0.86em; color: var(--muted); border: 1px solid var(--faint); border-radius: 99px; white-space: nowrap; }
.row-actions, .section-actions { display: flex; flex-wrap: wrap; gap: 2px 14px; }
.section-actions { gap: 4px 16px; }
.section-actions > * { display: inline-flex; }
.section-actions .quiet { font-weight: 600; }
.grave { color: var(--danger); }
.section .message { min-block-size: 0; }
.section .message:empty { display: none; }
.form { inline-size: 100%; }
.form:empty { display: none; }
.form form { max-inline-size: var(--nightdesk-width, 26rem); padding: 16px; border: 1px solid var(--faint); border-radius: calc(var(--radius) + 4px); }
.form .title { font-size: 1.14em; }
.open .rows, .open .section-actions { display: none; }
[aria-busy="true"] .rows, [aria-busy="true"] .section-actions { opacity: 0.6; cursor: progress; }
.qr { justify-self: center; align-self: center; padding: 0; border-radius: var(--radius); overflow: hidden; background: #ffffff; }
.qr svg { display: block; inline-size: 192px; max-inline-size: 100%; fill: #000000; }
.codes { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5em, 1fr)); gap: 4px 16px; padding: 12px; margin: 0; list-style: none; font-family: ui-monospace, "Cascadia Mono", Menlo, monospace; background: color-mix(in srgb, var(--surface) 94%, var(--text)); border-radius: var(--radius); user-select: all; }
.kept, .pair { display: grid; gap: 8px; }
.pair { grid-template-columns: 1fr 1fr; }
.pair .secondary { display: grid; place-content: center; text-decoration: none; }
@container (inline-size < 34rem) {
  .busy-with-one .tabs, .busy-with-one .section:not(.open) { display: none; }
  .busy-with-one .page > .title, .open .section-title { position: absolute; inline-size: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .open { padding-block: 0; border: 0; }
  .form form { padding: 0; border: 0; }
  .form .title { font-size: 1.43em; }
}
@container (inline-size >= 44rem) {
  .profile { grid-template-columns: 11rem minmax(0, 1fr); gap: 40px; }
  .tabs { flex-flow: column; gap: 2px; border: 0; }
  .tab { margin: 0; border: 0; border-radius: var(--radius); }
  .tab:hover, .tab[aria-current] { background: color-mix(in srgb, var(--surface) 92%, var(--text)); }
}
@container (inline-size >= 54rem) {
  .section { grid-template-columns: 11rem minmax(0, 1fr); gap: 24px; }
}
`;
  }
});

// packages/elements/src/user-profile/element.ts
var UserProfileElement, init_element = __esm({
  "packages/elements/src/user-profile/element.ts"() {
    init_create();
    init_screen_element();
    init_profile();
    init_account();
    init_devices();
    init_drawing();
    init_pages();
    init_styles2();
    UserProfileElement = class extends ScreenElement {
      #page = "profile";
      #drawn;
      #screen;
      #list;
      /** What the list is made of, as a text, and each of its sections: a token that is renewed must not draw them anew. */
      #listed = "";
      #sections = /* @__PURE__ */ new Map();
      /** Where something is being changed, or was last, and the button that began it. */
      #section;
      #key = "";
      constructor() {
        super(), this.shadowRoot?.adoptedStyleSheets.push(profileStyles());
      }
      rests({ session, user }) {
        return session?.status !== "active" || !user;
      }
      start(client, environment, texts, signal) {
        this.#drawn = this.#screen = this.#list = this.#section = void 0, this.#listed = this.#key = "";
        let { lang } = this.content, { id } = client.user ?? {}, account = new Account(client, environment, profileTexts(lang, texts), lang, () => this.#show(account, signal)), look = () => {
          account.busy || (this.rests(client) || client.user?.id !== id ? this.restart() : this.#screen || this.#showList(account, signal));
        };
        signal.addEventListener("abort", client.addListener(look, { skipInitialEmit: !0 })), this.#turn(account, this.getAttribute("page") === "security" ? "security" : "profile");
      }
      /** Shows another page, as things are then. */
      #turn(account, page) {
        this.#page = page, this.#section = void 0, account.devices = void 0, account.close(), this.tell("screen", { screen: page });
      }
      #show(account, signal) {
        if (signal.aborted) return;
        let { screen, busy, problems } = account;
        if (this.rests(account.clerk)) {
          busy || this.restart();
          return;
        }
        screen !== this.#screen ? this.#change(account, screen, signal) : screen || this.#showList(account, signal), this.#drawn?.show(busy, problems), this.#list && set(this.#list.element, "aria-busy", busy ? "true" : void 0), this.status.textContent = account.notice;
      }
      /** Another step, or none any more. */
      #change(account, screen, signal) {
        this.leave(), this.#screen = screen, this.#drawn = void 0, this.#listed = "", this.#showList(account, signal), screen && (this.#drawn = this.present(account, screen, (element) => this.#place()?.form.replaceChildren(element), !0, "h3"), this.#drawn.element.scrollIntoView({ block: "nearest" }));
      }
      /** Shows what there is, drawn anew if that has changed. */
      #showList(account, signal) {
        let pages = pagesOf(account), { sections } = pages.find(({ name }) => name === this.#page) ?? pages[0] ?? { sections: [] }, picture = account.user.hasImage && account.user.imageUrl, texts = sections.map((section) => JSON.stringify([section, picture], (key, value) => key === "person" ? void 0 : value)), listed = JSON.stringify([this.#page, pages.map(({ title }) => title), sections.map(({ name }) => name)]), isOther = listed !== this.#listed, others2 = sections.filter(({ name }, at) => this.#sections.get(name) !== texts[at]);
        this.#listed = listed, this.#sections = new Map(sections.map(({ name }, at) => [name, texts[at] ?? ""])), (isOther || others2.length > 0) && this.#draw(account, pages, isOther ? void 0 : others2, signal);
        let place = this.#place();
        place && (place.problem.textContent = !this.#screen && account.problems.form || ""), !(this.#page !== "security" || account.devices !== void 0 || this.#screen || account.busy) && loadDevices(account).then(() => this.#show(account, signal));
      }
      /** Draws the list anew, or only these sections of it. */
      #draw(account, pages, sections, signal) {
        let focused = this.shadowRoot?.activeElement;
        if (sections) for (let section of sections) this.#list?.redraw(section);
        else this.#list = this.#drawAll(account, pages);
        focused && !focused.isConnected && !this.#screen && !signal.aborted && this.#focus(focused.getAttribute("data-key") ?? this.#key);
      }
      #drawAll(account, pages) {
        let list = drawPage(pages, this.#page, this.#screen && this.#section, account.texts, {
          turn: (page) => {
            account.busy || this.#turn(account, page);
          },
          act: (section, part, key) => this.#act(account, section, part, key)
        });
        return this.content.replaceChildren(list.element), list;
      }
      /** Where something is being changed, on the page that is shown. */
      #place() {
        return this.#section === void 0 ? void 0 : this.#list?.place(this.#section);
      }
      #act(account, section, part, key) {
        account.busy || (this.#section = section, this.#key = key, account.act(part, {}));
      }
      /** The button that was used last, else the heading of where it was. */
      #focus(key) {
        let find2 = (each) => this.content.querySelector(`[data-key="${CSS.escape(each)}"]`);
        (find2(key) ?? find2(key.split("/")[0] ?? ""))?.focus();
      }
    };
  }
});

// packages/elements/src/user-profile/define.ts
function defineUserProfile() {
  customElements.get("nightdesk-user-profile") || customElements.define("nightdesk-user-profile", UserProfileElement);
}
var init_define = __esm({
  "packages/elements/src/user-profile/define.ts"() {
    init_element();
  }
});

// packages/elements/src/user-profile/dialog.ts
var dialog_exports = {};
__export(dialog_exports, {
  openProfile: () => openProfile
});
function openProfile(place, { client, texts, lang, theme, closed }) {
  defineUserProfile();
  let profile = Object.assign(document.createElement("nightdesk-user-profile"), { client });
  profile.lang = lang, theme !== void 0 && profile.setAttribute("theme", theme);
  let button = create("button", { type: "button", part: "close", class: "close", "aria-label": texts.close }, icon("M6 6l12 12M18 6L6 18")), dialog = create("dialog", { part: "dialog", class: "dialog", "aria-label": texts.manageAccount, dir: texts.direction }, button, profile), end = client.addListener(({ user }) => {
    user || dialog.close();
  });
  button.addEventListener("click", () => dialog.close()), dialog.addEventListener("click", ({ target }) => {
    target === dialog && dialog.close();
  }), dialog.addEventListener("close", () => {
    end(), dialog.remove(), closed();
  }), place.append(dialog), dialog.showModal();
}
var init_dialog = __esm({
  "packages/elements/src/user-profile/dialog.ts"() {
    init_create();
    init_define();
  }
});

// packages/account-pages/src/user.ts
init_create();

// packages/elements/src/user-button/element.ts
init_base();
init_avatar();
init_create();
init_person();
init_problems();
var UserButtonElement = class extends ClientElement {
  #close = () => {
  };
  /** What is shown, as a text: a token that is renewed must not close an open menu. */
  #shown = "";
  async begin(client, texts, signal) {
    let end = client.addListener(() => this.#show(client, texts, signal), { skipInitialEmit: !0 });
    signal.addEventListener("abort", end), this.#shown = "", this.#show(client, texts, signal), client.loaded || await client.load().catch(() => {
    }), this.#show(client, texts, signal);
  }
  #show(client, texts, signal) {
    if (signal.aborted) return;
    let { user } = client, people = [user, ...(client.client?.sessions ?? []).map((session) => session.user)], shown2 = JSON.stringify([client.session?.id, ...people.map((each) => each && [nameOf(each), each.hasImage && each.imageUrl])]);
    if (shown2 === this.#shown) return;
    if (this.#shown = shown2, this.#close(), !user) {
      this.content.replaceChildren();
      return;
    }
    let trigger = create("button", { type: "button", part: "trigger", class: "trigger", "aria-label": texts.accountOf(nameOf(user)), "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": "menu" }, avatar(user)), message = create("p", { part: "problem", class: "message", role: "alert", hidden: !0 }), items = this.#items(client, texts).map((item) => this.#drawn(item, texts, message)), menu = create("div", { id: "menu", role: "menu", "aria-label": texts.account, class: "menu" }, ...items), panel = create("div", { part: "panel", class: "panel", hidden: !0 }, person(user), menu, message);
    this.content.replaceChildren(create("div", { class: "anchor" }, trigger, panel)), this.#open(trigger, panel, items);
  }
  #items(client, texts) {
    let others2 = (client.client?.sessions ?? []).filter((session) => session.id !== client.session?.id && session.status === "active" && !!session.user), addUrl = this.getAttribute("sign-in-url");
    return [
      ...others2.map((session) => ({ name: "switch", label: texts.switchTo(nameOf(session.user)), user: session.user, run: () => client.setActive({ session: session.id }) })),
      { name: "manage-account", label: texts.manageAccount, run: () => this.#manage(client, texts) },
      ...addUrl ? [{ name: "add-account", label: texts.addAccount, run: () => location.assign(addUrl) }] : [],
      { name: "sign-out", label: texts.signOut, run: () => client.signOut(others2.length > 0 && client.session ? { sessionId: client.session.id } : {}) },
      ...others2.length > 0 ? [{ name: "sign-out-all", label: texts.signOutOfAll, run: () => client.signOut() }] : []
    ];
  }
  /** To where the page has the profile, else the profile comes here. Its code is loaded only then. */
  async #manage(client, texts) {
    if (!this.tell("manage-account")) return;
    let url = this.getAttribute("user-profile-url");
    if (url) {
      location.assign(url);
      return;
    }
    let { openProfile: openProfile2 } = await Promise.resolve().then(() => (init_dialog(), dialog_exports)), closed = () => this.content.querySelector(".trigger")?.focus();
    this.shadowRoot && openProfile2(this.shadowRoot, { client, texts, lang: this.content.lang, theme: this.getAttribute("theme") ?? void 0, closed });
  }
  #drawn({ name, label, user, run }, texts, message) {
    let shown2 = user ? [avatar(user), create("span", { class: "item-name" }, nameOf(user))] : [create("span", {}, label)], button = create("button", { type: "button", role: "menuitem", tabindex: "-1", part: `item action-${name}`, class: "item", "aria-label": user && label }, ...shown2);
    return button.addEventListener("click", () => {
      message.hidden = !0, Promise.resolve().then(run).then(
        () => this.#close(),
        (error) => {
          message.hidden = !1, message.textContent = textOf(error, texts);
        }
      );
    }), button;
  }
  /** Opens and closes as menus do: by a press and the arrow keys; by Escape, or when the focus goes elsewhere. */
  #open(trigger, panel, items) {
    let show = (shown2) => {
      panel.hidden = !shown2, set(trigger, "aria-expanded", String(shown2));
    };
    this.#close = () => show(!1);
    let focus = (at) => items[(at + items.length) % items.length]?.focus();
    trigger.addEventListener("click", () => {
      show(panel.hidden), panel.hidden || focus(0);
    });
    let anchor = trigger.parentElement;
    anchor?.addEventListener("focusout", ({ relatedTarget }) => {
      anchor.contains(relatedTarget) || show(!1);
    }), anchor?.addEventListener("keydown", (event) => {
      let at = items.indexOf(event.target), to = { ArrowDown: at + 1, ArrowUp: at < 0 ? items.length - 1 : at - 1, Home: 0, End: items.length - 1 }[event.key];
      if (event.key === "Escape" && !panel.hidden)
        trigger.focus(), show(!1);
      else if (to !== void 0)
        show(!0), focus(to);
      else return;
      event.preventDefault(), event.stopPropagation();
    });
  }
};
function person(user) {
  let address = user.primaryEmailAddress?.emailAddress ?? user.primaryPhoneNumber?.phoneNumber, name = nameOf(user);
  return create(
    "div",
    { part: "person", class: "person" },
    avatar(user),
    create("div", {}, create("p", { class: "name" }, name), address && address !== name ? create("p", { class: "lead" }, address) : void 0)
  );
}

// packages/account-pages/src/user.ts
init_element();

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
  let form = new URLSearchParams();
  for (let [key, value] of Object.entries(params))
    for (let item of Array.isArray(value) ? value : [value])
      item !== void 0 && form.append(snakeCased(key), item === null ? "" : typeof item == "object" ? JSON.stringify(item) : String(item));
  return form.toString();
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
    extras: ({ id }, _2, api) => ({ getToken: (options = {}) => api.getToken(id, options) })
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
    extras: (self) => verifying2(self, "EmailAddress", "email_code")
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
function verifying2(self, what, strategy) {
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
function isAuthorized({ o: o2, fea, pla, fva }, asked) {
  let owns = (claim, name) => {
    let [, scope = "", of] = /^(?:(o|u)(?:rg|rganization|ser)?:)?(.*)$/.exec(name) ?? [];
    return scoped(claim).some(([scopes2, item]) => item === of && scopes2.includes(scope));
  }, checks = {
    role: (role) => !!o2?.rol && qualified(o2.rol) === qualified(role),
    // `fpm` has a bit mask for each feature of the organization, in their order; bit i stands for the i-th of `per`.
    permission: (permission) => scoped(fea).filter(([scopes2]) => scopes2.includes("o")).some(
      ([, feature], at) => o2?.per?.split(",").some((name, bit) => `org:${feature}:${name}` === qualified(permission) && Number(o2.fpm?.split(",")[at]) / 2 ** bit & 1)
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
  let verification = verificationOf(kind, attempt), error = object(verification.error);
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
function verificationOf(kind, attempt, name = "external_account") {
  return object(kind === "sign_in" ? attempt.first_factor_verification : object(attempt.verifications)[name]);
}
function object(json) {
  return json !== null && typeof json == "object" && !Array.isArray(json) ? json : {};
}

// packages/chrome-extension/src/web-auth/attempt.ts
var pathOf = (kind) => `/client/${kind}s`;
async function begin2(clerk, kind, params, redirectUrl) {
  let { strategy, identifier, emailAddress, oidcPrompt, enterpriseConnectionId, legalAccepted, unsafeMetadata, transferable, continues } = params, common = { strategy, redirectUrl, actionCompleteRedirectUrl: redirectUrl, oidcPrompt }, prepared = { ...common, enterpriseConnectionId }, path = pathOf(kind), send3 = (method, to, body) => clerk.request(method, to, body).catch((error) => {
    throw explained(error, redirectUrl);
  }), created = clerk.instanceType === "production" && !clerk.client?.id ? `${path}?_is_native=1` : path, attempt;
  if (kind === "sign_in")
    attempt = continues ? await send3("POST", `${path}/${continues}/prepare_first_factor`, prepared) : await send3("POST", created, { ...common, identifier }), !continues && !urlOf(kind, attempt) && (attempt = await send3("POST", `${path}/${String(attempt.id)}/prepare_first_factor`, prepared));
  else {
    let body = { ...prepared, emailAddress, legalAccepted, unsafeMetadata };
    attempt = continues ? await send3("PATCH", `${path}/${continues}`, body) : await send3("POST", created, body);
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
  let { external_verification_redirect_url: url } = verificationOf(kind, attempt);
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
    let { status } = attempt ? verificationOf(kind, attempt, "email_address") : {};
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
      let cancelling2 = new AbortController();
      return {
        async startEmailLinkFlow(params) {
          await step(kind === "sign_in" ? "POST /prepare_first_factor" : "POST /prepare_verification", { strategy: "email_link", ...params });
          let { signal } = cancelling2, id = self.id;
          return await askWorker({ do: "link", publishableKey: page.publishableKey, kind, id }, signal).catch((error) => {
            if (error.code === "web_auth_not_handled") return awaitLink(page, kind, id, signal);
            throw error;
          }), step("GET");
        },
        cancelEmailLinkFlow: () => cancelling2.abort()
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
  extras: ({ externalVerificationRedirectUrl: url, verifiedAtClient }, _2, api) => ({
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
      ...verifying2(self, "PhoneNumber", "phone_code"),
      ...verifying2(self, "Web3Wallet", "web3_metamask_signature")
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
  let { actor, tasks, lastActiveToken } = self;
  return {
    agent: actor?.type === "agent" ? actor : null,
    currentTask: tasks?.[0],
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
        let begun = await step("POST /passkeys passkeys");
        return id = begun.id, begun.verification.nonce;
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

// packages/account-pages/src/own.ts
var RETURNED = "__nightdesk_returned", USED = [RETURNED, "__clerk_ticket", "__clerk_status", "__clerk_created_session"];
function own(path = location.pathname) {
  let query = new URLSearchParams(location.search);
  for (let name of USED) query.delete(name);
  let text = query.toString();
  return text ? `${path}?${text}` : path;
}
function moveHashToQuery() {
  let at = location.hash.indexOf("?");
  if (at < 0) return !1;
  let query = new URLSearchParams(location.search);
  for (let [name, value] of new URLSearchParams(location.hash.slice(at))) query.set(name, value);
  return location.replace(`${location.pathname}?${query.toString()}`), !0;
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
      let cancelling2 = new AbortController();
      return {
        async startEmailLinkFlow(params) {
          return await step(kind === "sign_in" ? "POST /prepare_first_factor" : "POST /prepare_verification", { strategy: "email_link", ...params }), await awaitLink(page, kind, self.id, cancelling2.signal), step("GET");
        },
        cancelEmailLinkFlow: () => cancelling2.abort()
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
  let attempts = client ?? {}, signUp = attempts.sign_up ?? void 0, kind = signUp && verificationOf("sign_up", signUp).status ? "sign_up" : "sign_in", attempt = attempts[kind];
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
  on(_2, handler, options) {
    this.#statusHandlers.add(handler), options?.notify && handler(this.#status);
  }
  off(_2, handler) {
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
    let callback = typeof first == "function" && first, { sessionId, redirectUrl } = (callback ? second : first) ?? {}, others2 = this.#client?.signedInSessions.some(({ id }) => id !== sessionId);
    sessionId !== void 0 && others2 ? await this.request("POST", `/client/sessions/${sessionId}/remove`) : await this.request("DELETE", "/client/sessions"), callback ? await callback() : goTo(redirectUrl);
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
    let { status, body, retryAfter } = await send2(method, this.#url(method, path, params), params);
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
async function send2(method, url, params) {
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

// packages/account-pages/src/page.ts
init_create();
function showMessage({ card, application }, { title, lead }, ...links2) {
  document.title = `${title} · ${application}`, card.replaceChildren(
    create("h1", {}, title),
    create("p", { class: "lead" }, lead),
    ...links2.length > 0 ? [create("p", { class: "links" }, ...links2.map(({ label, href }) => create("a", { href, class: "button" }, label)))] : []
  );
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
init_texts();
var en3 = {
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
}, de3 = {
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
}, ar3 = {
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
}, PAGE_TEXTS = { en: en3, de: de3, ar: ar3 };
function textsOfPage(languages) {
  let { language, texts } = textsFor(languages);
  return { language, texts, page: PAGE_TEXTS[language] ?? en3 };
}

// packages/account-pages/src/start.ts
function start(pages) {
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

// packages/account-pages/src/user.ts
customElements.define("nightdesk-user-button", UserButtonElement);
customElements.define("nightdesk-user-profile", UserProfileElement);
function showUser({ application, card, clerk, words }) {
  document.title = `${words.account} · ${application}`;
  let button = create("nightdesk-user-button", { class: "corner" }), profile = create("nightdesk-user-profile", { class: "profile" });
  button.addEventListener("nightdesk-manage-account", (event) => event.preventDefault()), card.replaceChildren(button, profile);
  for (let element of [button, profile]) Object.assign(element, { client: clerk });
  clerk.addListener(({ session }) => {
    session?.status !== "active" && location.assign("/sign-in");
  });
}
start({ user: showUser });
/*
lean-qr, which makes the QR codes of <nightdesk-user-profile>:

MIT License

Copyright (c) 2021-2025 David Evans

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
*/
