// The verifier's pages: choose what to ask for, show the QR, see what came of it.
import type { Language } from '@city/kernel/http';
import type { Translate } from '@city/kernel/text';
import { formatDateTime } from '@city/kernel/time';
import { Banner, Button, ButtonLink, DataList, EmptyState, Radios } from '@city/ui/parts';
import { CityForm, PageHeading } from '@city/ui/people';
import type { CredentialDefinition } from '../contract.ts';
import { Qr } from '../pages/qr.part.tsx';
import type { PresentationRow } from '../tables.ts';
import type { Purpose } from './purposes.ts';

interface Shared {
  readonly t: Translate;
  readonly lang: Language;
}

/** The words of a claim, as its type defines them. */
export function claimLabel(
  definition: CredentialDefinition | undefined,
  path: readonly string[],
  lang: Language,
): string {
  const claim = definition?.claims.find((one) => one.path.join('.') === path.join('.'));
  return claim?.display[lang] ?? path.join('.');
}

export interface ChoosePageProps extends Shared {
  readonly purposes: readonly Purpose[];
  readonly labelsOf: (purpose: Purpose) => string;
}

export function ChoosePage({ t, lang, purposes, labelsOf }: ChoosePageProps) {
  return (
    <div className="wrap read flow sec">
      <PageHeading
        title={t('Kiểm tra giấy tờ điện tử')}
        sub={t('Chọn việc cần kiểm tra. Người mang giấy tờ thấy ai hỏi, hỏi gì, để làm gì, rồi mới đồng ý.')}
      />
      {purposes.length === 0 ? (
        <EmptyState title={t('Chưa có việc nào bạn được hỏi')}>
          {t('Các việc được phép hỏi do thành phố đăng ký. Hãy liên hệ 1022 nếu bạn cần thêm.')}
        </EmptyState>
      ) : (
        <CityForm action="/verify">
          <Radios
            t={t}
            id="purpose"
            name="purpose"
            label={t('Bạn cần kiểm tra gì?')}
            required
            value={purposes[0]?.code}
            choices={purposes.map((purpose) => ({
              value: purpose.code,
              name: purpose.title[lang],
              hint: t('Sẽ hỏi: {claims}', { claims: labelsOf(purpose) }),
            }))}
          />
          <Radios
            t={t}
            id="device"
            name="device"
            label={t('Ví nằm ở đâu?')}
            required
            value="other"
            choices={[
              { value: 'other', name: t('Trên điện thoại của người kia: hiện mã QR') },
              { value: 'same', name: t('Ngay trên máy này') },
            ]}
          />
          <p>
            <Button look="primary">{t('Tạo yêu cầu')}</Button>
          </p>
        </CityForm>
      )}
    </div>
  );
}

export interface CheckPageProps extends Shared {
  readonly row: PresentationRow;
  readonly purpose: Purpose | undefined;
  readonly link: string;
  readonly now: Date;
  readonly shown: readonly { readonly label: string; readonly value: string }[] | null;
}

export function CheckPage(props: CheckPageProps) {
  const { t, lang, purpose } = props;
  return (
    <div className="wrap read flow sec">
      <PageHeading title={purpose?.title[lang] ?? t('Kiểm tra giấy tờ điện tử')} sub={purpose?.why[lang]} />
      <CheckState {...props} />
      <p>
        <ButtonLink href="/verify">{t('Kiểm tra người khác')}</ButtonLink>
      </p>
    </div>
  );
}

function CheckState(props: CheckPageProps) {
  const { t, row, now } = props;
  if (row.outcome === 'verified') return <Verified {...props} />;
  if (row.outcome === 'declined')
    return (
      <Banner tone="soon" title={t('Người mang giấy tờ không đồng ý')} role="status">
        <p>{t('Họ có quyền từ chối. Bạn có thể hỏi giấy tờ giấy.')}</p>
      </Banner>
    );
  if (row.outcome === 'refused')
    return (
      <Banner tone="need" title={t('Giấy tờ không được chấp nhận')} role="alert">
        <p>{refusalWords(t, row.reason)}</p>
      </Banner>
    );
  if (row.expires_at <= now)
    return (
      <Banner tone="soon" title={t('Yêu cầu đã hết hạn')} role="status">
        <p>{t('Không có ví nào trả lời kịp. Hãy tạo yêu cầu mới.')}</p>
      </Banner>
    );
  return <Waiting {...props} />;
}

function Waiting({ t, row, link }: CheckPageProps) {
  if (row.fetched_at)
    return (
      <Banner title={t('Ví đã nhận yêu cầu')} role="status">
        <p>{t('Đang chờ người mang giấy tờ đồng ý. Trang này tự cập nhật.')}</p>
      </Banner>
    );
  if (row.same_device)
    return (
      <p>
        <ButtonLink look="primary" href={`/me/wallet#${new URLSearchParams({ request: link })}`}>
          {t('Mở ví của thành phố trên máy này')}
        </ButtonLink>{' '}
        <ButtonLink href={link}>{t('Mở ví khác trên máy này')}</ButtonLink>
      </p>
    );
  return (
    <>
      <Qr text={link} label={t('Mã QR của yêu cầu')} />
      <p role="status">{t('Nhờ người kia mở ví và quét mã. Mã dùng một lần. Trang này tự cập nhật.')}</p>
    </>
  );
}

function Verified({ t, lang, row, shown }: CheckPageProps) {
  return (
    <>
      <Banner tone="done" title={t('Giấy tờ còn hiệu lực')} role="status">
        <p>
          {t('Đã kiểm tra chữ ký, thời hạn, người mang và tình trạng lúc {time}.', {
            time: formatDateTime(row.answered_at ?? row.made_at, lang),
          })}
        </p>
      </Banner>
      {shown === null ? (
        <p>{t('Thông tin đã xuất trình đã được xóa sau ít phút, chỉ còn kết quả kiểm tra.')}</p>
      ) : (
        <DataList items={shown.map(({ label, value }) => ({ name: label, value }))} />
      )}
    </>
  );
}

function refusalWords(t: Translate, reason: string | null): string {
  switch (reason) {
    case 'revoked':
      return t('Giấy tờ đã bị thu hồi.');
    case 'suspended':
      return t('Giấy tờ đang tạm ngừng.');
    case 'expired':
      return t('Giấy tờ đã hết hạn.');
    case 'issuer is not trusted':
      return t('Nơi cấp không nằm trong danh sách được tin cậy.');
    case 'claims that were asked for are missing':
      return t('Người mang không đưa đủ thông tin được hỏi.');
    default:
      return t('Không xác minh được: giấy tờ không đúng, hoặc không phải của người đang giữ.');
  }
}
