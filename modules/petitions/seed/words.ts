// What the demo's petitions ask: made up, but of the kind that people of a port city ask for.
import type { Commitment } from '../cases/tables.ts';
import type { Draft } from '../cases/write.action.ts';

interface Base {
  readonly draft: Draft;
  /** Begun so many days before the seed. */
  readonly daysAgo: number;
}
export type SeedPetition = Base &
  (
    | { readonly until: 'moderation' }
    | { readonly until: 'open' | 'owed'; readonly share: number; readonly signingDays: number }
    | {
        readonly until: 'answered';
        readonly share: number;
        readonly signingDays: number;
        readonly answer: { readonly words: string; readonly commitments: readonly Commitment[] };
      }
  );

const draft = (title: string, ask: string, words: string, topic: string, unit: string | null): Draft => ({
  title,
  ask,
  words,
  topic,
  unit,
  body: null,
});

export const seedPetitions: readonly SeedPetition[] = [
  {
    draft: draft(
      'Làm đường đi bộ rợp bóng cây dọc hồ Sen',
      'Lát lại vỉa hè, trồng thêm phượng và cấm đỗ ô tô quanh hồ',
      'Sáng nào cũng có hàng trăm người đi bộ quanh hồ, nhưng vỉa hè vỡ và xe đỗ kín lối. Người già phải đi xuống lòng đường.',
      'environment',
      '11383',
    ),
    daysAgo: 24,
    until: 'open',
    share: 0.68,
    signingDays: 24,
  },
  {
    draft: draft(
      'Mở tuyến xe buýt điện nối Hải Dương với Đồ Sơn',
      'Mở một tuyến xe buýt điện chạy từ 5 giờ đến 22 giờ, 30 phút một chuyến',
      'Sau hợp nhất, người Hải Dương đi làm, đi khám bệnh ở Hải Phòng rất đông mà phải đi xe khách. Một tuyến buýt điện vừa rẻ vừa sạch.',
      'transport',
      null,
    ),
    daysAgo: 30,
    until: 'open',
    share: 0.31,
    signingDays: 30,
  },
  {
    draft: draft(
      'Cho trẻ em chơi ở sân các trường học ngày cuối tuần',
      'Mở cổng sân trường sáng thứ Bảy, Chủ nhật và có người trông',
      'Khu chúng tôi không có sân chơi nào, trong khi sân trường khóa cổng suốt cuối tuần và cả mùa hè.',
      'school',
      '11383',
    ),
    daysAgo: 20,
    until: 'owed',
    share: 1.08,
    signingDays: 17,
  },
  {
    draft: draft(
      'Lắp trạm nước ngọt công cộng ở bến tàu Bạch Long Vĩ',
      'Lắp hai trạm nước ngọt miễn phí cho ngư dân và khách ở bến tàu',
      'Ngư dân vào tránh gió thường phải mua nước với giá gấp ba. Một trạm nước ở bến giúp được rất nhiều người.',
      'other',
      '11948',
    ),
    daysAgo: 42,
    until: 'answered',
    share: 1.3,
    signingDays: 12,
    answer: {
      words:
        'Ủy ban nhân dân đặc khu đồng ý với kiến nghị. Nguồn nước từ hồ chứa mới đủ cho hai trạm, kinh phí lấy từ ngân sách đặc khu. Trạm thứ nhất đặt ở đầu cầu cảng, trạm thứ hai cạnh nhà chờ.',
      commitments: [
        { words: 'Lắp trạm nước ở đầu cầu cảng', dueOn: '2027-03-31' },
        { words: 'Lắp trạm nước cạnh nhà chờ', dueOn: '2027-06-30' },
      ],
    },
  },
  {
    draft: draft(
      'Giảm tốc độ xe trên đường ven trường tiểu học',
      'Đặt gờ giảm tốc và biển 30 km/h trước cổng trường',
      'Giờ tan học xe tải vẫn chạy nhanh qua cổng trường. Phụ huynh đã nhiều lần nhắc nhau đứng chắn cho các cháu qua đường.',
      'transport',
      '11383',
    ),
    daysAgo: 2,
    until: 'moderation',
  },
];
