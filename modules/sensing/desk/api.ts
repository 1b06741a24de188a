// The calls that the screen of sensors makes.
import type { Translate } from '@city/kernel/text';
import { ApiProblem, askJson, sendJson } from '@city/ui/desk';
import type {
  AnomalyLine,
  CodecInput,
  CodecLine,
  ConditionLine,
  DeviceLine,
  Key,
  NewDevice,
  Trial,
  TrialAnswer,
} from './shapes.ts';

export const keys = {
  devices: ['sensing', 'devices'] as const,
  codecs: ['sensing', 'codecs'] as const,
  conditions: ['sensing', 'conditions'] as const,
  anomalies: ['sensing', 'anomalies'] as const,
};

const at = '/api/desk/sensing';
const device = (code: string): string => `${at}/devices/${encodeURIComponent(code)}`;

export const askDevices = (signal: AbortSignal) =>
  askJson<{ items: DeviceLine[] }>(`${at}/devices`, { signal });
export const askCodecs = (signal: AbortSignal) => askJson<{ items: CodecLine[] }>(`${at}/codecs`, { signal });
export const askConditions = (signal: AbortSignal) =>
  askJson<{ items: ConditionLine[] }>(`${at}/conditions`, { signal });
export const askAnomalies = (signal: AbortSignal) =>
  askJson<{ items: AnomalyLine[] }>(`${at}/anomalies`, { signal });
export const sendDevice = (given: NewDevice) => sendJson<Key>(`${at}/devices`, given);
export const sendNewKey = (code: string) => sendJson<Key>(`${device(code)}/key`, {});
export const sendActive = (code: string, isActive: boolean) =>
  sendJson(`${device(code)}/${isActive ? 'start' : 'stop'}`, {});
export const sendTrial = (trial: Trial) => sendJson<TrialAnswer>(`${at}/codecs/try`, trial);
export const sendCodec = (codec: CodecInput) => sendJson(`${at}/codecs`, codec);

/** What went wrong, in words: the field's own first. */
export function problemWords(error: unknown, t: Translate): string {
  if (!(error instanceof ApiProblem)) return t('Chưa nối được máy chủ. Thử lại sau ít phút.');
  return error.fields[0]?.detail || error.message || t('Chưa nối được máy chủ. Thử lại sau ít phút.');
}
