import { type Command, Option } from 'commander';
import { acting, looking, roof } from './money-verb.ts';

/** `remit review list | decide`. */
export function reviewVerb(): Command {
  return roof(
    {
      name: 'review',
      purpose: 'Claims that wait for a person: why, since when, and what a licensed person decides.',
      examples: [
        'review list',
        'review list --rule KP-17',
        'review decide 2530700000015 --rule KP-17 --approve --reviewer "R. SAMPLE" --licence WA-1 --criterion CRIT-7',
      ],
      exitCodes: [0, 1, 2, 74, 75],
      more: ['No amounts are shown where decisions are made.'],
    },
    [listVerb(), decideVerb()],
  );
}

function listVerb(): Command {
  return looking({
    name: 'list',
    purpose: 'Claims that wait, oldest first: rule, what they wait for, since when.',
    examples: ['review list', 'review list --rule KP-17', 'review list --json'],
  })
    .option('--rule <id>', 'only those that wait for this rule')
    .action(async (flags) => (await import('../review.ts')).listReviews(flags));
}

function decideVerb(): Command {
  const claim = '2530700000015 --rule KP-17';
  const who = '--reviewer "R. SAMPLE" --licence WA-1 --criterion CRIT-7';
  return acting({
    name: 'decide',
    purpose: 'Record the decision of a licensed person; the next run decides the claim by it.',
    examples: [
      `review decide ${claim} --approve ${who}`,
      `review decide ${claim} --deny ${who}`,
      `review decide ${claim} --approve ${who} --as-of 2025-11-05T20:00:00-08:00`,
    ],
  })
    .argument('<claim>', 'claim number of thirteen digits')
    .requiredOption('--rule <id>', 'the rule that makes it wait, as `review list` shows it')
    .addOption(new Option('--approve', 'the reason to wait is settled').conflicts('deny'))
    .addOption(new Option('--deny', 'not medically necessary by the criterion'))
    .requiredOption('--reviewer <name>', 'who decided')
    .requiredOption('--licence <number>', 'under which licence')
    .requiredOption('--criterion <name>', 'by which policy or criterion')
    .action(async (claimNumber, flags) => (await import('../review.ts')).recordReview(claimNumber, flags));
}
