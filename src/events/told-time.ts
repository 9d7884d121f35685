/** What a run cannot see of an incident, and somebody knows; by the name that it has in a record. */
export const toldTimes = ['deploy', 'faultStart', 'detect', 'declare', 'decide', 'trafficRestored'] as const;

export type ToldTime = (typeof toldTimes)[number];

/** UTC, RFC 3339, by what happened then. */
export type ToldTimes = Partial<Record<ToldTime, string>>;

/** `traffic-restored`, as it is written on a command line. */
export function toldTimeName(time: ToldTime): string {
  return time.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
