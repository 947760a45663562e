import { ClerkRuntimeError } from '../errors';

type Matcher = (url: URL) => boolean;

/** `<scheme>://<host>[:<port>]/<path>`; the port may be `*`, the host may begin with `*.` or be `*`. */
const SHAPE = /^(\*|https?):\/\/(\*|(?:\*\.)?(?:[^*:/?#@[\]]+)|\[[\da-f:]+\])(?::(?:\*|(\d+)))?(\/.*)$/i;

/**
 * A test for addresses by match patterns, as a manifest has them. Without a port, a pattern means every port.
 *
 * @throws {ClerkRuntimeError} `pattern_invalid`
 */
export function matcher(option: string, patterns: readonly string[]): Matcher {
  // Whoever writes no TypeScript may leave one out.
  const all = [patterns].flat().map((pattern) => one(option, pattern));
  return (url) => all.some((matches) => matches(url));
}

function one(option: string, pattern: string): Matcher {
  const [, scheme = '', host = '', port, path = ''] = SHAPE.exec(pattern) ?? [];
  // A token goes where a developer wrote that it goes, not to whoever is asked.
  if (!scheme || (option === 'fetch' && host === '*')) {
    throw new ClerkRuntimeError(
      `exposeAuth() cannot use ${JSON.stringify(pattern)} in \`${option}\`. Write match patterns like ` +
        '"https://api.example.com/*"; `fetch` needs the name of a host.',
      { code: 'pattern_invalid' },
    );
  }
  const name = host.toLowerCase().replace('*.', '');
  const glob = new RegExp(`^${path.split('*').map(escaped).join('.*')}$`, 's');
  return (url) =>
    (scheme === '*' ? /^https?:$/.test(url.protocol) : url.protocol === `${scheme.toLowerCase()}:`) &&
    (name === '*' || url.hostname === name || (host.startsWith('*.') && url.hostname.endsWith(`.${name}`))) &&
    (port === undefined || Number(port) === portOf(url)) &&
    glob.test(url.pathname + url.search);
}

function escaped(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}

function portOf({ port, protocol }: URL): number {
  return port ? Number(port) : protocol === 'https:' ? 443 : 80;
}

/** Nobody on the way can read it: `https`, or this very machine. */
export function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && /^(([^.]+\.)*localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
}
