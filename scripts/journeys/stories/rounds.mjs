// Journeys of a yearly round: the section writes, the chief approves, the secretariat accepts.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { accessibility, enter, go, NARROW, WIDE } from '../browser.mjs';

const CLERK = '健康推進課 担当者';
const CHIEF = '健康推進課 所属長';
const OFFICE = '事務局';

/** The page as it is: pictures at both widths, nothing sideways, nothing that axe-core finds. */
async function looks(page, pictures, name) {
  for (const [width, size] of [['wide', WIDE], ['narrow', NARROW]]) {
    await page.setViewportSize(size);
    await page.screenshot({ path: join(pictures, `round-${name}-${width}.png`), fullPage: true });
    assert.deepEqual(await accessibility(page), [], `${name}, ${width}`);
    assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), `${name}, ${width}: no sideways scrolling`);
  }
  await page.setViewportSize(WIDE);
}

/** Someone's window, where their work begins; `at` a row of the own section. */
async function seat({ browser }, product, who, at, options) {
  const window = await browser.window(options);
  await enter(window.page, product.address, who);
  if (at) await row(window.page, at);
  return window;
}

const row = (page, name) => go(page, page.getByRole('link', { name, exact: true }).first());
const crumb = (page) => go(page, page.locator('.crumb a').first());
const press = (page, name) => go(page, page.getByRole('button', { name, exact: true }));
const stage = (page) => page.locator('.page-head .stage').innerText();
const said = (page) => page.locator('.flash').innerText();
const state = (page, text) => page.locator('.save-state', { hasText: text }).waitFor();

/** Takes a step that asks for a reason. */
async function because(page, step, reason) {
  await page.locator('.reply-steps summary', { hasText: step }).click();
  await page.locator('.reply-steps details[open] textarea').fill(reason);
  const day = page.locator('.reply-steps details[open] input[type=date]');
  if (await day.count()) await day.fill('2099-03-31');
  await go(page, page.locator('.reply-steps details[open] button'));
}

/** The secretariat's board. */
async function board(world, product) {
  const window = await seat(world, product, OFFICE);
  await go(window.page, window.page.locator('.round-running a'));
  return window;
}

/** Answers every question of the form. */
async function answer(page, status) {
  await page.locator('#f-status').fill(status);
  await page.locator('#f-evaluation').fill('参加した人が増えた。');
  await page.getByLabel('ア　実施済').check();
  await page.locator('#f-achievement').fill('95');
  await page.locator('#f-next_plan').fill('来年度は4回行う。');
}

