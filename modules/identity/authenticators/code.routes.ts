// Signing in with a one-time code: ask, type, ask again, say who one is.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { type Answer, page, redirect, type RequestContext, type Route, type View } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import type { Translate } from '@city/kernel/text';
import '../errors.ts';
import { type Identity, identityOf } from '../identity.ts';
import { LIMITS } from '../limits.ts';
import { readPerson } from '../people/person.store.ts';
import { open } from '../people/sealing.ts';
import { readReturnTo } from '../sign-in/return-to.ts';
import { waysView } from '../sign-in/ways.page.tsx';
import type { Tables } from '../tables.ts';
import { advance, type Next } from './advance.ts';
import { byHandle, markUsed } from './authenticator.store.ts';
import { askCode, askCodeAgain, checkCode } from './code.action.ts';
import { chooseView, codeView, notSignedInView } from './code.page.tsx';
import { type Destination, maskDestination, readDestination } from './destination.ts';
import { browserOf } from './passkey.routes.ts';
import { changeProof, lookAtProof, type Proof, takeProof } from './proof.store.ts';
import { destinationPlace } from './send-code.job.ts';

const permission = 'public: whoever is not signed in yet must be able to begin';
const limit = { max: 60, perSeconds: 60 };
export const asSignIn = system('identity.sign-in');

/** Where a proof's code goes; null when it has none. */
export function destinationOf(identity: Identity, proof: Proof): Destination | null {
  if (!proof.destination || !proof.channel) return null;
  return { channel: proof.channel, value: open(identity.attemptKey, proof.destination, destinationPlace) };
}

type Context = Pick<RequestContext, 'cookie' | 'setCookie' | 't' | 'request' | 'address' | 'lang'>;

/** Answers what comes next, and gives the browser its session. */
export function goOn(identity: Identity, c: Context, next: Next): View | Answer {
  switch (next.next) {
    case 'signed_in':
      c.setCookie(identity.proofCookie, '', { maxAgeSeconds: 0 });
      c.setCookie(identity.sessionCookie, next.session, {});
      return redirect(next.returnTo);
    case 'choose':
      return redirect('/sign-in/who');
    case 'second':
      return redirect('/sign-in/second');
    case 'too_weak':
      return notSignedInView(c.t, 'too_weak', next.returnTo, next.level);
    case 'over':
      return notSignedInView(c.t, 'over');
  }
}

export function codeRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [askRoute(m), typeRoute(m), checkRoute(m), againRoute(m), ...whoRoutes(m)];
}

function askRoute(m: ModuleContext<Tables>): Route {
  return page(
    {
      method: 'POST',
      url: '/sign-in/code',
      permission,
      limit,
      summary: { vi: 'Xin mã đăng nhập', en: 'Ask for a code to sign in' },
      body: Type.Object({
        destination: Type.Optional(Type.String({ maxLength: 254 })),
        return_to: Type.Optional(Type.String({ maxLength: 2048 })),
        level: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })),
      }),
    },
    async (c) => {
      const identity = identityOf(m);
      const returnTo = readReturnTo(c.body.return_to);
      if (returnTo === null) throw new AppError('return_to_refused', { field: 'return_to' });
      const level = c.body.level ?? 1;
      const destination = readDestination(c.body.destination ?? '');
      if (!destination) {
        const problem = c.t('Hãy nhập số di động Việt Nam hoặc địa chỉ thư, ví dụ 0912 345 678.');
        return waysView({ t: c.t, returnTo, level, known: null, typed: c.body.destination ?? '', problem });
      }
      const proof = { purpose: 'sign_in' as const, returnTo, level, lang: c.lang };
      const token = await askCode(m, { address: c.address }, destination, proof);
      c.setCookie(identity.proofCookie, token, { maxAgeSeconds: LIMITS.attemptSeconds });
      return redirect('/sign-in/code');
    },
  );
}

/** The page for typing, out of what the proof knows. */
export function typeCode(
  t: Translate,
  identity: Identity,
  proof: Proof,
  base: string,
  problem?: string,
): View {
  const destination = destinationOf(identity, proof);
  return codeView({
    t,
    base,
    destination: destination ? maskDestination(destination) : '',
    minutes: identity.authenticatorRules().code.minutes,
    ...(problem === undefined ? {} : { problem }),
  });
}

function typeRoute(m: ModuleContext<Tables>): Route {
  return page(
    {
      url: '/sign-in/code',
      permission,
      limit,
      summary: { vi: 'Nhập mã đăng nhập', en: 'Type the code' },
    },
    async (c) => {
      const identity = identityOf(m);
      const proof = await m.db.transaction(
        asSignIn,
        (tx) => lookAtProof(tx, c.cookie(identity.proofCookie)),
        {
          readOnly: true,
        },
      );
      if (proof?.purpose !== 'sign_in' || !proof.destination) return notSignedInView(c.t, 'over');
      return typeCode(c.t, identity, proof, '/sign-in/code');
    },
  );
}

