// The things that the matrix asks about: a report, a complaint and a petition of one citizen, with words that only few may ever read.
import type { MatrixCity, Session } from './callers.ts';

/** Stands in the contact of the report and the identity of the complaint; must leave in no answer that is not for it. */
export const secrets = ['Cánh Cửa Đóng', '912345678', 'Ngõ Không Tên'];

export interface Things {
  /** Values of path parameters, by what the path is about. */
  readonly fill: (url: string) => string;
}

const nothing = '01900000-0000-7000-8000-000000000000';

export async function makeThings({ city, callers }: MatrixCity): Promise<Things> {
  const contact = { name: secrets[0], phone: `0${secrets[1]}` };
  const filed = await must(
    callers.citizen.ask('POST', '/api/reports', {
      service: 'flooding',
      words: 'Nước ngập đến đầu gối trước cổng chợ từ sáng',
      lat: 20.8446,
      lon: 106.6825,
      contact,
    }),
  );
  const report = filed.json().trackingCode as string;
  const petition = (
    await must(
      callers.citizen.ask('POST', '/api/petitions', {
        title: 'Mở lại sân chơi thiếu nhi cạnh hồ Sen',
        ask: 'Dọn bãi vật liệu và mở lại sân chơi trước mùa hè',
        words:
          'Sân chơi bị chiếm làm bãi vật liệu từ hai năm nay, trẻ em trong khu không còn chỗ chơi an toàn.',
        topic: 'culture',
        unit: '11383',
      }),
    )
  ).json().code as string;
  const code = await complain(callers.citizen);
  const [matter] = await city.sql<{ id: string }>(
    'select matter_id as id from complaints.matter where code = $1',
    [code],
  );
  const fill = (url: string): string =>
    url
      .replace('.*.css', '.css')
      .replace('.:format', '.json')
      .replace(':verb', 'accept')
      .replace(':variant', 'small')
      .replace(':file', nothing)
      .replace(
        /:code/,
        url.includes('petition')
          ? petition
          : url.includes('complaints')
            ? code
            : url.includes('units')
              ? '11383'
              : report,
      )
      .replace(/:id/, url.includes('complaints') ? matter!.id : nothing);
  return { fill };
}

/** Through the form, as people do. */
async function complain(session: Session): Promise<string> {
  const begun = await must(
    session.ask(
      'POST',
      '/complaints/about',
      {
        kind: 'khieu_nai',
        round: '1',
        aboutBody: 'ubnd-11383',
        subject: 'Quyết định xử phạt số 12/QĐ-XPHC ngày 20/8/2026',
        learnedOn: '2026-08-25',
      },
      true,
    ),
  );
  const d = new URL(`http://x${String(begun.headers['location'])}`).searchParams.get('d') ?? '';
  const words = 'Tôi bị phạt vì để xe trên vỉa hè, nhưng hôm ấy xe tôi gửi trong sân nhà.';
  await must(session.ask('POST', '/complaints/what', { d, words, request: 'Hủy quyết định xử phạt.' }, true));
  const who = { name: secrets[0]!, address: `12 ${secrets[2]}, Lê Chân`, phone: `0${secrets[1]}` };
  await must(session.ask('POST', '/complaints/send', { d, ...who }, true));
  const receipt = await must(session.ask('GET', `/complaints/receipt?d=${d}`));
  const own = /\/complaints\/follow\/(DT-[\w-]+)\?key=/.exec(receipt.body);
  if (!own?.[1]) throw new Error(`No code on the receipt: ${receipt.body}`);
  return own[1];
}

async function must(asked: ReturnType<Session['ask']>): ReturnType<Session['ask']> {
  const answer = await asked;
  if (answer.statusCode >= 400) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer;
}
