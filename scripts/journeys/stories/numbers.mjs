// Journeys of numbers: what sentences count becomes an indicator, outcomes come from a list.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { enter, go } from '../browser.mjs';

const press = (page, name) => go(page, page.getByRole('button', { name, exact: true }));

export default [
  ['the secretariat makes numbers of sentences indicators, corrects one, and finds it on the sheet and the action', async ({ browser, freshDemo }) => {
    const product = await freshDemo();
    const { page, faults } = await browser.window();
    await enter(page, product.address);
    await go(page, page.getByRole('link', { name: '指標', exact: true }));
    const before = await page.locator('.table-numbers tbody tr').count();
    await go(page, page.getByRole('link', { name: /文の数字から選ぶ/ }));
    for (const box of (await page.locator('input[name=take]').all()).slice(0, 2)) await box.check();
    await press(page, '選んだ数字を指標にする');
    assert.match(await page.getByRole('status').innerText(), /2件を指標にしました/);
    assert.equal(await page.locator('.table-numbers').first().locator('tbody tr').count(), before + 2);
    const line = page.locator('.table-numbers tbody tr').first();
    const action = await line.locator('th a').getAttribute('href');
    await go(page, line.locator('td a').first());
    const name = await page.locator('h1').innerText();
    assert.ok(await page.locator('.quote-cell mark').count() > 0, 'the words stand beside the figure');
    const row = page.locator('.table-figures tbody tr', { hasText: '実績' }).first();
    await row.getByText('直す').click();
    await row.getByRole('textbox').fill('1,234');
    await go(page, row.getByRole('button', { name: 'この値にする' }));
    assert.match(await page.locator('.table-figures').innerText(), /1,234\s*手入力/);
    await page.goto(new URL(action, product.address).href);
    assert.ok((await page.locator('#indicators .card-charts').innerText()).includes(name));
    await page.locator('#indicators summary').click();
    await go(page, page.locator('#indicators').getByRole('button', { name: '指標にする' }).first());
    assert.match(page.url(), /#indicators$/);
    await go(page, page.getByRole('link', { name: '一覧', exact: true }));
    assert.ok(await page.locator('.spark-link svg').count() > 2, 'small charts on the sheet');
    assert.deepEqual(faults, []);
  }],

  ['outcomes are read from a list, and one that is none says what to do', async ({ browser, freshDemo, folder }) => {
    const { page, faults } = await browser.window();
    await enter(page, (await freshDemo()).address);
    await go(page, page.getByRole('link', { name: '指標', exact: true }));
    const send = async (name, text) => {
      const file = join(folder, name);
      writeFileSync(file, text);
      if (!await page.locator('#file').isVisible()) await page.getByText('成果指標をCSVから読み込む').click();
      await page.locator('#file').setInputFiles(file);
      await press(page, '読み込む');
    };
    await send('成果.csv', '指標,単位,R6,R7\n自殺者数,人,21,19\n');
    assert.match(await page.getByRole('status').innerText(), /1件の指標のうち、値を2か所変えました/);
    assert.match(await page.locator('.card-charts').innerText(), /自殺者数（人）/);
    await send('違う.csv', '品名,価格\n紙,100\n');
    assert.equal(await page.locator('h1').innerText(), '指標');
    assert.match(await page.getByRole('alert').innerText(), /指標/);
    assert.deepEqual(faults, []);
  }],

  ['the secretariat switches a rule off and draws a line elsewhere, and the board counts anew', async ({ browser, freshDemo }) => {
    const { page, faults } = await browser.window();
    await enter(page, (await freshDemo()).address);
    await go(page, page.locator('.round-running a'));
    const counted = async () => (await page.locator('td[data-label=指摘]').allInnerTexts()).reduce((sum, text) => sum + Number(text), 0);
    const before = await counted();
    assert.ok(before > 3, String(before));
    const board = page.url();
    await go(page, page.locator('td[data-label=指摘] a').first());
    assert.ok(await page.locator('.finding-list > li').count() > 0);
    await go(page, page.getByRole('link', { name: '設定', exact: true }));
    await page.locator('details.card').evaluateAll((all) => { for (const one of all) one.open = true; });
    for (const select of await page.locator('.rule-row select').all()) await select.selectOption('off');
    await press(page, '設定を保存する');
    assert.match(await page.getByRole('status').innerText(), /か所を変えました/);
    await page.goto(board);
    assert.equal(await counted(), 0, 'nothing is asked any more');
    assert.deepEqual(faults, []);
  }],

  ['the secretariat tells drafts by their marks on sheet, overview and numbers, and looks at what was accepted only', async ({ browser, freshDemo, pictures }) => {
    const { page, faults } = await browser.window();
    await enter(page, (await freshDemo()).address);
    await go(page, page.locator('nav.year-nav a').first());
    assert.match(await page.locator('.tiles').innerText(), /うち受理前\d+件/);
    assert.match(await page.locator('.card-charts').innerText(), /受理前：/);
    for (const name of ['一覧', '指標', '概要']) {
      await go(page, page.getByRole('link', { name, exact: true }).first());
      const chips = page.locator('.chip-unaccepted');
      assert.ok(await chips.count() > 0, `${name} marks drafts`);
      assert.equal(await page.locator('.is-unaccepted').first().evaluate((one) => getComputedStyle(one).fontStyle), 'italic');
      await page.screenshot({ path: `${pictures}/accepted-${name}.png`, fullPage: false });
      await go(page, page.getByRole('link', { name: '受理したものだけ', exact: true }));
      assert.equal(await chips.count(), 0, `${name} without drafts`);
      await go(page, page.getByRole('link', { name: '受理前のものも表示する', exact: true }));
      assert.ok(await chips.count() > 0);
    }
    assert.deepEqual(faults, []);
  }],
];
