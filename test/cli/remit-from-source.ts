import { main } from '../../src/cli/main.ts';

// The command as `bin/remit.js` calls it, without building first: Node strips the types.
process.exitCode = await main(process.argv.slice(2));
