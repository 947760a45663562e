-- What users are looked for by, lower-cased: one sorted list, so that a search by the beginning of any of it reads only
-- what it finds. `source` tells what wrote a term: a kind of profile field, or the id of an address or number.
CREATE TABLE user_terms (
    instance_id TEXT NOT NULL,
    term TEXT NOT NULL,
    user_id TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (instance_id, term, user_id, source),
    FOREIGN KEY (instance_id, user_id) REFERENCES users (instance_id, id) ON DELETE CASCADE
);

CREATE INDEX user_terms_by_user ON user_terms (instance_id, user_id, term, source);

INSERT INTO user_terms (instance_id, term, user_id, source)
    SELECT instance_id, lower(id), id, 'id' FROM users;
INSERT INTO user_terms (instance_id, term, user_id, source)
    SELECT instance_id, username_lower, id, 'username' FROM users WHERE username_lower IS NOT NULL;
INSERT INTO user_terms (instance_id, term, user_id, source)
    SELECT instance_id, external_id_lower, id, 'external_id' FROM users WHERE external_id_lower IS NOT NULL;
INSERT INTO user_terms (instance_id, term, user_id, source)
    SELECT instance_id, name_lower, id, 'name' FROM users WHERE name_lower <> '';
INSERT INTO user_terms (instance_id, term, user_id, source)
    SELECT instance_id, substr(name_lower, length(first_name) + 2), id, 'last_name' FROM users
    WHERE first_name <> '' AND last_name <> '';
INSERT INTO user_terms (instance_id, term, user_id, source)
    SELECT instance_id, address_lower, user_id, id FROM email_addresses;
INSERT INTO user_terms (instance_id, term, user_id, source)
    SELECT instance_id, number, user_id, id FROM phone_numbers;

-- Few users are either, and the dashboard lists them in the order of the whole list.
CREATE INDEX users_banned ON users (instance_id, created_at, id) WHERE banned;
CREATE INDEX users_locked ON users (instance_id, created_at, id) WHERE locked_until IS NOT NULL;

-- What happened to whom. Rows are written and never changed; who did it is named as it was then.
CREATE TABLE events (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    operation TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    subject TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id)
);

CREATE INDEX events_by_creation ON events (instance_id, created_at, id);
CREATE INDEX events_by_kind ON events (instance_id, kind, created_at, id);
CREATE INDEX events_by_subject ON events (instance_id, subject, created_at, id);

-- Who may open the dashboard: people of the application, which is what its instances share.
CREATE TABLE admins (
    application_id TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    email_address TEXT NOT NULL,
    address_lower TEXT NOT NULL,
    password_digest TEXT NOT NULL,
    totp_json TEXT,
    failed_attempts BIGINT NOT NULL,
    locked_until BIGINT,
    last_sign_in_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (application_id, id)
);

CREATE UNIQUE INDEX admins_by_address ON admins (application_id, address_lower);

-- Empty for a dashboard that was opened by a one-time link.
ALTER TABLE dashboard_sessions ADD COLUMN admin_id TEXT;

-- Users that come from a file, in the order of its records. `position` is how many records have been dealt with: it moves
-- in the transaction that adds their users, so that an import that was interrupted goes on where it stopped.
CREATE TABLE imports (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_digest TEXT NOT NULL,
    total BIGINT NOT NULL,
    position BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id)
);

CREATE INDEX imports_by_creation ON imports (instance_id, created_at, id);

CREATE TABLE import_refusals (
    instance_id TEXT NOT NULL,
    import_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    record TEXT NOT NULL,
    field TEXT,
    reason TEXT NOT NULL,
    PRIMARY KEY (instance_id, import_id, position),
    FOREIGN KEY (instance_id, import_id) REFERENCES imports (instance_id, id) ON DELETE CASCADE
);
