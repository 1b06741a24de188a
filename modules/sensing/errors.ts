// The error codes of sensing.
import { defineErrors } from '@city/kernel/errors';

defineErrors('sensing', {
  sensing_name_empty: {
    status: 400,
    title: { vi: 'Tên mục không được để trống.', en: 'The name of an entry must not be empty.' },
  },
});
