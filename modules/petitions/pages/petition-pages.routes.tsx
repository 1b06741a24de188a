// The people's pages of petitions: the list, one petition, signing with its confirmation, one's own, giving up and appealing.
import { type Static, type TSchema, Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { page, redirect, type RequestContext, type Route, view } from '@city/kernel/http';
import { localDate, remaining } from '@city/kernel/time';
import { countPublic, petitionsById } from '../cases/list.store.ts';
import { appealRefusal } from '../cases/moderate.action.ts';
import { accessOwn, type Part } from '../cases/person.access.ts';
import { petitionItem, petitionView } from '../cases/petition-view.ts';
import type { PetitionTx } from '../cases/petition.store.ts';
import { ListQuery, publicPage, workingCity } from '../cases/petitions.routes.ts';
import { isSignable } from '../cases/states.ts';
import { type Opened, openForReading, openForStep } from '../cases/step.ts';
import type { PetitionTables } from '../cases/tables.ts';
import { withdrawPetition } from '../cases/write.action.ts';
import { limits, PetitionCode, type PetitionView } from '../contract.ts';
import type { PetitionCity } from '../module-city.ts';
import { on } from '../rules/petition-rules.ts';
import { curvePoints } from '../signing/curve.ts';
import { mySignature, withdrawOwn } from '../signing/signing.ts';
import { ListPage } from './list.page.tsx';
import { MinePage } from './mine.page.tsx';
import { PetitionPage } from './petition.page.tsx';
import { styleLink } from './style.routes.tsx';

const anyone = 'public: petitions are read by everyone; who signed is not shown';
const takePart = 'petitions.take-part';
export const Code = Type.Object({ code: PetitionCode });
export const WithLang = Type.Object({ lang: Type.Optional(Type.String({ maxLength: 5 })) });
const PageQuery = Type.Object({ ...ListQuery.properties, ...WithLang.properties });
const AppealForm = Type.Object({ words: Type.String({ maxLength: limits.reasonMax }) });
export type PageContext<B = unknown> = RequestContext<B, unknown, Static<typeof Code>, PetitionTables>;

/** A form that was refused shows its page again; what is broken or unknown goes to the error page. */
export function refusalOf(error: unknown): AppError {
  if (error instanceof AppError && error.status < 500 && error.status !== 404 && error.status !== 401)
    return error;
  throw error;
}

export function petitionPages(city: PetitionCity): readonly Route[] {
  return [
    listRoute(city),
    mineRoute(city),
    pageRoute(city),
    form(city, 'take-back', { vi: 'Rút chữ ký', en: 'Take a signature back' }, (c) =>
      withdrawOwn(city, c, c.params.code),
    ),
    form(city, 'withdraw', { vi: 'Rút kiến nghị', en: 'Give up' }, (c) =>
      step(c, (tx, opened) => withdrawPetition(tx, workingCity(city), opened)),
    ),
    form(
      city,
      'appeal',
      { vi: 'Đề nghị xem lại', en: 'Appeal' },
      (c) => step(c, (tx, opened) => appealRefusal(tx, workingCity(city), opened, c.body)),
      AppealForm,
    ),
  ];
}

function step<T>(c: PageContext, take: (tx: PetitionTx, opened: Opened) => Promise<T>): Promise<T> {
  return c.transaction(async (tx) => take(tx, await openForStep(tx, c.params.code)));
}

export function unitsOf(city: PetitionCity, now: Date) {
  return city.m.geo.units
    .at(localDate(now))
    .filter(({ level }) => level === 'commune')
    .map(({ code, name, kind }) => ({ code, name: `${name} (${kind})` }))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'));
}

function listRoute(city: PetitionCity): Route {
  return page<PetitionTables, never, typeof PageQuery>(
    {
      url: '/petitions',
      permission: anyone,
      summary: { vi: 'Kiến nghị của người dân', en: 'Petitions' },
      query: PageQuery,
    },
    async (c) => {
      const { q, state, unit, topic, body, cursor } = c.query;
      const given = Object.entries({ q, state, unit, topic, body });
      const query = Object.fromEntries(
        given.flatMap(([name, value]) => (value ? [[name, value] as const] : [])),
      );
      const { shown, figures } = await c.transaction(
        async (tx) => ({
          shown: await publicPage(tx, city, query, { limit: limits.listDefault, cursor }),
          figures: await countPublic(tx),
        }),
        { readOnly: true },
      );
      const next = shown.next && `/petitions?${new URLSearchParams({ ...query, cursor: shown.next })}`;
      const content = (
        <ListPage
          t={c.t}
          lang={c.lang}
          items={shown.items}
          nextHref={next}
          isFirst={!cursor}
          query={query}
          topics={on(city.topics, localDate(c.now))}
          units={unitsOf(city, c.now)}
          figures={figures}
        />
      );
      return view(c.t('Kiến nghị của người dân'), content, {
        description: c.t(
          'Kiến nghị của người dân Hải Phòng: ai muốn gì, bao nhiêu chữ ký, ai phải trả lời khi nào.',
        ),
        page: { head: styleLink, noIndex: cursor !== undefined },
      });
    },
  );
}

function mineRoute(city: PetitionCity): Route {
  return page<PetitionTables, never, typeof WithLang>(
    {
      url: '/petitions/mine',
      permission: takePart,
      summary: { vi: 'Kiến nghị của tôi', en: 'My petitions' },
      query: WithLang,
    },
    async (c) => {
      const { started, signed } = await c.transaction(
        async (tx) => {
          const own = await accessOwn(tx, limits.listMax);
          const of = async (part: Part) =>
            (
              await petitionsById(
                tx,
                own.filter((one) => one.part === part).map(({ petitionId }) => petitionId),
              )
            ).map((row) => petitionItem(city, row, tx.now));
          return { started: await of('starter'), signed: await of('signer') };
        },
        { readOnly: true },
      );
      return view(
        c.t('Kiến nghị của tôi'),
        <MinePage t={c.t} lang={c.lang} started={started} signed={signed} />,
        {
          page: {
            head: styleLink,
            noIndex: true,
            breadcrumbs: [crumb(c), { name: c.t('Kiến nghị của tôi') }],
          },
        },
      );
    },
  );
}

export const crumb = ({ t }: Pick<RequestContext, 't'>) => ({ href: '/petitions', name: t('Kiến nghị') });

function pageRoute(city: PetitionCity): Route {
  return page<PetitionTables, never, typeof WithLang, typeof Code>(
    {
      url: '/petitions/:code',
      permission: anyone,
      summary: { vi: 'Một kiến nghị', en: 'One petition' },
      params: Code,
      query: WithLang,
    },
    (c) => show(city, c),
  );
}

export type ShowContext = Pick<PageContext, 'transaction' | 'params' | 't' | 'lang' | 'now' | 'actor'>;

async function show(city: PetitionCity, c: ShowContext, problem?: AppError) {
  const { petition, isStarter, mine } = await c.transaction(
    async (tx) => {
      const opened = await openForReading(tx, c.params.code);
      return {
        petition: await petitionView(tx, city, opened.petition),
        isStarter: opened.who.includes('starter'),
        mine: await mySignature(tx, city, c.params.code),
      };
    },
    { readOnly: true },
  );
  const isNotPublic = petition.publishedAt === null;
  const content = (
    <PetitionPage
      t={c.t}
      lang={c.lang}
      petition={petition}
      me={{
        isSignedIn: c.actor.kind !== 'anonymous',
        isStarter,
        hasSigned: mine.signed,
        isNamed: mine.named,
      }}
      isSignable={isOpenAt(petition, c.now)}
      owed={petition.dueAt === null ? null : remaining(new Date(petition.dueAt), c.now, city.m.calendar)}
      curve={curvePoints(petition.days, localDate(c.now), limits.curvePoints)}
      publicUrl={city.m.publicUrl}
      problem={problem?.title[c.lang]}
    />
  );
  return view(petition.title, content, {
    ...(problem ? { status: problem.status } : {}),
    description: petition.ask.slice(0, 160),
    page: {
      head: styleLink,
      breadcrumbs: [crumb(c), { name: petition.title }],
      hasProblems: problem !== undefined,
      noIndex: isNotPublic,
    },
  });
}

function isOpenAt({ state, signUntil }: PetitionView, now: Date): boolean {
  return isSignable(state) && signUntil !== null && now.toISOString() < signUntil;
}

/** A form of the petition's page: done, back to the page; refused, the page again with the reason on top. */
function form<B extends TSchema>(
  city: PetitionCity,
  verb: string,
  summary: { readonly vi: string; readonly en: string },
  take: (c: PageContext<Static<B>>) => Promise<unknown>,
  body?: B,
): Route {
  return page<PetitionTables, B, TSchema, typeof Code>(
    {
      method: 'POST',
      url: `/petitions/:code/${verb}`,
      permission: takePart,
      summary,
      params: Code,
      ...(body ? { body } : {}),
      limit: { max: limits.startsPerMinute, perSeconds: 60 },
    },
    async (given) => {
      const c = given as unknown as PageContext<Static<B>>;
      try {
        await take(c);
      } catch (error) {
        return show(city, c, refusalOf(error));
      }
      return redirect(verb === 'withdraw' ? '/petitions/mine' : `/petitions/${c.params.code}`);
    },
  );
}
