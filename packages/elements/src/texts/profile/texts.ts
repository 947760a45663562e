import type { Texts } from '../texts';

interface ContactTexts {
  title: string;
  add: string;
  addLead: string;
  verify: string;
  removeLead: string;
}

/** What only the profile says. */
export interface ProfileWords {
  profile: string;
  security: string;
  edit: string;
  save: string;
  cancel: string;
  remove: string;
  removeWhat(what: string): string;
  details: string;
  editProfile: string;
  uploadPicture: string;
  changePicture: string;
  removePicture: string;
  contacts: Record<'email' | 'phone', ContactTexts>;
  alreadyYours: string;
  primary: string;
  unverified: string;
  makePrimary: string;
  verify: string;
  connections: string;
  connectTo(name: string): string;
  connectAgain: string;
  notConnected: string;
  removeConnectionLead: string;
  passkeys: string;
  passkey: string;
  addPasskey: string;
  rename: string;
  renamePasskey: string;
  name: string;
  removePasskeyLead: string;
  created(date: string): string;
  lastUsed(date: string): string;
  changePassword: string;
  currentPassword: string;
  passwordSaved: string;
  totp: string;
  addTotp: string;
  scanLead: string;
  qrCode: string;
  removeTotp: string;
  removeTotpLead: string;
  addMessages: string;
  addMessagesLead: string;
  messagesTo(number: string): string;
  removeMessagesLead: string;
  default: string;
  makeDefault: string;
  backupCodes: string;
  noBackupCodes: string;
  newBackupCodes: string;
  newBackupCodesLead: string;
  keepCodes: string;
  codesKept: string;
  copy: string;
  copied: string;
  notCopied: string;
  download: string;
  devices: string;
  thisDevice: string;
  phone: string;
  computer: string;
  browserOn(browser: string, device: string): string;
  signOutOthers: string;
  signOutOthersLead: string;
  deleteAccount: string;
  deleteAccountLead: string;
  typeToConfirm(words: string): string;
  confirmationDiffers(words: string): string;
  confirmIdentity: string;
  confirmIdentityWhy: string;
  noProof: string;
  /** As those of all elements. */
  errors: Texts['errors'];
}

/** All that the profile says. */
export type ProfileTexts = Texts & ProfileWords;
