const YEAR_SECS = 365 * 24 * 60 * 60;
const GONE = 'Expires=Thu, 01 Jan 1970 00:00:00 GMT';

/**
 * Cookies of the application's host, which its backends read. Each is there twice, since instances that share a host are told
 * apart by a suffix. docs/protocol.md, "Cookies".
 */
export class Cookies {
  readonly #suffix: string | undefined;

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

  /** What is there already stays: whoever watches would wake for nothing. */
  write(name: string, value: string): void {
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    for (const each of this.#names(name)) {
      if (valueOf(each) !== value) document.cookie = `${each}=${value}; Path=/; Max-Age=${YEAR_SECS}; SameSite=Lax${secure}`;
    }
  }

  remove(name: string): void {
    for (const each of this.#names(name)) document.cookie = `${each}=; Path=/; ${GONE}`;
  }

  /** Removes it from the domains above this host, too, which would be read in place of what is written here. */
  removeEverywhere(name: string): void {
    this.remove(name);
    const labels = location.hostname.split('.');
    for (let from = 0; from < labels.length; from++) {
      const domain = labels.slice(from).join('.');
      for (const each of this.#names(name)) document.cookie = `${each}=; Path=/; Domain=${domain}; ${GONE}`;
    }
  }

  #names(name: string): string[] {
    return this.#suffix === undefined ? [name] : [name, `${name}_${this.#suffix}`];
  }
}

/** Of two with one name, the one that the browser names first. */
function valueOf(name: string): string | undefined {
  const found = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

function base64url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
