import type * as Official from '@clerk/shared/types';
import type * as Ours from '@nightdesk/chrome-extension';
import type * as OurLegacy from '@nightdesk/chrome-extension/legacy';

/** What the hooks return. */
export interface ReactPairs {
  useAuth: [Official.UseAuthReturn, ReturnType<typeof Ours.useAuth>];
  useClerk: [Official.HeadlessBrowserClerk, ReturnType<typeof Ours.useClerk>];
  useUser: [Official.UseUserReturn, ReturnType<typeof Ours.useUser>];
  useSession: [Official.UseSessionReturn, ReturnType<typeof Ours.useSession>];
  useSessionList: [Official.UseSessionListReturn, ReturnType<typeof Ours.useSessionList>];
  useSignIn: [Official.SignInSignalValue, ReturnType<typeof Ours.useSignIn>];
  SignInAttempt: [Official.SignInFutureResource, Ours.SignInAttempt];
  'SignInAttempt.emailCode': [Official.SignInFutureResource['emailCode'], Ours.SignInAttempt['emailCode']];
  'SignInAttempt.emailLink': [Official.SignInFutureResource['emailLink'], Ours.SignInAttempt['emailLink']];
  'SignInAttempt.phoneCode': [Official.SignInFutureResource['phoneCode'], Ours.SignInAttempt['phoneCode']];
  'SignInAttempt.resetPasswordEmailCode': [Official.SignInFutureResource['resetPasswordEmailCode'], Ours.SignInAttempt['resetPasswordEmailCode']];
  'SignInAttempt.resetPasswordPhoneCode': [Official.SignInFutureResource['resetPasswordPhoneCode'], Ours.SignInAttempt['resetPasswordPhoneCode']];
  'SignInAttempt.mfa': [Official.SignInFutureResource['mfa'], Ours.SignInAttempt['mfa']];
  useSignUp: [Official.SignUpSignalValue, ReturnType<typeof Ours.useSignUp>];
  SignUpAttempt: [Official.SignUpFutureResource, Ours.SignUpAttempt];
  'SignUpAttempt.verifications': [Official.SignUpFutureResource['verifications'], Ours.SignUpAttempt['verifications']];
  'useSignIn (legacy)': [Official.UseSignInReturn, ReturnType<typeof OurLegacy.useSignIn>];
  'useSignUp (legacy)': [Official.UseSignUpReturn, ReturnType<typeof OurLegacy.useSignUp>];
}
