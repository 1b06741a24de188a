// The state of an alarm at the desk: a word, an icon and a tone. The wall draws the same states larger and darker.
import type { Translate } from '@city/kernel/text';
import { Tag, type Tone } from '@city/ui/parts';
import { alarmStateNames } from '@city/ui/staff';
import { drawn } from './words.ts';

const tones: Readonly<Record<string, Tone>> = {
  UNACK: 'need',
  RTNUN: 'soon',
  ACKED: 'info',
  NORM: 'done',
  SHLVD: 'paused',
  DSUPR: 'paused',
  OOSRV: 'paused',
};

export const alarmStateWords = (t: Translate, state: string): string =>
  alarmStateNames(t)[drawn[state] ?? 'normal'];

export function AlarmState({ t, state }: { readonly t: Translate; readonly state: string }) {
  return <Tag tone={tones[state] ?? 'plain'}>{alarmStateWords(t, state)}</Tag>;
}
