// Adding a number, an address, an app, a password, recovery codes to one's own account.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { page, redirect, type Route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import '../errors.ts';
import { identityOf } from '../identity.ts';
import { LIMITS } from '../limits.ts';
import { readPerson } from '../people/person.store.ts';
import type { Tables } from '../tables.ts';
import { ofPerson } from './authenticator.store.ts';
import { askCode, askCodeAgain, checkCode } from './code.action.ts';
import { notSignedInView } from './code.page.tsx';
import { destinationOf, typeCode } from './code.routes.ts';
import { destinationIndex, maskDestination, readDestination } from './destination.ts';
import { hashSecret } from './hashing.ts';
import { hasRoom, keepMeans, keepRecoveryCodes, makeRecoveryCodes } from './means.action.ts';
import { passwordFault } from './password.ts';
import { lookAtProof, spendProof, takeProof } from './proof.store.ts';
import { changing, self } from './security.routes.ts';
import { codesView, mendView } from './security-steps.page.tsx';

const limit = { max: 60, perSeconds: 60 };
const home = '/me/security';
const codePage = `${home}/code`;

export function securityAddRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [destinationRoute(m), ...codeRoutes(m), passwordRoute(m), codesRoute(m)];
}

function destinationRoute(m: ModuleContext<Tables>): Route {
  return page(
    {
      method: 'POST',
      url: `${home}/destination`,
      permission: self,
      limit,
      summary: { vi: 'Thêm số điện thoại hoặc thư điện tử', en: 'Add a number or an address' },
      body: Type.Object({ destination: Type.String({ maxLength: 254 }) }),
    },
    (c) =>
      changing(m, c, async ({ session }) => {
        const identity = identityOf(m);
        const destination = readDestination(c.body.destination);
        if (!destination) {
          const problem = c.t('Hãy nhập số di động Việt Nam hoặc địa chỉ thư, ví dụ 0912 345 678.');
          return mendView(c.t, { action: `${home}/destination`, name: 'destination', problem });
        }
        const proof = {
          purpose: 'add' as const,
          personId: session.personId,
          returnTo: home,
          level: 1,
          lang: c.lang,
        };
        const token = await askCode(m, { address: c.address }, destination, proof);
        c.setCookie(identity.proofCookie, token, { maxAgeSeconds: LIMITS.attemptSeconds });
        return redirect(codePage);
      }),
  );
}

function codeRoutes(m: ModuleContext<Tables>): readonly Route[] {
  const identity = identityOf(m);
  const summary = { vi: 'Xác nhận số hoặc địa chỉ', en: 'Confirm the number or address' };
  return [
    page({ url: codePage, permission: self, limit, summary }, async (c) => {
      const proof = await m.db.transaction(c.actor, (tx) => lookAtProof(tx, c.cookie(identity.proofCookie)), {
        readOnly: true,
      });
      if (proof?.purpose !== 'add' || !proof.channel) return notSignedInView(c.t, 'over', home);
      return typeCode(c.t, identity, proof, codePage);
    }),
    page({ method: 'POST', url: `${codePage}/again`, permission: self, limit, summary }, async (c) => {
      await askCodeAgain(m, { address: c.address }, c.cookie(identity.proofCookie), (proof) =>
        proof.purpose === 'add' && proof.person_id === c.actor.id ? destinationOf(identity, proof) : null,
      );
      return redirect(codePage);
    }),
    page(
      {
        method: 'POST',
        url: `${codePage}/check`,
        permission: self,
        limit,
        summary,
        body: Type.Object({ code: Type.String({ maxLength: 20 }) }),
      },
      (c) =>
        changing(m, c, async ({ session, highestLevel }) => {
          const { personId } = session;
          const waiting = await m.db.transaction(c.actor, (tx) =>
            lookAtProof(tx, c.cookie(identity.proofCookie)),
          );
          const destination = waiting && destinationOf(identity, waiting);
          if (!destination) return notSignedInView(c.t, 'over', home);
          const handle = destinationIndex(identity.settings.indexKey, destination);
          const isRoom = await hasRoom(m, identity, handle, personId);
          return m.db.transaction(c.actor, async (tx) => {
            const taken = await takeProof(tx, c.cookie(identity.proofCookie));
            const proof = taken?.purpose === 'add' && taken.person_id === personId ? taken : null;
            const outcome = await checkCode(tx, identity, proof, c.body.code);
            if (proof && outcome === 'wrong')
              return typeCode(
                c.t,
                identity,
                proof,
                codePage,
                c.t('Mã chưa đúng hoặc đã hết hạn. Xem lại tin nhắn mới nhất.'),
              );
            if (!proof || outcome !== 'right')
              return notSignedInView(c.t, outcome === 'burnt' ? 'burnt' : 'over', home);
            await spendProof(tx, proof);
            if (!isRoom) throw new AppError('number_taken');
            await keepMeans(tx, identity, {
              personId,
              kind: destination.channel === 'sms' ? 'otp_phone' : 'otp_email',
              name: maskDestination(destination),
              highestLevel,
              how: 'self',
              secret: destination.value,
              handle,
            });
            c.setCookie(identity.proofCookie, '', { maxAgeSeconds: 0 });
            return redirect(`${home}?done=code`);
          });
        }),
    ),
  ];
}

