// The product as people use it, in a real browser: `node journeys.mjs [WORD…]` runs the journeys
// whose sentence holds a word, or all. Each is one function of stories/*.mjs, named by a sentence.
// Prints ok, FAILED or SKIPPED for each, and last the totals. Pictures: target/journeys/*.png.
import { mkdirSync, mkdtempSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser, program } from './browser.mjs';
import { Product, root, samples } from './product.mjs';

const stories = (await Promise.all(['importing', 'columns', 'looking', 'manners', 'signin', 'rounds', 'numbers', 'editions', 'site', 'forms'].map((name) => import(`./stories/${name}.mjs`))))
  .flatMap((module) => module.default);

if (!program) {
  console.error('journeys: Chromium が見つかりません。apt-get install chromium で入ります。');
  process.exit(3);
}
const pictures = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'journeys');
rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'sasae-journeys-data-'));

const wanted = process.argv.slice(2);
const chosen = stories.filter(([sentence]) => wanted.length === 0 || wanted.some((word) => sentence.includes(word)));
const counts = { ok: 0, FAILED: 0, SKIPPED: 0 };
const running = [];
let browser;
try {
  browser = await Browser.start();
  const world = {
    browser, folder, pictures, start,
    /** A demo of its own, shared by the journeys that only look. */
    demo: await start('demo'),
    real: await realSheet(),
    fresh: async () => start('serve', '--database', `sqlite:${join(mkdtempSync(join(folder, 'fresh-')), 'sasae.sqlite')}`),
    freshDemo: () => start('demo'),
  };
  const lasting = running.length;
  for (const [sentence, story] of chosen) {
    const begun = Date.now();
    let outcome = 'ok';
    let why = '';
    try {
      const skipped = await story(world);
      if (typeof skipped === 'string') [outcome, why] = ['SKIPPED', skipped];
    } catch (error) {
      [outcome, why] = ['FAILED', error.stack ?? String(error)];
      await picture(sentence);
    }
    await browser.closeWindows();
    // What a journey started for itself takes nothing from the next
    const ends = await Promise.all(running.splice(lasting).map((product) => product.stop().then(() => '', (error) => error.message)));
    const badly = ends.filter(Boolean).join(', ');
    if (badly && outcome === 'ok') [outcome, why] = ['FAILED', badly];
    counts[outcome] += 1;
    console.log(`${outcome.padEnd(7)} ${String(Date.now() - begun).padStart(6)} ms  ${sentence}${why && `: ${why}`}`);
  }
} finally {
  await browser?.stop();
  await Promise.all(running.map((product) => product.stop().catch((error) => { counts.FAILED += 1; console.log(`FAILED  ${error.message}`); })));
  rmSync(folder, { recursive: true, force: true });
}
console.log(`journeys: ${counts.ok} passed, ${counts.FAILED} failed, ${counts.SKIPPED} skipped`);
process.exitCode = counts.FAILED === 0 && counts.ok + counts.SKIPPED > 0 ? 0 : 1;

async function start(...args) {
  const product = await Product.start(...args);
  running.push(product);
  return product;
}

/** A product with the real sheet, given to it through its own page; nothing where there is none. */
async function realSheet() {
  const file = join(samples, 'kumagaya-r3.txt');
  if (!existsSync(file)) return undefined;
  const product = await start('serve', '--database', `sqlite:${join(mkdtempSync(join(folder, 'real-')), 'sasae.sqlite')}`);
  return { product, file };
}

/** How the windows looked when a journey failed. */
async function picture(sentence) {
  for (const context of browser.contexts) {
    for (const page of context.pages()) {
      const name = sentence.replaceAll(/\W+/g, '-').slice(0, 60);
      await page.screenshot({ path: join(pictures, `FAILED-${name}.png`) }).catch(() => {});
    }
  }
}
