import { Fault } from '../../x12/fault.ts';
import type { ReceivedAnswer, ReceivedAnswerRow, ReceivedAnswerStore } from '../received-answer-store.ts';
import type { Connection } from './connection.ts';

type Stored = Omit<ReceivedAnswerRow, 'outboxId' | 'resolution'> & { outboxId: number | null } & (
    | { actor: string; reason: string; asOf: string }
    | { actor: null; reason: null; asOf: null }
  );

/** What partners said of our files, and what persons did about refusals. */
export function receivedAnswerActs(connection: Connection): ReceivedAnswerStore {
  const prepare = connection.statements('received-answer.sql');
  const interchange = prepare<{ outboxId: number; type: string }>('sentInterchange');
  const group = prepare<{ outboxId: number; type: string }>('sentGroup');
  const open = prepare<Stored>('openRefusals');
  const all = prepare<Stored>('receivedAnswers');
  const resolve = prepare('resolve');

  return {
    sentFile: (partnerId, number) =>
      connection.read(() =>
        'isa13' in number ? interchange.get(number.isa13, partnerId) : group.get(number.gs06, partnerId),
      ),
    receivedAnswers: (filter) =>
      connection.read(() =>
        (filter.open ? open.all() : all.all({ outboxId: filter.outboxId ?? null }))
          .map(restored)
          .filter(({ outboxId }) => filter.outboxId === undefined || outboxId === filter.outboxId),
      ),
    resolveAnswer: (resolution) =>
      connection.act(() => {
        if (resolve.run(resolution).changes === 1) return;
        throw new Fault({
          code: 'REFUSAL-UNKNOWN',
          message: 'no open refusal has this number',
          hint: 'Call `remit refusal list` for those that are open.',
          exitCode: 2,
        });
      }),
  };
}

/** Inside the act that closes the interchange they came in. */
export function receivedAnswerWriter(
  connection: Connection,
): (interchangeId: number, answer: ReceivedAnswer) => void {
  const insert = connection.statements('received-answer.sql')('insertReceived');
  return (interchangeId, answer) => {
    insert.run({ ...answer, interchangeId, outboxId: answer.outboxId ?? null });
  };
}

function restored({ outboxId, actor, reason, asOf, ...row }: Stored): ReceivedAnswerRow {
  return {
    ...row,
    ...(outboxId === null ? {} : { outboxId }),
    ...(actor === null ? {} : { resolution: { actor, reason, asOf } }),
  };
}
