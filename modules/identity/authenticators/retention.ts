// How long what belongs to own ways to sign in is kept.
import type { Retention } from '@city/kernel/module';

export const authenticatorRetention: readonly Retention[] = [
  {
    table: 'identity.authenticator',
    personalData: true,
    keep: 'as long as the person; its secret is forgotten when it is removed',
  },
  { table: 'identity.authenticator_index', personalData: true, keep: 'until the authenticator is removed' },
  { table: 'identity.passkey_user', personalData: true, keep: 'as long as the person' },
  { table: 'identity.recovery_code', personalData: true, keep: 'until new codes are made' },
  {
    table: 'identity.recovery',
    personalData: true,
    keep: 'as long as the person: who asked to get in, and when',
  },
  { table: 'identity.proof', personalData: true, keep: 'a day after it is over' },
  { table: 'identity.attempt_count', personalData: false, keep: 'a day after its window' },
  { table: 'identity.security_event', personalData: true, keep: 'as long as the person' },
];
