// The error codes of twin.
import { defineErrors } from '@city/kernel/errors';

export const twinErrors = {
  twin_run_unknown: { status: 404, title: { vi: 'Không có lần chạy này.', en: 'There is no such run.' } },
  twin_run_over: {
    status: 409,
    title: { vi: 'Lần chạy này đã kết thúc.', en: 'This run is over.' },
  },
  twin_run_not_done: {
    status: 409,
    title: { vi: 'Chỉ so sánh được các lần chạy đã xong.', en: 'Only runs that are done can be compared.' },
  },
  twin_kinds_differ: {
    status: 409,
    title: { vi: 'Hai lần chạy khác loại, không so sánh được.', en: 'Runs of two kinds cannot be compared.' },
  },
  twin_runs_waiting: {
    status: 409,
    title: {
      vi: 'Bạn đang có {most} lần chạy chưa xong. Hãy chờ hoặc dừng bớt.',
      en: 'You have {most} runs that are not over. Wait, or stop one.',
    },
  },
  twin_title_empty: {
    status: 400,
    title: { vi: 'Hãy đặt tên cho kịch bản.', en: 'Give the scenario a name.' },
  },
  twin_choice_unknown: {
    status: 400,
    title: { vi: 'Không có {what} trong dữ liệu của thành phố.', en: 'The city’s data have no {what}.' },
  },
  twin_place_outside: {
    status: 400,
    title: {
      vi: 'Vị trí nằm ngoài vùng mô phỏng.',
      en: 'The place lies outside the area that is simulated.',
    },
  },
  twin_grid_large: {
    status: 400,
    title: {
      vi: 'Lưới quá lớn: nhiều nhất {most} ô.',
      en: 'The grid is too large: at most {most} cells.',
    },
  },
  twin_grid_wrong: {
    status: 400,
    title: { vi: 'Tệp lưới ESRI không đúng: {what}.', en: 'The ESRI grid is not right: {what}.' },
  },
  twin_terrain_missing: {
    status: 409,
    title: {
      vi: 'Chưa có mô hình số độ cao. Nhập bằng lệnh city import terrain.',
      en: 'There is no terrain yet. Import one with city import terrain.',
    },
  },
  twin_run_too_long: {
    status: 422,
    title: {
      vi: 'Lần chạy vượt quá thời gian cho phép. Hãy chọn ô lưới lớn hơn hoặc ít giờ hơn.',
      en: 'The run took too long. Choose larger cells or fewer hours.',
    },
  },
  twin_run_failed: {
    status: 422,
    title: {
      vi: 'Lần chạy không tính được với các số đã chọn.',
      en: 'The run cannot be worked out with these numbers.',
    },
  },
} as const;

defineErrors('twin', twinErrors);
