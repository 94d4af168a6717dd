-- name: account
SELECT account_id FROM ledger_account WHERE kind = ? AND payee_id = ? AND fund = ?;

-- name: insertAccount
INSERT INTO ledger_account (kind, payee_id, fund) VALUES (?, ?, ?);

-- name: insertEntry
INSERT INTO ledger_entry (key, input_hash, as_of, text) VALUES (?, ?, ?, ?) ON CONFLICT (key) WHERE key IS NOT NULL DO NOTHING;

-- name: insertDecisionEntry
INSERT INTO ledger_entry (decision_id) VALUES (?);

-- name: entryByKey
SELECT entry_id AS entryId, input_hash AS inputHash FROM ledger_entry WHERE key = ?;

-- name: insertPosting
INSERT INTO posting (entry_id, ordinal, debit_account_id, credit_account_id, amount_cents) VALUES (?, ?, ?, ?, ?);

-- name: accountBalances
SELECT kind AS kind, payee_id AS payeeId, fund AS fund, balance_cents AS balanceCents
FROM account_balance ORDER BY kind, payee_id, fund;
