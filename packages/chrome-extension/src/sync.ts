/** Calls back when a cookie changes that may carry the sign-in of the web app at `syncHost` or of the frontend API. */
export function onWebSignIn(syncHost: string, frontendApi: string, changed: () => void): void {
  const hosts = [syncHost, frontendApi].map((given) => given.trim().replace(/^\w+:\/\//, '').replace(/[:/?].*$/, ''));
  // Absent, whatever its type says, without the permission; the core explains that.
  (chrome.cookies as typeof chrome.cookies | undefined)?.onChanged.addListener(({ cookie: { name, domain, hostOnly }, cause }) => {
    // Another event follows an overwritten value: the one that tells of the new value.
    if (cause === 'overwrite' || !/^__(client|clerk_db_jwt)(_|$)/.test(name)) return;
    const within = (host: string) => `.${host}`.endsWith(domain.startsWith('.') ? domain : `.${domain}`);
    if (hosts.some((host) => (hostOnly ? host === domain : within(host)))) changed();
  });
  chrome.permissions?.onAdded?.addListener(changed);
}
