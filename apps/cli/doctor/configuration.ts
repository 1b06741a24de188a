// The doctor on the settings: what is missing or wrong, and what must not run in production.
import { Config, declaredSettings, type Mode } from '@city/kernel/config';
import { bad, type Finding, good, warning } from './finding.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that are given are read; secrets that production demands are asked for. Each failure names itself. */
export function checkSettings(environment: Environment, mode: Mode, dataDirectory: string): Finding[] {
  const config = new Config(environment, { mode, dataDirectory });
  const findings = declaredSettings().flatMap((setting) => {
    const isGiven = Boolean(environment[setting.name] || environment[`${setting.name}_FILE`]);
    // A demo makes its secrets by itself, which an examination must not do for it; other settings that have no default
    // belong to a part that may not be in use.
    if (!isGiven && !(setting.secret && mode === 'production')) return [];
    try {
      config.get(setting);
      return [];
    } catch (error) {
      const text = (error as Error).message;
      return [
        bad(
          { vi: text, en: text },
          {
            vi: `đặt ${setting.name} (hoặc ${setting.name}_FILE)`,
            en: `set ${setting.name} (or ${setting.name}_FILE)`,
          },
        ),
      ];
    }
  });
  return findings.length
    ? findings
    : [good(`Cài đặt hợp lệ (${mode})`, `The settings can be read (${mode})`)];
}

/** Things that are fine in the demo and wrong in a real city. */
export function checkProduction(environment: Environment): Finding[] {
  const findings: Finding[] = [];
  const issuer = environment.CITY_IDENTITY_ISSUER ?? '';
  if (/\/sim\/|\/\/(localhost|127\.)/.test(issuer)) {
    findings.push(
      bad(
        { vi: `Đăng nhập trỏ tới bản giả lập: ${issuer}`, en: `Sign-in points to a simulator: ${issuer}` },
        {
          vi: 'đặt CITY_IDENTITY_ISSUER là địa chỉ https của nhà cung cấp thật',
          en: "set CITY_IDENTITY_ISSUER to the real provider's https address",
        },
      ),
    );
  }
  const url = environment.PUBLIC_URL ?? '';
  if (!url.startsWith('https://')) {
    findings.push(
      bad(
        {
          vi: `PUBLIC_URL = ${url || '(trống)'} không phải https`,
          en: `PUBLIC_URL = ${url || '(empty)'} is not https`,
        },
        {
          vi: 'đặt địa chỉ mà người dân dùng, sau một proxy TLS',
          en: 'set the address that people use, behind a TLS proxy',
        },
      ),
    );
  }
  if (!environment.DATABASE_URL) {
    findings.push(
      warning(
        {
          vi: 'Chạy thật với PostgreSQL đi kèm, trên một máy',
          en: 'Running for real on the embedded PostgreSQL, on one machine',
        },
        {
          vi: 'được cho thành phố nhỏ có sao lưu hằng đêm; docs/operating/postgresql-server.md nói cách chuyển',
          en: 'fine for a small city with nightly backups; docs/operating/postgresql-server.md says how to move',
        },
      ),
    );
  }
  return findings;
}
