// A worker that lets content scripts use the sign-in, as the test says.
import { exposeAuth } from 'nightdesk:background';

declare const PUBLISHABLE_KEY: string;
declare const EXPOSED: Omit<Parameters<typeof exposeAuth>[0], 'publishableKey'>[];

for (const options of EXPOSED) exposeAuth({ publishableKey: PUBLISHABLE_KEY, ...options });
