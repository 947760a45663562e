-- What users are known by beside addresses: accounts at identity providers, passkeys, wallets.
CREATE TABLE identifications (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- NULL until it is proved: something merely claimed must not keep its owner out.
    subject TEXT,
    details_json TEXT NOT NULL,
    verification_json TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id),
    FOREIGN KEY (instance_id, user_id) REFERENCES users (instance_id, id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX identifications_by_subject ON identifications (instance_id, kind, subject);
CREATE INDEX identifications_by_user ON identifications (instance_id, user_id);

-- People who are at an identity provider just now.
CREATE TABLE oauth_attempts (
    instance_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    client_id TEXT NOT NULL,
    target_json TEXT NOT NULL,
    provider TEXT NOT NULL,
    verifier TEXT NOT NULL,
    nonce TEXT NOT NULL,
    redirect_url TEXT NOT NULL,
    native BOOLEAN NOT NULL,
    outcome_json TEXT,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, digest),
    FOREIGN KEY (instance_id, client_id) REFERENCES clients (instance_id, id) ON DELETE CASCADE
);

CREATE INDEX oauth_attempts_by_client ON oauth_attempts (instance_id, client_id);
CREATE INDEX oauth_attempts_by_end ON oauth_attempts (instance_id, expires_at);

-- The account at an identity provider that a sign-up goes by.
ALTER TABLE sign_ups ADD COLUMN external_account_json TEXT;
-- And the wallet.
ALTER TABLE sign_ups ADD COLUMN web3_wallet TEXT;
ALTER TABLE sign_ups ADD COLUMN web3_verification_json TEXT;