function checkRoute(m: ModuleContext<Tables>): Route {
  return page(
    {
      method: 'POST',
      url: '/sign-in/code/check',
      permission,
      limit,
      summary: { vi: 'Kiểm tra mã đăng nhập', en: 'Check the code' },
      body: Type.Object({ code: Type.String({ maxLength: 20 }) }),
    },
    async (c) => {
      const identity = identityOf(m);
      return m.db.transaction(asSignIn, async (tx) => {
        const taken = await takeProof(tx, c.cookie(identity.proofCookie));
        const proof = taken?.purpose === 'sign_in' ? taken : null;
        const outcome = await checkCode(tx, identity, proof, c.body.code);
        if (proof && outcome === 'right') return goOn(identity, c, await afterCode(tx, m, c, proof));
        if (proof && outcome === 'wrong')
          return typeCode(
            c.t,
            identity,
            proof,
            '/sign-in/code',
            c.t('Mã chưa đúng hoặc đã hết hạn. Xem lại tin nhắn mới nhất.'),
          );
        tx.trail({
          action: 'session.refused',
          outcome: 'refused',
          reason: `code ${outcome}`,
          subject: proof?.person_id ?? null,
        });
        return notSignedInView(c.t, outcome === 'burnt' ? 'burnt' : 'over', proof?.return_to);
      });
    },
  );
}

async function afterCode(tx: Tx<Tables>, m: ModuleContext<Tables>, c: Context, proof: Proof): Promise<Next> {
  const kind = proof.channel === 'sms' ? 'otp_phone' : 'otp_email';
  const [only, ...others] = proof.person_id === null ? proof.candidates : [proof.person_id];
  if (only === undefined) return { next: 'over' };
  if (others.length === 0) return withHandle(tx, m, c, proof, only);
  await changeProof(tx, proof.handle, { proved: [kind], destination: null });
  return { next: 'choose' };
}

/** Goes on as one of those who hold the number or address that was proved. */
async function withHandle(
  tx: Tx<Tables>,
  m: ModuleContext<Tables>,
  c: Context,
  proof: Proof,
  personId: string,
): Promise<Next> {
  const holders = proof.destination_index ? await byHandle(tx, proof.destination_index) : [];
  const used = holders.find((one) => one.person_id === personId && one.kind.startsWith('otp_'));
  if (!used) return { next: 'over' };
  await markUsed(tx, used);
  return advance(tx, identityOf(m), proof, personId, [...proof.authenticators, used.id], browserOf(m, c));
}

function againRoute(m: ModuleContext<Tables>): Route {
  return page(
    {
      method: 'POST',
      url: '/sign-in/code/again',
      permission,
      limit,
      summary: { vi: 'Gửi lại mã', en: 'Send the code again' },
    },
    async (c) => {
      const identity = identityOf(m);
      await askCodeAgain(m, { address: c.address }, c.cookie(identity.proofCookie), (proof) =>
        destinationOf(identity, proof),
      );
      return redirect('/sign-in/code');
    },
  );
}

function whoRoutes(m: ModuleContext<Tables>): readonly Route[] {
  const identity = identityOf(m);
  const summary = { vi: 'Chọn người trên số dùng chung', en: 'Choose who one is on a shared number' };
  const isChoice = (proof: Proof | null): proof is Proof =>
    proof?.purpose === 'sign_in' && proof.candidates.length > 1 && proof.proved.length > 0;
  return [
    page({ url: '/sign-in/who', permission, limit, summary }, async (c) =>
      m.db.transaction(asSignIn, async (tx) => {
        const proof = await lookAtProof(tx, c.cookie(identity.proofCookie));
        if (!isChoice(proof)) return notSignedInView(c.t, 'over');
        const people: { id: string; name: string }[] = [];
        for (const id of proof.candidates) {
          const person = await readPerson(tx, id);
          if (person) people.push({ id, name: person.name });
        }
        return chooseView(c.t, people);
      }),
    ),
    page(
      {
        method: 'POST',
        url: '/sign-in/who',
        permission,
        limit,
        summary,
        body: Type.Object({ person: Type.String({ format: 'uuid' }) }),
      },
      async (c) =>
        m.db.transaction(asSignIn, async (tx) => {
          const proof = await takeProof(tx, c.cookie(identity.proofCookie));
          if (!isChoice(proof) || !proof.candidates.includes(c.body.person))
            return notSignedInView(c.t, 'over');
          return goOn(identity, c, await withHandle(tx, m, c, proof, c.body.person));
        }),
    ),
  ];
}
