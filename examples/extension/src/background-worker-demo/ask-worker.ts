/** What the service worker answers to `get-token`. */
export type Answer = { token: string | null } | { error: { code?: string; message: string } };

/** Wakes the service worker, if it sleeps, and asks it for a session token. Never rejects. */
export async function askWorker(): Promise<Answer> {
  try {
    return await chrome.runtime.sendMessage({ greeting: 'get-token' });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { error: { code: 'worker_unreachable', message } };
  }
}
