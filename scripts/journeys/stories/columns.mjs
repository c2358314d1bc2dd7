// Journeys of forms that nobody knows.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NARROW, WIDE, accessibility, go } from '../browser.mjs';

const UNKNOWN = [
  'みずほの町のまとめ,,,,,',
  'なまえ,かかり,やったこと,できばえ,おかね,ひみつ',
  '見守り会議,福祉課,２回ひらいた。,よい,120,甲',
  '講座,健康課,１回ひらいた。,わるい,0,乙',
].join('\n');

/** What stands elsewhere than under its column, each column brought into the region that scrolls. */
const astray = (page) => page.locator('.column-table').evaluate((table) => {
  const region = table.closest('.scroll-box');
  const heads = [...table.tHead.rows[0].cells].slice(1);
  return heads.flatMap((head, at) => {
    const list = table.querySelector(`#role-${at}`);
    const sample = table.querySelector('.column-choices + tr').cells[at + 1];
    region.scrollLeft = 0;
    const pinned = table.querySelector('.column-choices > th').getBoundingClientRect().right;
    region.scrollLeft = head.getBoundingClientRect().left - pinned;
    const [own, column, cell, frame] = [list, head, sample, region].map((one) => one.getBoundingClientRect());
    const within = (outer) => own.left >= outer.left - 1 && own.right <= outer.right + 1;
    const above = own.bottom <= cell.top + 1;
    const good = within(column) && within(cell) && within(frame) && above && own.width > 100;
    return good ? [] : [`column ${at + 1}: ${own.left}–${own.right}, its heading ${column.left}–${column.right}`];
  });
});

export default [
  ['a form that nobody knows is explained by pressing its columns', async ({ browser, fresh, folder, pictures }) => {
    const product = await fresh();
    const file = join(folder, 'まとめ.csv');
    writeFileSync(file, UNKNOWN);
    const { page, faults } = await browser.window();
    await page.goto(product.address);
    await page.locator('#file').setInputFiles(file);
    await page.locator('#city').fill('みずほの町');
    await go(page, page.getByRole('button', { name: '読み込んで確認する' }));
    assert.match(await page.getByRole('alert').innerText(), /見出しの行が見つかりません/);
    for (const [name, size] of [['wide', WIDE], ['narrow', NARROW]]) {
      await page.setViewportSize(size);
      await page.screenshot({ path: join(pictures, `columns-${name}.png`), fullPage: true });
      assert.deepEqual(await accessibility(page), []);
      assert.deepEqual(await astray(page), [], `${name}: each list stands under its column`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: the page itself does not scroll sideways`);
    }
    await page.setViewportSize(WIDE);
    await page.getByRole('cell', { name: '２回ひらいた。' }).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'role-2');
    assert.ok(await page.locator('td.column-on').count() > 2, 'the column is marked');
    const roles = ['action', 'section', 'status', 'progress', 'field'];
    for (const [at, role] of roles.entries()) await page.locator(`#role-${at}`).selectOption(role);
    await page.locator('td', { has: page.locator('#role-3') }).locator('summary').click();
    await page.locator('#grades-3').fill('よい\nわるい');
    await page.locator('#name-4').fill('予算額（千円）');
    await page.screenshot({ path: join(pictures, 'columns-chosen.png'), fullPage: true });
    await go(page, page.getByRole('button', { name: 'この列の指定で読み直す' }));
    assert.match(await page.getByRole('alert').innerText(), /年度/);
    assert.equal(await page.locator('#role-3').inputValue(), 'progress', 'the choices stay');
    await page.locator('#year').fill('R5');
    await go(page, page.getByRole('button', { name: 'この列の指定で読み直す' }));
    assert.match(await page.locator('.lead').innerText(), /令和５年度のシートとして 2事業/);
    await go(page, page.getByRole('link', { name: '列を指定して読み直す' }));
    assert.equal(await page.locator('#name-4').inputValue(), '予算額（千円）');
    assert.deepEqual(await accessibility(page), []);
    assert.deepEqual(faults, []);
  }],
];
