/** What an instance is set up to do, named as on the wire. There is more in it than is listed here. */
export interface Environment {
  auth_config: {
    /** Whether sensitive changes need a recent proof. */
    reverification: boolean;
  };
  display_config: {
    application_name: string;
    terms_url?: string | null;
    privacy_policy_url?: string | null;
  };
  user_settings: {
    /** By name: `email_address`, `phone_number`, `username`, `first_name`, `password`, `passkey` and so on. */
    attributes: Record<string, EnvironmentAttribute>;
    /** By strategy. */
    social: Record<string, EnvironmentProvider>;
    sign_up: { mode: 'public' | 'restricted' | 'waitlist'; legal_consent_enabled: boolean };
    password_settings: EnvironmentPasswords;
    /** What users may do with their account. */
    actions: { delete_self: boolean };
    passkey_settings: { allow_autofill: boolean; show_sign_in_button: boolean };
    /** Whether a link sent by e-mail works only in the browser that asked for it. */
    attack_protection?: { email_link?: { require_same_client?: boolean } };
  };
}

/** What makes a good password. */
export interface EnvironmentPasswords {
  min_length: number;
  max_length: number;
  require_lowercase: boolean;
  require_uppercase: boolean;
  require_numbers: boolean;
  require_special_char: boolean;
  allowed_special_characters: string;
  /** Whether pages say how easy it is to guess, because it has to be hard. */
  show_zxcvbn: boolean;
  /** From 0 to 4. */
  min_zxcvbn_strength: number;
}

export interface EnvironmentAttribute {
  enabled: boolean;
  /** By whoever signs up. */
  required: boolean;
  used_for_first_factor: boolean;
  first_factors: string[];
  used_for_second_factor: boolean;
  second_factors: string[];
  /** How it can be verified. */
  verifications: string[];
  verify_at_sign_up: boolean;
}

export interface EnvironmentProvider {
  enabled: boolean;
  authenticatable: boolean;
  not_selectable: boolean;
  strategy: `oauth_${string}`;
  name: string;
}
