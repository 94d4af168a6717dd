-- name: insertImport
INSERT INTO reference_import (kind, name, sha256, effective, as_of)
VALUES (@kind, @name, @sha256, @effective, @asOf)
ON CONFLICT (kind, sha256, effective) DO NOTHING;

-- name: imports
SELECT import_id AS importId, kind AS kind, name AS name, sha256 AS sha256, effective AS effective, as_of AS asOf
FROM reference_import ORDER BY import_id;
