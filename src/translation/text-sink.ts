/** What has been written and not yet been taken. */
export class TextSink {
  #text = '';

  write(text: string): void {
    this.#text += text;
  }

  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }
}
