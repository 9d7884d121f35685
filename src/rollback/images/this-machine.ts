/** Whether an address, with or without a port, is one of this machine's own. */
export function isOnThisMachine(address: string): boolean {
  const host = address.replace(/:\d+$/, '');
  return host === 'localhost' || /^127(?:\.\d{1,3}){3}$/.test(host) || host === '[::1]';
}
