// The form that gives a mandate: each step is checked when it is left, all of it again when it is signed.
import { type Static, Type } from 'typebox';
import { isId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { page, redirect, type RequestContext, type Route, type View } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import './errors.ts';
import { identityOf } from '../identity.ts';
import type { Tables } from '../tables.ts';
import { type Giving, giveMandate, type Source, sourceOf } from './give.action.ts';
import {
  type GivingDraft,
  type GivingInput,
  type GivingStep,
  givingSteps,
  givingView,
  strongerView,
} from './giving.page.tsx';
import { powersAt } from './mandate.ts';
import { numberFrom, readOrganisation } from './parties.ts';
import { powersOf } from './powers.ts';
import { readingOf } from './relations.routes.ts';
import { checkTerms, type Terms } from './terms.ts';

const permission = 'identity.mandate.give';
const url = '/me/mandates/new';
const summary = { vi: 'Nhờ người làm thay, giao việc', en: 'Give a mandate' };
const Step = Type.Union(givingSteps.map((step) => Type.Literal(step)));
const Text = Type.String({ maxLength: 200, default: '' });
const Form = Type.Object({
  step: Step,
  back: Type.Optional(Step),
  sign: Type.Optional(Type.Literal('yes')),
  of: Type.String({ maxLength: 36, default: 'self' }),
  agentName: Text,
  agentNumber: Text,
  powers: Type.Array(Type.String({ maxLength: 60 }), { default: [], maxItems: 50 }),
  from: Text,
  to: Text,
  passOn: Text,
});
type Context = Pick<RequestContext, 'actor' | 'lang' | 't' | 'now'>;

export function givingRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [
    page(
      { url, permission, summary, query: Type.Object({ of: Type.Optional(Type.String({ maxLength: 36 })) }) },
      async (c) => {
        const of = c.query.of ?? 'self';
        const { source, rule } = await sourceFor(m, c, of);
        const needed = rule?.grantNeedsLevel ?? 4;
        if ((c.actor.level ?? 0) < needed)
          return strongerView(readingOf(m, c), needed, of === 'self' ? url : `${url}?of=${of}`);
        return shown(m, c, { step: 'who', draft: { ...empty, of }, source, problem: null });
      },
    ),
    page({ method: 'POST', url, permission, summary, body: Form }, (c) => advance(m, c, c.body)),
  ];
}

const empty: Omit<GivingDraft, 'of'> = {
  agentName: '',
  agentNumber: '',
  powers: [],
  from: '',
  to: '',
  mayPassOn: false,
};

async function advance(m: ModuleContext<Tables>, c: Context, form: Static<typeof Form>) {
  const { step, back, sign, passOn, ...rest } = form;
  const draft: GivingDraft = { ...rest, mayPassOn: passOn === 'yes' };
  const found = await sourceFor(m, c, draft.of);
  const at = (next: GivingStep, problem: GivingInput['problem'] = null) =>
    shown(m, c, { step: next, draft, source: found.source, problem });
  if (back) return at(back);
  try {
    const last = givingSteps.indexOf(step);
    for (const one of givingSteps.slice(0, last + 1)) check(m, c, { step: one, draft, found });
    if (step !== 'sign') return at(givingSteps[last + 1] as GivingStep);
    if (sign !== 'yes') return at('sign');
    const { id } = await giveMandate(m, c.actor, {
      ...termsOf(draft, found),
      of: found.of,
      agentNumber: draft.agentNumber,
      agentName: draft.agentName,
      evidence: c.t('Ký trực tuyến'),
    });
    return redirect(`/me/mandates/${id}`);
  } catch (error) {
    const problem = problemOf(error, c.lang);
    return at(stepOf(problem.field), problem);
  }
}

interface Found {
  readonly of: Giving['of'];
  readonly origin: Source;
  readonly rule: ReturnType<typeof ruleOf>;
  readonly source: GivingInput['source'];
}

const ruleOf = (m: ModuleContext<Tables>, c: Context, kind: 'attorney' | 'staff') =>
  identityOf(m).mandateRulesOn(localDate(c.now)).kinds[kind];

/** What is to be given, with its terms. @throws AppError of `sourceOf` */
async function sourceFor(m: ModuleContext<Tables>, c: Context, given: string): Promise<Found> {
  const rules = identityOf(m).mandateRulesOn(localDate(c.now));
  if (given !== 'self' && !isId(given)) throw new AppError('mandate_not_found');
  return m.db.transaction(
    c.actor,
    async (tx) => {
      const isOrganisation = given !== 'self' && (await readOrganisation(tx, given)) !== null;
      const of: Giving['of'] =
        given === 'self' ? { self: true } : isOrganisation ? { organisation: given } : { mandate: given };
      const origin = await sourceOf(tx, c.actor.id ?? '', { of }, rules);
      const { kind, parent } = origin;
      const rule = rules.kinds[kind];
      const carried = powersOf(rules, kind).map(({ code }) => code);
      const held = parent ? powersAt(parent, identityOf(m).mandateRulesOn, c.now) : carried;
      const depth = rule?.depth ?? 0;
      return {
        of,
        origin,
        rule,
        source: {
          kind,
          principalName: origin.principal.name,
          isPassedOn: parent !== null,
          powers: carried.filter((code) => held.includes(code)),
          depth: parent ? Math.min(depth, parent.depth - 1) : depth,
          usualDays: rule?.usualDays ?? 30,
          mostDays: rule?.mostDays ?? null,
          isByTwo: origin.isByTwo,
        },
      };
    },
    { readOnly: true },
  );
}

const termsOf = (draft: GivingDraft, { source }: Found): Terms => ({
  powers: draft.powers,
  from: draft.from,
  to: draft.to,
  depth: draft.mayPassOn ? Math.min(source.depth, 1) : 0,
});

function check(
  m: ModuleContext<Tables>,
  c: Context,
  { step, draft, found }: { step: GivingStep; draft: GivingDraft; found: Found },
): void {
  const { mandateRulesOn: rulesOn } = identityOf(m);
  const today = localDate(c.now);
  if (step === 'who') {
    if (draft.agentName.trim().length < 2) throw new AppError('mandate_name_missing', { field: 'agentName' });
    numberFrom(draft.agentNumber, 'agentNumber');
  }
  if (step === 'what' && draft.powers.length === 0)
    throw new AppError('mandate_powers_wrong', { field: 'powers' });
  if (step === 'when') {
    const { kind, parent } = found.origin;
    const against = { rules: rulesOn(today), rulesOn, kind, parent, today, now: c.now };
    checkTerms(termsOf(draft, found), against);
  }
}

/** Which step asks for a field. */
function stepOf(field: string): GivingStep {
  if (field === 'powers') return 'what';
  return field === 'from' || field === 'to' || field === 'depth' ? 'when' : 'who';
}

/** A refusal as the form shows it; what the form cannot mend is thrown on. */
function problemOf(error: unknown, lang: 'vi' | 'en'): { field: string; message: string } {
  if (!(error instanceof AppError) || error.status === 404 || error.code === 'mandate_level_needed')
    throw error;
  const [first] = error.errors;
  return first
    ? { field: first.pointer.slice(1), message: first.message[lang] }
    : { field: 'agentNumber', message: error.title[lang] };
}

function shown(m: ModuleContext<Tables>, c: Context, input: GivingInput): View {
  return givingView(readingOf(m, c), input);
}
