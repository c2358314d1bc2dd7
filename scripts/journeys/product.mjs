// The real program: started on a free port of this machine, stopped by its process id.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const samples = resolve(root, '../shared/samples');
export const program = process.env.SASAE_BINARY ?? join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug/sasae');

export class Product {
  static async start(...args) {
    const own = new Product();
    const env = { ...process.env };
    for (const name of ['SASAE_DATABASE', 'SASAE_LISTEN']) delete env[name];
    own.child = spawn(program, args.includes('--listen') ? args : [...args, '--listen', '127.0.0.1:0'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let told = '';
    own.child.stderr.on('data', (text) => { told += text; });
    own.ended = once(own.child, 'exit');
    for await (const line of createInterface({ input: own.child.stdout })) {
      own.address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
      if (own.address) return own;
    }
    throw new Error(`${program} ${args.join(' ')} did not start: ${told}`);
  }

  /** Asks it to stop and waits until it has. */
  async stop() {
    const stubborn = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    this.child.kill('SIGTERM');
    const [code] = await this.ended;
    clearTimeout(stubborn);
    if (code !== 0) throw new Error(`the program ended with ${code}`);
  }
}
