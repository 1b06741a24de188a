// The calls that the screen of complaints makes. Answers about persons are not kept anywhere.
import { askJson, sendJson } from '@city/ui/desk';
import type { IdentityView, MatterAction, MatterItem, MatterView } from '../contract.ts';
import type { Box } from './boxes.ts';

export const keys = {
  lists: ['complaints', 'list'] as const,
  list: (box: Box) => ['complaints', 'list', box] as const,
  one: (id: string) => ['complaints', 'one', id] as const,
};

export const askList = async (box: Box, signal: AbortSignal) =>
  (await askJson<{ items: MatterItem[] }>(`/api/desk/complaints?box=${box}`, { signal })).items;

export const askMatter = (id: string, signal: AbortSignal) =>
  askJson<MatterView>(`/api/desk/complaints/${encodeURIComponent(id)}`, { signal });

export const askIdentity = (id: string, purpose: string) =>
  sendJson<IdentityView>(`/api/desk/complaints/${encodeURIComponent(id)}/identity`, { purpose });

/** Takes a step on the matter as it was seen. @throws ApiProblem; 412 when it has moved on */
export function sendStep(
  seen: Pick<MatterView, 'id' | 'version'>,
  verb: MatterAction,
  words: string | undefined,
): Promise<MatterView> {
  const path = `/api/desk/complaints/${encodeURIComponent(seen.id)}/${verb}`;
  return sendJson<MatterView>(path, words === undefined ? {} : { words }, {
    'if-match': `"${seen.version}"`,
  });
}
