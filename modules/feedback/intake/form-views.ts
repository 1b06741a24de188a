// What the pages of the form show: the draft turned into words, choices, suggestions and problems.
import { AppError, type FieldError } from '@city/kernel/errors';
import type { PlaceFound } from '@city/kernel/geo';
import type { RequestContext } from '@city/kernel/http';
import { capitalise, formatDateTime, localDate } from '@city/kernel/time';
import type { FieldProblem } from '@city/ui/parts';
import { type Examined, examine } from '../cases/filing.ts';
import { inputOf } from '../cases/intake.ts';
import { type ReportInput, reportFields } from '../cases/report-fields.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import { servicesFor } from '../channels/channel-data.ts';
import { policyFor } from '../deadlines/deadline.ts';
import type { FeedbackCity } from '../module-city.ts';
import { moderationRule } from '../moderation/moderation-data.ts';
import { looseOf } from '../photos/photo.store.ts';
import type { Body } from '../routing/bodies.ts';
import { route } from '../routing/routing.ts';
import { matterKinds } from '../services/city-data.ts';
import { suggestService } from '../services/catalogue.ts';
import type { DraftData } from './draft.ts';
import { kindName } from './kind-choice.tsx';
import type { SendPageProps } from './send.page.tsx';
import type { WherePageProps } from './where.page.tsx';

type Context = Pick<
  RequestContext<unknown, unknown, unknown, FeedbackTables>,
  't' | 'lang' | 'now' | 'actor' | 'transaction'
>;

/** The report that a draft would become, as the interface takes it. */
export function bodyOfDraft(draft: DraftData): ReportInput {
  const point = draft.pin ?? { lat: Number.NaN, lon: Number.NaN };
  const occurred = draft.takenAt === null ? {} : { occurredAt: draft.takenAt };
  const texts = Object.fromEntries(Object.entries(draft.fields).filter(([, value]) => value.trim() !== ''));
  return inputOf({ ...occurred, ...texts, ...point });
}

/** What is still missing or wrong; pointers name the fields of the interface. */
export function whereProblems(city: FeedbackCity, draft: DraftData, now: Date): FieldError[] {
  const missing: FieldError[] = [];
  const say = (pointer: string, vi: string, en: string) =>
    missing.push({ pointer, code: 'required', message: { vi, en } });
  if (!draft.pin)
    say(
      '/lat',
      'Đặt ghim: bấm vào bản đồ, hoặc chọn phường, xã.',
      'Set the pin: press the map, or choose a ward.',
    );
  if (!draft.fields['service'])
    say(
      '/service',
      'Chọn một loại việc. Chưa rõ thì chọn Việc khác.',
      'Choose what it is. Not sure: Something else.',
    );
  if (!draft.fields['words']?.trim())
    say('/words', 'Kể một dòng chuyện gì đang xảy ra.', 'Say in a line what is happening.');
  const tooLong = reportFields.flatMap(({ name, schema }): FieldError[] => {
    const most = (schema as { maxLength?: number }).maxLength ?? Number.POSITIVE_INFINITY;
    const length = draft.fields[name]?.length ?? 0;
    return length > most
      ? [
          {
            pointer: `/${name}`,
            code: 'maxLength',
            message: {
              vi: `Dài nhất ${most} ký tự, đang có ${length}.`,
              en: `At most ${most} characters, now ${length}.`,
            },
          },
        ]
      : [];
  });
  if (missing.length + tooLong.length > 0) return [...missing, ...tooLong];
  try {
    examine(city, bodyOfDraft(draft), now, [], draft.kind);
    return [];
  } catch (error) {
    if (error instanceof AppError && error.errors.length > 0) return [...error.errors];
    throw error;
  }
}

/** Who would take it and how fast, as far as the form knows by now. */
function expectation(
  city: FeedbackCity,
  draft: DraftData,
  place: PlaceFound,
  day: string,
): { body: Body; hours: number } {
  const service = city.rules.catalogue.find(draft.fields['service'] ?? '', day);
  const matter = {
    service: service?.code ?? 'other',
    severity: service?.severity ?? 'normal',
    day,
    kind: draft.kind ?? 'phan_anh',
  } as const;
  const holder = service
    ? route(city.rules.routing, city.rules.bodies, { ...matter, unit: place.unit, district: place.district })
        .holder
    : city.rules.bodies.commune(place.unit);
  return { body: holder, hours: policyFor(city.rules.deadlines, matter)?.accept.amount ?? 8 };
}

/** Ids of the controls on the pages by the pointers of the interface. */
const controlOf: Readonly<Record<string, string>> = {
  '/lat': 'place',
  '/lon': 'place',
  '/service': 'service-1',
  '/occurredAt': 'place',
  '/photos/0': 'place',
};

