const YEAR_SECS = 365 * 24 * 60 * 60;

/** To find out for which domain browsers take cookies. */
const PROBE = '__nightdesk_site';

/**
 * Cookies that the application's backends read. Each is there twice, since instances that share a host are told apart by a suffix.
 * docs/protocol.md, "Cookies".
 */
export class Cookies {
  readonly #suffix: string | undefined;
  #site: string | undefined;

  private constructor(suffix: string | undefined) {
    this.#suffix = suffix;
  }

  static async of(publishableKey: string): Promise<Cookies> {
    // Browsers hash in pages by https only, and on this machine. Without it there are the plain names.
    const subtle = crypto.subtle as SubtleCrypto | undefined;
    const hash = await subtle?.digest('SHA-1', new TextEncoder().encode(publishableKey));
    return new Cookies(hash && base64url(hash).slice(0, 8));
  }

  /** The value of this instance, else that of whichever has written last. */
  read(name: string): string | undefined {
    const [plain, own] = this.#names(name);
    return (own && valueOf(own)) || (plain && valueOf(plain)) || undefined;
  }

  /** For this host alone. */
  write(name: string, value: string): void {
    for (const each of this.#names(name)) put(each, value, '');
  }

  /** For all hosts of the site, as servers write it. */
  writeForSite(name: string, value: string): void {
    this.#site ??= siteAttribute();
    for (const each of this.#names(name)) put(each, value, this.#site);
  }

  remove(name: string): void {
    for (const each of this.#names(name)) {
      set(each, '', '', 0);
      if (valueOf(each) !== undefined) removeEverywhere(each);
    }
  }

  #names(name: string): string[] {
    return this.#suffix === undefined ? [name] : [name, `${name}_${this.#suffix}`];
  }
}

/** What is there already stays: whoever watches would wake for nothing. */
function put(name: string, value: string, domain: string): void {
  if (valueOf(name) === value) return;
  set(name, value, domain);
  // Of two with one name, of this host and of its site, backends read the older one.
  if (valueOf(name) === value) return;
  removeEverywhere(name);
  set(name, value, domain);
}

/** Of two with one name, the one that the browser names first. */
function valueOf(name: string): string | undefined {
  const found = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

function set(name: string, value: string, domain: string, ageSecs = YEAR_SECS): void {
  const life = ageSecs > 0 ? `Max-Age=${ageSecs}` : 'Expires=Thu, 01 Jan 1970 00:00:00 GMT';
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${name}=${value}; Path=/${domain}; ${life}; SameSite=Lax${secure}`;
}

function removeEverywhere(name: string): void {
  for (const domain of ['', ...domainAttributes()]) set(name, '', domain, 0);
}

/** Empty where no domain but the host itself will do. */
function siteAttribute(): string {
  const found = domainAttributes().find((domain) => {
    set(PROBE, '1', domain);
    return valueOf(PROBE) !== undefined;
  });
  removeEverywhere(PROBE);
  return found ?? '';
}

/** Those of the domains above this host, the widest first. Browsers refuse the ones that belong to everybody. */
function domainAttributes(): string[] {
  const labels = location.hostname.split('.');
  return labels.map((_, at) => `; Domain=${labels.slice(labels.length - 1 - at).join('.')}`);
}

function base64url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
