// The words of a promise: "Còn 1 ngày 4 giờ làm việc", "Trễ 4 giờ", and the tone they are said in.
import type { Translate } from '@city/kernel/text';
import type { RulerModel } from './ruler-model.ts';

export type PromiseTone = 'info' | 'need' | 'done' | 'paused';

export type PromiseWords = {
  /** Before, figure, after: the large words of the promise card. */
  count: readonly [string, string, string];
  /** The same in one line, for lists. */
  short: string;
  tone: PromiseTone;
};

/**
 * Says where a promise stands. `duration` writes working minutes ("1 ngày 4 giờ"), as formatWorkingDuration of the kernel does.
 */
export function promiseWords(
  t: Translate,
  model: RulerModel,
  duration: (minutes: number) => string,
): PromiseWords {
  const left = duration(model.leftHours * 60);
  const late = duration(model.lateHours * 60);
  switch (model.state) {
    case 'running':
    case 'soon':
      return {
        count: [t('Còn'), left, t('làm việc')],
        short: t('Còn {time} làm việc', { time: left }),
        tone: 'info',
      };
    case 'late':
      return {
        count: [t('Trễ'), late, t('làm việc')],
        short: t('Trễ {time} làm việc', { time: late }),
        tone: 'need',
      };
    case 'paused':
      return {
        count: ['', t('Tạm dừng'), t('còn {time} khi làm tiếp', { time: left })],
        short: t('Tạm dừng, còn {time} khi làm tiếp', { time: left }),
        tone: 'paused',
      };
    case 'kept':
      return { count: ['', t('Đúng hẹn'), ''], short: t('Đúng hẹn'), tone: 'done' };
    case 'kept-late':
      // Late but closed is a fact, not a call: no red.
      return {
        count: [t('Trễ'), late, t('so với hẹn')],
        short: t('Trễ {time} so với hẹn', { time: late }),
        tone: 'info',
      };
  }
}
