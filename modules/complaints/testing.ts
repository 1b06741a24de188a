// Builders for this module's tests: a city with complaints, officers of its bodies, petitions that are valid by default.
import { anonymous } from '@city/kernel/access';
import {
  type Caller,
  type FormFile,
  officer,
  testCity,
  type TestCity,
  type TestCityOptions,
} from '@city/kernel/testing';
import type { MatterItem, MatterView } from './contract.ts';
import { module } from './module.ts';

export function complaintsTestCity(options: TestCityOptions = {}): Promise<TestCity> {
  return testCity({ ...options, modules: [module as never, ...(options.modules ?? [])] });
}

const leChan = { body: 'ubnd-11383', unit: '11383' };
export const people = {
  handler: officer({ ...leChan, role: 'complaints', title: 'Cán bộ xử lý đơn · UBND phường Lê Chân' }),
  leader: officer({ ...leChan, role: 'leader', title: 'Chủ tịch · UBND phường Lê Chân' }),
  reports: officer({ ...leChan, role: 'officer', title: 'Cán bộ xử lý · UBND phường Lê Chân' }),
  elsewhere: officer({ body: 'ubnd-10525', unit: '10525', role: 'complaints' }),
  cityHandler: officer({ body: 'ubnd-thanh-pho', role: 'complaints' }),
  cityLeader: officer({ body: 'ubnd-thanh-pho', role: 'leader' }),
  inspector: officer({ body: 'thanh-tra-thanh-pho', role: 'inspector' }),
  coordinator: officer({ body: 'dieu-phoi-1022', role: 'coordinator' }),
};

type Fields = Record<string, string>;

/** A first complaint about a fine of Lê Chân ward, in time. */
export const aComplaint = {
  about: {
    kind: 'khieu_nai',
    round: '1',
    aboutBody: 'ubnd-11383',
    subject: 'Quyết định xử phạt số 12/QĐ-XPHC ngày 20/8/2026',
    learnedOn: '2026-08-25',
  } as Fields,
  what: {
    words: 'Tôi bị phạt vì để xe trên vỉa hè, nhưng hôm ấy xe tôi gửi trong sân nhà.',
    request: 'Hủy quyết định xử phạt.',
  } as Fields,
  who: { name: 'Trần Thị Mẫu', address: '12 Tô Hiệu, Lê Chân', phone: '0912 345 678' } as Fields,
};
export const aDenunciation = {
  about: {
    kind: 'to_cao',
    aboutBody: 'ubnd-11383',
    headsIt: 'no',
    subject: 'Ông A, cán bộ địa chính, đòi tiền khi làm hồ sơ',
  } as Fields,
  what: { words: 'Tháng trước ông A đòi hai triệu đồng mới nhận hồ sơ đất của người dân.' } as Fields,
  who: aComplaint.who,
};
export type Petition = typeof aComplaint | typeof aDenunciation;

export interface FiledForm {
  readonly token: string;
  readonly code: string;
  /** Path of the own link. */
  readonly own: string;
}

/** Fills the three steps of the form and sends; fails when a step is not taken. */
export async function file(
  city: TestCity,
  petition: Petition = aComplaint,
  more: { about?: Fields; what?: Fields; who?: Fields; as?: Caller; files?: readonly FormFile[] } = {},
): Promise<FiledForm> {
  const as = more.as ?? city.as(anonymous);
  const begun = await as.form('/complaints/about', { ...petition.about, ...more.about });
  const token = new URL(`http://x${String(begun.headers['location'])}`).searchParams.get('d');
  if (begun.statusCode !== 303 || token === null) throw new Error(`${begun.statusCode} ${begun.body}`);
  const told = await as.form(
    '/complaints/what',
    { d: token, ...petition.what, ...more.what },
    more.files ?? [],
  );
  if (told.statusCode !== 303) throw new Error(`${told.statusCode} ${told.body}`);
  const sent = await as.form('/complaints/send', { d: token, ...(more.who ?? petition.who) });
  if (sent.statusCode !== 303) throw new Error(`${sent.statusCode} ${sent.body}`);
  const receipt = await as.get(`/complaints/receipt?d=${token}`);
  const own = /\/complaints\/follow\/(DT-[\w-]+)\?key=[\w-]+/.exec(receipt.body);
  if (!own?.[1]) throw new Error(`No code on the receipt: ${receipt.body}`);
  return { token, code: own[1], own: own[0] };
}

/** The matters of an officer's desk. */
export async function deskOf(city: TestCity, who = people.handler, box = 'open'): Promise<MatterItem[]> {
  const answer = await city.as(who).get(`/api/desk/complaints?box=${box}`);
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer.json().items;
}

/** Takes a step and answers what the desk then shows; fails when it is refused. */
export async function step(
  city: TestCity,
  id: string,
  verb: string,
  words?: string,
  who = people.leader,
): Promise<MatterView> {
  const body = words === undefined ? {} : { words };
  const answer = await city.as(who).post(`/api/desk/complaints/${id}/${verb}`, body);
  if (answer.statusCode !== 200) throw new Error(`${verb}: ${answer.statusCode} ${answer.body}`);
  return answer.json();
}

/** The id of the one matter with a code, looked up behind the walls. */
export async function idOf(city: TestCity, code: string): Promise<string> {
  const [row] = await city.sql<{ matter_id: string }>(
    'select matter_id from complaints.matter where code = $1',
    [code],
  );
  if (!row) throw new Error(`No matter ${code}`);
  return row.matter_id;
}
