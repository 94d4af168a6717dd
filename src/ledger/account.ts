import type { Account, AccountKind } from './posting.ts';

/** One text per account. The fund stands last because an employer's name may hold a slash, kind and payee never do. */
export function accountKey(account: Account): string {
  return `${account.kind}/${account.payeeId}/${account.fund}`;
}

/** An account of a payee and fund: every posting is made inside one such pair. */
export function accountOf(kind: AccountKind, payeeId: string, fund: string): Account {
  return { kind, payeeId, fund };
}
