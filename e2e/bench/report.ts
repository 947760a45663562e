import { NAMES, type Name } from './extensions.ts';
import type { Figures } from './measure.ts';
import type { Row } from './rows.ts';
import type { Sample } from './subject.ts';

const OURS: readonly Name[] = ['js', 'wasm'];
const SIZE_LIMITS: Partial<Record<Name, number>> = { js: 30 * 1024, wasm: 25 * 1024 };
const HEAP_LIMIT_MIB = 0.7;
const MIB = 1024 * 1024;

/** Lines of Markdown, and how many limits were missed. */
export interface Report {
  lines: string[];
  missed: number;
}

export function report({ sizes, rows, heaps }: Figures): Report {
  const lines: string[] = [];
  let missed = 0;
  const verdict = (held: boolean) => {
    if (!held) missed++;
    return held ? 'ok' : 'MISSED';
  };
  const table = (...cells: string[]) => lines.push(`| ${cells.join(' | ')} |`);

  table('', ...NAMES, 'limit', '');
  table('---', ...NAMES.map(() => '--:'), '---', '---');
  const small = OURS.every((name) => sizes[name] <= SIZE_LIMITS[name]!);
  const kb = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
  table('worker bundle, gzip', ...NAMES.map((name) => kb(sizes[name])), '30 KB js, 25 KB wasm', verdict(small));
  const mib = (bytes: number) => `${(bytes / MIB).toFixed(2)} MiB`;
  const light = OURS.every((name) => heaps[name].used <= HEAP_LIMIT_MIB * MIB);
  table('heap after first token', ...NAMES.map((name) => mib(heaps[name].used)), `${HEAP_LIMIT_MIB} MiB`, verdict(light));
  table('buffers beside the heap', ...NAMES.map((name) => mib(heaps[name].buffers)), '', '');

  for (const { row, samples } of rows) {
    lines.push('', `**${row.title}**`, '');
    table('', 'n', 'p50 ms', 'p95 ms', 'requests', `p50 / ${row.against}`, 'limit', '');
    table('---', '--:', '--:', '--:', '--:', '--:', '--:', '---');
    for (const name of NAMES) table(...cells(name, row, samples, verdict));
  }
  return { lines, missed };
}

function cells(name: Name, row: Row, samples: Record<Name, Sample[]>, verdict: (held: boolean) => string): string[] {
  const p50 = percentile(samples[name], 50);
  const ratio = p50 / percentile(samples[row.against], 50);
  const counts = samples[name].map(({ requests }) => requests);
  const requests = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const measured = [
    name,
    String(samples[name].length),
    p50.toFixed(1),
    percentile(samples[name], 95).toFixed(1),
    Number(requests.toFixed(2)).toString(),
    ratio.toFixed(2),
  ];
  if (!OURS.includes(name)) return [...measured, '', ''];
  const held = ratio <= row.factor && Math.max(...counts) <= row.requests;
  return [...measured, `${row.factor} x, ${row.requests} requests`, verdict(held)];
}

function percentile(samples: Sample[], percent: number): number {
  const sorted = samples.map(({ ms }) => ms).sort((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? NaN;
}
