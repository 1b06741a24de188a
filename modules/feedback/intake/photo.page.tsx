// Step 1 of the form: the photo. It proposes place and time, so the rest is quicker.
import type { Translate } from '@city/kernel/text';
import { Button, ErrorSummary, PhotoInput } from '@city/ui/parts';
import { CityForm, FormFoot } from '@city/ui/people';
import { limits } from '../limits.ts';
import { FormSteps } from './form-steps.tsx';

export function PhotoPage({ t, problem }: { t: Translate; problem?: string | undefined }) {
  return (
    <>
      <FormSteps t={t} current={1} />
      <div className="form">
        <h1>{t('Chụp một tấm ảnh')}</h1>
        <CityForm action="/report" files>
          <ErrorSummary
            t={t}
            problems={problem === undefined ? [] : [{ fieldId: 'photos', message: problem }]}
          />
          <PhotoInput
            t={t}
            id="photos"
            name="photos"
            label={t('Ảnh chỗ có việc')}
            hint={t('Đến {most} ảnh. Ảnh có vị trí thì không phải tìm trên bản đồ.', {
              most: limits.photosPerReport,
            })}
            error={problem}
            optional
            max={limits.photosPerReport}
            buttonText={t('Chụp hoặc chọn ảnh')}
            promise={t(
              'Thông tin máy trong ảnh được xóa trước khi đăng. Ảnh gốc được khóa, mỗi lần mở đều ghi lại.',
            )}
          />
          <FormFoot>
            <Button look="primary" size="lg" wide busyText={t('Đang gửi ảnh…')}>
              {t('Tiếp tục')}
            </Button>
          </FormFoot>
        </CityForm>
        <p className="muted">
          {t(
            'Không có ảnh cũng được: bấm Tiếp tục. Đang nguy hiểm đến tính mạng thì gọi 112, 113, 114 hoặc 115.',
          )}
        </p>
      </div>
    </>
  );
}
