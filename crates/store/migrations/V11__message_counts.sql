-- When a recipient was sent codes and links of late, under the digest of its address: processes count together.
CREATE TABLE message_counts (
    instance_id TEXT NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    recipient_digest TEXT NOT NULL,
    times_json TEXT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, recipient_digest)
);

CREATE INDEX message_counts_by_time ON message_counts (instance_id, last_at);
