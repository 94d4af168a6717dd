-- name: insertFile
INSERT INTO file (sha256, name, partner_id, size_bytes, received_date, run_id, state)
VALUES (@sha256, @name, @partnerId, @sizeBytes, @receivedDate, @runId, 'taken');

-- name: finishFile
UPDATE file SET state = @state, reason = @reason WHERE file_id = @fileId;

-- name: files
SELECT file_id AS fileId, sha256 AS sha256, name AS name, partner_id AS partnerId, size_bytes AS sizeBytes,
       received_date AS receivedDate, run_id AS runId, state AS state, reason AS reason
FROM file ORDER BY file_id;

-- name: unreadFiles
SELECT file_id AS fileId, sha256 AS sha256, name AS name, partner_id AS partnerId, size_bytes AS sizeBytes,
       received_date AS receivedDate, run_id AS runId, state AS state, reason AS reason
FROM file WHERE state = 'taken' ORDER BY file_id;

-- name: fileById
SELECT file_id AS fileId, sha256 AS sha256, name AS name, partner_id AS partnerId, size_bytes AS sizeBytes,
       received_date AS receivedDate, run_id AS runId, state AS state, reason AS reason
FROM file WHERE file_id = ?;

-- name: fileBySha256
SELECT file_id AS fileId, sha256 AS sha256, name AS name, partner_id AS partnerId, size_bytes AS sizeBytes,
       received_date AS receivedDate, run_id AS runId, state AS state, reason AS reason
FROM file WHERE sha256 = ?;

-- name: holdFile
INSERT INTO held_file (partner_id, name, first_seen) VALUES (?, ?, ?) ON CONFLICT (partner_id, name) DO NOTHING;

-- name: firstSeen
SELECT first_seen FROM held_file WHERE partner_id = ? AND name = ?;

-- name: releaseHold
DELETE FROM held_file WHERE partner_id = ? AND name = ?;

-- name: heldFiles
SELECT partner_id AS partnerId, name AS name, first_seen AS firstSeen FROM held_file ORDER BY partner_id, name;

-- name: filesWithOpenClaims
SELECT file_id AS fileId, sha256 AS sha256, name AS name, partner_id AS partnerId, size_bytes AS sizeBytes,
       received_date AS receivedDate, run_id AS runId, state AS state, reason AS reason
FROM file
WHERE state = 'taken' OR file_id IN (
  SELECT i.file_id
  FROM claim c
  LEFT JOIN claim_state w ON w.claim_id = c.claim_id
  JOIN transaction_set s ON s.set_id = c.set_id
  JOIN interchange i ON i.interchange_id = s.interchange_id
  WHERE COALESCE(w.state, c.staged_as) IN ('staged', 'accepted', 'pended', 'decided')
)
ORDER BY file_id;

-- name: reopenFile
UPDATE file SET state = 'taken', reason = '' WHERE sha256 = ? AND state = 'quarantined';
