// Prints how big the popups of built extensions are: what they load at once, and what only when somebody asks for it.
// Arguments: the folders.
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

for (const folder of process.argv.slice(2)) {
  const html = await readFile(join(folder, 'popup.html'), 'utf8');
  const atOnce = await reached(folder, [...html.matchAll(/(?:src|href)="\/?([^"]+\.(?:js|css))"/g)].map(([, path]) => path));
  const code = await Promise.all([...atOnce].map((path) => readFile(join(folder, path))));
  const all = (await readdir(join(folder, 'assets'))).filter((name) => /\.(js|css)$/.test(name)).map((name) => `assets/${name}`);
  const asked = new Set(code.flatMap((file) => [...file.toString().matchAll(/import\(\s*["'`]\.\/([^"'`]+)["'`]/g)].map(([, name]) => `assets/${name}`)));
  const later = await Promise.all([...(await reached(folder, all.filter((path) => asked.has(path))))].filter((path) => !atOnce.has(path)).map((path) => readFile(join(folder, path))));
  const sum = (files, size) => files.reduce((total, file) => total + size(file), 0);
  const gzip = (file) => gzipSync(file, { level: 9 }).length;
  const sizes = [sum(code, (file) => file.length), sum(code, gzip), sum(code, (file) => brotliCompressSync(file).length), sum(later, gzip)];
  const [raw, small, smaller, demand] = sizes.map(String);
  process.stdout.write(`${basename(folder).padEnd(16)} ${raw.padStart(9)} ${small.padStart(8)} ${smaller.padStart(8)} ${demand.padStart(8)}\n`);
}

/** The files and all that they import statically. */
async function reached(folder, files) {
  const names = new Set(files);
  for (const name of names) {
    if (!name.endsWith('.js')) continue;
    const code = await readFile(join(folder, name), 'utf8');
    for (const [, path] of code.matchAll(/(?:from|import)\s*["'](\.[^"']+\.js)["']/g)) names.add(join(dirname(name), path));
  }
  return names;
}
