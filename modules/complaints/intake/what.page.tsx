// Step 2: what happened, what is asked for, pictures of documents.
import { Button, PhotoInput, TextArea } from '@city/ui/parts';
import { CityForm, FormFoot } from '@city/ui/people';
import { limits } from '../limits.ts';
import type { Draft } from './draft.ts';
import { DocumentInput } from './document-input.tsx';
import { errorAt, FormSteps, Problems, type StepProps } from './form-parts.tsx';

export type WhatPageProps = StepProps & { readonly draft: Draft; readonly token: string };

export function WhatPage(props: WhatPageProps) {
  const { t, draft, token } = props;
  const { fields, evidence } = draft;
  const isComplaint = draft.kind === 'khieu_nai';
  return (
    <>
      <FormSteps t={t} current={2} />
      <div className="form">
        <h1>{t('Kể lại sự việc')}</h1>
        <CityForm action="/complaints/what" files>
          <Problems {...props} />
          <input type="hidden" name="d" value={token} />
          <TextArea
            t={t}
            id="words"
            name="words"
            rows={8}
            label={t('Việc gì, khi nào, ở đâu')}
            hint={
              isComplaint
                ? t('Nói rõ vì sao bạn cho là sai và thiệt hại gì cho bạn.')
                : t('Đừng viết tên hoặc địa chỉ của bạn ở đây: người xem nội dung đọc được.')
            }
            maxLength={limits.wordsMax}
            defaultValue={fields['words']}
            error={errorAt(props, 'words')}
          />
          <TextArea
            t={t}
            id="request"
            name="request"
            rows={3}
            label={t('Bạn đề nghị giải quyết thế nào')}
            optional={!isComplaint}
            maxLength={limits.requestMax}
            defaultValue={fields['request']}
            error={errorAt(props, 'request')}
          />
          <PhotoInput
            t={t}
            id="evidence"
            name="evidence"
            label={t('Ảnh chụp quyết định, giấy tờ, chứng cứ')}
            hint={
              evidence.length === 0
                ? t('Đến {most} ảnh', { most: limits.evidenceMost })
                : t('Đang giữ {count} ảnh. Chọn lại thì ảnh mới thay ảnh cũ.', { count: evidence.length })
            }
            error={errorAt(props, 'evidence')}
            optional
            max={limits.evidenceMost}
            buttonText={t('Chụp hoặc chọn ảnh')}
            promise={t('Không bao giờ đăng công khai. Thông tin máy ảnh được xóa khỏi bản cán bộ xem.')}
          />
          <DocumentInput t={t} kept={draft.documents} error={errorAt(props, 'documents')} />
          <FormFoot>
            <Button look="primary" size="lg" wide busyText={t('Đang gửi…')}>
              {t('Tiếp tục')}
            </Button>
          </FormFoot>
        </CityForm>
      </div>
    </>
  );
}
