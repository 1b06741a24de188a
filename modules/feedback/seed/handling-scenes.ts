// What waits at a desk of the demo: drafts for a leader, a question to the reporter, reports bounced twice, one sent away as a complaint.
import { acceptReport } from '../cases/accept.action.ts';
import { assignReport } from '../cases/assign.action.ts';
import { returnReport } from '../cases/return.action.ts';
import { startWork } from '../cases/start.action.ts';
import { submitDraft } from '../handling/draft.action.ts';
import { askReporter } from '../handling/waiting.action.ts';
import { transferReport } from '../transfer/transfer.action.ts';
import type { PlaceInput } from './places.ts';
import { actorOf, type Stage } from './stage.ts';

type SomePlace = () => PlaceInput;
const hour = 60;
const officerOf = (body: string) => actorOf(body, 'officer', 'Cán bộ xử lý');

const drafts = [
  {
    service: 'pollution',
    words: 'Xưởng sơn gỗ trong ngõ phun cả buổi tối, mùi dung môi vào nhà.',
    answer:
      'Phường đã kiểm tra, yêu cầu cơ sở dừng phun sơn cho đến khi lắp xong buồng hút, và sẽ đo lại không khí vào tuần tới.',
  },
  {
    service: 'pollution',
    words: 'Nước mương cạnh trường đen và sủi bọt từ mấy hôm nay.',
    answer:
      'Đã lấy mẫu nước ở hai điểm và chặn một cửa xả chưa xử lý. Kết quả mẫu được niêm yết tại trụ sở phường.',
  },
];

/** Two answers that a leader reads before they are published. */
export async function playDrafts(stage: Stage, place: SomePlace): Promise<void> {
  for (const [at, { service, words, answer }] of drafts.entries()) {
    const filed = await stage.file({ service, words, place: place(), minutesAgo: (22 + at * 4) * hour });
    const by = officerOf(filed.body_code);
    await stage.act(filed, { minutesAgo: (20 + at) * hour, by }, (tx, it) => acceptReport(tx, it, {}));
    await stage.act(filed, { minutesAgo: (6 + at) * hour, by }, (tx, it) => startWork(tx, it, {}));
    await stage.act(filed, { minutesAgo: (1 + at) * hour, by }, (tx, it) =>
      submitDraft(tx, it, { words: answer, photos: [] }),
    );
  }
}

const bounced = [
  {
    service: 'drain',
    words: 'Nắp ga giữa ngõ và đường lớn bị vỡ, không ai nhận sửa.',
    first: 'Hố ga nằm trên tuyến cống trục, không thuộc phường.',
    other: 'thoat-nuoc',
    why: 'Công ty Thoát nước quản lý cống trục.',
    second: 'Hố ga này thuộc hệ thống viễn thông, công ty không có quyền mở.',
  },
  {
    service: 'tree',
    words: 'Cây xà cừ nghiêng sát tường trường học, rễ đã bật khỏi hè.',
    first: 'Cây nằm trên hè đường cấp thành phố.',
    other: 'thoat-nuoc',
    why: 'Rễ cây đè lên cống hộp, nhờ công ty xem giúp.',
    second: 'Cống không hư hỏng, việc là của đơn vị cây xanh.',
  },
];

/** Two reports that came back twice, and one of no kind that we know: the coordinator decides. */
export async function playBounced(stage: Stage, place: SomePlace, coordinator: string): Promise<void> {
  const { rules, bodies } = stage.city;
  const by = actorOf(coordinator, 'coordinator', 'Điều phối viên · Điều phối 1022');
  for (const [at, { service, words, first, other, why, second }] of bounced.entries()) {
    const filed = await stage.file({ service, words, place: place(), minutesAgo: (9 - at) * hour });
    await stage.act(filed, { minutesAgo: 7 * hour, by: officerOf(filed.body_code) }, (tx, it) =>
      returnReport(tx, rules, it, { reason: first }),
    );
    await stage.act(filed, { minutesAgo: 6 * hour, by }, (tx, it) =>
      assignReport(tx, bodies, it, { body: other, reason: why }),
    );
    await stage.act(filed, { minutesAgo: 2 * hour, by: officerOf(other) }, (tx, it) =>
      returnReport(tx, rules, it, { reason: second }),
    );
  }
  await stage.file({
    service: 'other',
    words: 'Có một cột sắt cũ không ai dùng đứng giữa sân chơi, trẻ con hay trèo.',
    place: place(),
    minutesAgo: hour,
  });
}

/** An office has asked where exactly; its clock stands still until the reporter answers. */
export async function playQuestion(stage: Stage, place: SomePlace): Promise<void> {
  const filed = await stage.file({
    service: 'sidewalk',
    words: 'Xe tải nhỏ đỗ chắn lối đi của người khuyết tật mỗi sáng.',
    place: place(),
    minutesAgo: 12 * hour,
    reporter: {
      person_id: null,
      name: 'Phạm Thu Trang',
      phone: null,
      email: 'thu.trang@example.com',
      lang: 'vi',
    },
  });
  const by = officerOf(filed.body_code);
  await stage.act(filed, { minutesAgo: 11 * hour, by }, (tx, it) => acceptReport(tx, it, {}));
  await stage.act(filed, { minutesAgo: 4 * hour, by }, (tx, it) =>
    askReporter(tx, it, {
      words: 'Chúng tôi đến lúc 7 giờ nhưng không thấy xe. Bạn cho biết xe thường đỗ vào giờ nào?',
    }),
  );
}

/** One that asks for the procedure of complaints and was sent there, and one whose words still wait for somebody to see it. */
export async function playComplaints(stage: Stage, place: SomePlace, coordinator: string): Promise<void> {
  const by = actorOf(coordinator, 'coordinator', 'Điều phối viên · Điều phối 1022');
  const sent = await stage.file({
    service: 'other',
    words:
      'Tôi khiếu nại quyết định thu hồi 12 mét vuông đất trước nhà, phường đo sai ranh và không cho tôi xem bản vẽ.',
    place: place(),
    minutesAgo: 30 * hour,
    reporter: {
      person_id: null,
      name: 'Lương Văn Khải',
      phone: null,
      email: 'van.khai@example.com',
      lang: 'vi',
    },
  });
  await stage.act(sent, { minutesAgo: 26 * hour, by }, (tx, it) =>
    transferReport(tx, stage.city.m.files, it, {
      kind: 'khieu_nai',
      reason: 'Người gửi không đồng ý với một quyết định thu hồi đất: thuộc Luật Khiếu nại.',
    }),
  );
  await stage.file({
    service: 'other',
    words: 'Gia đình tôi muốn khiếu nại việc tính sai diện tích bồi thường ở dự án mở đường.',
    place: place(),
    minutesAgo: 3 * hour,
  });
}
