// Journeys of files.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NARROW, WIDE, accessibility, enter, go } from '../browser.mjs';
import { root } from '../product.mjs';

const demo = (name) => join(root, 'demo', name);

/** Chooses a file and sends it. */
async function give(page, file, fields = {}) {
  await page.locator('#file').setInputFiles(file);
  for (const [id, text] of Object.entries(fields)) await page.locator(`#${id}`).fill(text);
  await go(page, page.getByRole('button', { name: '読み込んで確認する' }));
}

/** The demo's last sheet as UTF-8 text, taken from the product itself. */
async function aozora(context, address) {
  const home = await context.request.get(address);
  const plan = /\/plans\/[^/"]+/.exec(await home.text())[0];
  const file = await context.request.get(`${address}${plan}/years/R7/files/sheet.csv`);
  return file.text();
}

export default [
  ['a newcomer gives the first file, looks at the doubts, books it and sees the sheet', async ({ browser, fresh }) => {
    const product = await fresh();
    const { page, faults } = await browser.window();
    await enter(page, product.address);
    await give(page, demo('aozora-r5.xlsx'), { city: 'あおぞら市' });
    assert.match(await page.locator('h1').innerText(), /取込の確認/);
    assert.match(await page.locator('.lead').innerText(), /令和５年度のシートとして 50事業・6施策/);
    const doubts = page.locator('.reading-questions > li');
    assert.ok(await doubts.count() >= 2, 'the notes below the table are doubts');
    await page.locator('details.reading-row').first().click();
    await go(page, page.getByRole('button', { name: '令和５年度のシートとして登録する' }));
    assert.match(await page.locator('h1').innerText(), /令和５年度 概要/);
    await go(page, page.getByRole('link', { name: '一覧', exact: true }));
    assert.equal(await page.locator('tbody th[scope=row]').count(), 50);
    assert.deepEqual(faults, []);
  }],

  ['what was inferred is confirmed once, and the next year asks nothing', async ({ browser, fresh, folder, pictures }) => {
    const product = await fresh();
    const { page, faults } = await browser.window();
    const sheet = (last, year) => {
      const file = join(folder, `${year}.csv`);
      writeFileSync(file, [
        `事業名,担当課,${last}実績,達成度,${year}実績,取組状況`,
        '見守り会議,福祉課,１回,80,２回,A',
        '講座,健康課,３回,70,４回,B',
      ].join('\n'));
      return file;
    };
    await enter(page, product.address);
    await give(page, sheet('R4', 'R5'), { city: 'みずほの町' });
    assert.match(await page.locator('h1').innerText(), /この表をこう読みました/);
    assert.match(await page.locator('.lead').innerText(), /確かめたいことが3件/);
    for (const [name, size] of [['wide', WIDE], ['narrow', NARROW]]) {
      await page.setViewportSize(size);
      await page.screenshot({ path: join(pictures, `reading-${name}.png`), fullPage: true });
      assert.deepEqual(await accessibility(page), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: the page itself does not scroll sideways`);
    }
    await page.setViewportSize(WIDE);
    await page.getByLabel('Aは何か').selectOption('done');
    await page.getByLabel('Bは何か').selectOption('not_done');
    await go(page, page.getByRole('button', { name: 'この読み方で進む' }));
    assert.match(await page.locator('h1').innerText(), /取込の確認/);
    await go(page, page.getByRole('button', { name: '令和５年度のシートとして登録する' }));
    assert.match(await page.locator('main').innerText(), /実施済/);
    await go(page, page.getByRole('link', { name: '取込', exact: true }));
    await give(page, sheet('R5', 'R6'));
    assert.match(await page.locator('h1').innerText(), /取込の確認/);
    assert.deepEqual(faults, []);
  }],

  ['the real sheet is imported through the page with every row and no character lost', async ({ browser, real }) => {
    if (!real) return 'shared/samples is absent';
    const { page, faults } = await browser.window();
    await page.goto(real.product.address);
    await give(page, real.file, { year: '令和３年度' });
    assert.match(await page.locator('.lead').innerText(), /90事業/);
    assert.match(await page.locator('.tiles').innerText(), /未配置\s*0\s*字（漏れなし）/);
    const doubt = page.locator('.reading-questions > li').first();
    if (await doubt.count()) assert.ok(await doubt.locator('.source-lines li').count() > 0, 'a doubt shows its lines');
    real.review = page.url();
    await go(page, page.getByRole('button', { name: '令和３年度のシートとして登録する' }));
    assert.match(await page.locator('h1').innerText(), /令和３年度 概要/);
    real.overview = page.url();
    await go(page, page.getByRole('link', { name: '一覧', exact: true }));
    assert.equal(await page.locator('tbody th[scope=row]').count(), 90);
    real.sheet = page.url();
    await go(page, page.getByRole('link', { name: /の出典$/ }).nth(40));
    assert.ok(await page.locator('.source-lines mark').count() > 3, 'cells stand beside their lines');
    assert.deepEqual(faults, []);
    return undefined;
  }],

  ['a corrected file shows its differences before it is booked, and the decision is asked for', async ({ browser, freshDemo, folder }) => {
    const product = await freshDemo();
    const { page, context, faults } = await browser.window();
    const file = join(folder, '訂正.csv');
    await enter(page, product.address);
    writeFileSync(file, (await aozora(context, product.address)).replace('353件', '335件'));
    await enter(page, product.address);
    await go(page, page.getByRole('link', { name: '取込', exact: true }));
    await give(page, file);
    const card = page.locator('section.card', { hasText: '登録済みの令和７年度シートとの違い' });
    assert.match(await card.innerText(), /1か所[\s\S]*353件[\s\S]*335件/);
    await page.getByRole('button', { name: /登録する$/ }).click();
    assert.match(page.url(), /\/imports\//, 'the browser asks for the decision first');
    await page.getByLabel(/置き換えます/).check();
    await go(page, page.getByRole('button', { name: /として登録する$/ }));
    await page.waitForURL(/\/years\/R7$/);
    await page.locator('#find').fill('335件');
    await go(page, page.locator('.site-search button'));
    assert.ok(await page.locator('mark', { hasText: '335件' }).count() > 0);
    assert.deepEqual(faults, []);
  }],

  ['a wrong file shows its sentence and leaves everything as it was', async ({ browser, freshDemo, folder }) => {
    const product = await freshDemo();
    const { page, faults } = await browser.window();
    await enter(page, product.address);
    await go(page, page.getByRole('link', { name: '取込', exact: true }));
    const before = await page.locator('.table-list').innerText();
    const files = [
      ['写真.xlsx', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]), /画像ファイル/],
      ['空.csv', Buffer.alloc(0), /空です/],
      ['別.csv', Buffer.from('品名,数量\r\nりんご,2\r\n'), /見出しの行が見つかりません|列の順序/],
    ];
    for (const [name, bytes, sentence] of files) {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      await give(page, path);
      assert.match(await page.getByRole('alert').innerText(), sentence, name);
      assert.equal(await page.locator('.table-list').innerText(), before, name);
    }
    await give(page, demo('aozora-r6.xlsx'), { year: 'R5' });
    assert.match(await page.getByRole('alert').innerText(), /指定された年度は令和５年度/);
    assert.deepEqual(faults, []);
  }],

  ['the same file is recognised, and an import can be put aside', async ({ browser, freshDemo, folder }) => {
    const product = await freshDemo();
    const { page, context, faults } = await browser.window();
    await enter(page, product.address);
    await go(page, page.getByRole('link', { name: '取込', exact: true }));
    await give(page, demo('aozora-r7.pdf'));
    assert.match(await page.locator('.lead').innerText(), /登録済み/);
    const file = join(folder, '取りやめ.csv');
    writeFileSync(file, (await aozora(context, product.address)).replace('353件', '300件'));
    await go(page, page.getByRole('link', { name: '取込', exact: true }));
    await give(page, file);
    await enter(page, product.address);
    assert.match(await page.locator('.notice:not(.round-running)').innerText(), /確認待ちの取込[\s\S]*取りやめ\.csv/);
    await go(page, page.getByRole('link', { name: /取りやめ\.csv/ }));
    await go(page, page.getByRole('button', { name: '登録せずに取りやめる' }));
    assert.match(await page.locator('.table-list').innerText(), /取りやめ\.csv/);
    await enter(page, product.address);
    assert.equal(await page.locator('.notice:not(.round-running)').count(), 0);
    assert.deepEqual(faults, []);
  }],
];
