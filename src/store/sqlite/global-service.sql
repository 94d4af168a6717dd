-- A claim that is decided again has the same services.
-- name: insertGlobalService
INSERT OR IGNORE INTO global_service (member_id, payee_id, has_package, day, claim_id, line, procedure, modifiers,
                                      provider_npi, specialty, package_from, package_to)
VALUES (@memberId, @payeeId, @hasPackage, @day, @claimId, @line, @procedure, @modifiers,
        @providerNpi, @specialty, @packageFrom, @packageTo);

-- name: globalServices
SELECT g.line AS line, g.procedure AS procedure, g.modifiers AS modifiers, g.day AS day,
       g.provider_npi AS providerNpi, g.specialty AS specialty, g.package_from AS packageFrom,
       g.package_to AS packageTo, c.claim_number AS claimNumber,
       d.outcome_block_id AS blockId, d.outcome_index AS blockIndex
FROM global_service g
JOIN claim c ON c.claim_id = g.claim_id
JOIN claim_state w ON w.claim_id = g.claim_id
JOIN decision d ON d.claim_id = g.claim_id AND d.version = (
  SELECT MAX(version) FROM decision WHERE claim_id = g.claim_id AND status IN ('paid', 'denied')
)
WHERE g.member_id = ? AND g.payee_id = ? AND g.has_package = ? AND g.day BETWEEN ? AND ?
  AND w.state IN ('decided', 'remitted') AND d.status = 'paid'
ORDER BY g.day, c.claim_number, g.line;
