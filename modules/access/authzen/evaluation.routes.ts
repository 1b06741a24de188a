// The Authorization API 1.0 (OpenID AuthZEN): one question, many at once (§6, §7), and where everything is found (§9).
import { type Actor } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { Answer as HttpAnswer, type Route, route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { type AccessCity, accessOf } from '../access-city.ts';
import type { AccessTables } from '../tables.ts';
import { answerOf, askedOf, type Directory, unknownSubject } from './evaluate.ts';
import {
  Decision,
  EvaluationRequest,
  EvaluationsAnswer,
  EvaluationsRequest,
  Metadata,
  type Parts,
} from './shapes.ts';

export const askPermission = 'access.decision.ask';
const tags = ['access'];
/** Metadata changes with a release, not by the hour. */
const metadataMaxAgeSeconds = 3_600;

export function evaluationRoutes(m: ModuleContext<AccessTables>): readonly Route[] {
  return [metadataRoute(m), evaluationRoute(m), evaluationsRoute(m)];
}

function metadataRoute(m: ModuleContext<AccessTables>): Route {
  return route(
    {
      method: 'GET',
      url: '/.well-known/authzen-configuration',
      permission: 'public: says where the interface is, no decision (AuthZEN 1.0 §9)',
      tags,
      summary: { vi: 'Cấu hình giao diện hỏi quyền', en: 'Where decisions are asked for (AuthZEN)' },
      response: { 200: Metadata },
    },
    async () => {
      const at = (path: string) => `${m.publicUrl}/access/v1/${path}`;
      const body = {
        policy_decision_point: m.publicUrl,
        access_evaluation_endpoint: at('evaluation'),
        access_evaluations_endpoint: at('evaluations'),
        search_subject_endpoint: at('search/subject'),
        search_resource_endpoint: at('search/resource'),
        search_action_endpoint: at('search/action'),
      };
      return new HttpAnswer(200, body, { 'cache-control': `public, max-age=${metadataMaxAgeSeconds}` });
    },
  );
}

function evaluationRoute(m: ModuleContext<AccessTables>): Route {
  const city = accessOf(m);
  return route<AccessTables, typeof EvaluationRequest>(
    {
      method: 'POST',
      url: '/access/v1/evaluation',
      permission: askPermission,
      tags,
      summary: { vi: 'Hỏi một quyết định', en: 'Ask for one decision' },
      body: EvaluationRequest,
      response: { 200: Decision },
    },
    async (c) => evaluate(city, await directoryOf(city), c.actor, c.body, c.now),
  );
}

function evaluationsRoute(m: ModuleContext<AccessTables>): Route {
  const city = accessOf(m);
  return route<AccessTables, typeof EvaluationsRequest>(
    {
      method: 'POST',
      url: '/access/v1/evaluations',
      permission: askPermission,
      tags,
      summary: { vi: 'Hỏi nhiều quyết định một lần', en: 'Ask for many decisions at once' },
      body: EvaluationsRequest,
      response: { 200: EvaluationsAnswer },
    },
    async (c) => {
      const { evaluations = [], options, ...usual } = c.body;
      const directory = await directoryOf(city);
      // Without a list it is a single question (§7.1).
      if (evaluations.length === 0) {
        if (!isWhole(usual)) throw new AppError('question_incomplete');
        return evaluate(city, directory, c.actor, usual, c.now);
      }
      const semantic = options?.evaluations_semantic ?? 'execute_all';
      const answers: Decision[] = [];
      for (const one of evaluations) {
        const question = { ...usual, ...one };
        const answer = isWhole(question)
          ? evaluate(city, directory, c.actor, question, c.now)
          : incomplete(question);
        answers.push(answer);
        if (semantic === 'deny_on_first_deny' && !answer.decision) break;
        if (semantic === 'permit_on_first_permit' && answer.decision) break;
      }
      return { evaluations: answers };
    },
  );
}

const isWhole = (parts: Parts): parts is EvaluationRequest =>
  parts.subject !== undefined && parts.action !== undefined && parts.resource !== undefined;

/** A question of a list that cannot be answered is closed, and says so (§7.2.1). */
function incomplete(parts: Parts): Decision {
  const missing = (['subject', 'action', 'resource'] as const).filter((name) => parts[name] === undefined);
  return {
    decision: false,
    context: { error: { status: 400, message: `missing: ${missing.join(', ')}` } },
  };
}

export async function directoryOf(city: AccessCity): Promise<Directory> {
  const posts = await city.posts();
  return { post: (id) => posts.get(id) };
}

function evaluate(
  city: AccessCity,
  directory: Directory,
  asker: Actor,
  question: EvaluationRequest,
  now: Date,
): Decision {
  const asked = askedOf(question, directory, now);
  return answerOf(asked ? city.decideFor(asker, asked, question.action.name) : unknownSubject);
}
