-- name: insertReceived
INSERT INTO received_answer (interchange_id, type, outbox_id, control_number, set_control_number, result, reasons)
VALUES (@interchangeId, @type, @outboxId, @controlNumber, @setControlNumber, @result, @reasons);

-- name: sentInterchange
SELECT outbox_id AS outboxId, type AS type FROM outbox
WHERE isa13 = ? AND isa13 > 0 AND partner_id = ? ORDER BY outbox_id DESC LIMIT 1;

-- name: sentGroup
SELECT outbox_id AS outboxId, type AS type FROM outbox
WHERE gs06 = ? AND gs06 > 0 AND partner_id = ? ORDER BY outbox_id DESC LIMIT 1;

-- name: openRefusals
SELECT a.answer_id AS answerId, a.type AS type, a.outbox_id AS outboxId, a.control_number AS controlNumber,
       a.set_control_number AS setControlNumber, a.result AS result, a.reasons AS reasons, i.partner_id AS partnerId,
       f.name AS fileName, i.received_date AS receivedDate, COALESCE(o.name, '') AS outboxName,
       COALESCE(o.type, '') AS outboxType, r.actor AS actor, r.reason AS reason, r.as_of AS asOf
FROM received_answer a
JOIN interchange i ON i.interchange_id = a.interchange_id
JOIN file f ON f.file_id = i.file_id
LEFT JOIN outbox o ON o.outbox_id = a.outbox_id
LEFT JOIN received_answer_resolution r ON r.answer_id = a.answer_id
WHERE a.result = 'rejected' AND r.answer_id IS NULL
ORDER BY a.answer_id DESC;

-- name: receivedAnswers
SELECT a.answer_id AS answerId, a.type AS type, a.outbox_id AS outboxId, a.control_number AS controlNumber,
       a.set_control_number AS setControlNumber, a.result AS result, a.reasons AS reasons, i.partner_id AS partnerId,
       f.name AS fileName, i.received_date AS receivedDate, COALESCE(o.name, '') AS outboxName,
       COALESCE(o.type, '') AS outboxType, r.actor AS actor, r.reason AS reason, r.as_of AS asOf
FROM received_answer a
JOIN interchange i ON i.interchange_id = a.interchange_id
JOIN file f ON f.file_id = i.file_id
LEFT JOIN outbox o ON o.outbox_id = a.outbox_id
LEFT JOIN received_answer_resolution r ON r.answer_id = a.answer_id
WHERE @outboxId IS NULL OR a.outbox_id = @outboxId
ORDER BY a.answer_id DESC;

-- name: resolve
INSERT INTO received_answer_resolution (answer_id, actor, reason, as_of)
SELECT answer_id, @actor, @reason, @asOf FROM received_answer a
WHERE a.answer_id = @answerId AND a.result = 'rejected'
  AND NOT EXISTS (SELECT 1 FROM received_answer_resolution r WHERE r.answer_id = a.answer_id);
