import type { Report } from '../support/report.ts';
import { NAMES, type Name } from './extensions.ts';
import type { Figures } from './measure.ts';
import type { Row } from './rows.ts';
import type { Sample } from './subject.ts';

const OURS: readonly Name[] = ['js', 'wasm'];
const KIB = 1024;
const MIB = KIB * KIB;
const WORKER_LIMITS: Partial<Record<Name, number>> = { js: 30 * KIB, wasm: 25 * KIB };
const POPUP_LIMIT = 50 * KIB;
const HEAP_LIMIT = 0.7 * MIB;

export function report({ sizes, rows, heaps }: Figures): Report {
  const lines: string[] = [];
  let missed = 0;
  const verdict = (held: boolean) => {
    if (!held) missed++;
    return held ? 'met' : 'MISSED';
  };
  const table = (...cells: string[]) => lines.push(`| ${cells.join(' | ')} |`);
  const kb = (bytes?: number) => (bytes === undefined ? '' : `${(bytes / KIB).toFixed(1)} KB`);

  lines.push('**size, gzip**', '');
  table('', 'worker', 'limit', '', 'popup', 'limit', '');
  table('---', '--:', '---', '---', '--:', '---', '---');
  for (const name of NAMES) {
    const { worker, popup } = sizes[name];
    const limit = WORKER_LIMITS[name];
    if (limit === undefined) table(name, kb(worker), '', '', kb(popup), '', '');
    else table(name, kb(worker), kb(limit), verdict(worker <= limit), kb(popup), kb(POPUP_LIMIT), verdict(popup! <= POPUP_LIMIT));
  }

  lines.push('', '**heap after the first token**', '');
  table('', 'n', 'p50 MiB', 'p95 MiB', 'buffers beside it', 'limit', '');
  table('---', '--:', '--:', '--:', '--:', '---', '---');
  for (const name of NAMES) {
    const used = heaps[name].map((heap) => heap.used);
    const p50 = percentile(used, 50);
    const buffers = percentile(heaps[name].map((heap) => heap.buffers), 50);
    const measured = [name, String(used.length), (p50 / MIB).toFixed(2), (percentile(used, 95) / MIB).toFixed(2), (buffers / MIB).toFixed(2)];
    table(...measured, ...(OURS.includes(name) ? [`${HEAP_LIMIT / MIB} MiB`, verdict(p50 <= HEAP_LIMIT)] : ['', '']));
  }

  for (const { row, samples } of rows) {
    lines.push('', `**${row.title}**`, '');
    table('', 'n', 'p50 ms', 'p95 ms', 'requests', `x ${row.against}`, 'limit', '');
    table('---', '--:', '--:', '--:', '--:', '--:', '---', '---');
    for (const name of NAMES) table(...cells(name, row, samples, verdict));
  }
  return { lines, missed };
}

function cells(name: Name, row: Row, samples: Record<Name, Sample[]>, verdict: (held: boolean) => string): string[] {
  const ms = samples[name].map((sample) => sample.ms);
  // What disturbs the machine disturbs all of a round, so within a round they are compared.
  const factor = percentile(ms.map((mine, round) => mine / samples[row.against][round]!.ms), 50);
  const counts = samples[name].map(({ requests }) => requests);
  const requests = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const measured = [
    name,
    String(ms.length),
    percentile(ms, 50).toFixed(1),
    percentile(ms, 95).toFixed(1),
    Number(requests.toFixed(2)).toString(),
    factor.toFixed(2),
  ];
  if (!OURS.includes(name)) return [...measured, '', ''];
  const held = factor <= row.factor && Math.max(...counts) <= row.requests;
  return [...measured, `${row.factor} x, ${row.requests} requests`, verdict(held)];
}

function percentile(figures: number[], percent: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? NaN;
}
