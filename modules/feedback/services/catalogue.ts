// Services as people choose them: what there is on a day, and what a few words or a photo's caption suggest.
import { fold } from '@city/kernel/text';
import { isValidOn, type Service, type ServiceGroup, type ServicesFile, type Severity } from './city-data.ts';

export interface Catalogue {
  /** All services valid on a day (YYYY-MM-DD), the common ones first in their order, then by group. */
  list(day: string): readonly Service[];
  /** One service valid on a day; undefined when the code is unknown or no longer used. */
  find(code: string, day: string): Service | undefined;
  /** One service by code at any time, for showing old reports. */
  any(code: string): Service | undefined;
  readonly groups: readonly ServiceGroup[];
  group(code: string): ServiceGroup | undefined;
  /** Codes of all services that were ever in the group of this one; itself at least. */
  sameGroup(code: string): readonly string[];
  /** Codes of all services that were ever in a group. */
  inGroup(group: string): readonly string[];
}

/** Makes the catalogue from the city's file; the latest row of a code describes it when no date is asked. */
export function catalogueOf(file: ServicesFile): Catalogue {
  const latest = new Map<string, Service>();
  for (const service of [...file.services].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)))
    latest.set(service.code, service);
  const groupOrder = new Map(file.groups.map((group, at) => [group.code, at]));
  const order = (service: Service): number => service.common ?? 100 + (groupOrder.get(service.group) ?? 100);
  const inGroup = (group: string): string[] =>
    [...latest.values()].filter((service) => service.group === group).map(({ code }) => code);
  return {
    list: (day) =>
      file.services.filter((service) => isValidOn(service, day)).sort((a, b) => order(a) - order(b)),
    find: (code, day) => file.services.find((service) => service.code === code && isValidOn(service, day)),
    any: (code) => latest.get(code),
    groups: file.groups,
    group: (code) => file.groups.find((group) => group.code === code),
    sameGroup: (code) => {
      const group = latest.get(code)?.group;
      return group === undefined ? [code] : inGroup(group);
    },
    inGroup,
  };
}

/**
 * The service that the words speak of most, or undefined. Longer keywords count more ("nắp cống" over "cống");
 * marks may be missing, but a keyword spelt with its marks counts double.
 */
export function suggestService(services: readonly Service[], words: string): Service | undefined {
  const plain = spaced(words.normalize('NFC').toLowerCase());
  const folded = fold(plain);
  let best: { readonly service: Service; readonly score: number } | undefined;
  for (const service of services) {
    let score = 0;
    for (const keyword of service.keywords) {
      if (plain.includes(spaced(keyword))) score += keyword.length * 2;
      else if (folded.includes(spaced(fold(keyword)))) score += keyword.length;
    }
    if (score > 0 && (!best || score > best.score)) best = { service, score };
  }
  return best?.service;
}

export interface Weight {
  readonly severity: Severity;
  /** 1 is most pressing, 4 least. */
  readonly priority: number;
  /** The words that raised it, as they stand in the city's file; empty when nothing did. */
  readonly because: readonly string[];
}

/** How pressing a report is: the service's own weight, raised to urgent by the words of danger listed for it. */
export function weigh(service: Service, words: string): Weight {
  const plain = spaced(words.normalize('NFC').toLowerCase());
  const folded = fold(plain);
  const isPlain = plain === folded;
  const because = service.urgentWords.filter((word) =>
    isPlain ? folded.includes(spaced(fold(word))) : plain.includes(spaced(word)),
  );
  if (because.length === 0) return { severity: service.severity, priority: service.priority, because };
  return { severity: 'urgent', priority: 1, because };
}

/** Words with single spaces between and around, so that a keyword matches whole words only. */
function spaced(text: string): string {
  return ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}
