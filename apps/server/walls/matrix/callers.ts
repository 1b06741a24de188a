// Every kind of caller with a real session: signed in through the simulator of the national identity provider, acting from a post where it has one.
import { join } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import { projectRoot } from '@city/kernel/config/root';
import type { TestCity } from '@city/kernel/testing';
import { readPersonas, type RunningSimulator, signInAs, startVneidSimulator } from '@city/vneid-simulator';
import { modules } from '../../main.ts';
import { wholeCity } from '../whole-city.ts';

/** Who they are, and from which role they act; without one they act as themselves. */
const personas = {
  citizen: ['nguyen-thi-mai', null],
  otherCitizen: ['tran-van-hung', null],
  // Both sessions act for a child; the second one's guardianship was ended by the office while it was open.
  guardian: ['vu-hoang-long', null],
  exGuardian: ['nguyen-van-dung', null],
  officer: ['bui-minh-duc', 'officer'],
  complaintsOfficer: ['bui-minh-duc', 'complaints'],
  otherUnitOfficer: ['hoang-thi-lan', 'officer'],
  wardLeader: ['pham-thi-hoa', 'leader'],
  cityLeader: ['le-quang-vinh', 'leader'],
  cityComplaints: ['trinh-thi-thu', 'complaints'],
  coordinator: ['ngo-thi-hanh', 'coordinator'],
  moderator: ['ngo-thi-hanh', 'moderator'],
  operator: ['phan-anh-tuan', 'operator'],
  shiftLead: ['vu-thi-lan-anh', 'shift_lead'],
  auditor: ['trinh-thi-thu', 'inspector'],
  administrator: ['cao-duc-anh', 'administrator'],
  registrar: ['le-thi-thuy', 'civil_status'],
  secondRegistrar: ['doan-thi-hien', 'civil_status'],
} as const;

export type CallerName = 'anonymous' | keyof typeof personas;
export const callerNames = ['anonymous', ...Object.keys(personas)] as readonly CallerName[];

const publicUrl = 'http://localhost:8080';
const secret = 'a client secret for tests';

export interface MatrixCity {
  readonly city: TestCity;
  readonly callers: Readonly<Record<CallerName, Session>>;
  stop(): Promise<void>;
}

/** The whole city, and everybody signed in. */
export async function matrixCity(): Promise<MatrixCity> {
  const vneid = await startVneidSimulator({
    personas: readPersonas(join(projectRoot(), 'city', 'haiphong', 'people', 'personas.json')),
    clients: [
      {
        clientId: 'hoa-phuong',
        name: { vi: 'Thành phố Hải Phòng', en: 'The city of Hải Phòng' },
        redirectUris: [`${publicUrl}/sign-in/callback`],
        postLogoutRedirectUris: [`${publicUrl}/`],
        authentication: { method: 'client_secret_basic', secret },
      },
    ],
  });
  const city = await wholeCity({
    environment: {
      PUBLIC_URL: publicUrl,
      CITY_IDENTITY_ISSUER: vneid.issuer,
      CITY_IDENTITY_CLIENT_SECRET: secret,
    },
  });
  const identity = modules.find(({ name }) => name === 'identity');
  await identity?.seed?.(city.module('identity') as never, () => {});
  const callers: Partial<Record<CallerName, Session>> = { anonymous: new Session(city) };
  for (const [name, [persona, role]] of Object.entries(personas))
    callers[name as CallerName] = await signedIn(city, persona, role);
  const made = callers as Record<CallerName, Session>;
  await actForChild(made, 'guardian', 'vu-hoang-long');
  const ended = await actForChild(made, 'exGuardian', 'nguyen-van-dung');
  const end = { evidence: '12/2026/HNGĐ-ST', reason: 'không còn quyền nuôi con' };
  await sure(made.registrar.ask('POST', `/api/desk/mandates/${ended}/end`, end));
  return { city, callers: made, stop: () => stop(city, vneid) };
}

const people = readPersonas(join(projectRoot(), 'city', 'haiphong', 'people', 'personas.json'));
const child = 'nguyen-minh-khoi';

/** Two officers record the guardianship, and its session chooses to act by it; answers the mandate. */
async function actForChild(
  callers: Record<CallerName, Session>,
  caller: CallerName,
  guardian: string,
): Promise<string> {
  const [ward, adult] = [child, guardian].map((id) => people.find((one) => one.id === id)!);
  const written = await sure(
    callers.registrar.ask('POST', '/api/desk/mandates', {
      basis: 'parent',
      wardNumber: ward!.personalNumber,
      wardName: ward!.name,
      birthDate: ward!.birthdate,
      guardianNumber: adult!.personalNumber,
      guardianName: adult!.name,
      evidence: '45/2013/GKS',
    }),
  );
  const { id } = written.json() as { id: string };
  await sure(callers.secondRegistrar.ask('POST', `/api/desk/mandates/${id}/confirm`, {}));
  await sure(callers[caller].ask('POST', '/api/me/acting', { mandate: id }));
  return id;
}

async function sure(asked: ReturnType<Session['ask']>): ReturnType<Session['ask']> {
  const answer = await asked;
  if (answer.statusCode >= 400) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer;
}

async function stop(city: TestCity, vneid: RunningSimulator): Promise<void> {
  await city.stop();
  await vneid.close();
}

async function signedIn(city: TestCity, persona: string, role: string | null): Promise<Session> {
  const session = new Session(city);
  const away = await session.ask('GET', '/sign-in/vneid');
  const back = await signInAs(new URL(String(away.headers.location)), { persona });
  await session.ask('GET', back.pathname + back.search);
  const me = (await session.ask('GET', '/api/me')).json() as {
    id: string;
    posts: readonly { id: string; role: string }[];
  };
  const post = role === null ? null : me.posts.find((one) => one.role === role)?.id;
  if (post === undefined) throw new Error(`${persona} holds no post with the role ${role}`);
  const switched = await session.ask('POST', '/api/me/post', { post });
  if (switched.statusCode !== 200) throw new Error(`${persona}: ${switched.body}`);
  session.person = me.id;
  return session;
}

/** A browser as far as cookies go. */
export class Session {
  person: string | null = null;
  readonly #city: TestCity;
  readonly #cookies = new Map<string, string>();

  constructor(city: TestCity) {
    this.#city = city;
  }

  /** A body as it is, whatever it holds. */
  send(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'GET' | 'OPTIONS',
    url: string,
    type: string,
    payload: string,
  ) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return this.#city.app.inject({
      method,
      url,
      payload,
      headers: { host: new URL(publicUrl).host, origin: publicUrl, cookie, 'content-type': type },
    });
  }

  async ask(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS',
    url: string,
    body?: object,
    isForm = false,
  ): Promise<LightMyRequestResponse> {
    const answer = await this.#city.app.inject({
      method,
      url,
      headers: {
        host: new URL(publicUrl).host,
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(isForm ? { 'content-type': 'application/x-www-form-urlencoded', origin: publicUrl } : {}),
      },
      ...(body
        ? { payload: isForm ? new URLSearchParams(body as Record<string, string>).toString() : body }
        : {}),
    });
    for (const { name, value, maxAge } of answer.cookies)
      if (maxAge === 0) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    return answer;
  }
}