function fieldProblems(problems: readonly FieldError[], lang: 'vi' | 'en'): FieldProblem[] {
  const made = problems.map(({ pointer, message }) => ({
    fieldId: controlOf[pointer] ?? pointer.slice(1),
    message: message[lang],
  }));
  return made.filter((one, at) => made.findIndex(({ fieldId }) => fieldId === one.fieldId) === at);
}

export async function whereProps(
  city: FeedbackCity,
  c: Context,
  token: string,
  draft: DraftData,
  problems: readonly FieldError[],
): Promise<WherePageProps> {
  const day = localDate(c.now);
  const { channels, catalogue } = city.rules;
  const services = servicesFor(channels, catalogue, draft.kind ?? 'phan_anh', day);
  const photos = await c.transaction((tx) => looseOf(tx as FeedbackTx, draft.photos), { readOnly: true });
  const place = draft.pin ? city.geo.units.atPoint(draft.pin, day) : null;
  const next = place?.found ? expectation(city, draft, place, day) : null;
  return {
    t: c.t,
    lang: c.lang,
    token,
    draft,
    services,
    kinds: matterKinds.filter((kind) => servicesFor(channels, catalogue, kind, day).length > 0),
    suggested:
      suggestService(services, `${draft.fields['words'] ?? ''} ${draft.fields['address'] ?? ''}`)?.code ??
      null,
    units: city.geo.units
      .at(day)
      .filter(({ level }) => level === 'commune')
      .map(({ code, name, kind }) => ({ code, name, kind }))
      .sort((a, b) => a.name.localeCompare(b.name, 'vi')),
    unitName: place?.found ? capitalise(`${place.unit.kind} ${place.unit.name}`) : null,
    photoUrls: photos.map(({ file_id: id, width, height }) => ({
      url: `/report/photo/${id}?d=${encodeURIComponent(token)}`,
      width,
      height,
    })),
    problems: fieldProblems(problems, c.lang),
    next: next && { body: next.body.name[c.lang], hours: next.hours },
  };
}

export function sendProps(
  city: FeedbackCity,
  c: Context,
  token: string,
  draft: DraftData,
  contact: Readonly<Record<string, string>>,
  problems: readonly FieldError[],
): Omit<SendPageProps, 'lang' | 'same'> {
  const examined = examine(city, bodyOfDraft(draft), c.now, [], draft.kind);
  return {
    t: c.t,
    token,
    items: summaryOf(c, draft, examined),
    contact,
    personName: c.actor.kind === 'anonymous' ? null : c.actor.name,
    problems: fieldProblems(problems, c.lang),
    question: questionFor(city, c, problems),
    next: {
      body: examined.route.holder.name[c.lang],
      due: examined.terms && formatDateTime(examined.terms.dueAt, c.lang),
    },
  };
}

/** The small question, when sending was refused for want of its answer. */
function questionFor(
  city: FeedbackCity,
  c: Context,
  problems: readonly FieldError[],
): SendPageProps['question'] {
  if (!problems.some(({ code }) => code === 'report_question_needed')) return null;
  const { questionMinutes } = moderationRule(city.rules.moderation, 'senders', c.now);
  const { token, words } = city.questions.ask(c.now, questionMinutes);
  return { token, words: words[c.lang] };
}

/** What goes out, line by line: the listed fields come from report-fields.ts. */
function summaryOf(
  { t, lang }: Context,
  draft: DraftData,
  { input, kind, service, place, weight }: Examined,
): SendPageProps['items'] {
  const unit = capitalise(`${place.unit.kind} ${place.unit.name}`);
  const others = reportFields
    .filter(({ shown }) => shown)
    .flatMap(({ name, label }) => {
      const value = (input as Readonly<Record<string, unknown>>)[name];
      return value === undefined ? [] : [{ name: label(t), value: String(value) }];
    });
  return [
    ...(kind === 'phan_anh' ? [] : [{ name: t('Bạn muốn'), value: kindName(t, kind) }]),
    { name: t('Việc gì'), value: service.name[lang] },
    { name: t('Ở đâu'), value: input.address ? `${input.address}, ${unit}` : unit },
    { name: t('Bạn kể'), value: input.words },
    ...others,
    ...(draft.photos.length > 0 ? [{ name: t('Ảnh'), value: t('{n} ảnh', { n: draft.photos.length }) }] : []),
    ...(weight.severity === 'urgent'
      ? [{ name: t('Mức'), value: t('Khẩn, vì có: {words}', { words: weight.because.join(', ') }) }]
      : []),
  ];
}
