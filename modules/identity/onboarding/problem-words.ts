// What a screen says when the server refused or could not be reached.
import type { Translate } from '@city/kernel/text';
import { ApiProblem } from '@city/ui/desk';

export const problemOf = (error: unknown, t: Translate): string =>
  error instanceof ApiProblem && error.message !== ''
    ? error.message
    : t('Chưa nối được máy chủ. Thử lại sau ít phút.');
