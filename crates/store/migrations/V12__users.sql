-- What backends say of users beside who they are.
ALTER TABLE users ADD COLUMN primary_web3_wallet_id TEXT;
ALTER TABLE users ADD COLUMN locale TEXT;
ALTER TABLE users ADD COLUMN create_organizations_limit BIGINT;
ALTER TABLE users ADD COLUMN bypass_client_trust BOOLEAN NOT NULL DEFAULT FALSE;
