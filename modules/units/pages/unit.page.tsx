// The page of one unit: what it is, where it lies, what it was made of and what it became.
import type { IsoDay, LegalDocument, RelatedUnit, Unit, UnitRegister } from '@city/kernel/geo';
import { type View, view } from '@city/kernel/http';
import type { Lang, Translate } from '@city/kernel/text';
import { capitalise, formatDate, formatNumber } from '@city/kernel/time';
import { Banner, DataList, Table } from '@city/ui/parts';
import { Columns, PageHeading, Part } from '@city/ui/people';
import type { DayBoundaries } from '../register/boundaries.ts';
import { CityUnitsMap, SchematicNote, UnitCloseUp } from './city-units-map.tsx';
import { fullName, nameWithDistrict, validity } from './unit-words.ts';

export type UnitPageInput = {
  readonly t: Translate;
  readonly lang: Lang;
  readonly register: UnitRegister;
  readonly documents: readonly LegalDocument[];
  readonly unit: Unit;
  readonly today: IsoDay;
  /** Null when the unit's days have no boundaries. */
  readonly boundaries: DayBoundaries | null;
};

export function unitPageView(input: UnitPageInput): View {
  const { t, lang, register, unit, boundaries } = input;
  const title = capitalise(fullName(t, unit));
  const above = register.above(unit);
  const standing = validity(t, unit, { lang, recordsFrom: register.recordsFrom });
  const drawn = boundaries?.collection.features.some((feature) => feature.properties.code === unit.code);
  const content = (
    <div className="wrap">
      <PageHeading title={title} sub={above.map((higher) => fullName(t, higher)).join(', ')} />
      <Columns
        first={boundaries && drawn && <UnitCloseUp t={t} boundaries={boundaries} shown={unit} />}
        side={
          boundaries &&
          drawn && (
            <>
              <CityUnitsMap t={t} boundaries={boundaries} shown={unit} />
              <SchematicNote t={t} boundaries={boundaries} />
            </>
          )
        }
      >
        {unit.validTo !== null && (
          <Banner tone="soon" title={t('Đơn vị này có {standing}.', { standing })}>
            <p>{t('Phần dưới đây cho biết nơi này nay thuộc về đâu.')}</p>
          </Banner>
        )}
        <Facts {...input} />
        <Related {...input} title={t('Nay là')} related={register.successors(unit)} />
        <Related {...input} title={t('Trước đó là')} related={register.predecessors(unit)} />
        <SameCode {...input} />
        <Children {...input} />
      </Columns>
    </div>
  );
  const description = t('{name}: mã, diện tích, bản đồ, trước đây gồm những nơi nào.', { name: title });
  return view(title, content, {
    description,
    page: { breadcrumbs: [{ href: '/units', name: t('Phường, xã, đặc khu') }, { name: title }] },
  });
}

function Facts({ t, lang, register, documents, unit }: UnitPageInput) {
  const document = documents.find((one) => one.number === unit.document);
  const items = [
    { name: t('Mã'), value: unit.code },
    { name: t('Hiệu lực'), value: validity(t, unit, { lang, recordsFrom: register.recordsFrom }) },
    {
      name: t('Diện tích'),
      value:
        unit.areaKm2 === null
          ? null
          : t('{area} km²', { area: formatNumber(unit.areaKm2, lang, { decimals: 2 }) }),
    },
    {
      name: t('Văn bản'),
      value: document
        ? t('{number}, ngày {day}', {
            number: document.number,
            day: formatDate(document.issuedOn, lang, 'table'),
          })
        : null,
    },
  ];
  return (
    <Part title={t('Thông tin')} titleHidden>
      <DataList
        items={items.filter((item): item is { name: string; value: string } => item.value !== null)}
      />
    </Part>
  );
}

function Related({
  t,
  register,
  title,
  related,
}: UnitPageInput & { title: string; related: readonly RelatedUnit[] }) {
  if (related.length === 0) return null;
  return (
    <Part title={title}>
      <Table
        caption={title}
        captionHidden
        rows={related}
        rowKey={({ unit }) => `${unit.code}-${unit.validFrom}`}
        columns={[
          {
            key: 'unit',
            header: t('Đơn vị'),
            rowHeader: true,
            cell: ({ unit }) => <UnitLink t={t} unit={unit} register={register} />,
          },
          {
            key: 'share',
            header: t('Phần'),
            cell: ({ share }) => (share === 'whole' ? t('toàn bộ') : t('một phần')),
          },
        ]}
      />
    </Part>
  );
}

/** Codes are used again: what else this one has stood for. */
function SameCode({ t, lang, register, unit }: UnitPageInput) {
  const others = register.versions(unit.code).filter((other) => other !== unit && other.name !== unit.name);
  if (others.length === 0) return null;
  return (
    <Part title={t('Mã {code} còn dùng cho', { code: unit.code })}>
      <ul className="flow">
        {others.map((other) => (
          <li key={other.validFrom}>
            <UnitLink t={t} unit={other} register={register} />{' '}
            <span className="muted">{validity(t, other, { lang, recordsFrom: register.recordsFrom })}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Children({ t, register, unit }: UnitPageInput) {
  const children = register.below(unit);
  if (children.length === 0) return null;
  return (
    <Part title={t('Gồm {n, plural, other {# đơn vị}}', { n: children.length })}>
      <ul>
        {children.map((child) => (
          <li key={child.code}>
            <UnitLink t={t} unit={child} register={register} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function UnitLink({ t, unit, register }: { t: Translate; unit: Unit; register: UnitRegister }) {
  return <a href={unitHref(unit)}>{nameWithDistrict(t, unit, register.above(unit))}</a>;
}

/** A unit that has ended is asked for on its last day; the address without a day is today's unit of that code. */
export function unitHref(unit: Unit): string {
  return unit.validTo === null ? `/units/${unit.code}` : `/units/${unit.code}?at=${unit.validTo}`;
}
