// Three pages of acting for another: the family, powers of attorney, organisations. Each tells what is, what comes, what was.
import { type View, view } from '@city/kernel/http';
import type { ReactNode } from 'react';
import { Banner, ButtonLink, EmptyState } from '@city/ui/parts';
import { liveMandates } from './mandate.live.ts';
import { MandateCard, MandateFacts, type Reading, StatusTag } from './mandate.part.tsx';
import type { MandateRecord } from './mandate.store.ts';
import type { Organisation } from './parties.ts';

export interface Related {
  /** By which I act, or am asked to. */
  readonly held: readonly MandateRecord[];
  /** Over me, and what I passed on. */
  readonly given: readonly MandateRecord[];
}

const isOpen = ({ endedAt }: MandateRecord) => endedAt === null;
const isOffer = ({ status }: MandateRecord) => status === 'offered';

export function familyView(reading: Reading, { held, given }: Related): View {
  const { t } = reading;
  const mine = held.filter(({ kind }) => kind === 'guardian');
  const over = given.filter(({ kind }) => kind === 'guardian');
  return pageOf(
    reading,
    t('Gia đình'),
    <>
      <p>
        {t(
          'Cha mẹ và người giám hộ làm thay con cho đến khi con đủ tuổi. Quan hệ này do cán bộ hộ tịch phường, xã ghi theo giấy tờ; thành phố không tự suy ra.',
        )}
      </p>
      <Listed reading={reading} id="wards" title={t('Người bạn chăm lo')} mandates={mine.filter(isOpen)}>
        <EmptyState icon="people" title={t('Chưa ghi ai')}>
          {t('Mang giấy khai sinh hoặc quyết định giám hộ đến bộ phận hộ tịch phường, xã để ghi.')}
        </EmptyState>
      </Listed>
      {over.some(isOpen) && (
        <Listed
          reading={reading}
          id="guardians"
          title={t('Người làm thay bạn')}
          mandates={over.filter(isOpen)}
        />
      )}
      <History reading={reading} mandates={[...mine, ...over].filter((one) => !isOpen(one))} />
    </>,
  );
}

export function mandatesView(
  reading: Reading,
  { held, given, canGive }: Related & { readonly canGive: boolean },
): View {
  const { t } = reading;
  const mine = held.filter(({ kind }) => kind === 'attorney');
  const over = given.filter(({ kind }) => kind === 'attorney');
  const offers = mine.filter(isOffer);
  return pageOf(
    reading,
    t('Ủy quyền'),
    <>
      <p>
        {t(
          'Nhờ một người bạn tin làm thay những việc bạn chọn, trong những ngày bạn chọn. Cả hai rút lại được bất cứ lúc nào, có hiệu lực ngay.',
        )}
      </p>
      <Offers reading={reading} offers={offers} />
      {canGive ? (
        <p>
          <ButtonLink look="primary" icon="hand-over" href="/me/mandates/new">
            {t('Nhờ người làm thay')}
          </ButtonLink>
        </p>
      ) : (
        <Banner title={t('Dưới 18 tuổi chưa tự ủy quyền được')}>
          <p>{t('Cha mẹ hoặc người giám hộ làm thay bạn.')}</p>
        </Banner>
      )}
      <Listed reading={reading} id="given" title={t('Ai làm thay bạn')} mandates={over.filter(isOpen)}>
        <EmptyState icon="hand-over" title={t('Chưa nhờ ai')}>
          {t('Ví dụ con cái nộp hồ sơ giúp cha mẹ già, hay người nhà theo dõi phản ánh khi bạn đi xa.')}
        </EmptyState>
      </Listed>
      <Listed
        reading={reading}
        id="held"
        title={t('Bạn làm thay ai')}
        mandates={mine.filter((one) => isOpen(one) && !isOffer(one))}
      >
        <p className="hint">
          {t('Chưa ai nhờ bạn. Khi có người nhờ, lời mời hiện ở đây và trong thông báo.')}
        </p>
      </Listed>
      <History reading={reading} mandates={[...mine, ...over].filter((one) => !isOpen(one))} />
    </>,
  );
}

/** An organisation with all that was given over it, for those who represent it. */
export interface OwnOrganisation {
  readonly organisation: Organisation;
  readonly mandates: readonly MandateRecord[];
}

export function organisationsView(
  reading: Reading,
  { held, given, own }: Related & { readonly own: readonly OwnOrganisation[] },
): View {
  const { t } = reading;
  const staff = held.filter(({ kind }) => kind === 'staff');
  const passedOn = given.filter(({ kind, madeBy }) => kind === 'staff' && madeBy === reading.ownId);
  const represented = held.filter(({ kind }) => kind === 'organisation');
  return pageOf(
    reading,
    t('Tổ chức'),
    <>
      <p>
        {t(
          'Người đại diện theo pháp luật lấy từ sổ đăng ký doanh nghiệp: đổi ở sổ là đổi ở đây. Người đại diện giao việc cho nhân viên, và rút lại được ngay.',
        )}
      </p>
      <Offers reading={reading} offers={staff.filter(isOffer)} />
      {own.map((one) => (
        <Represented key={one.organisation.id} reading={reading} {...one} />
      ))}
      {own.length === 0 && staff.filter(isOpen).length === 0 && (
        <EmptyState icon="office" title={t('Chưa có tổ chức nào')}>
          {t('Khi sổ đăng ký ghi bạn là người đại diện, hoặc tổ chức giao việc cho bạn, tổ chức hiện ở đây.')}
        </EmptyState>
      )}
      {staff.some((one) => isOpen(one) && !isOffer(one)) && (
        <Listed
          reading={reading}
          id="staff"
          title={t('Tổ chức giao việc cho bạn')}
          mandates={staff.filter((one) => isOpen(one) && !isOffer(one))}
        />
      )}
      {passedOn.some(isOpen) && own.length === 0 && (
        <Listed
          reading={reading}
          id="passed"
          title={t('Bạn đã giao lại')}
          mandates={passedOn.filter(isOpen)}
        />
      )}
      <History
        reading={reading}
        mandates={[...represented, ...staff, ...passedOn].filter((one) => !isOpen(one))}
      />
    </>,
  );
}

