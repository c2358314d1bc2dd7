// Journeys of forms that cannot be done: gaps, an ended session, what was forgotten.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { accessibility, enter, go, NARROW, WIDE } from '../browser.mjs';

const CLERK = '健康推進課 担当者';
const CHIEF = '健康推進課 所属長';
const OFFICE = '事務局';

async function looks(page, pictures, name) {
  for (const [width, size] of [['wide', WIDE], ['narrow', NARROW]]) {
    await page.setViewportSize(size);
    await page.screenshot({ path: join(pictures, `form-${name}-${width}.png`), fullPage: true });
    assert.deepEqual(await accessibility(page), [], `${name}, ${width}`);
    assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), `${name}, ${width}: no sideways scrolling`);
  }
  await page.setViewportSize(WIDE);
}

async function seat({ browser }, product, who, at, options) {
  const window = await browser.window(options);
  await enter(window.page, product.address, who);
  if (at) await row(window.page, at);
  return window;
}

const row = (page, name) => go(page, page.getByRole('link', { name, exact: true }).first());
const press = (page, name) => go(page, page.getByRole('button', { name, exact: true }));
const said = (page) => page.locator('.flash').innerText();
const state = (page, text) => page.locator('.save-state', { hasText: text }).waitFor();
const status = (page) => page.locator('#f-status').inputValue();

/** Signs in again from the page that says the session has ended. */
async function again(page) {
  assert.match(await page.locator('h1').innerText(), /サインインの有効時間が切れました/);
  await press(page, 'サインインして続ける');
  await press(page, CLERK);
}

export default [
  ['a form with gaps is not handed in, empty on purpose is, and chief and secretariat read why', async (world) => {
    const product = await world.freshDemo();
    const { page, faults } = await seat(world, product, CLERK, 'こころの相談');
    await page.locator('#f-status').fill('相談を48回行った。');
    await press(page, '提出する');
    const note = page.locator('.gap-note');
    assert.match(await note.innerText(), /必須の4項目が空です/);
    await looks(page, world.pictures, 'gaps');
    await note.getByRole('link', { name: '記入に戻る' }).click();
    assert.ok(await page.locator('#q-evaluation').evaluate((box) => box.getBoundingClientRect().top < innerHeight));
    await note.getByText('空のまま提出する').first().click();
    await press(page, '空のまま提出する');
    assert.match(await note.innerText(), /理由を書いてください/);
    await page.getByLabel('空のまま提出する理由').fill('集計が6月に終わるため。');
    await looks(page, world.pictures, 'gaps-reason');
    await press(page, '空のまま提出する');
    assert.match(await said(page), /提出しました/);
    const chief = await seat(world, product, CHIEF, 'こころの相談');
    assert.match(await chief.page.locator('.reply-steps').innerText(), /未記入4[\s\S]*集計が6月に終わるため[\s\S]*承認する/);
    await looks(chief.page, world.pictures, 'gaps-chief');
    await press(chief.page, '承認する');
    const office = await seat(world, product, OFFICE);
    await go(office.page, office.page.locator('.round-running a'));
    await press(office.page, '指摘のないものをまとめて受理');
    assert.match(await said(office.page), /\d件を受理しました。1件は未記入があるため残しました。/);
    await row(office.page, '健康推進課');
    await row(office.page, 'こころの相談');
    assert.match(await office.page.locator('.reply-steps').innerText(), /未記入4[\s\S]*集計が6月に終わるため[\s\S]*受理する/);
    assert.deepEqual([...faults, ...chief.faults, ...office.faults], []);
  }],

  ['a session that ends while someone writes loses nothing: by the save, by the button, with and without script', async (world) => {
    const product = await world.freshDemo();
    const { page, context, faults } = await seat(world, product, CLERK, 'こころの相談');
    await context.clearCookies();
    await page.locator('#f-status').fill('一つめの文。');
    await page.locator('#f-evaluation').focus();
    await state(page, 'サインインの有効時間が切れました');
    await looks(page, world.pictures, 'ended-saving');
    await go(page, page.locator('.save-state a'));
    await press(page, CLERK);
    assert.equal(await status(page), '一つめの文。');
    await state(page, 'まだ保存していません');
    await page.locator('#f-status').focus();
    await page.locator('#f-evaluation').focus();
    await state(page, '保存しました');
    await page.reload();
    assert.equal(await status(page), '一つめの文。');
    assert.equal(await page.locator('.save-state').innerText(), '', 'nothing waits any more');

    await context.clearCookies();
    await page.locator('#f-status').fill('二つめの文。');
    await press(page, '保存して次へ');
    await looks(page, world.pictures, 'ended');
    await again(page);
    assert.equal(await status(page), '二つめの文。');
    await looks(page, world.pictures, 'ended-back');
    await press(page, '保存して次へ');
    assert.match(await said(page), /前の事業を保存しました/);
    await page.goBack();
    await page.reload();
    assert.equal(await status(page), '二つめの文。');

    const plain = await seat(world, product, CLERK, 'こころの健康講演会', { javaScriptEnabled: false });
    await plain.page.locator('#f-status').fill('三つめの文。');
    await plain.context.clearCookies();
    await press(plain.page, '提出する');
    await again(plain.page);
    assert.match(await plain.page.locator('.form-note').innerText(), /まだ保存していません/);
    assert.equal(await status(plain.page), '三つめの文。');
    await press(plain.page, '保存して次へ');
    assert.match(await said(plain.page), /前の事業を保存しました/);
    assert.deepEqual(faults, []);
  }],

  ['what is wrong with a form is told at the form, on its page, and what was typed stays', async (world) => {
    const product = await world.freshDemo();
    const { page, faults } = await seat(world, product, OFFICE);
    await go(page, page.getByRole('link', { name: '点検', exact: true }));
    const finding = page.locator('.finding-answer').nth(2);
    await finding.locator('summary').click();
    await go(page, finding.getByRole('button', { name: 'このままでよい' }));
    const note = page.locator('#form-note');
    assert.match(await note.innerText(), /理由/);
    assert.ok(await note.evaluate((own) => {
      const { top, bottom } = own.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight && document.activeElement === own;
    }), 'it is seen at once');
    await looks(page, world.pictures, 'finding');
    await page.locator('.finding-answer[open] input[name=reason]').fill('確かめた。');
    await go(page, page.locator('.finding-answer[open]').getByRole('button', { name: 'このままでよい' }));
    assert.equal(await page.locator('#form-note').count(), 0);

    await enter(page, product.address);
    await go(page, page.locator('.round-running a'));
    await page.getByText('1つの課だけ期限を延ばす').click();
    await page.locator('#x-section').selectOption({ label: '健康推進課' });
    await page.locator('#x-until').fill('2020-01-01');
    await page.locator('#x-why').fill('担当の交代のため');
    await press(page, '延ばす');
    assert.ok(await note.isVisible());
    assert.equal(await page.locator('#x-why').inputValue(), '担当の交代のため');
    await looks(page, world.pictures, 'leave');
    assert.deepEqual(faults, []);
  }],
];
