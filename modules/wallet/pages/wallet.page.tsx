// "My wallet": what one may fetch, what one was issued and how it stands; and the page of one offer.
import type { Language } from '@city/kernel/http';
import type { Translate } from '@city/kernel/text';
import { formatDate, formatTime } from '@city/kernel/time';
import { Banner, Button, ButtonLink, Card, EmptyState, Tag } from '@city/ui/parts';
import { CityForm, PageHeading, Part } from '@city/ui/people';
import type { CredentialDefinition } from '../contract.ts';
import type { IssuedBatch } from '../credentials/credential.store.ts';
import { OwnWallet } from '../own/own-wallet.part.tsx';
import { Qr } from './qr.part.tsx';

interface Shared {
  readonly t: Translate;
  readonly lang: Language;
}

export interface Offerable {
  readonly definition: CredentialDefinition;
  readonly reference: string;
  /** The first words of what would stand in it, to tell two of a type apart. */
  readonly about: string;
}

export interface WalletPageProps extends Shared {
  readonly offerable: readonly Offerable[];
  readonly issued: readonly (IssuedBatch & { readonly name: string })[];
  readonly now: Date;
  /** Whose wallet in this browser it is. */
  readonly holder: string;
}

export function WalletPage({ t, lang, offerable, issued, now, holder }: WalletPageProps) {
  return (
    <div className="wrap read flow sec">
      <PageHeading
        title={t('Ví giấy tờ của tôi')}
        sub={t(
          'Giấy tờ điện tử do thành phố cấp, giữ trong ví trên điện thoại của bạn. Bạn quyết định cho ai xem, xem gì.',
        )}
      />
      {offerable.length === 0 ? null : (
        <Part title={t('Nhận về ví')}>
          <ul className="wallet-cards">
            {offerable.map(({ definition, reference, about }) => (
              <Card as="li" key={`${definition.type} ${reference}`}>
                <h3>{definition.display[lang]}</h3>
                <p>{about}</p>
                <p>{definition.describe[lang]}</p>
                <CityForm action="/me/wallet/offers">
                  <input type="hidden" name="type" value={definition.type} />
                  <input type="hidden" name="reference" value={reference} />
                  <Button look="primary">{t('Nhận về ví')}</Button>
                </CityForm>
              </Card>
            ))}
          </ul>
        </Part>
      )}
      <OwnWallet t={t} holder={holder} />
      <Part title={t('Đã cấp cho tôi')}>
        {issued.length === 0 ? (
          <EmptyState title={t('Chưa có giấy tờ nào')}>
            {t('Giấy tờ bạn nhận về ví sẽ hiện ở đây, kèm ngày hết hạn và cách hủy khi mất điện thoại.')}
          </EmptyState>
        ) : (
          <ul className="wallet-cards">
            {issued.map((batch) => (
              <IssuedCard key={batch.id} t={t} lang={lang} batch={batch} now={now} />
            ))}
          </ul>
        )}
      </Part>
      <p>
        <ButtonLink href="/verify">{t('Kiểm tra giấy tờ của người khác')}</ButtonLink>
      </p>
    </div>
  );
}

interface IssuedCardProps extends Shared {
  readonly batch: IssuedBatch & { readonly name: string };
  readonly now: Date;
}

function IssuedCard({ t, lang, batch, now }: IssuedCardProps) {
  const isOver = batch.expiresAt <= now;
  return (
    <Card as="li">
      <h3>{batch.name}</h3>
      <p>
        {batch.revokedAt ? (
          <Tag tone="need">{t('Đã hủy')}</Tag>
        ) : isOver ? (
          <Tag tone="soon">{t('Hết hạn')}</Tag>
        ) : (
          <Tag tone="done">{t('Còn hiệu lực')}</Tag>
        )}
      </p>
      <p>
        {t('Cấp {from}, dùng đến {to}', {
          from: formatDate(batch.issuedAt, lang),
          to: formatDate(batch.expiresAt, lang),
        })}
      </p>
      {batch.revokedAt || isOver ? null : (
        <CityForm action={`/me/wallet/credentials/${batch.id}/revoke`}>
          <Button>{t('Hủy giấy tờ này')}</Button>
        </CityForm>
      )}
    </Card>
  );
}

export interface OfferPageProps extends Pick<Shared, 't'> {
  readonly name: string;
  readonly link: string;
  readonly txCode: string;
  readonly expiresAt: Date;
  readonly holder: string;
}

export function OfferPage({ t, name, link, txCode, expiresAt, holder }: OfferPageProps) {
  return (
    <div className="wrap read flow sec">
      <PageHeading
        title={t('Nhận {name} về ví', { name })}
        sub={t('Làm trước {time} hôm nay.', { time: formatTime(expiresAt) })}
      />
      <Part title={t('1. Quét mã bằng ví')}>
        <Qr text={link} label={t('Mã QR nhận giấy tờ')} />
        <p>
          <ButtonLink href={link}>{t('Ví khác ở ngay máy này: mở ví')}</ButtonLink>
        </p>
      </Part>
      <Part title={t('2. Nhập số này vào ví')}>
        <p className="wallet-code">{txCode}</p>
        <Banner tone="soon" title={t('Chỉ nhập vào ví của chính bạn')}>
          <p>{t('Nhập sai một lần là mã bị hủy, bạn tạo lại được. Cán bộ không bao giờ hỏi số này.')}</p>
        </Banner>
      </Part>
      <Part title={t('Không có ví nào? Dùng ví của thành phố')}>
        <p>{t('Giấy tờ nằm trong trình duyệt này, không cần cài gì. Nhập số ở trên rồi bấm nút.')}</p>
        <OwnWallet t={t} holder={holder} offer={link} />
      </Part>
      <p>
        <ButtonLink href="/me/wallet">{t('Xong, về trang ví')}</ButtonLink>
      </p>
    </div>
  );
}
