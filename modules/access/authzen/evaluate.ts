// One question of the Authorization API as the city's own: who the subject is here, what the resource's attributes are, the answer.
import {
  type AccessContext,
  type Actor,
  anonymous,
  type Decision,
  refused,
  system,
} from '@city/kernel/access';
import type { KnownPost } from '../posts/post.store.ts';
import type { Decision as Answer, EvaluationRequest, Resource, Subject } from './shapes.ts';

/** What is needed to know a subject again. */
export interface Directory {
  readonly post: (id: string) => KnownPost | undefined;
}

export interface Asked {
  readonly actor: Actor;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly context: AccessContext;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Turns a question into ours. Types of subjects: `user` (a person, by id; `properties.post` when acting from one),
 * `post` (whoever acts from it), `service` (the city's own), `anonymous`. The role, body and unit of a post are those
 * of the register, whatever the question says. Null for a subject nobody knows.
 */
export function askedOf(
  question: Omit<EvaluationRequest, 'action'>,
  directory: Directory,
  now: Date,
): Asked | null {
  const context: Fields = question.context ?? {};
  const actor = actorOf(question.subject, context, directory);
  if (!actor) return null;
  return {
    actor,
    resource: attributesOf(question.resource),
    context: { now: timeOf(context['time']) ?? now },
  };
}

export function attributesOf({ type, id, properties = {} }: Resource): Fields {
  const own: Fields =
    type === 'body' ? { body: id } : type === 'unit' ? { unit: id } : type === 'user' ? { owner: id } : {};
  return { ...own, ...properties, type, id };
}

function actorOf(subject: Subject, context: Fields, directory: Directory): Actor | null {
  const properties: Fields = subject.properties ?? {};
  const level = typeof properties['level'] === 'number' ? properties['level'] : 1;
  const purpose = typeof context['purpose'] === 'string' ? { purpose: context['purpose'] } : {};
  if (subject.type === 'anonymous') return anonymous;
  if (subject.type === 'service') return system(subject.id);
  if (subject.type !== 'user' && subject.type !== 'post') return null;
  const postId = subject.type === 'post' ? subject.id : properties['post'];
  const person = subject.type === 'user' ? subject.id : properties['user'];
  const id = typeof person === 'string' ? person : null;
  if (typeof postId !== 'string') return { kind: 'citizen', id, name: null, level, ...purpose };
  const known = directory.post(postId);
  if (!known) return null;
  const { body, unit, role, title } = known;
  const post = { id: postId, body, unit, role, title: title.vi, ...deputyOf(properties['deputy']) };
  return { kind: 'officer', id, name: null, level, post, posts: [post], ...purpose };
}

function deputyOf(value: unknown) {
  if (typeof value !== 'object' || value === null) return {};
  const { id = '', scope = [], until = '' } = value as Fields;
  if (!Array.isArray(scope)) return {};
  return { deputy: { id: String(id), scope: scope.map(String), until: String(until) } };
}

function timeOf(value: unknown): Date | null {
  const time = typeof value === 'string' ? new Date(value) : null;
  return time && !Number.isNaN(time.getTime()) ? time : null;
}

export const unknownSubject: Decision = refused('nobody here is this subject');

export function answerOf(decision: Decision): Answer {
  if (decision.allow) return { decision: true, context: { reason: decision.reason } };
  const missing = (decision.findings ?? []).filter(({ holds }) => !holds).map(({ says }) => says);
  return {
    decision: false,
    context: {
      reason: decision.reason,
      ...(missing.length > 0 ? { reason_user: missing } : {}),
      ...(decision.acrValues ? { acr_values: [...decision.acrValues] } : {}),
    },
  };
}
