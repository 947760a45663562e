/** Figures of a measurement: lines of Markdown, and how many limits were missed. */
export interface Report {
  lines: string[];
  missed: number;
}

/** Prints it; if asked to `check`, the program ends with exit code 1 when a limit was missed. */
export function print({ lines, missed }: Report, check: boolean): void {
  for (const line of lines) console.log(line);
  console.log(missed === 0 ? '\nall limits are met' : `\n${missed} limits are MISSED`);
  if (check && missed > 0) process.exitCode = 1;
}