export default [
  ['a clerk lands on the own rows, writes, sees it saved, and goes on to the next', async (world) => {
    const product = await world.freshDemo();
    const { page, faults } = await seat(world, product, CLERK);
    assert.match(await page.locator('h1').innerText(), /健康推進課/);
    assert.match(await page.locator('.group-title').first().innerText(), /質問に答えるもの/);
    await looks(page, world.pictures, 'section');
    await row(page, 'いのちを支えるネットワーク会議');
    await page.locator('#f-status').fill('会議を3回開いた。');
    await page.locator('#f-evaluation').focus();
    await state(page, '保存しました');
    assert.equal(await stage(page), '記入中');
    await looks(page, world.pictures, 'form');
    await page.reload();
    assert.equal(await page.locator('#f-status').inputValue(), '会議を3回開いた。');
    await press(page, '保存して次へ');
    assert.match(await said(page), /前の事業を保存しました/);
    assert.equal(await page.locator('h1').innerText(), '薬局と連携したつなぎの仕組み');
    assert.deepEqual(faults, []);
  }],

  ['a form without an answer is not handed in, a whole one is, and can be taken back', async (world) => {
    const product = await world.freshDemo();
    const { page, faults } = await seat(world, product, CLERK, 'こころの相談');
    await press(page, '提出する');
    assert.match(await page.getByRole('alert').innerText(), /まだ何も記入されていません/);
    await answer(page, '相談を48回行った。');
    await press(page, '提出する');
    assert.match(await said(page), /提出しました.*次：/s);
    await row(page, 'こころの相談');
    assert.match(await page.locator('.notice').innerText(), /書き換えられません/);
    await looks(page, world.pictures, 'submitted');
    await press(page, '提出を取り下げる');
    assert.equal(await stage(page), '記入中');
    await crumb(page);
    await press(page, '記入が揃ったものをまとめて提出（1件）');
    assert.match(await said(page), /1件を提出しました/);
    assert.deepEqual(faults, []);
  }],

  ['a lost connection keeps the text, says so, warns on leaving, and saves when it is back', async (world) => {
    const { page, context } = await seat(world, await world.freshDemo(), CLERK, 'こころの健康講演会');
    await context.setOffline(true);
    await page.locator('#f-status').fill('講演会を開いた。');
    await page.locator('#f-evaluation').focus();
    await state(page, 'つながらないため');
    const warned = page.waitForEvent('dialog');
    const leaving = page.close({ runBeforeUnload: true });
    const dialog = await warned;
    assert.equal(dialog.type(), 'beforeunload');
    await dialog.dismiss();
    await leaving;
    assert.equal(await page.locator('#f-status').inputValue(), '講演会を開いた。');
    await context.setOffline(false);
    await state(page, '保存しました');
    await page.reload();
    assert.equal(await page.locator('#f-status').inputValue(), '講演会を開いた。');
  }],

  ['two in one field both see both versions, and the later one chooses', async (world) => {
    const product = await world.freshDemo();
    const one = await seat(world, product, CLERK, '自殺未遂者への支援');
    const two = await seat(world, product, CHIEF, '自殺未遂者への支援');
    await one.page.locator('#f-status').fill('先に書いた文。');
    await one.page.locator('#f-evaluation').focus();
    await state(one.page, '保存しました');
    await two.page.locator('#f-status').fill('後から書いた文。');
    await two.page.locator('#f-evaluation').focus();
    const clash = two.page.locator('.question-clash');
    await clash.waitFor();
    assert.match(await clash.innerText(), /どちらも残っています[\s\S]*先に書いた文。[\s\S]*担当者/);
    assert.equal(await two.page.locator('#f-status').inputValue(), '後から書いた文。');
    await looks(two.page, world.pictures, 'clash');
    await clash.getByRole('button', { name: '自分の文で保存する' }).click();
    await state(two.page, '保存しました');
    await one.page.locator('#f-status').fill('もう一度書いた文。');
    await one.page.locator('#f-evaluation').focus();
    await one.page.getByRole('button', { name: 'この文にする' }).click();
    await state(one.page, '保存しました');
    await one.page.reload();
    assert.equal(await one.page.locator('#f-status').inputValue(), '後から書いた文。');
    assert.deepEqual([...one.faults, ...two.faults], []);
  }],

  ['the same as last year needs a reason; not applicable and too early are answers', async (world) => {
    const { page, faults } = await seat(world, await world.freshDemo(), CLERK, 'セルフチェック「こころの空もよう」');
    const box = (key) => page.locator(`[data-key=${key}]`);
    await box('evaluation').locator('summary').click();
    await box('evaluation').getByLabel('前年度と同じ').check();
    await state(page, '理由を書くと保存します');
    await box('evaluation').getByLabel('同じでよい理由').fill('続けて見守る時期のため。');
    await state(page, '保存しました');
    await box('achievement').getByLabel('まだ分からない').check();
    await box('next_plan').locator('summary').click();
    await box('next_plan').getByLabel('対象外').check();
    await state(page, '保存しました');
    await looks(page, world.pictures, 'choices');
    await page.reload();
    assert.ok(await box('evaluation').getByLabel('前年度と同じ').isChecked());
    assert.ok(await box('achievement').getByLabel('まだ分からない').isChecked());
    assert.ok(await box('next_plan').getByLabel('対象外').isChecked());
    await box('next_plan').getByLabel('文章で答える').check();
    assert.equal(await page.locator('#f-next_plan').inputValue(), '');
    assert.deepEqual(faults, []);
  }],

  ['without JavaScript the same form saves, asks for the reason, and hands in', async (world) => {
    const { page } = await seat(world, await world.freshDemo(), '学校教育課 担当者', 'ＳＯＳの出し方に関する授業', { javaScriptEnabled: false });
    assert.match(await page.locator('.planned-card').innerText(), /健康推進課と一緒に担当/);
    await page.locator('[data-key=status] summary').click();
    await page.locator('[data-key=status]').getByLabel('前年度と同じ').check();
    await press(page, '保存して次へ');
    assert.match(await page.locator('[data-key=status] [role=alert]').innerText(), /理由を書いてください/);
    await page.locator('[data-key=status]').getByLabel('文章で答える').check();
    await answer(page, '全校で授業を行った。');
    await press(page, '提出する');
    assert.match(await said(page), /提出しました/);
  }],

  ['a chief sees what waits and what changed, approves, and sends back with a reason', async (world) => {
    const product = await world.freshDemo();
    const clerk = await seat(world, product, CLERK, 'こころの相談');
    await answer(clerk.page, '相談を48回行った。');
    await press(clerk.page, '提出する');
    const { page, faults } = await seat(world, product, CHIEF);
    assert.match(await page.locator('main').innerText(), /承認を待つもの/);
    await looks(page, world.pictures, 'chief');
    await row(page, 'こころの相談');
    await page.locator('.diff-fold summary').first().click();
    assert.ok(await page.locator('.diff-fold ins').count() > 0);
    await because(page, '差し戻す', '人数も書いてください。');
    assert.equal(await stage(page), '差戻し');
    await go(clerk.page, clerk.page.getByRole('link', { name: 'こころの相談', exact: true }));
    assert.match(await clerk.page.locator('.notice-warn').innerText(), /人数も書いてください/);
    await clerk.page.locator('#f-status').fill('相談を48回行い、延べ61人が利用した。');
    await press(clerk.page, '提出する');
    await page.reload();
    await press(page, '承認する');
    assert.equal(await stage(page), '所属長承認');
    assert.match(await said(page), /次：/);
    await looks(page, world.pictures, 'approved');
    assert.deepEqual(faults, []);
  }],

  ['the secretariat asks about a cell, the section answers, and the question is closed', async (world) => {
    const product = await world.freshDemo();
    const { page, faults } = await board(world, product);
    await row(page, '健康推進課');
    await row(page, '相談先案内カードの作成と配布');
    await page.getByText('この課に質問する').click();
    await page.locator('#ask-field').selectOption('status');
    await page.locator('#ask-text').fill('駅はいくつですか。');
    await press(page, '質問を送る');
    assert.match(await page.locator('.talk').innerText(), /答えを待っています/);
    await looks(page, world.pictures, 'asked');
    const clerk = await seat(world, product, CLERK, '相談先案内カードの作成と配布');
    await clerk.page.getByLabel('答え', { exact: true }).fill('3つです。');
    await press(clerk.page, '答える');
    assert.match(await said(clerk.page), /質問に答えました/);
    await page.reload();
    assert.match(await page.locator('.talk').innerText(), /3つです。/);
    assert.doesNotMatch(await page.locator('.talk').innerText(), /待っています/);
    assert.deepEqual([...faults, ...clerk.faults], []);
  }],

  ['the secretariat accepts in bulk, closes, gives leave to one section, and opens one reply again', async (world) => {
    const product = await world.freshDemo();
    const { page, faults } = await board(world, product);
    await looks(page, world.pictures, 'board');
    await press(page, '指摘のないものをまとめて受理');
    assert.match(await said(page), /\d件を受理しました/);
    await row(page, 'こども家庭課');
    assert.match(await page.locator('main').innerText(), /受理を待つもの[\s\S]*確かめたいこと 1件/, 'the copy of last year stays');
    await crumb(page);
    await page.getByText('締め切る', { exact: true }).first().click();
    await press(page, '締め切る');
    assert.match(await said(page), /締め切りました/);
    await page.getByText('1つの課だけ期限を延ばす').click();
    await page.locator('#x-section').selectOption({ label: '健康推進課' });
    await page.locator('#x-until').fill('2099-03-31');
    await page.locator('#x-why').fill('担当の交代のため');
    await press(page, '延ばす');
    await looks(page, world.pictures, 'closed');
    const clerk = await seat(world, product, CLERK);
    await row(clerk.page, 'こころの相談');
    assert.equal(await clerk.page.getByRole('button', { name: '提出する' }).count(), 1);
    const other = await seat(world, product, '学校教育課 担当者');
    assert.match(await other.page.locator('.notice').innerText(), /締め切られたので/);
    await row(page, '納税課');
    await row(page, '納税相談');
    assert.equal(await stage(page), '確定');
    await because(page, '確定を解いて差し戻す', '件数の訂正のため');
    assert.equal(await stage(page), '差戻し');
    assert.deepEqual(faults, []);
  }],

  ['a council member reads editions and nothing that moves', async (world) => {
    const { page, faults } = await seat(world, world.demo, '協議会委員');
    assert.equal(await page.locator('h1').innerText(), '版・公表');
    const tabs = await page.locator('nav.site-tabs a').allInnerTexts();
    assert.deepEqual(tabs, ['版・公表', '協議会']);
    await looks(page, world.pictures, 'council');
    assert.deepEqual(faults, []);
  }],
];
