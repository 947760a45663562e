const YEAR_SECS = 365 * 24 * 60 * 60;

/** The value of a cookie of this page, or undefined. */
export function readCookie(name: string): string | undefined {
  const prefix = `${name}=`;
  const found = document.cookie.split('; ').find((each) => each.startsWith(prefix));
  return found?.slice(prefix.length) || undefined;
}

/** Writes a cookie for a year, on this host alone. What is there already stays: whoever watches would wake for nothing. */
export function writeCookie(name: string, value: string) {
  if (readCookie(name) === value) return;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${name}=${value}; Path=/; Max-Age=${YEAR_SECS}; SameSite=Lax${secure}`;
}
