import { closeSync, openSync, writeSync } from 'node:fs';

const BLOCK_CHARACTERS = 1 << 20;

/** Writes ASCII text to a file in blocks, so that memory does not grow with the file, and counts it. */
export class BlockWriter {
  readonly #descriptor: number;
  #block = '';
  #writtenBytes = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'w');
  }

  get lengthBytes(): number {
    return this.#writtenBytes + this.#block.length;
  }

  write(text: string): void {
    this.#block += text;
    if (this.#block.length >= BLOCK_CHARACTERS) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #flush(): void {
    writeSync(this.#descriptor, this.#block, null, 'latin1');
    this.#writtenBytes += this.#block.length;
    this.#block = '';
  }
}
