import type { RunProgress } from '../batch/run.ts';

/** Redrawing more often than this is not seen, only paid for. */
const STEPS_BETWEEN = 8;

export interface ProgressLine {
  show(progress: RunProgress): void;
  clear(): void;
}

/** One line on standard error that is drawn over itself; nothing at all where no person watches. */
export function progressLine(): ProgressLine {
  const { stderr } = process;
  if (!stderr.isTTY || process.env.TERM === 'dumb') return { show: () => {}, clear: () => {} };
  let steps = 0;
  let isDrawn = false;
  return {
    show: (progress) => {
      if (steps++ % STEPS_BETWEEN !== 0) return;
      isDrawn = true;
      stderr.write(`\r\u001b[K${textOf(progress).slice(0, (stderr.columns ?? 80) - 1)}`);
    },
    clear: () => {
      if (isDrawn) stderr.write('\r\u001b[K');
    },
  };
}

function textOf(progress: RunProgress): string {
  if (progress.stage === 'adjudicate') {
    return `deciding for ${progress.profileId}: ${progress.done} of ${progress.total} claims`;
  }
  const { file, bytes, totalBytes, claims } = progress.intake;
  const percent = totalBytes === 0 ? 100 : Math.floor((bytes / totalBytes) * 100);
  return `reading ${file}: ${percent} %, ${claims} claims`;
}
