/**
 * Compares a name as received (one byte a character) with the spelling of a table: senders write Latin-1 or UTF-8,
 * so the table's spelling is encoded both ways (DESIGN decision 3).
 */
export function isSameName(received: string, spelling: string, foldsCase: boolean): boolean {
  if (received === spelling) return true;
  if (isAscii(spelling)) return foldsCase && received.toUpperCase() === spelling.toUpperCase();
  const utf8 = Buffer.from(spelling, 'utf8').toString('latin1');
  if (received === utf8) return true;
  if (!foldsCase) return false;
  const folded = spelling.toUpperCase();
  if (received.toUpperCase() === folded) return true;
  // Case is folded after decoding: in UTF-8 read byte by byte there are no letters to fold.
  return Buffer.from(received, 'latin1').toString('utf8').toUpperCase() === folded;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}
