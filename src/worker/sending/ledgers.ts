import { alertLedger } from '../alerts/alert-ledger.ts';
import { digestLedger } from '../digests/digest-ledger.ts';
import { letterLedger } from '../letters/letter-ledger.ts';
import type { Outgoing } from './outgoing.ts';

/**
 * All ledgers of outgoing mail; what stands first goes first. One more kind of letter is a composer
 * and a row in `letters/letter-ledger.ts`.
 */
export const ledgers: readonly Outgoing[] = [letterLedger, alertLedger, digestLedger];
