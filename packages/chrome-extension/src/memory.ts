/** What was read, by where, and holds until something is written. */
const kept = new Map<string, unknown>();
/** How often that may have happened. */
let writes = 0;
let wasAsked = false;
let isTold = false;
/** Looks now and then whether this worker is still busy. */
let timer: ReturnType<typeof setInterval> | undefined;

/** Something is written. */
export function forget(): void {
  writes++;
  kept.clear();
}

/**
 * What `read` reads from the extension's storage. A busy worker does so once for as long as it is told of all that is written:
 * Chromium tells it before whoever writes hears that it is done (docs/adr/0013-a-busy-worker-remembers-what-it-read.md).
 */
export async function remembered<T>(key: string, read: () => Promise<T>): Promise<T> {
  wasAsked = true;
  if (kept.has(key)) return kept.get(key) as T;
  const before = writes;
  const reading = read();
  const wasBusy = timer;
  timer ??= setInterval(look, 1000);
  const found = await reading;
  if (isTold && before === writes) kept.set(key, found);
  // A listener wakes a worker that is gone, for each event. So there is one only from the second of questions in a row.
  if (wasBusy && !isTold) listen(true);
  return found;
}

function look(): void {
  if (!wasAsked) {
    // Added first: one may be left over from a worker that was ended in the middle.
    listen(true);
    listen(false);
    clearInterval(timer);
    timer = undefined;
  }
  wasAsked = false;
}

function listen(wanted: boolean): void {
  isTold = wanted;
  forget();
  chrome.storage.onChanged[wanted ? 'addListener' : 'removeListener'](forget);
}
