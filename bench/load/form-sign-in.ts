// Load generator: tries passwords, or asks for codes and types one, each time as another person from another network, and prints what
// it saw as JSON. Nobody has these numbers: they cost what known ones cost (modules/identity/authenticators/same-work.test.ts).
import { Pool } from 'undici';
import { drive, driveFrom } from './drive.ts';

const [origin = '', what = '', ...rest] = process.argv.slice(2);
const how = driveFrom(rest);
const pool = new Pool(origin, { connections: how.connections, pipelining: 1 });
/** Every run begins elsewhere, so that no run uses up the counts of another. */
let next = Math.floor(Math.random() * 40_000_000);

/** A mobile number and the address it calls from; neighbours differ in what counts are kept of. */
function somebody() {
  const n = next++;
  const operators = [
    '32',
    '33',
    '34',
    '35',
    '36',
    '37',
    '38',
    '39',
    '70',
    '76',
    '77',
    '78',
    '79',
    '81',
    '82',
    '83',
  ];
  const operator = operators[n % operators.length];
  const rest = String((n * 7_919) % 10_000_000).padStart(7, '0');
  return {
    number: `0${operator}${rest}`,
    address: `10.${(n >> 8) & 255}.${n & 255}.1`,
  };
}

async function send(path: string, form: Record<string, string>, address: string, cookie = '') {
  const answer = await pool.request({
    path,
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'bench',
      'x-forwarded-for': address,
      origin,
      cookie,
    },
    body: new URLSearchParams(form).toString(),
  });
  await answer.body.dump();
  const cookies = [answer.headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0]);
  return { status: answer.statusCode, cookie: cookies.join('; ') };
}

const flows: Record<string, () => Promise<string>> = {
  password: async () => {
    const { number, address } = somebody();
    const tried = await send('/sign-in/password', { login: number, password: 'không phải của ai' }, address);
    return String(tried.status);
  },
  code: async () => {
    const { number, address } = somebody();
    const asked = await send('/sign-in/code', { destination: number, return_to: '/' }, address);
    if (asked.status !== 303) return `ask ${asked.status}`;
    return String((await send('/sign-in/code/check', { code: '000000' }, address, asked.cookie)).status);
  },
};
const flow = flows[what];
if (!flow) throw new Error(`No flow ${what}. There are: ${Object.keys(flows).join(', ')}`);
const result = await drive(how, flow);
await pool.close();
console.log(JSON.stringify(result));
