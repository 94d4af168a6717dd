import { referenceOf, type Thing } from '../batch/find.ts';
import { formatCents } from '../money/cents.ts';
import { mask } from './mask.ts';

/** The columns in which every kind of thing is told. */
export interface ThingLine {
  /** As `remit show` takes it. */
  readonly show: string;
  readonly kind: Thing['kind'];
  /** CCYYMMDD. */
  readonly date: string;
  readonly state: string;
  readonly amountCents: number | undefined;
  readonly name: string;
}

export function thingLine(thing: Thing, phi: boolean): ThingLine {
  const line = (date: string, state: string, name: string, amountCents?: number): ThingLine => ({
    show: referenceOf(thing),
    kind: thing.kind,
    date,
    state,
    amountCents,
    name,
  });
  switch (thing.kind) {
    case 'file': {
      const { receivedDate, state, partnerId, name } = thing.row;
      return line(receivedDate, state, `${partnerId}/${name}`);
    }
    case 'interchange': {
      const { receivedDate, fate, state, controlNumber, fileName } = thing.row;
      return line(receivedDate, fate || state, `ISA13 ${controlNumber.trim()} of ${fileName}`);
    }
    case 'set': {
      const { receivedDate, fate, controlNumber, groupControlNumber, chargeSeenCents, claimsSeen } =
        thing.row;
      const name = `ST02 ${controlNumber} of GS06 ${groupControlNumber}, ${claimsSeen} claims`;
      return line(receivedDate, fate, name, chargeSeenCents);
    }
    case 'claim': {
      const { receivedDate, state, kind, serviceFrom, chargeCents, patientControlNumber } = thing.row;
      const account = phi ? patientControlNumber : mask(patientControlNumber);
      return line(receivedDate, state, `${kind} ${account}, service ${serviceFrom}`, chargeCents);
    }
    case 'sent': {
      const { state, type, name } = thing.row;
      return line('', state, `${type} ${name}`);
    }
    case 'payment': {
      const { paymentDate, method, paidCents, payeeId } = thing.row;
      return line(paymentDate, method, `to ${payeeId}`, paidCents);
    }
  }
}

export function amountText(cents: number | undefined): string {
  return cents === undefined ? '' : formatCents(cents);
}
