// Journeys over every kind of page: width, keyboard, no script, accessibility, pictures.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessibility, enter, go, NARROW, WIDE } from '../browser.mjs';
import { root } from '../product.mjs';

/** One address for every kind of page of a product that holds a sheet. */
async function kinds(page, address, folder) {
  await enter(page, address);
  const overview = page.url();
  const tab = (name) => page.getByRole('navigation', { name: '主なページ' }).getByRole('link', { name, exact: true }).getAttribute('href');
  const of = (href) => new URL(href, address).href;
  const sheet = of(await tab('一覧'));
  const imports = of(await tab('取込'));
  const search = of(await tab('検索'));
  await page.goto(imports);
  const review = of(await page.locator('.table-list a').first().getAttribute('href'));
  await page.goto(sheet);
  const action = of(await page.locator('a.pin-title').nth(2).getAttribute('href'));
  const row = of(await page.getByRole('link', { name: /の出典$/ }).nth(2).getAttribute('href'));
  const pages = {
    overview, sheet, action, row, imports, review, search,
    filtered: `${sheet}?q=zzz`,
    hits: `${search}?q=%E7%9B%B8%E8%AB%87`,
    missing: of('/nowhere'),
    check: of(await tab('点検')),
    slips: `${of(await tab('点検'))}/slips`,
    rules: `${of(await tab('指標')).replace(/indicators$/, 'check/rules')}`,
    changes: `${overview}/changes`,
    numbers: of(await tab('指標')),
    candidates: `${of(await tab('指標'))}/candidates?show=all`,
  };
  const plan = of(await tab('指標')).replace(/\/indicators$/, '');
  pages.records = of(await tab('台帳'));
  pages.shelf = `${plan}/registers`;
  pages.template = `${plan}/register-templates/occasion`;
  pages.editions = of(await tab('版・公表'));
  pages.publication = `${plan}/publication`;
  pages.council = of(await tab('協議会'));
  await page.goto(pages.records);
  const section = page.getByRole('region', { name: '担当課の台帳' }).getByRole('link').first();
  if (await section.count()) pages.registers = of(await section.getAttribute('href'));
  await page.goto(pages.numbers);
  const number = page.locator('.table-numbers td a').first();
  if (await number.count()) pages.number = of(await number.getAttribute('href'));
  if (!folder) return pages;
  // A corrected file and a refused one, each a page of its own
  const csv = await (await page.request.get(`${overview}/files/sheet.csv`)).text();
  const corrected = join(folder, '訂正.csv');
  writeFileSync(corrected, csv.replaceAll('相談', '面談'));
  await page.goto(imports);
  await page.locator('#file').setInputFiles(corrected);
  await go(page, page.getByRole('button', { name: '読み込んで確認する' }));
  await page.waitForURL(/\/imports\/[^/]+$/);
  pages.differences = page.url();
  return pages;
}

/** Every page of every product, at each width. */
async function everyPage({ browser, real, freshDemo, fresh, folder }, widths, options, look) {
  const products = { demo: await kinds((await browser.window()).page, (await freshDemo()).address, folder) };
  if (real?.sheet) products.real = await kinds((await browser.window()).page, real.product.address);
  products.empty = { welcome: (await fresh()).address };
  const wrong = [];
  for (const viewport of widths) {
    const { page, faults } = await browser.window({ viewport, ...options });
    for (const [product, pages] of Object.entries(products)) {
      for (const [kind, address] of Object.entries(pages)) {
        await enter(page, address);
        const name = `${product}-${kind}-${viewport.width}`;
        wrong.push(...(await look(page, name)).map((fault) => `${name}: ${fault}`));
        wrong.push(...faults.splice(0).map((fault) => `${name}: ${fault}`));
      }
    }
  }
  assert.deepEqual(wrong, []);
}

const sideways = async (page) => {
  const [wide, inner] = await page.evaluate(() => [document.scrollingElement.scrollWidth, innerWidth]);
  return wide <= inner ? [] : [`scrolls sideways: ${wide} > ${inner}`];
};

