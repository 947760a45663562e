// Stands for one of the two packages; the bundler says which. What scripts use of them has the same types in both.
declare module 'sdk:client' {
  export * from '@nightdesk/chrome-extension/client';
}
declare module 'sdk:react' {
  export * from '@nightdesk/chrome-extension';
}
// What only the official package has: prebuilt components.
declare module 'sdk:components' {
  export * from '@nightdesk/chrome-extension';
  export const SignIn: import('react').FC<{ routing: 'hash'; fallbackRedirectUrl: string }>;
  export const UserButton: import('react').FC;
}
