// Signing on the page: the way to sign in, the confirmation, taking back; and the starter's own steps.
import { Banner, Button, ButtonLink, Checkbox } from '@city/ui/parts';
import { CityForm } from '@city/ui/people';
import type { Translate } from '@city/kernel/text';
import type { PetitionView } from '../contract.ts';
import type { PetitionPageProps } from './petition.page.tsx';

/** Through sign-in to the page that confirms; nobody signs by opening a link. */
export const signHref = (petition: Pick<PetitionView, 'url'>): string => `${petition.url}/sign`;

export function SignPart({ t, petition, me, isSignable }: PetitionPageProps) {
  if (me.hasSigned) return <Signed t={t} petition={petition} isNamed={me.isNamed} canTakeBack={isSignable} />;
  return (
    <>
      {isSignable ? (
        <ButtonLink look="primary" size="lg" wide icon="pencil" href={signHref(petition)}>
          {t('Ký kiến nghị')}
        </ButtonLink>
      ) : null}
      {isSignable && !me.isSignedIn ? (
        <p className="muted">{t('Cần đăng nhập bằng danh tính đã xác thực: mỗi người ký một lần.')}</p>
      ) : null}
      <Own t={t} petition={petition} me={me} />
    </>
  );
}

function Signed({
  t,
  petition,
  isNamed,
  canTakeBack,
}: {
  readonly t: Translate;
  readonly petition: PetitionView;
  readonly isNamed: boolean;
  readonly canTakeBack: boolean;
}) {
  return (
    <>
      <Banner tone="done" title={t('Bạn đã ký')}>
        <p>{isNamed ? t('Tên bạn hiện ở trang này.') : t('Tên bạn không hiện với ai.')}</p>
      </Banner>
      {canTakeBack ? (
        <CityForm action={`${petition.url}/take-back`}>
          <Button busyText={t('Đang gửi…')}>{t('Rút chữ ký')}</Button>
        </CityForm>
      ) : null}
    </>
  );
}

function Own({ t, petition, me }: Pick<PetitionPageProps, 't' | 'petition' | 'me'>) {
  if (!me.isStarter) return null;
  if (petition.state === 'draft')
    return (
      <ButtonLink look="primary" wide href={`${petition.url}/words`}>
        {t('Viết tiếp')}
      </ButtonLink>
    );
  if (!['seeking', 'moderation', 'open'].includes(petition.state)) return null;
  return (
    <CityForm action={`${petition.url}/withdraw`}>
      <Button busyText={t('Đang gửi…')}>{t('Rút kiến nghị')}</Button>
    </CityForm>
  );
}

export interface ConfirmPageProps {
  readonly t: Translate;
  readonly petition: PetitionView;
  readonly personName: string | null;
  readonly problem?: string | undefined;
}

/** The page between the button and the signature: what is signed, and whether one's name may stand there. */
export function ConfirmPage({ t, petition, personName, problem }: ConfirmPageProps) {
  return (
    <div className="form">
      <h1>{t('Ký kiến nghị này?')}</h1>
      {problem === undefined ? null : <Banner tone="need" role="alert" title={problem} />}
      <p>
        <b>{petition.title}</b>
      </p>
      <p>{petition.ask}</p>
      <CityForm action={signHref(petition)}>
        {personName === null ? null : (
          <Checkbox
            id="named"
            name="named"
            label={t('Hiện tên tôi ({name}) ở trang kiến nghị', { name: personName })}
            hint={t('Không chọn thì chỉ con số được cộng, không ai thấy tên bạn.')}
          />
        )}
        <p className="muted">
          {t('Mỗi người ký một lần. Rút lại được khi còn hạn ký. Bạn được báo một lần khi có câu trả lời.')}
        </p>
        <Button look="primary" size="lg" wide icon="pencil" busyText={t('Đang gửi…')}>
          {t('Tôi ký')}
        </Button>
        <p>
          <a href={petition.url}>{t('Không, quay lại')}</a>
        </p>
      </CityForm>
    </div>
  );
}
