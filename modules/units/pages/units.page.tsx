// The page of all units: find mine by its old name or by where I am, the map, and the list.
import type { Conversion, IsoDay, Place, Unit, UnitRegister } from '@city/kernel/geo';
import { type View, view } from '@city/kernel/http';
import type { Lang, Translate } from '@city/kernel/text';
import { formatDate } from '@city/kernel/time';
import { Banner, Button, EmptyState } from '@city/ui/parts';
import { Find, Links, LocateButton, PageHeading, Part } from '@city/ui/people';
import type { DayBoundaries } from '../register/boundaries.ts';
import { CityUnitsMap, SchematicNote } from './city-units-map.tsx';
import { fullName, nameWithDistrict, validity } from './unit-words.ts';

/** What one unit that fits the words is today. */
export type Answered = { readonly unit: Unit; readonly now: Exclude<Conversion, { status: 'unknown' }> };

export type UnitsPageInput = {
  readonly t: Translate;
  readonly lang: Lang;
  readonly register: UnitRegister;
  readonly today: IsoDay;
  readonly boundaries: DayBoundaries | null;
  readonly words: string;
  readonly answers: readonly Answered[];
  /** Where the reader stands; null when that was not asked. */
  readonly place: Place | null;
};

export function unitsView(input: UnitsPageInput): View {
  const { t, boundaries, words, place } = input;
  const content = (
    <div className="wrap">
      <PageHeading
        title={t('Phường, xã, đặc khu')}
        sub={t(
          'Từ ngày 1/7/2025, thành phố có phường, xã, đặc khu và không còn quận, huyện. Tìm nơi của bạn theo tên cũ hoặc tên mới.',
        )}
      />
      <Find
        action="/units"
        label={t('Tên phường, xã, thị trấn, quận, huyện')}
        placeholder={t('Ví dụ: phường Lê Lợi, An Dương')}
        button={t('Tìm')}
        value={words}
      />
      <WhereAmI t={t} />
      {place && <PlaceAnswer t={t} place={place} />}
      {words !== '' && <NameAnswers {...input} />}
      {boundaries && (
        <Part title={t('Bản đồ')}>
          <CityUnitsMap t={t} boundaries={boundaries} />
          <SchematicNote t={t} boundaries={boundaries} />
        </Part>
      )}
      <AllUnits {...input} />
    </div>
  );
  const description = t('Tra cứu phường, xã mới của Hải Phòng theo tên cũ, theo bản đồ hoặc theo vị trí.');
  return view(t('Phường, xã, đặc khu'), content, {
    description,
    ...(words || place ? { page: { noIndex: true } } : {}),
  });
}

/** The enhancer shows the button where the browser knows its place; without it the fields can be filled by hand. */
function WhereAmI({ t }: { t: Translate }) {
  return (
    <details className="part">
      <summary>{t('Tìm theo vị trí')}</summary>
      <form action="/units" method="get" className="flow">
        <div className="row">
          <label htmlFor="lat">{t('Vĩ độ')}</label>
          <input className="input input-short" id="lat" name="lat" inputMode="decimal" required />
          <label htmlFor="lon">{t('Kinh độ')}</label>
          <input className="input input-short" id="lon" name="lon" inputMode="decimal" required />
        </div>
        <p className="hint" id="place-status" role="status" />
        <div className="row">
          <LocateButton t={t} latId="lat" lonId="lon" statusId="place-status" words />
          <Button look="second">{t('Xem')}</Button>
        </div>
      </form>
    </details>
  );
}

function PlaceAnswer({ t, place }: { t: Translate; place: Place }) {
  if (!place.found) return <Banner tone="soon" title={t('Điểm này nằm ngoài thành phố.')} />;
  return (
    <Banner tone="done" title={t('Nơi này thuộc {name}', { name: fullName(t, place.unit) })}>
      {place.approximate && <p>{t('Kết quả gần đúng, vì chưa có ranh giới đo đạc.')}</p>}
      <p>
        <a href={`/units/${place.unit.code}`}>{t('Xem {name}', { name: fullName(t, place.unit) })}</a>
      </p>
    </Banner>
  );
}

function NameAnswers({ t, lang, register, words, answers }: UnitsPageInput) {
  if (answers.length === 0) {
    return (
      <EmptyState icon="search" title={t('Chưa thấy nơi nào tên “{words}”', { words })}>
        {t('Bạn thử gõ không dấu, hoặc chỉ gõ tên, ví dụ: le loi. Cũng có thể chọn trên bản đồ.')}
      </EmptyState>
    );
  }
  return (
    <Part title={t('{n, plural, other {# nơi}} có tên này', { n: answers.length })}>
      <ul className="flow">
        {answers.map(({ unit, now }) => (
          <li key={`${unit.code}-${unit.validFrom}`}>
            <b>{nameWithDistrict(t, unit, register.above(unit))}</b>{' '}
            <span className="muted">{validity(t, unit, { lang, recordsFrom: register.recordsFrom })}</span>
            <NowIs t={t} unit={unit} now={now} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function NowIs({ t, unit, now }: { t: Translate; unit: Unit; now: Answered['now'] }) {
  if (now.status === 'one') {
    return (
      <p>
        {now.unit === unit ? t('Nay vẫn là') : t('Nay là')}{' '}
        <a href={`/units/${now.unit.code}`}>{fullName(t, now.unit)}</a>
      </p>
    );
  }
  return (
    <>
      <p>
        {t('Nơi này đã chia về {n, plural, other {# đơn vị}}, nên cần biết vị trí mới rõ là đơn vị nào:', {
          n: now.candidates.length,
        })}
      </p>
      <Links>
        {now.candidates.map((candidate) => (
          <a key={candidate.code} href={`/units/${candidate.code}`}>
            {fullName(t, candidate)}
          </a>
        ))}
      </Links>
    </>
  );
}

function AllUnits({ t, lang, register, today }: UnitsPageInput) {
  const order = new Intl.Collator('vi');
  const communes = register.at(today).filter((unit) => unit.level === 'commune');
  const groups = [
    { title: t('Phường'), kind: 'phường' },
    { title: t('Xã'), kind: 'xã' },
    { title: t('Thị trấn'), kind: 'thị trấn' },
    { title: t('Đặc khu'), kind: 'đặc khu' },
  ] as const;
  return (
    <>
      {groups.map(({ title, kind }) => {
        const units = communes
          .filter((unit) => unit.kind === kind)
          .sort((one, other) => order.compare(one.name, other.name));
        if (units.length === 0) return null;
        return (
          <Part key={kind} title={`${title} (${units.length})`}>
            <Links>
              {units.map((unit) => (
                <a key={unit.code} href={`/units/${unit.code}`}>
                  {unit.name}
                </a>
              ))}
            </Links>
          </Part>
        );
      })}
      <p className="muted">
        {t('Theo danh mục có hiệu lực ngày {day}.', { day: formatDate(today, lang, 'table') })}
      </p>
    </>
  );
}
