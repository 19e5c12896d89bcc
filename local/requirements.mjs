/** The oldest Python that the local cloud runs on. */
const pythonMin = [3, 10];

/**
 * Whether node_modules holds what the lock file names: compared entry by entry, since times of files say nothing after a
 * checkout. Packages of other platforms are absent, and those are optional in the lock.
 * @param {{ packages: Record<string, { version?: string, integrity?: string, optional?: boolean }> }} lock
 * @param {typeof lock | undefined} installed npm's own record, node_modules/.package-lock.json
 */
export function isInstalled(lock, installed) {
  if (!installed) return false;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    return found ? found.version === wanted.version && found.integrity === wanted.integrity : wanted.optional === true;
  });
}

/**
 * What is wrong with the machine's Python, in one line with the remedy; undefined if nothing is.
 * @param {{ status: number | null, stdout: string | null, stderr: string | null }} answer of python3, asked for its version
 */
export function venvComplaint({ status, stdout, stderr }) {
  if (status === null)
    return 'python3 is missing: install Python 3.10 or newer (Debian: apt install python3 python3-venv).';
  if (status !== 0 && /No module named '?(ensurepip|venv)/.test(stderr ?? '')) {
    return 'python3 lacks venv or ensurepip: install them (Debian: apt install python3-venv).';
  }
  if (status !== 0) return `python3 does not run: ${(stderr ?? '').trim().split('\n').at(-1)}`;
  const [major, minor] = (stdout ?? '').trim().split('.').map(Number);
  if (major > pythonMin[0] || (major === pythonMin[0] && minor >= pythonMin[1])) return undefined;
  return `python3 is ${(stdout ?? '').trim()}, too old for the local cloud: install Python 3.10 or newer.`;
}
