// What people complain about in the demo. All persons are made up; telephones are of a range that nobody has.
import type { OfficeVerb } from '../cases/office-step.action.ts';
import type { NewMatter } from '../contract.ts';

export interface SeedStep {
  readonly verb: OfficeVerb;
  readonly by: 'handler' | 'leader';
  readonly afterDays: number;
  readonly words?: string;
}

export interface SeedMatter {
  readonly daysAgo: number;
  readonly input: NewMatter;
  readonly steps: readonly SeedStep[];
}

/** The ward whose officers have posts in the demo. */
const ward = 'ubnd-11383';
const accepted: SeedStep = { verb: 'accept', by: 'handler', afterDays: 3 };
const verifying: SeedStep = { verb: 'verify', by: 'handler', afterDays: 5 };

export const seedMatters: readonly SeedMatter[] = [
  {
    daysAgo: 1,
    input: {
      kind: 'khieu_nai',
      aboutBody: ward,
      subject: 'Quyết định xử phạt để vật liệu trên vỉa hè',
      words:
        'Hôm lập biên bản tôi đã chuyển xong gạch vào trong sân, chỉ còn xe rùa để sát tường nhà, không cản lối đi của ai.',
      request: 'Xem lại ảnh hiện trường và hủy quyết định xử phạt.',
      name: 'Vũ Đình Phúc',
      address: '18 ngõ 54 Dư Hàng, Lê Chân',
      phone: '0900 000 101',
    },
    steps: [],
  },
  {
    daysAgo: 12,
    input: {
      kind: 'khieu_nai',
      aboutBody: ward,
      subject: 'Thông báo không cấp phép sửa nhà',
      words:
        'Nhà tôi dột nặng, xin sửa mái giữ nguyên diện tích. Phường trả lời không cấp phép mà không nói căn cứ nào.',
      request: 'Cho biết căn cứ, và xem lại hồ sơ xin phép.',
      name: 'Hoàng Thị Thảo',
      address: '7 Chùa Hàng, Lê Chân',
      phone: '0900 000 102',
    },
    steps: [accepted, verifying],
  },
  {
    daysAgo: 6,
    input: {
      kind: 'khieu_nai',
      aboutBody: ward,
      subject: 'Mức hỗ trợ sau ngập ghi thiếu một hộ',
      words:
        'Hai hộ cùng một số nhà nhưng danh sách hỗ trợ chỉ ghi một. Tôi đã nộp sổ hộ riêng cho tổ trưởng.',
      request: 'Ghi thêm hộ của tôi vào danh sách hỗ trợ.',
      name: 'Đào Văn Tiến',
      address: '33 Hồ Sen, Lê Chân',
      phone: '0900 000 103',
    },
    steps: [
      {
        verb: 'ask',
        by: 'handler',
        afterDays: 2,
        words: 'Gửi thêm bản chụp giấy xác nhận nơi cư trú của hộ để đối chiếu.',
      },
    ],
  },
  {
    daysAgo: 33,
    input: {
      kind: 'khieu_nai',
      aboutBody: ward,
      subject: 'Thu phí trông giữ xe quá mức niêm yết',
      words:
        'Bãi xe cạnh chợ do phường giao thu gấp đôi mức niêm yết, tôi hỏi thì bị đuổi và không được đưa vé.',
      request: 'Kiểm tra bãi xe và trả lại số tiền thu quá.',
      name: 'Ngô Thị Lành',
      address: '2 Mê Linh, Lê Chân',
      phone: '0900 000 104',
    },
    steps: [
      accepted,
      verifying,
      {
        verb: 'decide',
        by: 'leader',
        afterDays: 26,
        words: 'Khiếu nại đúng. Buộc bãi xe trả lại tiền thu quá và niêm yết giá ở lối vào.',
      },
    ],
  },
  {
    daysAgo: 4,
    input: {
      kind: 'to_cao',
      aboutBody: ward,
      headsIt: false,
      subject: 'Một cán bộ tiếp nhận hồ sơ gợi ý “bồi dưỡng”',
      words:
        'Ba lần tôi nộp hồ sơ đều bị trả vì thiếu giấy, lần thứ tư được gợi ý đưa năm trăm nghìn thì nhận ngay trong buổi.',
      name: 'Bùi Quốc Khánh',
      address: '90 Tô Hiệu, Lê Chân',
      phone: '0900 000 105',
    },
    steps: [],
  },
  {
    daysAgo: 2,
    input: {
      kind: 'to_cao',
      aboutBody: ward,
      headsIt: false,
      anonymous: true,
      subject: 'Xây dựng sai phép được bỏ qua',
      words: 'Công trình cuối ngõ xây thêm hai tầng, nhiều người biết nhưng không ai lập biên bản.',
    },
    steps: [],
  },
];
