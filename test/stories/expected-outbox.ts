import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Story } from './story.ts';

/** PARTNER/NAME → bytes that were reviewed and committed. */
export function expectedOutbox({ expectedFolder }: Pick<Story, 'expectedFolder'>): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  if (!existsSync(expectedFolder)) return files;
  for (const partner of readdirSync(expectedFolder).sort()) {
    for (const name of readdirSync(join(expectedFolder, partner)).sort()) {
      files.set(`${partner}/${name}`, readFileSync(join(expectedFolder, partner, name)));
    }
  }
  return files;
}

export function writeExpectedOutbox({ expectedFolder }: Story, outbox: ReadonlyMap<string, Buffer>): void {
  rmSync(expectedFolder, { recursive: true, force: true });
  for (const [name, bytes] of outbox) {
    const path = join(expectedFolder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}
