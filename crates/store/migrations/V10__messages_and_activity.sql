-- What owners have messages say; NULL: what this server has them say.
CREATE TABLE message_templates (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    slug TEXT NOT NULL,
    name TEXT,
    subject TEXT,
    body TEXT,
    text TEXT,
    delivered BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, channel, slug)
);

ALTER TABLE outbox ADD COLUMN html TEXT;

-- Who is here: sessions that were neither ended nor replaced, by their last activity.
CREATE INDEX sessions_by_activity ON sessions (instance_id, last_active_at, id) WHERE status IN ('active', 'pending');

-- Where admins have the dashboard open, for them to see and to close.
ALTER TABLE dashboard_sessions ADD COLUMN browser TEXT;
ALTER TABLE dashboard_sessions ADD COLUMN ip_address TEXT;
