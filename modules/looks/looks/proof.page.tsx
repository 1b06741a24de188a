// The proof of one look laid open: its line, when it was signed and by whom, and all one needs to check it oneself.
import type { ProvenEntry } from '@city/kernel/trail/log';
import { capitalise, formatDateTime, formatNumber } from '@city/kernel/time';
import { ButtonLink } from '@city/ui/parts';
import { Links, ProofBox } from '@city/ui/people';
import type { Look } from './look.ts';
import { type Speaking, titleWords, whyWords } from './look-words.ts';

export interface ProofInput extends Speaking {
  readonly look: Look;
  readonly proven: ProvenEntry;
  readonly commitment: Buffer;
}

/** `9f2c 71be … 5c30` */
export function shortHash(hash: Buffer): string {
  const hex = hash.toString('hex');
  return `${hex.slice(0, 4)} ${hex.slice(4, 8)} … ${hex.slice(-4)}`;
}

export function ProofPage({ t, lang, look, proven, commitment }: ProofInput) {
  const { checkpoint } = proven;
  const [cosigned] = checkpoint.cosignatures;
  return (
    <div className="wrap read sec flow">
      <h1>{t('Bằng chứng của một lần xem')}</h1>
      <p>
        <b>{titleWords(look, { t, lang })}</b>
        <br />
        {capitalise(formatDateTime(look.at, lang))}
        {whyWords(look, { t, lang }) && ` · ${whyWords(look, { t, lang })}`}
      </p>
      <div data-island="who-looked" data-load="idle">
        <div data-proof={look.id}>
          <ProofBox
            verdict={t('Có bằng chứng trong sổ công khai')}
            items={[
              {
                name: t('Dòng'),
                value: t('{line} trong {size} dòng của sổ', {
                  line: formatNumber(proven.leafIndex + 1, lang),
                  size: formatNumber(checkpoint.size, lang),
                }),
              },
              { name: t('Ký lúc'), value: formatDateTime(checkpoint.signedAt, lang) },
              {
                name: t('Chứng ký'),
                value: cosigned
                  ? `${cosigned.witness}, ${formatDateTime(cosigned.cosigned_at, lang)}`
                  : t('chưa có bên chứng'),
              },
              { name: t('Mã băm'), value: <code>{shortHash(commitment)}</code> },
            ]}
          />
        </div>
      </div>
      <p className="hint">
        {t(
          'Sổ chỉ giữ mã băm có muối: người ngoài nhìn vào không biết dòng nào là của ai. Trình duyệt của bạn tính lại mã băm và đi từ dòng này lên gốc đã ký, không cần tin máy chủ.',
        )}
      </p>
      <Links>
        <a href={`/api/trail/entries/${look.id}/proof`}>{t('Dữ liệu của bằng chứng')}</a>
        <a href="/trail/checkpoint">{t('Gốc đã ký')}</a>
        {look.canAsk && <a href={`/me/who-looked/${look.id}/ask`}>{t('Tôi thấy không đúng')}</a>}
      </Links>
      <ButtonLink href="/me/who-looked" look="second">
        {t('Về danh sách')}
      </ButtonLink>
    </div>
  );
}
