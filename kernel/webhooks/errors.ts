// What can be wrong with an endpoint somebody registers.
import { defineErrors } from '@city/kernel/errors';

defineErrors('webhooks', {
  webhook_event_unknown: {
    status: 422,
    title: { vi: 'Không có loại sự kiện "{type}".', en: 'There is no event type "{type}".' },
  },
  webhook_too_many: {
    status: 409,
    title: {
      vi: 'Mỗi chủ sở hữu có tối đa {most} địa chỉ nhận.',
      en: 'An owner has at most {most} endpoints.',
    },
  },
});
