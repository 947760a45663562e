/** What an instance is set up to do, named as on the wire. There is more in it than is listed here. */
export interface Environment {
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
    password_settings: { min_length: number };
    passkey_settings: { allow_autofill: boolean; show_sign_in_button: boolean };
  };
}

export interface EnvironmentAttribute {
  enabled: boolean;
  /** By whoever signs up. */
  required: boolean;
  used_for_first_factor: boolean;
  first_factors: string[];
  second_factors: string[];
  verify_at_sign_up: boolean;
}

export interface EnvironmentProvider {
  enabled: boolean;
  authenticatable: boolean;
  not_selectable: boolean;
  strategy: `oauth_${string}`;
  name: string;
}
