#!/usr/bin/env -S MALLOC_ARENA_MAX=2 node --max-semi-space-size=4 --heap-growing-percent=40
// The heap stays near what is in use, and threads share what they free: half the peak memory of a night.
// Plain enough to be read by any Node, so that an old one is told what it lacks instead of failing on syntax.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `remit: NODE-TOO-OLD Node ${process.versions.node} is too old, 22.18 or newer is needed: call it as \`npx remit\` in the project's folder, which uses the project's own.\n`,
  );
  process.exitCode = 2;
} else {
  import('../dist/cli/main.js').then(
    async ({ main }) => {
      process.exitCode = await main(process.argv.slice(2));
    },
    (error) => {
      const isMissing = error.code === 'ERR_MODULE_NOT_FOUND';
      const what = isMissing
        ? 'the program is not built or not installed whole'
        : `it does not start (${error.name})`;
      process.stderr.write(
        `remit: NOT-BUILT ${what}\n  Run \`npm ci && npm run build\` in the project's folder.\n`,
      );
      process.exitCode = 2;
    },
  );
}
