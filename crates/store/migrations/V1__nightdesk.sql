-- Shared by SQLite and PostgreSQL. Times are milliseconds since the Unix epoch; columns named *_json hold JSON.
-- Every table below instances has instance_id first in its primary key and in every unique constraint: it is what rows
-- are sharded by.

CREATE TABLE applications (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE instances (
    id TEXT NOT NULL PRIMARY KEY,
    application_id TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    environment TEXT NOT NULL,
    frontend_api TEXT NOT NULL,
    signing_key_pem TEXT NOT NULL,
    client_token_key TEXT NOT NULL,
    settings_json TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX instances_by_application ON instances (application_id, environment);

CREATE TABLE secret_keys (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    prefix TEXT NOT NULL,
    plain TEXT,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT,
    PRIMARY KEY (instance_id, id)
);

-- A backend request names no instance, only its key: this is the one look-up that spans them.
CREATE UNIQUE INDEX secret_keys_by_digest ON secret_keys (digest);

CREATE TABLE users (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    username TEXT,
    first_name TEXT,
    last_name TEXT,
    external_id TEXT,
    public_metadata_json TEXT NOT NULL,
    private_metadata_json TEXT NOT NULL,
    unsafe_metadata_json TEXT NOT NULL,
    image_url TEXT,
    password_digest TEXT,
    password_updated_at BIGINT,
    primary_email_address_id TEXT,
    banned BOOLEAN NOT NULL,
    failed_attempts BIGINT NOT NULL,
    locked_until BIGINT,
    delete_self_enabled BOOLEAN NOT NULL,
    create_organization_enabled BOOLEAN NOT NULL,
    legal_accepted_at BIGINT,
    last_sign_in_at BIGINT,
    last_active_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- Lower-cased by us, because the two databases lower-case differently.
    username_lower TEXT,
    external_id_lower TEXT,
    name_lower TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);

CREATE UNIQUE INDEX users_by_username ON users (instance_id, username_lower);
CREATE UNIQUE INDEX users_by_external_id ON users (instance_id, external_id);
CREATE INDEX users_by_creation ON users (instance_id, created_at, id);

CREATE TABLE email_addresses (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    address TEXT NOT NULL,
    address_lower TEXT NOT NULL,
    verification_json TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id),
    FOREIGN KEY (instance_id, user_id) REFERENCES users (instance_id, id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX email_addresses_by_address ON email_addresses (instance_id, address_lower);
CREATE INDEX email_addresses_by_user ON email_addresses (instance_id, user_id);

CREATE TABLE clients (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    rotation_current TEXT NOT NULL,
    rotation_previous TEXT,
    rotation_previous_until BIGINT,
    rotation_confirmed_at BIGINT,
    sign_in_id TEXT,
    sign_up_id TEXT,
    last_active_session_id TEXT,
    last_authentication_strategy TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id)
);

CREATE TABLE dev_browsers (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    client_id TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id),
    FOREIGN KEY (instance_id, client_id) REFERENCES clients (instance_id, id) ON DELETE CASCADE
);

CREATE INDEX dev_browsers_by_client ON dev_browsers (instance_id, client_id);

CREATE TABLE sessions (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    status TEXT NOT NULL,
    first_factor_at BIGINT NOT NULL,
    second_factor_at BIGINT,
    actor_json TEXT,
    last_active_organization_id TEXT,
    latest_activity_json TEXT,
    last_active_at BIGINT NOT NULL,
    expire_at BIGINT NOT NULL,
    abandon_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id),
    FOREIGN KEY (instance_id, client_id) REFERENCES clients (instance_id, id) ON DELETE CASCADE,
    FOREIGN KEY (instance_id, user_id) REFERENCES users (instance_id, id) ON DELETE CASCADE
);

CREATE INDEX sessions_by_client ON sessions (instance_id, client_id, created_at);
CREATE INDEX sessions_by_user ON sessions (instance_id, user_id, created_at);
CREATE INDEX sessions_by_creation ON sessions (instance_id, created_at, id);

CREATE TABLE sign_ins (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    status TEXT NOT NULL,
    identifier TEXT,
    user_id TEXT,
    first_factor_json TEXT,
    second_factor_json TEXT,
    created_session_id TEXT,
    abandon_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id),
    FOREIGN KEY (instance_id, client_id) REFERENCES clients (instance_id, id) ON DELETE CASCADE
);

CREATE INDEX sign_ins_by_client ON sign_ins (instance_id, client_id);

CREATE TABLE sign_ups (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    status TEXT NOT NULL,
    email_address TEXT,
    email_address_id TEXT,
    email_verification_json TEXT,
    username TEXT,
    first_name TEXT,
    last_name TEXT,
    password_digest TEXT,
    unsafe_metadata_json TEXT NOT NULL,
    legal_accepted_at BIGINT,
    created_session_id TEXT,
    created_user_id TEXT,
    abandon_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id),
    FOREIGN KEY (instance_id, client_id) REFERENCES clients (instance_id, id) ON DELETE CASCADE
);

CREATE INDEX sign_ups_by_client ON sign_ups (instance_id, client_id);

CREATE TABLE sign_in_tokens (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    status TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id),
    FOREIGN KEY (instance_id, user_id) REFERENCES users (instance_id, id) ON DELETE CASCADE
);

CREATE INDEX sign_in_tokens_by_user ON sign_in_tokens (instance_id, user_id);

CREATE TABLE testing_tokens (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, digest)
);

CREATE TABLE outbox (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    -- Counts up in the order of arrival: several messages may share a millisecond.
    position BIGINT NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT,
    body TEXT NOT NULL,
    code TEXT,
    link TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id)
);

CREATE UNIQUE INDEX outbox_by_position ON outbox (instance_id, position);

CREATE TABLE dashboard_logins (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, digest)
);

CREATE TABLE dashboard_sessions (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, digest)
);
