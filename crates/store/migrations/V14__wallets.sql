-- Users are also looked for by their wallets.
INSERT INTO user_terms (instance_id, term, user_id, source)
    SELECT instance_id, subject, user_id, id FROM identifications
    WHERE kind = 'web3_wallet' AND subject IS NOT NULL;
