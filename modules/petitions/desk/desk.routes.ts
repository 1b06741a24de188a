// The desk's interface: queues with their numbers, one petition with what may be done, and the steps of moderators and bodies.
import { type Static, type TSchema, Type } from 'typebox';
import type { Actor } from '@city/kernel/access';
import { collection, type RequestContext, type Route, route } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import { approveAnswer, handOver, sendBackAnswer, submitAnswer } from '../answering/answer.action.ts';
import { answersOf } from '../answering/answer.store.ts';
import { finishPetition, progressCommitment } from '../answering/commitment.action.ts';
import { countQueues, listQueue } from '../cases/list.store.ts';
import { type Queue, queues } from '../cases/queues.ts';
import { publishPetition, refusePetition } from '../cases/moderate.action.ts';
import { petitionItem, petitionView } from '../cases/petition-view.ts';
import { workingCity } from '../cases/petitions.routes.ts';
import type { PetitionTx } from '../cases/petition.store.ts';
import { possibleActions } from '../cases/states.ts';
import { type Opened, openForReading, openForStep } from '../cases/step.ts';
import type { AnswerRow, PetitionRow, PetitionTables } from '../cases/tables.ts';
import {
  AnswerInput,
  DeskView,
  HandOverInput,
  limits,
  NothingInput,
  PetitionCode,
  PetitionItem,
  ProgressInput,
  RefuseInput,
  WordsInput,
} from '../contract.ts';
import type { PetitionCity } from '../module-city.ts';
import { on } from '../rules/petition-rules.ts';

const tags = ['petitions desk'];
const Code = Type.Object({ code: PetitionCode });
const Counts = Type.Object(Object.fromEntries(queues.map((queue) => [queue, Type.Integer({ minimum: 0 })])));
const QueueQuery = Type.Object({ queue: Type.Enum([...queues]) });

/** Roles that see the queues of every body. */
const cityWide = ['coordinator', 'operator', 'inspector', 'administrator'];
const askerOf = ({ post }: Actor) => ({
  body: post && !cityWide.includes(post.role) ? post.body : null,
});

type City = ReturnType<typeof workingCity>;
type Take<B> = (tx: PetitionTx, city: City, opened: Opened, body: B) => Promise<PetitionRow>;

export function deskRoutes(city: PetitionCity): readonly Route[] {
  const step = <B extends TSchema>(
    verb: string,
    permission: string,
    [vi, en]: readonly [string, string],
    body: B,
    take: Take<Static<B>>,
  ) => stepRoute(city, { verb, permission, summary: { vi, en }, body, take });
  return [
    countsRoute(),
    listRoute(city),
    oneRoute(city),
    step('publish', 'petitions.moderate', ['Công khai', 'Publish'], NothingInput, publishPetition),
    step(
      'refuse',
      'petitions.moderate',
      ['Từ chối, có căn cứ', 'Refuse on a ground'],
      RefuseInput,
      refusePetition,
    ),
    step('hand-over', 'petitions.coordinate', ['Chuyển cơ quan', 'Hand over'], HandOverInput, handOver),
    step(
      'submit',
      'petitions.answer',
      ['Trình câu trả lời', 'Submit an answer'],
      AnswerInput,
      (tx, at, opened, body) =>
        submitAnswer(tx, at, opened, { words: body.words, commitments: body.commitments ?? [] }),
    ),
    step('send-back', 'petitions.answer', ['Trả lại người soạn', 'Send back'], WordsInput, sendBackAnswer),
    step(
      'approve',
      'petitions.answer',
      ['Duyệt và công bố', 'Approve and publish'],
      NothingInput,
      approveAnswer,
    ),
    step(
      'progress',
      'petitions.answer',
      ['Tiến độ cam kết', 'Progress'],
      ProgressInput,
      (tx, at, opened, body) =>
        progressCommitment(tx, at, opened, { ...body, drop: body.drop === true, words: body.words ?? '' }),
    ),
    step('finish', 'petitions.answer', ['Kết thúc theo dõi', 'Finish'], WordsInput, finishPetition),
  ];
}

