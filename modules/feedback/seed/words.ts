// What people write in the demo city: a few lines for each kind of matter, with a place to put in, and what offices answer.

export interface Lines {
  /** How often it is reported, beside the others. */
  readonly weight: number;
  readonly words: readonly string[];
  /** Words that make it urgent; a few reports have them. */
  readonly urgent: readonly string[];
  readonly answers: readonly string[];
  readonly working: readonly string[];
}

export const linesByService: Readonly<Record<string, Lines>> = {
  flooding: {
    weight: 11,
    words: [
      'Cứ mưa to là ngập, nước lên ngang bánh xe, hai tiếng sau mới rút. Mong thành phố xem lại cống chỗ này.',
      'Triều lên là nước tràn qua nắp cống ra đường, xe máy chết máy nhiều.',
      'Ngập từ đầu ngõ vào trong, các cháu đi học phải lội.',
      'Nước rút rất chậm, đọng cả ngày trước cổng.',
      'Đoạn trũng này mưa nửa tiếng đã ngập đến vỉa hè.',
    ],
    urgent: [
      'Nước ngập vào nhà, trong xóm có cụ già chưa ra được.',
      'Ngập sâu, tủ điện ở cột gần đó có dấu hiệu rò điện.',
    ],
    answers: [
      'Đã nạo vét ba hố ga và thông đoạn cống bị bùn lấp. Sẽ kiểm tra lại khi triều lên.',
      'Đã bơm hút và thay lưới chắn rác ở miệng cống. Nước rút sau 20 phút.',
    ],
    working: ['Đội thoát nước đang nạo vét hố ga.', 'Đang đo cao độ để đặt thêm hố thu nước.'],
  },
  drain: {
    weight: 10,
    words: [
      'Nắp cống vỡ, xe đi qua kêu rầm rầm cả đêm.',
      'Cống tắc, nước thải tràn ra hè rất bẩn.',
      'Miệng cống bị rác bịt kín.',
      'Nắp hố ga bập bênh ngay lối sang đường.',
      'Mùi hôi từ hố ga nồng nặc suốt tuần.',
    ],
    urgent: ['Hố ga mất nắp giữa lối đi, tối không có đèn.', 'Trẻ con suýt rơi xuống cống, nắp đã bung hẳn.'],
    answers: ['Đã thay nắp mới bằng gang và chèn lại cổ ga.', 'Đã thông cống, hút bùn và rửa hè.'],
    working: ['Đã rào tạm, đang chờ nắp mới.', 'Xe hút bùn đang làm.'],
  },
  pothole: {
    weight: 9,
    words: [
      'Ổ gà sâu, ban đêm rất khó thấy.',
      'Mặt đường lún quanh chỗ đào ống nước, chưa trả lại mặt bằng.',
      'Đường nứt và bong từng mảng sau mưa.',
      'Gờ giảm tốc vỡ, đá văng khắp nơi.',
      'Xe tải chạy nhiều nên mặt đường sụt một vệt dài.',
    ],
    urgent: ['Mặt đường sụt lớn, đã có hai người ngã xe.', 'Hố sâu giữa làn xe máy, vừa có tai nạn.'],
    answers: ['Đã vá bằng bê tông nhựa, kẻ lại vạch.', 'Đã lu lèn và thảm lại đoạn bị lún.'],
    working: ['Đã đặt cảnh báo, đội sửa đường làm trong hôm nay.'],
  },
  tree: {
    weight: 6,
    words: [
      'Cành khô to treo lơ lửng trên vỉa hè.',
      'Cây nghiêng sau trận gió hôm qua.',
      'Cành lá che kín đèn đường và biển báo.',
      'Gốc cây mục, mối ăn rỗng.',
    ],
    urgent: ['Cây đổ chắn đường, xe không qua được.', 'Cành gãy vướng dây điện trước trường học.'],
    answers: ['Đã cắt hạ cành nguy hiểm và dọn sạch.', 'Đã chống lại cây và bón gốc.'],
    working: ['Xe nâng đang cắt cành.'],
  },
  waste: {
    weight: 12,
    words: [
      'Rác để ba ngày chưa ai thu gom.',
      'Có người đổ trộm phế thải xây dựng ban đêm.',
      'Điểm tập kết rác tràn ra lòng đường.',
      'Thùng rác công cộng vỡ đáy.',
      'Bãi đất trống thành bãi rác, ruồi muỗi nhiều.',
      'Chợ tan mà rác không dọn.',
    ],
    urgent: ['Có túi rác y tế và kim tiêm ở gốc cây.', 'Đốt rác nhựa khói mù cả khu.'],
    answers: [
      'Đã thu gom và rửa đường. Từ tuần này gom thêm một chuyến tối.',
      'Đã dọn phế thải và lắp biển cấm đổ rác.',
    ],
    working: ['Xe ép rác đang đến điểm này.'],
  },
  streetlight: {
    weight: 8,
    words: [
      'Đèn đường tắt cả đoạn mấy tối nay.',
      'Đèn nhấp nháy suốt đêm.',
      'Đèn sáng cả ban ngày.',
      'Trong ngõ tối om, đi làm về khuya rất sợ.',
    ],
    urgent: ['Cột đèn hở điện, chạm vào tê tay.', 'Cột đèn đổ nghiêng sát lối đi.'],
    answers: ['Đã thay bóng và chấn lưu, đèn sáng bình thường.', 'Đã nối lại dây nguồn bị đứt.'],
    working: ['Thợ điện đang kiểm tra tủ điều khiển.'],
  },
  'traffic-light': {
    weight: 3,
    words: [
      'Đèn tín hiệu lệch pha, hai chiều cùng xanh.',
      'Biển báo bị quay ngược.',
      'Vạch sang đường mờ hẳn trước cổng trường.',
    ],
    urgent: ['Đèn tín hiệu tắt hẳn, giờ tan tầm ùn tắc kéo dài.'],
    answers: ['Đã chỉnh lại chu kỳ đèn.', 'Đã sơn lại vạch và dựng lại biển.'],
    working: ['Đang thay bộ điều khiển.'],
  },
  'water-supply': {
    weight: 5,
    words: [
      'Mất nước từ sáng đến giờ.',
      'Nước máy đục và có cặn.',
      'Ống nước rò ở vỉa hè, chảy suốt ngày đêm.',
      'Nước rất yếu, tầng hai không lên được.',
    ],
    urgent: ['Vỡ ống lớn, nước phun cao hàng mét.', 'Nước có mùi lạ, cả xóm không dám dùng.'],
    answers: ['Đã hàn ống và súc xả, nước trong trở lại.', 'Đã thay đoạn ống rò và hoàn trả vỉa hè.'],
    working: ['Đang đào tìm điểm rò.'],
  },
  electricity: {
    weight: 4,
    words: [
      'Dây điện võng sát mái nhà.',
      'Mất điện liên tục vào buổi tối.',
      'Tủ công tơ mất cửa.',
      'Dây thông tin rối bời, sà xuống đầu người đi bộ.',
    ],
    urgent: ['Dây điện đứt rơi xuống đường.', 'Trạm biến áp phóng điện kêu to.'],
    answers: ['Đã căng lại dây và thay sứ đỡ.', 'Đã cân pha, điện ổn định.'],
    working: ['Đội sửa chữa đang cắt điện để làm.'],
  },
  noise: {
    weight: 6,
    words: [
      'Hàng xóm hát loa kéo đến nửa đêm.',
      'Công trường đêm nào cũng đóng cọc.',
      'Quán nhạc sống mở hết cỡ sau 23 giờ.',
    ],
    urgent: [],
    answers: [
      'Đã lập biên bản nhắc nhở, chủ quán cam kết dừng trước 22 giờ.',
      'Đã làm việc với chủ đầu tư, không thi công sau 22 giờ.',
    ],
    working: ['Tổ trật tự sẽ kiểm tra tối nay.'],
  },
  sidewalk: {
    weight: 9,
    words: [
      'Hàng quán bày kín vỉa hè, người đi bộ phải xuống lòng đường.',
      'Ô tô đỗ chắn lối lên xuống của xe lăn.',
      'Mái che lấn ra hè cả mét.',
      'Vật liệu xây dựng để tràn ra đường.',
    ],
    urgent: ['Xe đỗ chắn lối thoát hiểm của chung cư.'],
    answers: ['Đã yêu cầu thu dọn, kẻ vạch để xe gọn bên trong.', 'Đã tháo mái che lấn chiếm.'],
    working: ['Đang vận động các hộ thu dọn.'],
  },
  pollution: {
    weight: 5,
    words: [
      'Khói bụi từ xưởng bay vào nhà cả ngày.',
      'Mương đổi màu đen, mùi rất nặng.',
      'Xe chở cát không che bạt, bụi mù đường.',
      'Xưởng tái chế đốt phế liệu về đêm.',
    ],
    urgent: ['Cá chết hàng loạt ở đầm, nước sủi bọt.', 'Mùi hóa chất nồng, nhiều người khó thở.'],
    answers: [
      'Đã lấy mẫu và yêu cầu cơ sở dừng xả cho đến khi khắc phục.',
      'Đã phun rửa đường và xử phạt ba xe không che bạt.',
    ],
    working: ['Đang chờ kết quả mẫu nước.'],
  },
  security: {
    weight: 3,
    words: [
      'Thanh niên tụ tập nẹt pô buổi đêm.',
      'Hay mất trộm xe đạp ở khu này.',
      'Có nhóm chơi cờ bạc ở quán nước.',
    ],
    urgent: ['Có nhóm mang hung khí đuổi nhau.'],
    answers: ['Đã tăng tuần tra từ 21 giờ đến 1 giờ sáng.', 'Đã mời các đối tượng lên làm việc.'],
    working: ['Công an khu vực đang xác minh.'],
  },
  other: {
    weight: 4,
    words: [
      'Ghế đá công viên gãy.',
      'Nhà văn hoá khoá cửa suốt, dân không vào được.',
      'Chó thả rông không rọ mõm.',
      'Bến xe buýt mất mái che.',
    ],
    urgent: [],
    answers: [
      'Đã sửa và bàn giao cho tổ dân phố trông coi.',
      'Đã nhắc chủ nuôi và lập danh sách tiêm phòng.',
    ],
    working: ['Đang tìm đơn vị quản lý.'],
  },
};

export const placeWords = ['Trước {n}', 'Đối diện {n}', 'Ngõ {n}', 'Cạnh {n}', 'Số {n}'] as const;
export const landmarks = [
  'cổng chợ',
  'trường tiểu học',
  'trạm y tế',
  'nhà văn hoá',
  'cột đèn',
  'bến xe buýt',
  'đình làng',
  'cây đa',
] as const;
export const acceptWords = [
  'Chúng tôi đã nhận và sẽ xem trong ngày.',
  'Đã cử cán bộ xuống xem.',
  null,
  null,
  null,
] as const;
export const handOverReasons = [
  'Cống trục đường do công ty quản lý',
  'Tuyến này do đơn vị chuyên trách quản lý',
  'Việc cần xe chuyên dùng',
] as const;
export const localReason = 'Đường ngõ trong khu dân cư do địa phương quản lý';
export const rejectReasons = [
  'Chỗ này là đất tư, hai bên cần tự thoả thuận',
  'Nội dung đã được trả lời ở một phản ánh khác cùng chỗ',
] as const;
export const reopenReasons = [
  'Hôm qua mưa lại ngập như cũ',
  'Mới làm một nửa, phần còn lại vẫn hỏng',
  'Tối nay đèn lại tắt',
] as const;
