-- Who may have an account, and what accounts look like.

-- Pictures of users: at most one each. Base64, because the two databases differ in how they hold bytes.
CREATE TABLE images (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    content_type TEXT NOT NULL,
    content_base64 TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id),
    FOREIGN KEY (instance_id, user_id) REFERENCES users (instance_id, id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX images_by_user ON images (instance_id, user_id);

-- What a backend or a ticket adds to a sign-up; NULL: nothing.
ALTER TABLE sign_ups ADD COLUMN granted_json TEXT;

CREATE TABLE invitations (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    email_address TEXT NOT NULL,
    email_address_lower TEXT NOT NULL,
    public_metadata_json TEXT NOT NULL,
    redirect_url TEXT,
    status TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id)
);

CREATE INDEX invitations_by_address ON invitations (instance_id, email_address_lower);

-- Who is let in ('allow') and who is not ('block').
CREATE TABLE listed_identifiers (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    list TEXT NOT NULL,
    id TEXT NOT NULL,
    identifier TEXT NOT NULL,
    -- What is compared, see the rules.
    pattern TEXT NOT NULL,
    identifier_type TEXT NOT NULL,
    invitation_id TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, list, id)
);

CREATE UNIQUE INDEX listed_identifiers_by_pattern ON listed_identifiers (instance_id, list, pattern);

CREATE TABLE waitlist_entries (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    email_address TEXT NOT NULL,
    email_address_lower TEXT NOT NULL,
    status TEXT NOT NULL,
    invitation_id TEXT,
    invited_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id)
);

CREATE UNIQUE INDEX waitlist_entries_by_address ON waitlist_entries (instance_id, email_address_lower);
