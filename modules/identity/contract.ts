// What other modules may know of the identity module: its events, and the provider's tokens for resources of theirs. Who acts comes to them through the kernel, never from here.
import { type Static, Type } from 'typebox';
import { defineEvent } from '@city/kernel/events';

export {
  type AuthorizationDetail,
  defineClient,
  defineResource,
  type ProtectedResource,
  readResourceToken,
  type ResourceToken,
} from './provider/resources.ts';
export { type Guardianship, personFacts, RegisterAway, type Residence } from './people/facts.ts';
export {
  MandateExpired,
  MandateHandedOver,
  MandateNarrowed,
  MandateRevoked,
} from './mandates/events.ts';

/** A person's identity was proved for the first time, or at another level (0 to 2, NĐ 69/2024 Art. 7). */
export const PersonProofed = defineEvent(
  'identity.person.proofed',
  1,
  Type.Object({
    personId: Type.String({ format: 'uuid' }),
    identityLevel: Type.Integer({ minimum: 0, maximum: 2 }),
  }),
);

/** Sessions of a person were ended before their time: by signing out here or everywhere, by a new sign-in in the same browser, or from another device. */
export const SessionsEnded = defineEvent(
  'identity.sessions.ended',
  1,
  Type.Object({
    personId: Type.String({ format: 'uuid' }),
    sessions: Type.Array(Type.String({ format: 'uuid' })),
    why: Type.Union([
      Type.Literal('signed_out'),
      Type.Literal('signed_out_everywhere'),
      Type.Literal('replaced'),
      Type.Literal('revoked'),
    ]),
  }),
);

/** A register told that something about a person changed; what, is asked of the register or of this module. */
export const PersonChanged = defineEvent(
  'identity.person.changed',
  1,
  Type.Object({ personId: Type.String({ format: 'uuid' }) }),
);

const Post = Type.Object({
  postId: Type.String({ format: 'uuid' }),
  code: Type.String(),
  body: Type.String(),
  unit: Type.Union([Type.String(), Type.Null()]),
  role: Type.String(),
  title: Type.Object({ vi: Type.String(), en: Type.String() }),
  validFrom: Type.String({ description: 'YYYY-MM-DD' }),
  validTo: Type.Union([Type.String(), Type.Null()]),
});
export type KeptPost = Static<typeof Post>;

/** A post as it is from now on: who may act from it stays here, others learn that it exists and what it is for. */
export const PostKept = defineEvent('identity.post.kept', 1, Post);
