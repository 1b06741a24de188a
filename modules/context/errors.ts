// The error codes of context's own pages. The interface under /ngsi-ld/v1 answers with the types of its standard (wire/problem.ts).
import { defineErrors } from '@city/kernel/errors';

defineErrors('context', {
  context_type_unknown: {
    status: 404,
    title: { vi: 'Chưa có thực thể nào thuộc loại này.', en: 'There is no entity of this type.' },
  },
});