function countsRoute(): Route {
  return route<PetitionTables>(
    {
      method: 'GET',
      url: '/api/desk/petitions/queues',
      permission: 'petitions.desk.read',
      tags,
      summary: { vi: 'Số việc mỗi hàng đợi', en: 'How many each queue holds' },
      response: { 200: Counts },
    },
    (c) => c.transaction((tx) => countQueues(tx, askerOf(c.actor)), { readOnly: true }),
  );
}

function listRoute(city: PetitionCity): Route {
  return route<PetitionTables, never, typeof QueueQuery>(
    {
      method: 'GET',
      url: '/api/desk/petitions',
      permission: 'petitions.desk.read',
      tags,
      summary: { vi: 'Một hàng đợi, theo hẹn', en: 'One queue, by due time' },
      query: QueueQuery,
      response: { 200: collection(PetitionItem) },
    },
    (c) =>
      c.transaction(
        async (tx) => {
          const rows = await listQueue(tx, c.query.queue as Queue, askerOf(c.actor), limits.listMax);
          return {
            items: rows.map((row) => ({ ...petitionItem(city, row, tx.now), dueAt: due(row) })),
            next: null,
          };
        },
        { readOnly: true },
      ),
  );
}

const due = (row: PetitionRow): string | null => row.due_at?.toISOString() ?? null;

function oneRoute(city: PetitionCity): Route {
  return route<PetitionTables, never, TSchema, typeof Code>(
    {
      method: 'GET',
      url: '/api/desk/petitions/:code',
      permission: 'petitions.desk.read',
      tags,
      summary: { vi: 'Một kiến nghị ở bàn làm việc', en: 'One petition at the desk' },
      params: Code,
      response: { 200: DeskView },
    },
    (c) =>
      c.transaction(async (tx) => deskView(tx, city, await openForReading(tx, c.params.code)), {
        readOnly: true,
      }),
  );
}

async function deskView(tx: PetitionTx, city: PetitionCity, { petition, who }: Opened) {
  const day = localDate(tx.now);
  const view = await petitionView(tx, city, petition);
  // Drafts are the body's own until one is published.
  const drafts = who.includes('holder') ? await answersOf(tx, petition.petition_id) : [];
  return {
    petition: { ...view, dueAt: due(petition) },
    actions: possibleActions(petition.state, who),
    drafts: drafts.map(draftView),
    grounds: on(city.refusals, day).map(({ code, name, document }) => ({ code, name, document })),
    bodies: who.includes('coordinator') ? city.bodyRegister.choices(unitOf(city, petition), day) : [],
  };
}

function unitOf({ m }: PetitionCity, { unit_code: code, unit_valid_from: from }: PetitionRow) {
  return code === null || from === null ? null : m.geo.units.byCode(code, from);
}

function draftView(row: AnswerRow) {
  return {
    no: row.answer_no,
    words: row.words,
    commitments: row.commitments,
    draftedAt: row.drafted_at.toISOString(),
    draftedTitle: row.drafted_title,
    decision: row.decision,
    decidedTitle: row.decided_title,
    decidedWords: row.decided_words,
  };
}

function stepRoute<B extends TSchema>(
  city: PetitionCity,
  step: {
    readonly verb: string;
    readonly permission: string;
    readonly summary: { readonly vi: string; readonly en: string };
    readonly body: B;
    readonly take: Take<Static<B>>;
  },
): Route {
  return route<PetitionTables, B, TSchema, typeof Code>(
    {
      method: 'POST',
      url: `/api/desk/petitions/:code/${step.verb}`,
      permission: step.permission,
      tags,
      summary: step.summary,
      params: Code,
      body: step.body,
      response: { 200: DeskView },
      idempotent: true,
      bodyLimit: limits.jsonBytes,
    },
    async (c) => {
      const at = c as unknown as RequestContext<Static<B>, unknown, Static<typeof Code>, PetitionTables>;
      return at.transaction(async (tx) => {
        const opened = await openForStep(tx, at.params.code, versionOf(at));
        const after = await step.take(tx, workingCity(city), opened, at.body);
        return deskView(tx, city, { petition: after, who: opened.who });
      });
    },
  );
}

/** The version that was seen, from `If-Match`. */
function versionOf({ request }: Pick<RequestContext, 'request'>): number | undefined {
  const seen = /^"(\d+)"$/.exec(String(request.headers['if-match'] ?? ''));
  return seen ? Number(seen[1]) : undefined;
}