function Represented({ reading, organisation, mandates }: OwnOrganisation & { readonly reading: Reading }) {
  const { t, ownId } = reading;
  const own = mandates.find(({ kind, agent }) => kind === 'organisation' && agent.id === ownId);
  const staff = mandates.filter((one) => one.kind === 'staff' && isOpen(one));
  const toConfirm = staff.filter(({ status, madeBy }) => status === 'unconfirmed' && madeBy !== ownId);
  const others = mandates.filter((one) => one.kind === 'organisation' && isOpen(one) && one !== own);
  return (
    <section className="flow" aria-labelledby={`o-${organisation.id}`}>
      <h2 id={`o-${organisation.id}`}>{organisation.name}</h2>
      <p className="hint">
        {t('Mã số thuế {code}', { code: organisation.taxCode })}
        {organisation.isByTwo && <> · {t('Việc tiền bạc và chữ ký cần hai người đại diện')}</>}
      </p>
      {organisation.status !== 'working' && (
        <Banner tone="need" title={t('Sổ đăng ký ghi tổ chức không còn hoạt động')}>
          <p>{t('Không ai làm được việc gì thay tổ chức này.')}</p>
        </Banner>
      )}
      {toConfirm.map((mandate) => (
        <Banner
          key={mandate.id}
          tone="soon"
          title={t('Chờ bạn xác nhận: {name}', { name: mandate.agent.name })}
        >
          <p>
            <ButtonLink look="primary" href={`/me/mandates/${mandate.id}`}>
              {t('Đọc rồi xác nhận')}
            </ButtonLink>
          </p>
        </Banner>
      ))}
      {own && isOpen(own) && <MandateCard mandate={own} reading={reading} />}
      {others.length > 0 && (
        <p>{t('Cùng đại diện: {names}', { names: others.map(({ agent }) => agent.name).join(', ') })}</p>
      )}
      <h3>{t('Nhân viên được giao việc')}</h3>
      {staff.length === 0 && <p className="hint">{t('Chưa giao việc cho ai.')}</p>}
      {staff.map((mandate) => (
        <MandateCard key={mandate.id} mandate={mandate} reading={reading} />
      ))}
      {organisation.status === 'working' && (
        <p>
          <ButtonLink icon="plus" href={`/me/mandates/new?of=${organisation.id}`}>
            {t('Giao việc cho nhân viên')}
          </ButtonLink>
        </p>
      )}
    </section>
  );
}

function Offers({ reading, offers }: { reading: Reading; offers: readonly MandateRecord[] }) {
  const { t } = reading;
  return offers.map((mandate) => (
    <Banner
      key={mandate.id}
      tone="soon"
      title={t('{name} muốn nhờ bạn làm thay', { name: mandate.principal.name })}
    >
      <p>
        <ButtonLink look="primary" href={`/me/mandates/${mandate.id}`}>
          {t('Đọc rồi trả lời')}
        </ButtonLink>
      </p>
    </Banner>
  ));
}

function Listed(props: {
  readonly reading: Reading;
  readonly id: string;
  readonly title: string;
  readonly mandates: readonly MandateRecord[];
  /** What stands here while there is none. */
  readonly children?: ReactNode;
}) {
  return (
    <section className="flow" aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      {props.mandates.length === 0 && props.children}
      {props.mandates.map((mandate) => (
        <MandateCard key={mandate.id} mandate={mandate} reading={props.reading} />
      ))}
    </section>
  );
}

function History({ reading, mandates }: { reading: Reading; mandates: readonly MandateRecord[] }) {
  const { t, ownId } = reading;
  if (mandates.length === 0) return null;
  return (
    <section className="flow" aria-labelledby="history">
      <h2 id="history">{t('Đã qua')}</h2>
      {mandates.map((mandate) => {
        const name = mandate.agent.id === ownId ? mandate.principal.name : mandate.agent.name;
        return (
          <details key={mandate.id}>
            <summary>
              {name} <StatusTag mandate={mandate} reading={reading} />
            </summary>
            <MandateFacts mandate={mandate} reading={reading} />
          </details>
        );
      })}
    </section>
  );
}

function pageOf({ t }: Reading, title: string, content: ReactNode): View {
  return view(
    title,
    <div id="mandates" className="wrap read flow sec" {...liveMandates('mandates')}>
      <h1>{title}</h1>
      {content}
    </div>,
    {
      headers: { 'cache-control': 'no-store' },
      breadcrumbs: [{ href: '/me', name: t('Trang của tôi') }, { name: title }],
      page: { noIndex: true },
    },
  );
}
