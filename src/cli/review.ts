import { userInfo } from 'node:os';
import { decideReview, waitingClaims } from '../batch/review.ts';
import { Fault } from '../x12/fault.ts';
import { nowText } from './clock.ts';
import { lookIntoStore, nothingYet, openInstallation } from './installation.ts';
import type { ActFlags } from './money-desk.ts';
import { printTable } from './table.ts';
import { print, printJson } from './terminal.ts';

export interface ReviewListFlags {
  readonly config: string;
  readonly json?: boolean;
  readonly rule?: string;
}

export async function listReviews({ config, json, rule }: ReviewListFlags): Promise<void> {
  const seen = await lookIntoStore(openInstallation(config), (store) => waitingClaims(store));
  if (seen === undefined) throw nothingYet();
  const claims = seen.filter(({ waits }) => rule === undefined || waits.some((wait) => wait.rule === rule));
  if (json) {
    printJson(claims);
    return;
  }
  if (claims.length === 0) {
    print('No claim waits.');
    return;
  }
  const names = ['claim', 'received', 'since', 'rule', 'waits for', 'why', 'decided'];
  printTable(
    names.map((name) => ({ name })),
    claims.flatMap((claim) =>
      claim.waits.map(({ rule: of, waitsFor, text }) => [
        claim.claimNumber,
        claim.receivedDate,
        claim.since,
        of,
        waitsFor,
        text,
        claim.reviews.find((review) => review.rule === of)?.decision ?? '',
      ]),
    ),
  );
}

export interface ReviewDecideFlags extends ActFlags {
  readonly rule: string;
  readonly approve?: boolean;
  readonly deny?: boolean;
  readonly reviewer: string;
  readonly licence: string;
  readonly criterion: string;
}

export async function recordReview(claimNumber: string, flags: ReviewDecideFlags): Promise<void> {
  if (!flags.approve && !flags.deny) {
    throw new Fault({
      code: 'REVIEW-INCOMPLETE',
      message: 'a decision is --approve or --deny',
      hint: 'Say one of them.',
      exitCode: 2,
    });
  }
  const { settings } = openInstallation(flags.config);
  const options = {
    settings,
    asOf: flags.asOf ?? nowText(),
    actor: flags.actor ?? userInfo().username,
  };
  const { rule, reviewer, licence, criterion } = flags;
  const decision = flags.deny ? 'deny' : 'approve';
  await decideReview(options, { claimNumber, rule, decision, reviewer, licence, criterion });
  print(`Recorded: claim ${claimNumber}, ${rule}, ${decision}. The next run decides the claim.`);
}
