// What the search on the home page finds here: a report by its code, and the kinds of matters one can report.
import type { Found } from '@city/kernel/module';
import type { RequestContext } from '@city/kernel/http';
import { fold } from '@city/kernel/text';
import { localDate } from '@city/kernel/time';
import type { FeedbackCity } from '../module-city.ts';
import { suggestService } from '../services/catalogue.ts';
import { parseTrackingCode } from './tracking-code.ts';

export function findReports(
  city: FeedbackCity,
): (c: RequestContext, words: string) => Promise<readonly Found[]> {
  return async ({ t, lang, now }, words) => {
    const code = parseTrackingCode(city.rules.bodies.trackingPrefix, words);
    if (code.ok)
      return [
        {
          href: `/reports/${code.code}`,
          title: code.code,
          describe: t('Phản ánh mang mã này'),
          icon: 'report',
          score: 100,
        },
      ];
    const services = city.rules.catalogue.list(localDate(now));
    const folded = fold(words.trim());
    const named = services.filter(
      ({ name }) => folded.length > 1 && fold(`${name.vi} ${name.en}`).includes(folded),
    );
    const guessed = suggestService(services, words);
    const found = [...new Set([...named, ...(guessed ? [guessed] : [])])];
    const reports: Found = {
      href: `/reports?q=${encodeURIComponent(words)}`,
      title: t('Phản ánh có “{words}”', { words }),
      describe: t('Tìm trong các phản ánh của người dân'),
      icon: 'map',
      score: 1,
    };
    return [
      ...found.map(
        ({ name, example, icon }, at): Found => ({
          href: '/report',
          title: t('Báo việc: {service}', { service: name[lang] }),
          describe: example[lang],
          icon,
          score: 20 - at,
        }),
      ),
      ...(folded.length > 1 ? [reports] : []),
    ];
  };
}
