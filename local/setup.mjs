// Runs on whatever Node the machine has, before anything is installed: plain JavaScript, no dependency.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled, venvComplaint } from './requirements.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const venv = join(root, '.local/venv');
const python = join(venv, 'bin/python');

/** One line that says what to do, and the end. */
function stop(message) {
  console.error(`\nsonghua: ${message}`);
  process.exit(1);
}

/** Runs a long step with its output hidden, unless it fails. */
function step(name, command, args) {
  console.log(`  ... ${name}`);
  const start = Date.now();
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) {
    console.error(`${stdout ?? ''}${stderr ?? ''}`);
    stop(`${name} failed (${error?.message ?? `exit code ${status}`}): ${command} ${args.join(' ')}`);
  }
  console.log(`  ok  ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}

function demandTools() {
  if (Number(process.versions.node.split('.')[0]) < 18) {
    stop(
      `Node ${process.versions.node} is too old to begin with: install Node 18 or newer (the project then brings its own).`,
    );
  }
  if (spawnSync('openssl', ['version']).status !== 0)
    stop('openssl is missing: install it (Debian: apt install openssl).');
}

const readJson = (path) =>
  existsSync(join(root, path)) ? JSON.parse(readFileSync(join(root, path), 'utf8')) : undefined;

function installPackages() {
  if (isInstalled(readJson('package-lock.json'), readJson('node_modules/.package-lock.json'))) return;
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const name = 'install the npm packages (about a minute)';
  if (npm?.endsWith('.js')) step(name, process.execPath, [npm, ...args]);
  else step(name, 'npm', args);
}

function demandProjectNode() {
  const node = join(root, 'node_modules/.bin/node');
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (!stdout?.startsWith('v24.'))
    stop(`no Node 24 for ${process.platform} ${process.arch} among the packages: use Linux on x64 or arm64.`);
}

/** Makes the virtual environment, and installs a file of requirements once for each content of it. */
function installPython(file) {
  const stamp = join(venv, `.${file}`);
  const requirements = join(root, 'local', file);
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const works = spawnSync(python, ['-c', '']).status === 0;
  if (works && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  if (!works) {
    const asked = 'import ensurepip, sys, venv; print("%d.%d" % sys.version_info[:2])';
    const complaint = venvComplaint(spawnSync('python3', ['-c', asked], { encoding: 'utf8' }));
    if (complaint) stop(complaint);
    mkdirSync(join(root, '.local'), { recursive: true });
    step('make the Python environment', 'python3', ['-m', 'venv', '--clear', venv]);
  }
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--require-hashes',
    '-r',
    requirements,
  ];
  step(`install the Python packages of ${file}`, python, pip);
  writeFileSync(stamp, digest);
}

demandTools();
installPackages();
demandProjectNode();
installPython('requirements.txt');
if (process.argv.includes('--fuzz')) installPython('requirements-fuzz.txt');
