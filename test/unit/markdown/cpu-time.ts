/** Processor time in milliseconds, which other programs on the machine do not lengthen; the least of some attempts. */
export function cpuMsOf(work: () => void, attempts = 1): number {
  return Math.min(...Array.from({ length: attempts }, () => measure(work)));
}

function measure(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
