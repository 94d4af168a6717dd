/** What the exit code of every command means, as each `--help` says it. */
export const EXIT_CODES = [
  [0, 'done and balanced; rejected or denied claims are business, not errors'],
  [1, 'internal error'],
  [2, 'usage or configuration'],
  [3, 'done, and something waits for an operator'],
  [4, 'out of balance: nothing of that batch is published'],
  [74, 'input or output failed'],
  [75, 'try again later: another run holds the data root, or the disk is full'],
  [130, 'interrupted; the next run goes on where this one stopped (143: terminated)'],
] as const;
