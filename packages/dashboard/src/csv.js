/**
 * The rows of a CSV file as RFC 4180 has it: fields in quotes may hold commas, line ends and doubled quotes. Lines that
 * are empty are left out.
 *
 * @param {string} text
 * @returns {string[][]}
 */
export function parseCsv(text) {
  /** @type {string[][]} */
  const rows = [];
  /** @type {string[]} */
  let row = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const endRow = () => {
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };
  while (at <= text.length) {
    let field = '';
    if (text[at] === '"') {
      for (;;) {
        const quote = text.indexOf('"', at + 1);
        if (quote < 0) throw new Error(`Row ${rows.length + 1} has a quote that does not end.`);
        field += text.slice(at + 1, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        field += '"';
      }
    } else {
      const start = at;
      while (at < text.length && text[at] !== ',' && text[at] !== '\n') at += 1;
      field = text.slice(start, at).replace(/\r$/, '');
    }
    row.push(field);
    if (text[at] === '\r') at += 1;
    if (text[at] !== ',') endRow();
    at += 1;
  }
  return rows;
}
