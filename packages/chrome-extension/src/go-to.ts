/** Leaves for a page of the web or of the extension; `javascript:` and the like are no places to go. A worker stays. */
export function goTo(to: string | null | undefined): void {
  const { location } = globalThis as { location: Partial<Location> };
  if (!to || !location.assign) return;
  const url = new URL(to, location.href);
  if (/^(https?|[a-z-]+-extension):$/.test(url.protocol)) location.assign(url);
}
