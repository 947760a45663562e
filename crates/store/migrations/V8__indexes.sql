-- Each holds the whole order in which its rows are read. Without the last column SQLite takes the index of the whole
-- instance instead, which is in the right order too, and reads everybody's rows to find one client's.

DROP INDEX sessions_by_client;
DROP INDEX sessions_by_user;
CREATE INDEX sessions_by_client ON sessions (instance_id, client_id, created_at, id);
CREATE INDEX sessions_by_user ON sessions (instance_id, user_id, created_at, id);
CREATE INDEX clients_by_creation ON clients (instance_id, created_at, id);
