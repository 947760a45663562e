/**
 * What the official objects have and ours do not, by reason. The names are those of `Pairs`, `*` stands for every object
 * and in a name for anything. `WRITE_README=1 npx vitest run test/readme.test.ts` in packages/chrome-extension takes it
 * over into the README there.
 */
export const leftOut = [
  {
    why: 'Private to the official packages.',
    members: {
      '*': ['__internal_*', '__experimental_*', 'pathRoot'],
      Clerk: ['load({ __internal_* })', 'handleRedirectCallback({ __internal_* })'],
      SignIn: ['authenticateWithRedirect({ __internal_* })', 'authenticateWithPopup({ __internal_* })'],
      SignUp: ['authenticateWithRedirect({ __internal_* })', 'authenticateWithPopup({ __internal_* })'],
    },
  },
  {
    why: 'The prebuilt components, and addresses of the pages they are on, do not come with a client.',
    members: {
      Clerk: [
        ...['mount*', 'unmount*', 'open*', 'close*', 'build*', 'redirectTo*', 'redirectWithAuth', 'navigate', 'uiVersion'],
        ...['load({ ui })', 'load({ appearance })', 'load({ localization })', 'load({ supportEmail })', 'load({ taskUrls })'],
        ...['load({ waitlistUrl })', 'load({ signIn* })', 'load({ signUp* })', 'load({ newSubscriptionRedirectUrl })'],
        ...['load({ afterSignOutUrl })', 'load({ afterMultiSessionSingleSignOutUrl })', 'load({ router* })', 'joinWaitlist'],
      ],
    },
  },
  {
    why: 'Links lead to pages on the web, not to those of an extension; sign-ins go by `authenticateWithRedirect()` and `createEmailLinkFlow()`.',
    members: {
      Clerk: ['handleEmailLinkVerification'],
      EmailAddress: ['createEnterpriseSSOLinkFlow'],
    },
  },
  {
    why: 'Needs a script from elsewhere, which the Chrome Web Store does not allow in an extension.',
    members: {
      Clerk: [
        ...['authenticateWithGoogleOneTap', 'handleGoogleOneTapCallback', 'setProtectAssertion', 'load({ protectAssertion })'],
        ...['handleRedirectCallback({ signInProtectCheckUrl })', 'handleRedirectCallback({ signUpProtectCheckUrl })'],
      ],
      SignIn: ['protectCheck', 'submitProtectCheck', 'validatePassword'],
      SignUp: ['protectCheck', 'submitProtectCheck', 'validatePassword'],
      SignInAttempt: ['protectCheck', 'submitProtectCheck'],
      SignUpAttempt: ['protectCheck', 'submitProtectCheck'],
    },
  },
  {
    why: 'Pages of an extension have no wallet to sign with; `prepare...` and `attempt...` take a signature from elsewhere.',
    members: {
      Clerk: ['authenticateWithMetamask', 'authenticateWithCoinbaseWallet', 'authenticateWithOKXWallet', 'authenticateWithBase', 'authenticateWithSolana', 'authenticateWithWeb3'],
      SignIn: [
        ...['authenticateWithMetamask', 'authenticateWithCoinbaseWallet', 'authenticateWithOKXWallet', 'authenticateWithBase', 'authenticateWithSolana'],
        ...['authenticateWithWeb3', 'prepareFirstFactor({ walletName })'],
      ],
      SignUp: ['authenticateWithMetamask', 'authenticateWithCoinbaseWallet', 'authenticateWithOKXWallet', 'authenticateWithBase', 'authenticateWithSolana', 'authenticateWithWeb3'],
      SignInAttempt: ['web3'],
      SignUpAttempt: ['web3'],
    },
  },
  {
    why: 'Organizations follow when the server has them.',
    members: {
      Clerk: ['createOrganization', 'getOrganization'],
      User: ['organizationMemberships', 'getOrganization*', 'leaveOrganization', 'getEnterpriseConnections'],
    },
  },
  {
    why: 'Billing, API keys and OAuth applications are not for what an extension does.',
    members: { Clerk: ['billing', 'apiKeys', 'oauthApplication'], User: ['initializePaymentMethod', 'addPaymentMethod', 'getPaymentMethods'] },
  },
  {
    why: 'About web apps on several domains, and about telemetry, which there is none of.',
    members: {
      Clerk: [
        ...['proxyUrl', 'domain', 'isSatellite', 'isStandardBrowser', 'telemetry', 'sdkMetadata', 'load({ satelliteAutoSync })'],
        ...['load({ experimental })', 'load({ unsafe_* })'],
      ],
    },
  },
  {
    why: 'Here the core keeps the client, its tokens and how fresh they are; `getToken({ skipCache: true })` and `reload()` ask the server.',
    members: {
      Clerk: ['updateClient', 'handleUnauthenticated', 'load({ polling })', 'load({ selectInitialSession })', 'load({ touchSession })'],
      Client: ['isNew', 'create', 'clearCache', 'resetSignIn', 'resetSignUp', 'isEligibleForTouch', 'buildTouchUrl'],
      Session: ['clearCache'],
    },
  },
  {
    why: 'Made from the outside: `user.createEmailAddress()` and its like.',
    members: { EmailAddress: ['create'], PhoneNumber: ['create'], Web3Wallet: ['create'] },
  },
  {
    why: 'A part of another resource has no address of its own; reload what it is a part of.',
    members: {
      SessionVerification: ['id', 'reload'],
      SessionWithActivities: ['reload'],
      Token: ['id', 'reload'],
      Verification: ['id', 'reload'],
      ExternalAccount: ['reload'],
      EnterpriseAccount: ['reload', 'destroy'],
      EnterpriseConnection: ['reload'],
      IdentificationLink: ['reload'],
      TOTP: ['reload'],
      BackupCode: ['reload'],
      ProfileImage: ['reload'],
    },
  },
  {
    why: 'For native apps: devices that are trusted, and tokens that rotate through a provider.',
    members: {
      '*': ['reload({ rotatingTokenNonce })'],
      SignIn: ['*({ trustedDeviceId })', '*({ clientData })', '*({ algorithm })'],
      Session: ['*({ trustedDeviceId })', '*({ clientData })', '*({ algorithm })'],
      Verification: ['trustedDeviceChallenge'],
    },
  },
  {
    why: '`createPasskey()` and `authenticateWithPasskey()` do this by themselves; `nonce` has it in JSON.',
    members: { PasskeyVerification: ['publicKey'] },
  },
  {
    why: 'Providers tell the name themselves; `signUp.update()` changes it.',
    members: { SignUpAttempt: ['sso({ firstName })', 'sso({ lastName })', 'sso({ locale })'] },
  },
] as const satisfies readonly { why: string; members: Partial<Record<string, readonly string[]>> }[];
