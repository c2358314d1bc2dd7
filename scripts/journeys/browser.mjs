// A browser that sees one product only: every request, message and refusal of a page is written down.
import { chromium } from 'playwright-core';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Where Debian's packages and others put the browser. */
export const program = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  .find((path) => path && existsSync(path));

const ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-default-apps', '--disable-dev-shm-usage'];

export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 390, height: 844 };

export class Browser {
  static async start() {
    const own = new Browser();
    own.folder = mkdtempSync(join(tmpdir(), 'sasae-journeys-'));
    own.chromium = await chromium.launch({
      executablePath: program, args: ARGUMENTS, env: { ...process.env, HOME: own.folder },
    });
    own.contexts = [];
    return own;
  }

  /** A window of its own; `faults` collects what no page may do. */
  async window(options = {}) {
    const context = await this.chromium.newContext({
      viewport: WIDE, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', acceptDownloads: true, ...options,
    });
    this.contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const faults = [];
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (!['data:', 'blob:', 'about:', 'file:'].includes(protocol) && hostname !== '127.0.0.1') {
        faults.push(`a request left this machine: ${request.url()}`);
      }
    });
    page.on('pageerror', (error) => faults.push(`script error: ${error.message}`));
    page.on('console', (message) => {
      // A page that answers 4xx on purpose is told of by the browser too
      const told = /Failed to load resource: the server responded with a status of 4(01|04|09|22|03)/.test(message.text());
      if (['error', 'warning'].includes(message.type()) && !told) faults.push(`console: ${message.text()}`);
    });
    return { context, page, faults };
  }

  async closeWindows() {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
  }

  async stop() {
    await this.chromium.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Presses what leads to another page and waits until that page is there. */
export async function go(page, link) {
  await Promise.all([page.waitForEvent('load'), link.click()]);
}

/** Opens an address; where the demo asks who comes, the sample person's button is pressed. */
export async function enter(page, address, who = '事務局') {
  await page.goto(address);
  if (new URL(page.url()).pathname !== '/sign-in') return;
  await go(page, page.getByRole('button', { name: who, exact: true }));
}

/** What axe-core finds wrong on the page as it is, by its usual rules and those that are named. */
export async function accessibility(page, also = []) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((also) => globalThis.axe.run(document, {
    resultTypes: ['violations'],
    // A page on a disk may not read its own style by script
    preload: location.protocol !== 'file:',
    rules: Object.fromEntries(also.map((rule) => [rule, { enabled: true }])),
  }), also);
  return violations.map((found) => `${found.id} (${found.impact}): ${found.help}: ${found.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')}`);
}