function passwordRoute(m: ModuleContext<Tables>): Route {
  return page(
    {
      method: 'POST',
      url: `${home}/password`,
      permission: self,
      limit,
      summary: { vi: 'Đặt mật khẩu', en: 'Set a password' },
      body: Type.Object({ password: Type.String({ maxLength: 2048 }) }),
    },
    (c) =>
      changing(m, c, async ({ session, highestLevel }) => {
        const identity = identityOf(m);
        const { personId } = session;
        const { password: rules } = identity.authenticatorRules();
        const { person, held } = await m.db.transaction(
          c.actor,
          async (tx) => ({ person: await readPerson(tx, personId), held: await ofPerson(tx, personId) }),
          { readOnly: true },
        );
        if (!held.some(({ kind }) => kind === 'totp' || kind.startsWith('otp_')))
          throw new AppError('second_means_needed');
        const own = [
          person?.name ?? '',
          (person?.birthDate ?? '').replaceAll('-', ''),
          person?.birthDate ?? '',
        ];
        const fault = passwordFault(rules, c.body.password, own);
        if (fault) {
          const problem = {
            short: c.t('Mật khẩu cần ít nhất {least} ký tự.', { least: rules.least }),
            long: c.t('Mật khẩu dài nhất {most} ký tự.', { most: rules.most }),
            guessable: c.t('Mật khẩu này dễ đoán. Hãy chọn vài từ không liên quan đến nhau hoặc đến bạn.'),
          }[fault];
          return mendView(c.t, { action: `${home}/password`, name: 'password', problem });
        }
        const secret = await hashSecret(c.body.password);
        await m.db.transaction(c.actor, (tx) =>
          keepMeans(tx, identity, {
            personId,
            kind: 'password',
            name: c.t('Mật khẩu'),
            highestLevel,
            how: 'self',
            secret,
          }),
        );
        return redirect(`${home}?done=password`);
      }),
  );
}

function codesRoute(m: ModuleContext<Tables>): Route {
  return page(
    {
      method: 'POST',
      url: `${home}/codes`,
      permission: self,
      limit: { max: 6, perSeconds: 600 },
      summary: { vi: 'Tạo mã dự phòng', en: 'Make recovery codes' },
    },
    (c) =>
      changing(m, c, async ({ session, highestLevel }) => {
        const identity = identityOf(m);
        const made = await makeRecoveryCodes(identity.authenticatorRules().recovery.codes);
        const means = {
          personId: session.personId,
          highestLevel,
          how: 'self' as const,
          name: c.t('Mã dự phòng'),
        };
        await m.db.transaction(c.actor, (tx) => keepRecoveryCodes(tx, identity, means, made.hashes));
        return codesView(c.t, c.lang, { codes: made.codes, name: session.name, at: c.now });
      }),
  );
}
