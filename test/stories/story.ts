import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { StoryAct } from './story-acts.ts';

/** What arrives and is run at one instant. */
export interface StoryStep {
  /** What people do before the files come. */
  readonly acts?: readonly StoryAct[];
  readonly asOf: string;
  readonly pay: 'now' | 'calendar';
  /** Files by partner, paths relative to the folder of the story. */
  readonly in: Readonly<Record<string, readonly string[]>>;
  readonly exitCode: 0 | 3;
}

export interface ExpectedLine {
  /** Procedure, or revenue code where there is none. */
  readonly code: string;
  readonly chargeCents: number;
  readonly allowedCents: number;
  readonly paidCents: number;
  readonly adjustments: readonly {
    readonly group: string;
    readonly carc: string;
    readonly amountCents: number;
  }[];
  readonly remarks: readonly string[];
}

/** What becomes of a claim, worked out by hand. The amounts are absent where nothing is decided. */
export interface ExpectedClaim {
  readonly claimNumber: string;
  readonly patientControlNumber: string;
  readonly state: string;
  readonly chargeCents: number;
  /** Rule that makes it wait. */
  readonly waitsFor?: string;
  readonly status?: string;
  readonly allowedCents?: number;
  readonly paidCents?: number;
  readonly patientCents?: number;
  readonly fund?: string;
  readonly remarks?: readonly string[];
  readonly lines?: readonly ExpectedLine[];
  /** What the member is paid instead of the provider. */
  readonly memberCents?: number;
  readonly secondPlan?: ExpectedSecondPlan;
}

/** The same claim under the member's second plan, from a fund of its own. */
export interface ExpectedSecondPlan {
  readonly fund: string;
  readonly claimStatus: string;
  readonly allowedCents: number;
  readonly paidCents: number;
  readonly patientCents: number;
  readonly lines: readonly ExpectedLine[];
}

export interface ExpectedPayment {
  /** From 1. */
  readonly step: number;
  readonly payeeId: string;
  readonly fund: string;
  readonly method: string;
  readonly claimsCents: number;
  readonly paidCents: number;
  readonly forwardInCents: number;
  readonly forwardOutCents: number;
}

export interface ExpectedFile {
  readonly step: number;
  readonly partner: string;
  readonly name: string;
  readonly outcome: string;
}

/** Pieces of text that the files of one kind, sent to one partner in one step, hold. */
export interface ExpectedAnswer {
  readonly step: number;
  readonly partner: string;
  readonly type: string;
  readonly contains: readonly string[];
}

export interface Story {
  readonly name: string;
  readonly folder: string;
  /** Outbox bytes, PARTNER/NAME. */
  readonly expectedFolder: string;
  readonly steps: readonly StoryStep[];
  readonly claims: readonly ExpectedClaim[];
  readonly payments: readonly ExpectedPayment[];
  readonly files: readonly ExpectedFile[];
  readonly answers: readonly ExpectedAnswer[];
}

const SAMPLES = join(import.meta.dirname, '..', '..', 'edi-samples');

export const REFERENCE_FOLDER = join(SAMPLES, 'reference');

/** The shipped stories, by name. */
export function shippedStories(): Story[] {
  const folder = join(SAMPLES, 'stories');
  return foldersIn(folder).map((name) => readStory(join(folder, name)));
}

export function readStory(folder: string): Story {
  const told = readJson(join(folder, 'story.json')) as Omit<Story, 'name' | 'folder' | 'expectedFolder'>;
  const steps = told.steps.map((step) => ({
    ...step,
    in: Object.fromEntries(
      Object.entries(step.in).map(([partner, names]) => [
        partner,
        names.map((name) => join('in', partner, name)),
      ]),
    ),
  }));
  return { ...told, name: basename(folder), folder, expectedFolder: join(folder, 'expected'), steps };
}

/** The three nights of the demo as one story. */
export function shippedNights(): Story {
  const folder = join(SAMPLES, 'nights');
  const { nights } = readJson(join(folder, 'nights.json')) as {
    nights: (Omit<StoryStep, 'in'> & { readonly folder: string })[];
  };
  const outcomes = readJson(join(folder, 'outcomes.json')) as Pick<Story, 'claims' | 'payments' | 'files'>;
  const steps = nights.map(({ folder: night, ...step }) => ({
    ...step,
    in: Object.fromEntries(
      foldersIn(join(folder, night)).map((partner) => [
        partner,
        readdirSync(join(folder, night, partner)).map((name) => join(night, partner, name)),
      ]),
    ),
  }));
  return {
    ...outcomes,
    name: 'nights',
    folder,
    expectedFolder: join(folder, 'expected'),
    steps,
    answers: [],
  };
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isDirectory())
    .sort();
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
