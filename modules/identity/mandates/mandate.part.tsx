// One mandate on a card: who, as what, which powers, until when, what falls to the child at which birthday, and the way to its page.
import type { Translate } from '@city/kernel/text';
import { formatDate, localDate } from '@city/kernel/time';
import { Button, ButtonLink, Card, DataList, Tag, type Tone } from '@city/ui/parts';
import { type HandOver, handOvers, type Mandate, powersAt } from './mandate.ts';
import type { MandateRecord } from './mandate.store.ts';
import type { MandateRules, RulesOn } from './powers.ts';

/** What every screen of mandates needs besides the mandates. */
export interface Reading {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly rulesOn: RulesOn;
  readonly now: Date;
  readonly ownId: string;
}

/** Names of powers in the order of the city's data. */
export function powerNames(rules: MandateRules, codes: readonly string[], lang: 'vi' | 'en'): string[] {
  return rules.powers.filter(({ code }) => codes.includes(code)).map(({ name }) => name[lang]);
}

/** The last day of a mandate, as a date: it ends at the next 00:00. */
export const lastDay = (until: Date): string => localDate(new Date(until.getTime() - 1));

export function MandateCard({
  mandate,
  reading,
  heading = 3,
}: {
  mandate: MandateRecord;
  reading: Reading;
  heading?: 2 | 3;
}) {
  const { t, ownId } = reading;
  const isAgent = mandate.agent.id === ownId;
  const Heading = heading === 2 ? 'h2' : 'h3';
  const may = powersAt(mandate, reading.rulesOn, reading.now);
  return (
    <Card as="article" labelledBy={`m-${mandate.id}`}>
      <div className="flow">
        <Heading id={`m-${mandate.id}`}>{isAgent ? mandate.principal.name : mandate.agent.name}</Heading>
        <p>
          <StatusTag mandate={mandate} reading={reading} />
        </p>
        <MandateFacts mandate={mandate} reading={reading} />
        <div className="row">
          {isAgent && may.length > 0 && (
            <form method="post" action="/me/acting">
              <input type="hidden" name="mandate" value={mandate.id} />
              <Button look="primary">{t('Làm thay {name}', { name: mandate.principal.name })}</Button>
            </form>
          )}
          <ButtonLink
            href={`/me/mandates/${mandate.id}`}
            aria-label={t('Xem chi tiết: {name}', {
              name: isAgent ? mandate.principal.name : mandate.agent.name,
            })}
          >
            {t('Xem chi tiết')}
          </ButtonLink>
        </div>
      </div>
    </Card>
  );
}

export function MandateFacts({ mandate, reading }: { mandate: MandateRecord; reading: Reading }) {
  const { t, lang, rulesOn, now } = reading;
  const rules = rulesOn(localDate(now));
  const isLive = mandate.endedAt === null && mandate.status === 'active' && mandate.from <= now;
  const shown = isLive ? powersAt(mandate, rulesOn, now) : mandate.powers;
  const items = [
    { name: t('Quan hệ'), value: relationWords(reading, mandate) },
    {
      name: isLive ? t('Được làm') : t('Việc được giao'),
      value: powerNames(rules, shown, lang).join(' · ') || t('Không còn việc nào'),
    },
    { name: t('Từ ngày'), value: formatDate(localDate(mandate.from), lang) },
    ...(mandate.until ? [{ name: t('Đến hết ngày'), value: formatDate(lastDay(mandate.until), lang) }] : []),
    ...(mandate.endedAt
      ? [{ name: t('Kết thúc'), value: formatDate(localDate(mandate.endedAt), lang) }]
      : []),
  ];
  const coming = mandate.endedAt ? [] : handOvers(mandate, rules).filter(({ at }) => at > now);
  return (
    <>
      <DataList items={items} />
      {coming.length > 0 && <HandOvers coming={coming} reading={reading} rules={rules} />}
    </>
  );
}

/** The birthdays to come. */
function HandOvers({
  coming,
  reading: { t, lang },
  rules,
}: {
  coming: readonly HandOver[];
  reading: Reading;
  rules: MandateRules;
}) {
  return (
    <>
      <p>
        <b>{t('Lớn lên, con tự làm')}</b>
      </p>
      <ul>
        {coming.map(({ age, at, powers, isEnd }) => (
          <li key={age}>
            <b>{t('{date}, đủ {age} tuổi:', { date: formatDate(localDate(at), lang), age })}</b>{' '}
            {isEnd
              ? t('tự làm mọi việc; không còn ai làm thay.')
              : powerNames(rules, powers, lang).join(', ')}
          </li>
        ))}
      </ul>
    </>
  );
}

export function StatusTag({ mandate, reading }: { mandate: Mandate; reading: Reading }) {
  const [tone, words] = statusWords(reading, mandate);
  return <Tag tone={tone}>{words}</Tag>;
}

export function statusWords({ t, rulesOn, now }: Reading, mandate: Mandate): readonly [Tone, string] {
  switch (mandate.status) {
    case 'offered':
      return ['soon', t('Chờ người được nhờ trả lời')];
    case 'unconfirmed':
      return ['soon', t('Chờ người thứ hai xác nhận')];
    case 'active':
      if (mandate.from > now) return ['info', t('Chưa đến ngày')];
      if (powersAt(mandate, rulesOn, now).length > 0) return ['done', t('Đang có hiệu lực')];
      // A minor who is of age at this instant: it is over, whether or not that has been written down yet.
      return isMinors(mandate) ? ['plain', t('Đã đủ tuổi tự làm')] : ['paused', t('Hiện không cho làm gì')];
    case 'declined':
      return ['plain', t('Đã từ chối')];
    case 'revoked':
      return ['plain', t('Đã chấm dứt')];
    case 'expired':
      return ['plain', t('Đã hết hạn')];
    case 'handed_over':
      return ['plain', t('Đã đủ tuổi tự làm')];
  }
}

const isMinors = ({ kind, basis }: Mandate): boolean => kind === 'guardian' && basis !== 'ward';

/** Who the two are to each other, said to the one who reads. */
export function relationWords({ t, ownId }: Reading, mandate: Mandate): string {
  const { kind, basis, agent, principal } = mandate;
  const isAgent = agent.id === ownId;
  switch (kind) {
    case 'guardian':
      if (basis === 'parent') return isAgent ? t('Con của bạn') : t('Cha hoặc mẹ');
      return isAgent ? t('Người bạn giám hộ') : t('Người giám hộ');
    case 'attorney':
      if (isAgent) return t('Người nhờ bạn làm thay');
      return principal.id === ownId ? t('Người bạn nhờ làm thay') : t('Người được giao lại việc');
    case 'organisation':
      return isAgent ? t('Bạn đại diện theo pháp luật') : t('Người đại diện theo pháp luật');
    case 'staff':
      return isAgent
        ? t('Tổ chức giao việc cho bạn')
        : t('Người của tổ chức {name}', { name: principal.name });
  }
}
