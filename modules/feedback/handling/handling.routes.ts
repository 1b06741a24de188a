// What offices and reporters do between taking a report and answering it, as interfaces.
import { type Static, type TSchema, Type } from 'typebox';
import { AppError, type Bilingual } from '@city/kernel/errors';
import { imageAnswer } from '@city/kernel/files';
import { type Route, route } from '@city/kernel/http';
import { limits, ResolveInput, TrackingCode } from '../contract.ts';
import type { FeedbackCity } from '../module-city.ts';
import { preparePhotos, takePhotos } from '../photos/take-photos.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import { coordinates, holds, openForReading } from '../cases/step.ts';
import { address, runStep, stepRoute, type StepRoute } from '../cases/steps.routes.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import { approveDraft, sendBackDraft, submitDraft, withdrawDraft } from './draft.action.ts';
import { checkPlaces } from './evidence.ts';
import { askExtension, decideExtension } from './extension.action.ts';
import {
  AnswerInput,
  ApproveInput,
  AskInput,
  ExtendInput,
  ExtensionInput,
  NoteInput,
  RecategoriseInput,
  ResumeInput,
  SendBackInput,
  WithdrawInput,
} from './handling-schemas.ts';
import { writeNote } from './note.action.ts';
import { recategoriseReport } from './recategorise.action.ts';
import { requestsOf } from './request.store.ts';
import { answerQuestion, askReporter, resumeWork } from './waiting.action.ts';

const bothSides =
  'public: the step itself asks for the key or account of the reporter, or the post of the office';

export function handlingRoutes(city: FeedbackCity): readonly Route[] {
  return [...waitingRoutes(city), ...requestRoutes(city), submitRoute(city), draftPhotoRoute(city)];
}

function office<B extends TSchema>(city: FeedbackCity, step: StepRoute<B>): Route {
  return stepRoute(city, 'feedback.report.handle', step);
}

const words = (vi: string, en: string): Bilingual => ({ vi, en });

function waitingRoutes(city: FeedbackCity): Route[] {
  return [
    office(city, {
      verb: 'ask',
      summary: words('Hỏi người gửi, dừng đồng hồ', 'Ask the reporter; the clock stands still'),
      body: AskInput,
      take: askReporter,
    }),
    stepRoute(city, bothSides, {
      verb: 'answer',
      summary: words('Trả lời câu hỏi của cơ quan', 'Answer the question of the office'),
      body: AnswerInput,
      take: answerQuestion,
    }),
    office(city, {
      verb: 'resume',
      summary: words('Làm tiếp không chờ nữa', 'Go on without waiting'),
      body: ResumeInput,
      take: resumeWork,
    }),
    office(city, {
      verb: 'recategorise',
      summary: words('Đổi loại việc', 'Change the category'),
      body: RecategoriseInput,
      take: recategoriseReport,
    }),
    office(city, {
      verb: 'notes',
      summary: words('Ghi chú nội bộ', 'Write an internal note'),
      body: NoteInput,
      take: writeNote,
    }),
  ];
}

function requestRoutes(city: FeedbackCity): Route[] {
  return [
    office(city, {
      verb: 'extension',
      summary: words('Đề nghị gia hạn', 'Ask for an extension'),
      body: ExtensionInput,
      take: askExtension,
    }),
    office(city, {
      verb: 'extend',
      summary: words('Duyệt hoặc không duyệt gia hạn', 'Grant or refuse an extension'),
      body: ExtendInput,
      take: decideExtension,
    }),
    office(city, {
      verb: 'approve',
      summary: words('Duyệt và công khai trả lời', 'Approve and publish the draft answer'),
      body: ApproveInput,
      take: (tx, opened, body: Static<typeof ApproveInput>) => approveDraft(tx, city.m.files, opened, body),
    }),
    office(city, {
      verb: 'send-back',
      summary: words('Trả bản thảo về cho cán bộ', 'Send the draft back'),
      body: SendBackInput,
      take: sendBackDraft,
    }),
    office(city, {
      verb: 'withdraw',
      summary: words('Rút bản thảo', 'Withdraw the draft'),
      body: WithdrawInput,
      take: withdrawDraft,
    }),
  ];
}

const Code = Type.Object({ code: TrackingCode });

/** A draft brings its pictures like an answer does; nobody sees them before a leader has approved. */
function submitRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, typeof ResolveInput, TSchema, typeof Code>(
    {
      ...address('submit', 'feedback.report.handle', words('Trình lãnh đạo duyệt', 'Submit a draft answer')),
      params: Code,
      body: ResolveInput,
      accepts: ['json', 'form', 'multipart'],
      bodyLimit: limits.bodyBytes,
    },
    async (c) => {
      const given = await preparePhotos(city.m.files, { uploads: c.uploads, ids: c.body.photos ?? [] });
      return runStep<typeof ResolveInput>(city, c, async (tx, opened, body) => {
        await checkPlaces(tx, opened, given);
        const photos = await takePhotos(tx, city.m.files, given, false);
        return submitDraft(tx, opened, { words: body.words, photos });
      });
    },
  );
}

const DraftPhoto = Type.Object({ code: TrackingCode, id: Type.String({ maxLength: 100 }) });

/** A picture of a draft, for those who may read the draft. */
function draftPhotoRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, TSchema, typeof DraftPhoto>(
    {
      method: 'GET',
      url: '/api/desk/reports/:code/draft-photos/:id',
      permission: 'feedback.report.handle',
      summary: words('Ảnh của bản thảo trả lời', 'A picture of a draft answer'),
      params: DraftPhoto,
      streams: 'image/webp',
      tags: ['desk'],
    },
    async (c) => {
      const image = await c.transaction(async (tx: FeedbackTx) => {
        const { report } = await openForReading(tx, city, c.params.code);
        if (!holds(c.actor, report.body_code) && !coordinates(c.actor)) throw new AppError('not_found');
        const requests = await requestsOf(tx, report.report_id);
        const isOne = requests.some(({ photos }) => photos.some(({ file_id: id }) => id === c.params.id));
        if (!isOne) throw new AppError('not_found');
        return city.m.files.openVariant(tx, c.params.id, 'medium');
      });
      return imageAnswer(image, { isPublic: false, known: c.request.headers['if-none-match'] });
    },
  );
}
