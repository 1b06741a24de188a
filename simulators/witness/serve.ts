// Runs the witness as a process of its own: node serve.ts FILE PORT LOG_KEY…
import { startWitness } from './witness.ts';

const [file, port = '0', ...logs] = process.argv.slice(2);
if (!file) throw new Error('Say in which file the witness keeps its memory: serve.ts FILE PORT LOG_KEY…');
const witness = await startWitness({ file, port: Number(port), logs });
process.stdout.write(`${JSON.stringify({ url: witness.url, key: witness.key })}\n`);
process.send?.({ url: witness.url, key: witness.key });
