// What can be wrong with a picture somebody sends, and with the place where pictures are kept.
import { defineErrors } from '@city/kernel/errors';

defineErrors('files', {
  image_unreadable: {
    status: 422,
    title: {
      vi: 'Ảnh bị hỏng hoặc không mở được. Hãy chụp lại hoặc chọn ảnh khác.',
      en: 'The picture is broken or cannot be opened. Take it again or choose another one.',
    },
  },
  image_too_large: {
    status: 413,
    title: {
      vi: 'Ảnh quá lớn. Tối đa {megabytes} MB và {megapixels} triệu điểm ảnh.',
      en: 'The picture is too large: at most {megabytes} MB and {megapixels} million pixels.',
    },
  },
  image_unsupported: {
    status: 415,
    title: {
      vi: 'Chỉ nhận ảnh JPEG, PNG hoặc WebP (ảnh tĩnh). Ảnh HEIC: vào cài đặt máy ảnh, chọn "Tương thích nhất" rồi chụp lại.',
      en: 'Only still JPEG, PNG and WebP pictures are taken. HEIC: choose "Most Compatible" in the camera settings and take it again.',
    },
  },
  file_purpose_needed: {
    status: 422,
    title: { vi: 'Cần nêu lý do xem bản gốc.', en: 'Say why the original is needed.' },
  },
  image_region_invalid: {
    status: 422,
    title: {
      vi: 'Vùng che phải nằm trong ảnh; tối đa {most} vùng.',
      en: 'A covered region must lie inside the picture; at most {most} regions.',
    },
  },
  file_unavailable: {
    status: 503,
    title: {
      vi: 'Kho tệp đang tạm nghỉ. Thử lại sau giây lát.',
      en: 'The file store is away for a moment. Try again shortly.',
    },
  },
});
