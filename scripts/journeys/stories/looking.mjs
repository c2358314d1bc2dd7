// Journeys that only look.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { enter, go, NARROW } from '../browser.mjs';

async function clean(faults) {
  assert.deepEqual(faults, []);
}

async function download(page, link) {
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** The page's own place in the plan. */
const heading = (page) => page.locator('h1').innerText();

export default [
  ['a newcomer opens the demo and clicks from the overview to the sheet, an action, its source, the search and the downloads', async ({ browser, demo }) => {
    const { page, faults } = await browser.window();
    await enter(page, demo.address);
    assert.match(await heading(page), /令和７年度 概要/);
    await go(page, page.getByRole('link', { name: '一覧', exact: true }));
    assert.match(await heading(page), /進捗管理シート/);
    await go(page, page.locator('.table-sheet a.pin-title').first());
    assert.match(await heading(page), /いのちを支えるネットワーク会議/);
    assert.ok(await page.locator('section.action-year').count() >= 3, 'three years');
    await go(page, page.getByRole('link', { name: /^出典：/ }).first());
    assert.match(await heading(page), /の出典/);
    assert.ok(await page.locator('.source-list > div:target').isVisible(), 'the cell is marked');
    await go(page, page.getByRole('link', { name: '検索', exact: true }));
    await page.locator('#q').fill('相談');
    await go(page, page.locator('main').getByRole('button', { name: '検索する' }));
    assert.ok(await page.locator('mark', { hasText: '相談' }).count() > 3);
    await go(page, page.locator('.search-hits h2 a').first());
    await go(page, page.getByRole('link', { name: '一覧', exact: true }));
    await go(page, page.getByRole('navigation', { name: '年度' }).getByRole('link', { name: '令和７年度' }));
    await page.getByText('ダウンロード').click();
    const links = page.locator('details.drop-menu a');
    const found = [];
    for (let at = 0; at < await links.count(); at += 1) found.push(await download(page, links.nth(at)));
    assert.equal(found.length, 10);
    assert.ok(found[0].name.endsWith('R7_sheet.xlsx') && found[0].bytes.subarray(0, 2).toString() === 'PK', found[0].name);
    for (const pages of found.slice(1, 6)) {
      assert.ok(pages.name.endsWith('.pdf') && pages.bytes.subarray(0, 5).toString() === '%PDF-', pages.name);
    }
    assert.match(found[6].bytes.toString(), /^\uFEFF/);
    assert.equal(JSON.parse(found[8].bytes.toString()).fiscal_year, 2025);
    assert.equal(found[9].name, 'aozora-r7.pdf');
    await clean(faults);
  }],

  ['the secretariat checks the sheet, answers a finding and opens what the sections are asked', async ({ browser, demo }) => {
    const { page, faults } = await browser.window();
    await enter(page, demo.address);
    await go(page, page.getByRole('link', { name: '点検', exact: true }));
    assert.match(await heading(page), /令和７年度 点検/);
    assert.ok(await page.locator('.finding-card mark').count() > 0, 'words are marked');
    const open = () => page.locator('dl.tiles dd b').nth(3).innerText();
    assert.equal(await open(), '0');
    const first = page.locator('.finding-list > li').first();
    await first.getByText('回答する').click();
    await first.getByLabel('理由').fill('会議の規約どおりのため');
    await go(page, first.getByRole('button', { name: 'このままでよい' }));
    assert.equal(await open(), '1');
    await page.getByLabel('回答', { exact: true }).selectOption('answered');
    await go(page, page.getByRole('button', { name: '絞り込む' }));
    assert.match(await page.locator('.finding-list').innerText(), /会議の規約どおりのため/);
    await go(page, page.getByRole('link', { name: '点検', exact: true }));
    await go(page, page.getByRole('link', { name: '問い合わせ票を印刷' }));
    assert.ok(await page.locator('section.slip').count() > 1);
    await clean(faults);
  }],

  ['the overview leads through the years and to every row worth a look', async ({ browser, demo }) => {
    const { page, faults } = await browser.window();
    await enter(page, demo.address);
    await go(page, page.getByRole('navigation', { name: '年度' }).getByRole('link', { name: '令和５年度' }));
    assert.match(await heading(page), /令和５年度 概要/);
    await page.goBack();
    const list = page.locator('section.card', { hasText: '食い違う記入' });
    await go(page, list.getByRole('link').first());
    assert.ok(await page.locator('.other-value').count() > 0, 'both statements are shown');
    await clean(faults);
  }],

  ['the sheet is filtered at once with JavaScript and by the button without', async ({ browser, demo }) => {
    for (const javaScriptEnabled of [true, false]) {
      const { page, faults } = await browser.window({ javaScriptEnabled });
      await enter(page, demo.address);
      await go(page, page.getByRole('link', { name: '一覧', exact: true }));
      const all = await page.locator('tbody th[scope=row]').count();
      await page.locator('#grade').selectOption({ label: 'エ　未実施' });
      if (!javaScriptEnabled) await go(page, page.getByRole('button', { name: '絞り込む' }));
      await page.waitForURL(/grade=%E3%82%A8/);
      const some = await page.locator('tbody th[scope=row]').count();
      assert.ok(some > 0 && some < all, `${some} of ${all}`);
      assert.match(await page.locator('.list-bar p').innerText(), new RegExp(`${all}事業のうち${some}事業`));
      await page.locator('#words').fill('ｹﾞｰﾄｷｰﾊﾟｰ');
      await go(page, page.getByRole('button', { name: '絞り込む' }));
      await page.waitForURL(/q=%EF/);
      assert.equal(await page.locator('tbody th[scope=row]').count(), 1);
      await go(page, page.getByRole('link', { name: '解除' }));
      assert.equal(await page.locator('tbody th[scope=row]').count(), all);
      await clean(faults);
    }
  }],

  ['the head and the first column of the sheet stay in place when it is scrolled', async ({ browser, demo, real }) => {
    for (const at of [demo.address, real?.sheet].filter(Boolean)) {
      for (const viewport of [undefined, NARROW]) {
        const { page, faults } = await browser.window(viewport ? { viewport } : {});
        await enter(page, at);
        if (at === demo.address) await go(page, page.getByRole('link', { name: '一覧', exact: true }));
        const box = (selector) => page.locator(selector).first().boundingBox();
        const before = { head: await box('thead th:last-child'), first: await box('tbody th.pin-cell'), corner: await box('thead th.pin-cell') };
        await page.locator('.scroll-box').evaluate((area) => { area.scrollTop = 600; area.scrollLeft = 500; });
        const moved = await page.locator('.scroll-box').evaluate((area) => [area.scrollTop, area.scrollLeft]);
        assert.ok(moved[0] > 300 && moved[1] > 300, `it scrolls: ${moved}`);
        const after = { head: await box('thead th:last-child'), first: await box('tbody th.pin-cell'), corner: await box('thead th.pin-cell') };
        assert.equal(Math.round(after.head.y), Math.round(before.head.y), 'the head stays');
        assert.ok(after.head.x < before.head.x, 'the head moves sideways');
        assert.equal(Math.round(after.first.x), Math.round(before.first.x), 'the first column stays');
        assert.deepEqual(after.corner, before.corner, 'the corner stays');
        await clean(faults);
      }
    }
  }],

  ['the first load of the overview is under 100 kB', async ({ browser, demo, real }) => {
    for (const address of [demo.address, real?.sheet].filter(Boolean)) {
      const { page, context, faults } = await browser.window();
      const client = await context.newCDPSession(page);
      await client.send('Network.enable');
      let bytes = 0;
      client.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
      await enter(page, address);
      await page.waitForLoadState('networkidle');
      console.log(`        ${(bytes / 1000).toFixed(1)} kB for ${new URL(page.url()).pathname.split('/').slice(3).join('/')}`);
      assert.ok(bytes > 3_000 && bytes < 100_000, `${bytes} bytes`);
      await clean(faults);
    }
  }],
];
