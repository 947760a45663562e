// A worker that runs sign-ins elsewhere for the page with the element.
import '../web-auth/worker.ts';
