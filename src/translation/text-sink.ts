/** What has been written and not yet been taken. */
export class TextSink {
  #pieces: string[] = [];

  write(text: string): void {
    this.#pieces.push(text);
  }

  take(): string {
    const text = this.#pieces.join('');
    this.#pieces = [];
    return text;
  }
}
