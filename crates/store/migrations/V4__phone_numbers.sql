CREATE TABLE phone_numbers (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    -- As E.164 has it: + and digits.
    number TEXT NOT NULL,
    verification_json TEXT,
    reserved BOOLEAN NOT NULL,
    reserved_for_second_factor BOOLEAN NOT NULL,
    default_second_factor BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id),
    FOREIGN KEY (instance_id, user_id) REFERENCES users (instance_id, id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX phone_numbers_by_number ON phone_numbers (instance_id, number);
CREATE INDEX phone_numbers_by_user ON phone_numbers (instance_id, user_id);

ALTER TABLE users ADD COLUMN primary_phone_number_id TEXT;

-- Kept for its user by the backend, and good to sign in with, although it is not verified yet.
ALTER TABLE email_addresses ADD COLUMN reserved BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE sign_ups ADD COLUMN phone_number TEXT;
ALTER TABLE sign_ups ADD COLUMN phone_number_id TEXT;
ALTER TABLE sign_ups ADD COLUMN phone_verification_json TEXT;

-- Verifications that a backend runs by itself, apart from those that users run. Each is of one address or one number.
CREATE TABLE backend_verifications (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    email_address_id TEXT,
    phone_number_id TEXT,
    verification_json TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id),
    FOREIGN KEY (instance_id, email_address_id) REFERENCES email_addresses (instance_id, id) ON DELETE CASCADE,
    FOREIGN KEY (instance_id, phone_number_id) REFERENCES phone_numbers (instance_id, id) ON DELETE CASCADE
);

CREATE INDEX backend_verifications_by_address ON backend_verifications (instance_id, email_address_id, created_at);
CREATE INDEX backend_verifications_by_number ON backend_verifications (instance_id, phone_number_id, created_at);
