// Run as a process of its own: works on the store it is given and is killed before it could finish anything.
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { accept, beginWithFile, decide, decisionOf, settledClaim, stage, stagedClaim } from './store-rows.ts';

const store = openSqliteStore(process.argv[2]!);
const ids = await accept(store, [stagedClaim('1'), stagedClaim('2')]);
await decide(store, [settledClaim(ids.get('1')!, decisionOf('1'))]);
const at = await beginWithFile(store, 'b'.repeat(64));
await stage(store, at, [stagedClaim('3')]);
process.kill(process.pid, 'SIGKILL');