export default [
  ['every page fits a desk and a phone, leaves no error, calls nobody, and gives axe-core nothing to say', (world) =>
    everyPage(world, [WIDE, NARROW], {}, async (page, name) => {
      const closed = await accessibility(page);
      const shut = await sideways(page);
      await page.screenshot({ path: join(world.pictures, `${name}.png`), fullPage: !name.includes('real-review') });
      const opened = await page.evaluate(() => {
        const all = [...document.querySelectorAll('details:not([open])')].slice(0, 30);
        for (const details of all) details.open = true;
        return all.length;
      });
      const open = opened ? [...await accessibility(page), ...await sideways(page)] : [];
      return [...new Set([...closed, ...shut, ...open])];
    })],

  ['every page works with JavaScript switched off', (world) =>
    everyPage(world, [NARROW], { javaScriptEnabled: false }, async (page) => {
      const faults = [];
      if (await page.locator('h1').count() !== 1) faults.push('not one heading');
      if (!(await page.locator('main').innerText()).trim()) faults.push('an empty page');
      return faults;
    })],

  ['a file is imported with JavaScript switched off', async ({ browser, fresh }) => {
    const { page, faults } = await browser.window({ javaScriptEnabled: false, viewport: NARROW });
    await page.goto((await fresh()).address);
    await page.locator('#file').setInputFiles(join(root, 'demo/aozora-r6.xlsx'));
    await go(page, page.getByRole('button', { name: '読み込んで確認する' }));
    await go(page, page.getByRole('button', { name: '令和６年度のシートとして登録する' }));
    assert.match(await page.locator('h1').innerText(), /令和６年度 概要/);
    assert.deepEqual(faults, []);
  }],

  ['by keyboard alone: skip link, tabs, filter, the table scrolled by arrow keys, the menu closed by Escape', async ({ browser, demo }) => {
    const { page, faults } = await browser.window();
    const focused = () => page.evaluate(() => {
      const own = document.activeElement;
      return (own.getAttribute('aria-label') ?? own.textContent).trim() || own.id;
    });
    const tab = async () => { await page.keyboard.press('Tab'); return focused(); };
    const tabTo = async (wanted) => {
      for (let step = 0; step < 40; step += 1) {
        const now = await tab();
        if (wanted.test(now)) {
          const seen = await page.evaluate(() => {
            const style = getComputedStyle(document.activeElement);
            return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
          });
          assert.ok(seen, `the focus on ${now} is visible`);
          return;
        }
      }
      assert.fail(`no ${wanted} by Tab`);
    };
    await enter(page, demo.address);
    assert.equal(await tab(), '本文へ進む');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    await page.reload();
    await tabTo(/^Sasae$/);
    await tabTo(/^検索$/);
    await tabTo(/^概要$/);
    await tabTo(/^一覧$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/sheet$/);
    await tabTo(/^絞り込む$/);
    await tabTo(/^ダウンロード$/);
    await page.keyboard.press('Enter');
    assert.ok(await page.locator('details.drop-menu a').first().isVisible());
    await page.keyboard.press('Escape');
    assert.ok(!(await page.locator('details.drop-menu a').first().isVisible()), 'Escape closes the menu');
    await tabTo(/表$/);
    for (const [key, side] of [['ArrowRight', 'scrollLeft'], ['ArrowDown', 'scrollTop']]) {
      for (let press = 0; press < 8; press += 1) await page.keyboard.press(key, { delay: 20 });
      await page.waitForFunction((name) => document.querySelector('.scroll-box')[name] > 60, side);
    }
    await tabTo(/ネットワーク会議$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/actions\//);
    assert.deepEqual(faults, []);
  }],

  ['the sheet prints without its tools, with its head', async ({ browser, demo }) => {
    const { page, faults } = await browser.window();
    await enter(page, demo.address);
    await go(page, page.getByRole('link', { name: '一覧', exact: true }));
    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['.site-header', '.filter-form', '.list-bar']) assert.ok(!(await page.locator(hidden).first().isVisible()), hidden);
    assert.equal(await page.locator('thead').evaluate((head) => getComputedStyle(head).display), 'table-header-group');
    const pdf = await page.pdf({ preferCSSPageSize: true });
    assert.ok(pdf.length > 50_000 && pdf.subarray(0, 4).toString() === '%PDF');
    assert.deepEqual(faults, []);
  }],
];
