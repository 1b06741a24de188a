// The error codes of context.
import { defineErrors } from '@city/kernel/errors';

defineErrors('context', {
  context_name_empty: {
    status: 400,
    title: { vi: 'Tên mục không được để trống.', en: 'The name of an entry must not be empty.' },
  },
});
