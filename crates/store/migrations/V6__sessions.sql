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
