// A worker that has its token renewed while nothing of the extension is on screen.
import { createClerkClient } from 'nightdesk:background';

declare const PUBLISHABLE_KEY: string;
declare const REFRESH: { every?: 'token' | number; whileIdle?: boolean };

// Its answer comes from the alarms; what it says while the server is away concerns nobody.
createClerkClient({ publishableKey: PUBLISHABLE_KEY, refresh: REFRESH }).catch(() => undefined);
