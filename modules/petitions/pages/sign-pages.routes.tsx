// Signing as pages: what is signed and whether one's name may stand there, then the form that signs.
import { type TSchema, Type } from 'typebox';
import type { AppError } from '@city/kernel/errors';
import { page, redirect, type Route, view } from '@city/kernel/http';
import { petitionView } from '../cases/petition-view.ts';
import { openForReading } from '../cases/step.ts';
import type { PetitionTables } from '../cases/tables.ts';
import { requireVerified } from '../cases/verified.ts';
import { limits } from '../contract.ts';
import type { PetitionCity } from '../module-city.ts';
import { mySignature, sign } from '../signing/signing.ts';
import { Code, refusalOf, type ShowContext, WithLang } from './petition-pages.routes.tsx';
import { ConfirmPage } from './sign.part.tsx';
import { styleLink } from './style.routes.tsx';

const takePart = 'petitions.take-part';
const SignForm = Type.Object({ named: Type.Optional(Type.String({ maxLength: 10 })) });

export const signPages = (city: PetitionCity): readonly Route[] => [confirmRoute(city), signRoute(city)];

function confirmRoute(city: PetitionCity): Route {
  return page<PetitionTables, never, typeof WithLang, typeof Code>(
    {
      url: '/petitions/:code/sign',
      permission: takePart,
      summary: { vi: 'Ký: xác nhận', en: 'Sign: confirm' },
      params: Code,
      query: WithLang,
    },
    async (c) => confirm(city, c),
  );
}

async function confirm(city: PetitionCity, c: ShowContext, problem?: AppError) {
  const { petition, mine } = await c.transaction(
    async (tx) => ({
      petition: await petitionView(tx, city, (await openForReading(tx, c.params.code)).petition),
      mine: await mySignature(tx, city, c.params.code),
    }),
    { readOnly: true },
  );
  if (mine.signed && !problem) return redirect(petition.url);
  const content = (
    <ConfirmPage t={c.t} petition={petition} personName={c.actor.name} problem={problem?.title[c.lang]} />
  );
  return view(c.t('Ký kiến nghị'), content, {
    ...(problem ? { status: problem.status } : {}),
    page: {
      head: styleLink,
      noIndex: true,
      step: { title: c.t('Ký kiến nghị'), backHref: petition.url },
      hasProblems: problem !== undefined,
    },
  });
}

function signRoute(city: PetitionCity): Route {
  return page<PetitionTables, typeof SignForm, TSchema, typeof Code>(
    {
      method: 'POST',
      url: '/petitions/:code/sign',
      permission: takePart,
      summary: { vi: 'Ký', en: 'Sign' },
      params: Code,
      body: SignForm,
      limit: { max: limits.signsPerMinute, perSeconds: 60 },
    },
    async (c) => {
      try {
        requireVerified(city.rules, c.actor, c.now);
        await sign(city, c, { code: c.params.code, named: c.body.named !== undefined });
      } catch (error) {
        return confirm(city, c, refusalOf(error));
      }
      return redirect(`/petitions/${c.params.code}`);
    },
  );
}
