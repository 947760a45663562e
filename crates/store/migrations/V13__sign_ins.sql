-- Whether the user whom the identifier found was on this client before; NULL while nobody was found that way.
ALTER TABLE sign_ins ADD COLUMN client_known BOOLEAN;
