// What went wrong at the desk, in words.
import type { Translate } from '@city/kernel/text';
import { ApiProblem } from '@city/ui/desk';

export const problemWords = (error: unknown, t: Translate): string =>
  error instanceof ApiProblem && error.message !== ''
    ? error.message
    : t('Chưa nối được máy chủ. Thử lại sau ít phút.');
