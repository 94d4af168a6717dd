-- name: insertOutbox
INSERT INTO outbox (batch_id, name, partner_id, type, sha256, size_bytes, isa13, gs06, bytes, state)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'committed');

-- name: unpublished
SELECT o.outbox_id AS outboxId, o.batch_id AS batchId, o.name AS name, o.partner_id AS partnerId, o.type AS type,
       o.sha256 AS sha256, o.size_bytes AS sizeBytes, o.state AS state
FROM outbox o INDEXED BY outbox_unpublished
WHERE o.state <> 'published' AND (SELECT state FROM batch b WHERE b.batch_id = o.batch_id) = 'closed'
ORDER BY o.outbox_id;

-- name: outboxRows
SELECT outbox_id AS outboxId, batch_id AS batchId, name AS name, partner_id AS partnerId, type AS type,
       sha256 AS sha256, size_bytes AS sizeBytes, state AS state
FROM outbox WHERE @batchId IS NULL OR batch_id = @batchId
ORDER BY outbox_id;

-- name: outboxBytes
SELECT bytes AS bytes, size_bytes AS sizeBytes FROM outbox WHERE outbox_id = ?;

-- name: markReady
UPDATE outbox SET state = 'ready'
WHERE outbox_id = ? AND state IN ('committed', 'ready')
  AND (SELECT state FROM batch b WHERE b.batch_id = outbox.batch_id) = 'closed';

-- name: markPublished
UPDATE outbox SET state = 'published' WHERE outbox_id = ? AND state IN ('ready', 'published');
