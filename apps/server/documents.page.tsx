// What programmers read: the OpenAPI document, a page to browse it, and every error code there is.
import { errorCodes } from '@city/kernel/errors';
import { Answer, buildOpenApi, page, type Route, route, view } from '@city/kernel/http';
import type { RunningCity } from '@city/kernel/module';
import { ApiReference, type OpenApiDocument } from './api-reference.tsx';

export function documentRoutes(running: RunningCity): readonly Route[] {
  let document: OpenApiDocument | undefined;
  const openApi = () => (document ??= buildOpenApi(running.app) as unknown as OpenApiDocument);
  return [
    route(
      {
        method: 'GET',
        url: '/openapi.json',
        permission: 'public: the description of the interfaces',
        summary: { vi: 'Mô tả giao diện lập trình', en: 'OpenAPI 3.1 document' },
        hidden: true,
      },
      async () =>
        new Answer(200, JSON.stringify(openApi()), {
          'content-type': 'application/json; charset=utf-8',
          'access-control-allow-origin': '*',
        }),
    ),
    page(
      {
        url: '/docs/api',
        permission: 'public: documentation',
        summary: { vi: 'Tài liệu API', en: 'API reference' },
      },
      async (c) => view(c.t('Giao diện lập trình'), <ApiReference document={openApi()} t={c.t} />),
    ),
    page(
      {
        url: '/docs/errors',
        permission: 'public: documentation',
        summary: { vi: 'Mã lỗi', en: 'Error codes' },
      },
      async (c) => view(c.t('Mã lỗi'), <ErrorCodes t={c.t} />),
    ),
  ];
}

function ErrorCodes({ t }: { t: (message: string) => string }) {
  const codes = [...errorCodes()].sort(([a], [b]) => a.localeCompare(b));
  return (
    <div className="wrap stack">
      <h1>{t('Mã lỗi')}</h1>
      <p>{t('Mỗi câu trả lời lỗi theo RFC 9457 mang một mã trong bảng này; mã không đổi nghĩa.')}</p>
      <div className="table-box" tabIndex={0} role="region" aria-label={t('Mã lỗi')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('Mã')}</th>
              <th scope="col">HTTP</th>
              <th scope="col">{t('Tiếng Việt')}</th>
              <th scope="col">{t('Tiếng Anh')}</th>
            </tr>
          </thead>
          <tbody>
            {codes.map(([code, { status, title }]) => (
              <tr key={code} id={code}>
                <td>
                  <code>{code}</code>
                </td>
                <td className="num">{status}</td>
                <td lang="vi">{title.vi}</td>
                <td lang="en">{title.en}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
