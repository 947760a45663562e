-- Where browsers may be sent beside the instance's own site and its allowed origins.
CREATE TABLE redirect_urls (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    url TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id)
);

CREATE UNIQUE INDEX redirect_urls_by_url ON redirect_urls (instance_id, url);

-- A signed-in user proves a factor again; at most one at a time in a session.
CREATE TABLE reverifications (
    instance_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    level TEXT NOT NULL,
    status TEXT NOT NULL,
    first_factor_json TEXT,
    second_factor_json TEXT,
    expire_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, session_id),
    FOREIGN KEY (instance_id, session_id) REFERENCES sessions (instance_id, id) ON DELETE CASCADE
);

-- Tickets with which somebody acts as a user.
CREATE TABLE actor_tokens (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    actor_json TEXT NOT NULL,
    status TEXT NOT NULL,
    session_max_secs BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id),
    FOREIGN KEY (instance_id, user_id) REFERENCES users (instance_id, id) ON DELETE CASCADE
);

CREATE INDEX actor_tokens_by_user ON actor_tokens (instance_id, user_id);

-- Passwords that others know. A mark older than the password is about another one.
CREATE TABLE compromised_passwords (
    instance_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    marked_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, user_id),
    FOREIGN KEY (instance_id, user_id) REFERENCES users (instance_id, id) ON DELETE CASCADE
);

-- What has to be done before a session counts; NULL: nothing.
ALTER TABLE sessions ADD COLUMN tasks_json TEXT;

-- What a handshake has an application set, until the application fetches it.
CREATE TABLE handshakes (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    nonce_digest TEXT NOT NULL,
    directives_json TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, nonce_digest)
);

CREATE INDEX handshakes_by_end ON handshakes (instance_id, expires_at);

-- Tokens that an application's server exchanges for new session tokens.
CREATE TABLE refresh_tokens (
    instance_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    session_id TEXT NOT NULL,
    used_at BIGINT,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, digest),
    FOREIGN KEY (instance_id, session_id) REFERENCES sessions (instance_id, id) ON DELETE CASCADE
);

CREATE INDEX refresh_tokens_by_session ON refresh_tokens (instance_id, session_id, created_at);

-- Browsers that are known on the site of a satellite, or on their way there (then redirect_url is set).
CREATE TABLE client_links (
    instance_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    client_id TEXT NOT NULL,
    host TEXT NOT NULL,
    redirect_url TEXT,
    expires_at BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, digest),
    FOREIGN KEY (instance_id, client_id) REFERENCES clients (instance_id, id) ON DELETE CASCADE
);

CREATE INDEX client_links_by_client ON client_links (instance_id, client_id, host);
