// The plan: each goal with its targets, what was reached, as of when and by which source.
import { type View, view } from '@city/kernel/http';
import type { Lang, Translate } from '@city/kernel/text';
import { formatDate } from '@city/kernel/time';
import { BarList, Tag } from '@city/ui/parts';
import { Facts, Links, PageHeading, Part } from '@city/ui/people';
import type { PlanCity } from '../plan-city.ts';
import { newestActual, standingOf, type Target } from '../targets/target.ts';
import { documentWords, numberWords, standingWords } from './plan-words.ts';

export type PlanPageInput = {
  readonly t: Translate;
  readonly lang: Lang;
  readonly city: PlanCity;
  readonly today: string;
};

export function planView(input: PlanPageInput): View {
  const { t, lang, city, today } = input;
  const { goals, targets } = city.targets;
  const count = (standing: string) =>
    String(targets.filter((target) => standingOf(target, today) === standing).length);
  const content = (
    <div className="wrap">
      <PageHeading
        title={t('Kế hoạch chuyển đổi số của thành phố')}
        sub={t(
          'Thành phố đã hứa gì, đến khi nào, và nay đã làm được đến đâu. Mỗi con số có văn bản và nguồn.',
        )}
      />
      <Facts
        facts={[
          { figure: String(targets.length), name: t('Chỉ tiêu') },
          { figure: count('reached'), name: t('Đã đạt') },
          { figure: count('unknown'), name: t('Chưa có số liệu') },
        ]}
      />
      <Part title={t('Chỉ số chuyển đổi số')}>
        <Links>
          <a href="/plan/dti">{t('Điểm và hạng của thành phố (DTI)')}</a>
          <a href="/plan/units">{t('Chỉ số của các phường, xã, đặc khu')}</a>
        </Links>
      </Part>
      <Goals {...input} />
      {goals.map((goal) => (
        <Part key={goal.code} id={goal.code} title={goal.name[lang]}>
          <ul className="flow">
            {targets
              .filter((target) => target.goal === goal.code)
              .map((target) => (
                <li key={target.code}>
                  <Promised {...input} target={target} />
                </li>
              ))}
          </ul>
        </Part>
      ))}
      <p className="muted">
        {t('Chỉ tiêu ghi “chưa đối chiếu” lấy theo nguồn thứ hai và chờ kiểm tra với văn bản gốc.')}
      </p>
    </div>
  );
  const description = t('Mục tiêu, chỉ tiêu và kết quả chuyển đổi số của thành phố Hải Phòng.');
  return view(t('Kế hoạch chuyển đổi số của thành phố'), content, { description });
}

/** How much of each goal is reached by what was measured: of all its targets, also those nobody has measured. */
function Goals({ t, lang, city, today }: PlanPageInput) {
  const { goals, targets } = city.targets;
  const data = goals.map(({ code, name }) => {
    const its = targets.filter(({ goal }) => goal === code);
    const reached = its.filter((target) => standingOf(target, today) === 'reached').length;
    return {
      key: code,
      name: name[lang],
      href: `#${code}`,
      value: its.length === 0 ? 0 : reached / its.length,
      text: t('{reached}/{all}', { reached, all: its.length }),
      tone: 'done' as const,
    };
  });
  return (
    <Part title={t('Đã đạt bao nhiêu chỉ tiêu')}>
      <BarList look="thin" full={1} data={data} label={t('Đã đạt bao nhiêu chỉ tiêu')} />
    </Part>
  );
}

/** One target: what is promised by when and in which document, and how it stands. */
function Promised(props: PlanPageInput & { target: Target }) {
  const { t, lang, city, target } = props;
  return (
    <>
      <b>{target.name[lang]}</b>{' '}
      <span className="num">{`${target.isAtLeast ? '≥' : '≤'} ${numberWords(target.value, lang)} ${target.unit[lang]}`}</span>
      <p className="muted">
        {t('Hạn {day} · {document}', {
          day: formatDate(target.due, lang, 'table'),
          document: documentWords(t, city, target.document, target.verified),
        })}
      </p>
      <Actual {...props} />
    </>
  );
}

function Actual({ t, lang, today, target }: PlanPageInput & { target: Target }) {
  const actual = newestActual(target, today);
  const { tone, words } = standingWords(t, standingOf(target, today));
  return (
    <>
      <Tag tone={tone}>{words}</Tag>
      {actual && (
        <p>
          <b className="num">{`${numberWords(actual.value, lang)} ${target.unit[lang]}`}</b>{' '}
          <span className="muted">
            {t('ngày {day}. {source}{check}', {
              day: formatDate(actual.asOf, lang, 'table'),
              source: actual.source[lang],
              check: actual.verified ? '' : t(' (chưa đối chiếu)'),
            })}
          </span>
        </p>
      )}
    </>
  );
}
