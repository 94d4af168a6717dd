import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { freeBytes, requireFreeSpace } from '../../src/batch/free-space.ts';
import { claimsFile } from './claims-file.ts';
import { installation } from './installation.ts';

test('what fits may begin; what does not is refused with the path and both figures', () => {
  expect(() => requireFreeSpace(tmpdir(), 0, 1)).not.toThrow();
  expect(() => requireFreeSpace(tmpdir(), 2 ** 52, 0)).not.toThrow();
  expect(() => requireFreeSpace(tmpdir(), freeBytes(tmpdir()), 1)).toThrow(
    expect.objectContaining({ code: 'DISK-FULL', exitCode: 75, message: expect.stringContaining(tmpdir()) }),
  );
});

test('a run that the disk cannot hold begins nothing', async () => {
  const here = await installation({ minFreeMegabytes: 2 ** 24 });
  here.drop('harborclear', 'a.x12', claimsFile([{ patientControlNumber: 'A1' }]));
  await expect(here.run('2025-11-03T20:00:00-08:00')).rejects.toMatchObject({ code: 'DISK-FULL' });
});
