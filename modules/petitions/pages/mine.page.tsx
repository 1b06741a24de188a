// "My petitions": those I began, by what they wait for, and those I signed.
import type { Translate } from '@city/kernel/text';
import { ButtonLink, EmptyState } from '@city/ui/parts';
import { PageHeading, Part } from '@city/ui/people';
import type { PetitionItem } from '../contract.ts';
import { type Lang, PetitionList } from './progress.part.tsx';

export interface MinePageProps {
  readonly t: Translate;
  readonly lang: Lang;
  readonly started: readonly PetitionItem[];
  readonly signed: readonly PetitionItem[];
}

export function MinePage({ t, lang, started, signed }: MinePageProps) {
  return (
    <div className="wrap">
      <PageHeading title={t('Kiến nghị của tôi')} sub={t('Chỉ bạn thấy trang này.')}>
        <p>
          <ButtonLink icon="pencil" href="/petitions/start">
            {t('Bắt đầu kiến nghị')}
          </ButtonLink>
        </p>
      </PageHeading>
      {started.length + signed.length === 0 ? (
        <EmptyState
          title={t('Chưa có kiến nghị nào')}
          action={
            <ButtonLink look="primary" href="/petitions">
              {t('Xem kiến nghị đang mở')}
            </ButtonLink>
          }
        >
          {t('Kiến nghị bạn bắt đầu hoặc đã ký sẽ hiện ở đây, kèm hẹn trả lời và từng bước.')}
        </EmptyState>
      ) : null}
      {started.length === 0 ? null : (
        <Part title={t('Tôi bắt đầu')}>
          <PetitionList t={t} lang={lang} items={started} label={t('Kiến nghị tôi bắt đầu')} />
        </Part>
      )}
      {signed.length === 0 ? null : (
        <Part title={t('Tôi đã ký')}>
          <PetitionList t={t} lang={lang} items={signed} label={t('Kiến nghị tôi đã ký')} />
        </Part>
      )}
    </div>
  );
}
