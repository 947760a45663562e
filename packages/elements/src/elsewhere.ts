/** Where a provider leads back to: this page, unless it is one of an extension, whose worker sees to that. */
export function elsewhere(): { redirectUrl?: string; redirectUrlComplete?: string } {
  const { protocol, href } = location;
  return protocol.startsWith('http') ? { redirectUrl: href, redirectUrlComplete: href } : {};
}
