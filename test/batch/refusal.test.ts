import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rebuild } from '../../src/batch/rebuild.ts';
import { resolveRefusal } from '../../src/batch/resolve-refusal.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { printed } from '../cli/printed.ts';
import { claimsFile } from './claims-file.ts';
import { type Installation, installation } from './installation.ts';

const NIGHTS = [
  '2025-11-03T20:00:00-08:00',
  '2025-11-04T20:00:00-08:00',
  '2025-11-05T20:00:00-08:00',
] as const;

const isa = (number: string) =>
  `ISA*00*          *00*          *ZZ*HARBORCLEAR    *ZZ*91051          *251104*1200*^*00501*${number}*0*P*:`;

function functionalAnswer(number: string, body: readonly string[]): string {
  const set = ['ST*999*0001*005010X231A1', ...body];
  return [
    isa(number),
    'GS*FA*HARBORCLEAR*91051*20251104*1200*9*X*005010X231A1',
    ...set,
    `SE*${set.length + 1}*0001`,
    'GE*1*9',
    `IEA*1*${number}`,
    '',
  ].join('~\n');
}

const interchangeAnswer = (number: string, ta1: string) =>
  [isa(number), ta1, `IEA*0*${number}`, ''].join('~\n');

/** ISA13 and GS06 of the remittance that harborclear got. */
function remittance({ root }: Installation): { name: string; isa13: string; gs06: string } {
  const folder = join(root.outbox, 'harborclear');
  const name = readdirSync(folder).find((each) => each.includes('_835_'))!;
  const text = readFileSync(join(folder, name), 'latin1');
  return { name, isa13: text.slice(90, 99), gs06: /GS\*HP\*[^~]*?\*(\d+)\*X/.exec(text)![1]! };
}

async function paid(): Promise<Installation> {
  const here = await installation();
  here.drop('harborclear', 'a.x12', claimsFile([{ patientControlNumber: 'A1' }]));
  expect((await here.run(NIGHTS[0])).exitCode).toBe(0);
  return here;
}

async function answersIn(here: Installation) {
  const store = openSqliteStore(here.root.store, { readOnly: true });
  const rows = await store.receivedAnswers({});
  await store.close();
  return rows.map(({ type, controlNumber, setControlNumber, result, reasons, outboxName }) => ({
    type,
    controlNumber,
    setControlNumber,
    result,
    reasons,
    outboxName,
  }));
}

test('an accepted remittance is recorded and waits for nobody', async () => {
  const here = await paid();
  const { name, gs06, isa13 } = remittance(here);
  here.drop(
    'harborclear',
    'b.x12',
    functionalAnswer('000000301', [`AK1*HP*${gs06}*005010X221A1`, 'AK2*835*0001', 'IK5*A', 'AK9*A*1*1*1']),
  );
  here.drop('harborclear', 'c.x12', interchangeAnswer('000000302', `TA1*${isa13}*251103*2000*A*000`));
  const run = await here.run(NIGHTS[1]);
  expect(run.exitCode).toBe(0);
  expect(run.files.map(({ outcome }) => outcome)).toEqual(['read', 'read']);
  expect(await answersIn(here)).toEqual([
    {
      type: 'TA1',
      controlNumber: isa13,
      setControlNumber: '',
      result: 'accepted',
      reasons: '',
      outboxName: name,
    },
    {
      type: '999',
      controlNumber: gs06,
      setControlNumber: '',
      result: 'accepted',
      reasons: '',
      outboxName: name,
    },
  ]);
  // An answer is not answered.
  expect(
    readdirSync(join(here.root.outbox, 'harborclear')).filter((each) => each.includes('20251105')),
  ).toEqual([]);
});

