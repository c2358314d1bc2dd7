// The public site as a folder on a disk: no server, no network, no script.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HtmlValidate } from 'html-validate';
import { accessibility, enter, go, NARROW, WIDE } from '../browser.mjs';
import { editions } from './editions.mjs';

/** The site of the demo's published edition, as it stands in the package that anybody can take. */
async function site({ browser, demo, folder }) {
  const { page } = await browser.window();
  await enter(page, demo.address, '事務局');
  await editions(page);
  await go(page, page.getByRole('link', { name: '公表第2版' }));
  const zip = await page.getByRole('link', { name: '版の一式（zip）' }).getAttribute('href');
  const at = mkdtempSync(join(folder, '公表 サイト-'));
  writeFileSync(join(at, 'all.zip'), await (await page.request.get(new URL(zip, demo.address).href)).body());
  execFileSync('python3', ['-m', 'zipfile', '-e', join(at, 'all.zip'), at]);
  const [bag] = readdirSync(at).filter((name) => name !== 'all.zip');
  return join(at, bag, 'data/site');
}

const pagesOf = (folder) => readdirSync(folder).filter((name) => name.endsWith('.html')).sort();

export default [
  ['the public folder opens from a disk without script, and every page is reached from the first', async (world) => {
    const folder = await site(world);
    const { page, faults } = await world.browser.window({ javaScriptEnabled: false, offline: true });
    const open = ['index.html'];
    const seen = new Set(open);
    while (open.length > 0) {
      const name = open.pop();
      await page.goto(pathToFileURL(join(folder, name)).href);
      // A part for the city's own system has the heading and the help of the page around it
      if (name === 'cms.html') continue;
      assert.equal(await page.locator('h1').count(), 1, `${name} has one heading`);
      assert.ok((await page.locator('body').innerText()).includes('099-000-0000'), `${name} says where help is`);
      const first = await page.locator('h1').evaluate((heading) => {
        const number = document.querySelector('a[href^="tel:"]');
        return number !== null && (number.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      });
      assert.ok(first, `${name}: help comes first`);
      for (const href of await page.locator('a[href]').evaluateAll((all) => all.map((one) => one.getAttribute('href')))) {
        const to = href.split('#')[0];
        if (to === '' || /^(tel|mailto):/.test(to)) continue;
        assert.ok(!/^[a-z]+:|^\//.test(to), `${name}: ${to} leaves the folder`);
        assert.ok(existsSync(join(folder, decodeURI(to))), `${name}: ${to} is there`);
        if (to.endsWith('.html') && !seen.has(to)) { seen.add(to); open.push(to); }
      }
    }
    const alone = ['cms.html', 'single.html'];
    assert.deepEqual(pagesOf(folder).filter((name) => !seen.has(name) && !alone.includes(name)), []);
    assert.deepEqual(faults, []);
  }],

  ['axe-core finds nothing on the public pages at both widths, and an action prints on A4', async (world) => {
    const folder = await site(world);
    const all = pagesOf(folder).filter((name) => name !== 'cms.html');
    const few = process.env.SASAE_EVERY_PAGE ? all : all.filter((name) => !/^action-(?!00[12])/.test(name));
    const wrong = [];
    for (const viewport of [WIDE, NARROW]) {
      const { page, faults } = await world.browser.window({ viewport, offline: true });
      for (const name of few) {
        await page.goto(pathToFileURL(join(folder, name)).href);
        wrong.push(...(await accessibility(page, ['target-size'])).map((fault) => `${name} ${viewport.width}: ${fault}`));
        const [wide, inner] = await page.evaluate(() => [document.scrollingElement.scrollWidth, innerWidth]);
        if (wide > inner) wrong.push(`${name} ${viewport.width} scrolls sideways`);
        wrong.push(...faults.splice(0).map((fault) => `${name}: ${fault}`));
        if (['index.html', 'notdone.html', 'action-001.html', 'opinions.html'].includes(name)) {
          await page.screenshot({ path: join(world.pictures, `site-${basename(name, '.html')}-${viewport.width}.png`), fullPage: true });
        }
      }
    }
    assert.deepEqual(wrong, []);
    const { page } = await world.browser.window();
    await page.goto(pathToFileURL(join(folder, 'action-001.html')).href);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('nav:visible').count(), 0, 'paper has no navigation');
    assert.ok(await page.getByText('099-000-0000').first().isVisible(), 'paper says where help is');
    assert.match(await page.locator('body').innerText(), /照合番号/);
    const words = (await page.locator('body').innerText()).trim();
    assert.match(words, /照合番号\s*[0-9a-f]{4}(-[0-9a-f]{4}){3}$/, 'paper ends with the number to compare');
    const paper = (await page.pdf({ path: join(world.pictures, 'site-action.pdf'), preferCSSPageSize: true })).toString('latin1');
    const sizes = [...paper.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)].map(([, wide, high]) => `${Math.round(wide)} ${Math.round(high)}`);
    assert.deepEqual([...new Set(sizes)], ['595 842'], 'paper is A4');
  }],

  ['every public page is valid HTML in Japanese with one heading of the first level', async (world) => {
    const folder = await site(world);
    const validator = new HtmlValidate({ root: true, extends: ['html-validate:standard'] });
    const wrong = [];
    for (const name of pagesOf(folder)) {
      const html = readFileSync(join(folder, name), 'utf8');
      const { results } = await validator.validateString(html, name);
      wrong.push(...results.flatMap(({ messages }) => messages.map((one) => `${name}:${one.line}: ${one.ruleId}: ${one.message}`)));
      // A part for the city's own system stands within a page of that
      const whole = name === 'cms.html' ? 0 : 1;
      if ((html.match(/<h1[\s>]/g) ?? []).length !== whole) wrong.push(`${name} has not ${whole} h1`);
      if ((html.match(/<html lang="ja">/g) ?? []).length !== whole) wrong.push(`${name} has not ${whole} html in Japanese`);
    }
    assert.deepEqual(wrong, []);
  }],
];
