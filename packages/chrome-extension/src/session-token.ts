import type { JWT, Token } from './types';

/** The token under `jwt` as an object; it is only taken apart when somebody looks. */
export function tokenFrom(jwt: string): Token {
  return {
    getRawString: () => jwt,
    get jwt() {
      const [header = '', payload = '', signature = ''] = jwt.split('.');
      const claims = { ...decoded<JWT['claims']>(payload), __raw: jwt };
      return { encoded: { header, payload, signature }, header: decoded<JWT['header']>(header), claims };
    },
  };
}

function decoded<T>(part: string): T {
  const bytes = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))) as T;
}