test.each<[string, (sent: { isa13: string; gs06: string }) => string, object]>([
  [
    'a set of it',
    ({ gs06 }) =>
      functionalAnswer('000000301', [
        `AK1*HP*${gs06}*005010X221A1`,
        'AK2*835*0001*005010X221A1',
        'IK3*CLP*24*2100*8',
        'IK4*1*1028*7*SECRET',
        'IK5*R*5',
        'AK9*R*1*1*0',
      ]),
    { type: '999', setControlNumber: '0001', reasons: 'IK502 5; CLP 8; element 1 7' },
  ],
  [
    'its group',
    ({ gs06 }) => functionalAnswer('000000301', [`AK1*HP*${gs06}*005010X221A1`, 'AK9*R*1*1*0*4']),
    { type: '999', setControlNumber: '', reasons: 'AK905 4' },
  ],
  [
    'its interchange',
    ({ isa13 }) => interchangeAnswer('000000301', `TA1*${isa13}*251103*2000*R*021`),
    { type: 'TA1', setControlNumber: '', reasons: 'TA105 021' },
  ],
])(
  'a partner refuses %s: it waits for a person until somebody says what was done',
  async (_, answer, expected) => {
    const here = await paid();
    const sent = remittance(here);
    here.drop('harborclear', 'b.x12', answer(sent));
    expect((await here.run(NIGHTS[1])).exitCode).toBe(3);
    expect(await answersIn(here)).toMatchObject([{ ...expected, result: 'rejected', outboxName: sent.name }]);

    const config = join(here.root.path, 'remit.json');
    writeFileSync(config, JSON.stringify({ dataRoot: '.' }));
    const at = async (...args: string[]) => (await printed([...args, '--config', config])).out;
    expect(await at('status')).toContain(`Refused by harborclear`);
    expect(JSON.parse(await at('status', '--json')).refusedFiles).toMatchObject([
      { number: 1, name: sent.name },
    ]);
    const listed = await at('refusal', 'list');
    expect(listed).toContain(sent.name);
    expect(listed).not.toContain('SECRET');
    expect(await at('show', sent.name)).toContain('rejected');

    const resolve = ['refusal', 'resolve', '1', '--reason', 'sent again', '--as-of', NIGHTS[1]];
    expect(await at(...resolve)).toContain('Resolved: 1');
    expect((await printed([...resolve, '--config', config])).err).toContain('REFUSAL-UNKNOWN');
    expect(await at('refusal', 'list')).toBe('Nothing of ours was refused.\n');
    expect(await at('refusal', 'list', '--all')).toContain('sent again');
    here.drop(
      'harborclear',
      'c.x12',
      claimsFile([{ patientControlNumber: 'A2' }], { controlNumber: '000000102' }),
    );
    expect((await here.run(NIGHTS[2])).exitCode).toBe(0);
  },
  60_000,
);

test('a TA1 is not answered with a TA1, even where one is asked for', async () => {
  const here = await paid();
  const { isa13 } = remittance(here);
  const asking = isa('000000301').replace('*000000301*0*', '*000000301*1*');
  here.drop(
    'harborclear',
    'b.x12',
    [asking, `TA1*${isa13}*251103*2000*A*000`, 'IEA*0*000000301', ''].join('~\n'),
  );
  await here.run(NIGHTS[1]);
  const sent = readdirSync(join(here.root.outbox, 'harborclear'));
  expect(sent.filter((each) => each.includes('20251105'))).toEqual([]);
});

test('what was never sent to that partner is said, and matched with nothing of another kind or partner', async () => {
  const here = await paid();
  const { gs06, isa13 } = remittance(here);
  here.drop(
    'harborclear',
    'b.x12',
    functionalAnswer('000000301', ['AK1*HP*777*005010X221A1', 'AK9*R*1*1*0*6']),
  );
  here.drop(
    'harborclear',
    'c.x12',
    functionalAnswer('000000302', [`AK1*HC*${gs06}*005010X221A1`, 'AK9*A*1*1*1']),
  );
  here.drop(
    'pinebilling',
    'd.x12',
    interchangeAnswer('000000303', `TA1*${isa13}*251103*2000*R*021`).replace(
      'ZZ*HARBORCLEAR    ',
      '30*910000077      ',
    ),
  );
  expect((await here.run(NIGHTS[1])).exitCode).toBe(3);
  expect((await answersIn(here)).map(({ outboxName, result }) => [outboxName, result])).toEqual([
    ['', 'rejected'],
    ['', 'accepted'],
    ['', 'rejected'],
  ]);
});

test('the archive tells refusals and what was done about them again', async () => {
  const here = await paid();
  const { gs06 } = remittance(here);
  here.drop(
    'harborclear',
    'b.x12',
    functionalAnswer('000000301', [`AK1*HP*${gs06}*005010X221A1`, 'AK9*R*1*1*0*4']),
  );
  await here.run(NIGHTS[1]);
  await resolveRefusal(here.settings, { answerId: 1, reason: 'sent again', actor: 'desk', asOf: NIGHTS[1] });
  const read = async () => {
    const store = openSqliteStore(here.root.store, { readOnly: true });
    const rows = await store.receivedAnswers({});
    await store.close();
    return rows;
  };
  const before = await read();
  expect(before).toMatchObject([{ resolution: { actor: 'desk', reason: 'sent again' } }]);
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${here.root.store}${suffix}`, { force: true });
  await rebuild(here.settings, NIGHTS[2]);
  expect(await read()).toEqual(before);
}, 60_000);
