/** The build fills it in from the package. */
declare const NIGHTDESK_VERSION: string;
