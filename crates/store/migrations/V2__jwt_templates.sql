-- Tokens of the owner's own making: what they say, how long they hold and who signs them.

CREATE TABLE jwt_templates (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    claims_json TEXT NOT NULL,
    lifetime_secs BIGINT NOT NULL,
    allowed_clock_skew_secs BIGINT NOT NULL,
    signing_algorithm TEXT NOT NULL,
    -- NULL: signed by the instance's own key.
    signing_key TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id)
);

CREATE UNIQUE INDEX jwt_templates_by_name ON jwt_templates (instance_id, name);
