// Lets children get a token and list connections: the first two hands lead through Node.
const { execFileSync, spawn } = require('node:child_process');

const [, file, way, ...command] = process.argv;
if (way === 'sync') process.stdout.write(execFileSync(command[0], command.slice(1)));
if (way === 'async') spawn(command[0], command.slice(1), { env: { ...process.env }, stdio: 'inherit' });
if (way === 'twice') spawn(process.execPath, [file, 'sync', ...command], { stdio: 'inherit' });
