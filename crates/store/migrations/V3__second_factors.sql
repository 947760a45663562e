-- Authenticator application and backup codes of a user; NULL: neither, and never was.
ALTER TABLE users ADD COLUMN second_factors_json TEXT;
