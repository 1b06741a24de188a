// Builders for this module's tests: a city with only petitions, its officers, petitions brought as far as a test needs.
import { anonymous } from '@city/kernel/access';
import { citizen, officer, testCity, type TestCity, type TestCityOptions } from '@city/kernel/testing';
import type { PetitionView } from './contract.ts';
import { module } from './module.ts';

export function petitionsCity(options: TestCityOptions = {}): Promise<TestCity> {
  return testCity({ ...options, modules: [module as never, ...(options.modules ?? [])] });
}

const leChanPost = { body: 'ubnd-11383', unit: '11383' } as const;
export const people = {
  starter: citizen({ name: 'Nguyễn Thị Khởi' }),
  moderator: officer({ body: 'dieu-phoi-1022', role: 'moderator', title: 'Kiểm duyệt viên' }),
  coordinator: officer({ body: 'dieu-phoi-1022', role: 'coordinator', title: 'Điều phối viên' }),
  officer: officer({ ...leChanPost, title: 'Cán bộ · UBND phường Lê Chân' }),
  leader: officer({ ...leChanPost, role: 'leader', title: 'Chủ tịch · UBND phường Lê Chân' }),
  elsewhere: officer({ body: 'ubnd-10525', unit: '10525', role: 'leader' }),
};

/** On the island of Bạch Long Vĩ twenty signatures oblige: few enough for a test. */
export const island = '11948';
const islandPost = { body: `ubnd-${island}`, unit: island } as const;
export const islanders = {
  officer: officer({ ...islandPost, title: 'Cán bộ · UBND đặc khu' }),
  leader: officer({ ...islandPost, role: 'leader', title: 'Chủ tịch · UBND đặc khu' }),
};

export function aDraft(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    title: 'Mở lại sân chơi thiếu nhi cạnh hồ Sen',
    ask: 'Dọn bãi vật liệu và mở lại sân chơi trước mùa hè',
    words: 'Sân chơi bị chiếm làm bãi vật liệu từ hai năm nay, trẻ em trong khu không còn chỗ chơi an toàn.',
    topic: 'culture',
    unit: island,
    ...more,
  };
}

const api = (code: string, verb: string) => `/api/petitions/${code}/${verb}`;

async function must(
  answer: Promise<{ statusCode: number; body: string; json(): unknown }>,
): Promise<unknown> {
  const got = await answer;
  if (got.statusCode >= 300) throw new Error(`${got.statusCode} ${got.body}`);
  return got.json();
}

/** A petition that looks for its first supporters. */
export async function seeking(
  city: TestCity,
  more: Record<string, unknown> = {},
  starter = citizen(),
): Promise<PetitionView> {
  const as = city.as(starter);
  const { code } = (await must(as.post('/api/petitions', aDraft(more)))) as PetitionView;
  return (await must(as.post(api(code, 'propose'), {}))) as PetitionView;
}

/** Signs as so many new people, all at once. */
export async function signMany(city: TestCity, code: string, count: number): Promise<void> {
  const signers = Array.from({ length: count }, () => city.as(citizen()));
  await Promise.all(signers.map((as) => must(as.post(api(code, 'sign'), {}))));
}

/** A public petition, with its first supporters. */
export async function open(
  city: TestCity,
  more: Record<string, unknown> = {},
  starter = citizen(),
): Promise<PetitionView> {
  const { code, supporters } = await seeking(city, more, starter);
  await signMany(city, code, supporters);
  await must(city.as(people.moderator).post(`/api/desk/petitions/${code}/publish`, {}));
  return read(city, code);
}

/** A petition that has enough signatures, so that the island's committee owes an answer. */
export async function owed(city: TestCity, starter = citizen()): Promise<PetitionView> {
  const { code, threshold, signatures } = await open(city, {}, starter);
  await signMany(city, code, threshold - signatures);
  return read(city, code);
}

export const longAnswer =
  'Ủy ban đã kiểm tra bãi vật liệu ngày 10/9 và yêu cầu đơn vị thi công trả lại mặt bằng.';

/** An owed petition with a published answer and one commitment. */
export async function answered(city: TestCity, starter = citizen()): Promise<PetitionView> {
  const { code } = await owed(city, starter);
  const commitments = [{ words: 'Mở lại sân chơi', dueOn: '2026-12-20' }];
  const desk = (verb: string, as: typeof islanders.officer, body: object) =>
    must(city.as(as).post(`/api/desk/petitions/${code}/${verb}`, body));
  await desk('submit', islanders.officer, { words: longAnswer, commitments });
  await desk('approve', islanders.leader, {});
  return read(city, code);
}

/** As everyone sees it. */
export async function read(city: TestCity, code: string): Promise<PetitionView> {
  return (await must(city.as(anonymous).get(`/api/petitions/${code}`))) as PetitionView;
}
