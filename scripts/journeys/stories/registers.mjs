// Journeys through the registers of the work.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessibility, enter, go, NARROW } from '../browser.mjs';

const CLERK = '健康推進課 担当者';

/** Opens a page of the head's tabs. */
const tab = (page, name) => go(page, page.getByRole('navigation', { name: '主なページ' }).getByRole('link', { name, exact: true }));

/** The card of a register on its section's page. */
const card = (page, name) => page.locator('section.card').filter({ has: page.getByRole('heading', { level: 2, name }) });

export default [
  ['a clerk enters a course at the width of a phone, and its sentence is exchanged in the reply once the course is corrected', async ({ browser, freshDemo }) => {
    const { page, faults } = await browser.window({ viewport: NARROW, bypassCSP: true });
    await enter(page, (await freshDemo()).address, CLERK);
    await tab(page, '台帳');
    const form = card(page, /^ゲートキーパー養成講座/).locator('form').first();
    await form.getByLabel(/^日付/).fill('2026-11-20');
    // A list of a form that writes sends nothing by itself
    await form.getByLabel('形式').selectOption({ label: '対面' });
    await page.waitForTimeout(300);
    assert.equal(await form.getByLabel('形式').inputValue(), 'in_person');
    await form.getByLabel('場所').fill('市民会館');
    await form.getByLabel('参加者（市民）').fill('27人');
    await go(page, form.getByRole('button', { name: '記録する' }));
    assert.match(await page.locator('main').innerText(), /記録しました[\s\S]*2026年11月20日（金）[\s\S]*市民 27人/);
    assert.deepEqual(await accessibility(page), []);
    const record = page.getByRole('link', { name: '2026年11月20日（金）の記録を開く' });
    const here = await record.getAttribute('href');

    await tab(page, '担当分');
    await go(page, page.getByRole('link', { name: '市民向けゲートキーパー養成講座' }).first());
    const status = page.locator('#f-status');
    await status.fill('講座を開いた。');
    await go(page, page.locator('button[name=adopt]').first());
    const first = await status.inputValue();
    assert.match(first, /^講座を開いた。\n.*２７人.*合計１０１人$/);
    assert.deepEqual(await accessibility(page), []);
    const reply = page.url();

    await page.goto(new URL(here, reply).href);
    await page.getByLabel('参加者（市民）').fill('26');
    await page.getByLabel(/^訂正の理由/).fill('数え間違い');
    await go(page, page.getByRole('button', { name: '訂正する' }));
    await page.goto(reply);
    assert.equal(await status.inputValue(), first);
    await go(page, page.getByRole('button', { name: '前に入れた文と入れ替える' }));
    assert.equal(await status.inputValue(), first.replace('２７人', '２６人').replace('１０１人', '１００人'));
    assert.deepEqual(faults, []);
  }],

  ['a ledger in a city\'s own words is taken once, with its columns chosen by a person', async ({ browser, freshDemo, folder }) => {
    const { page, faults } = await browser.window({ bypassCSP: true });
    await enter(page, (await freshDemo()).address, CLERK);
    await tab(page, '台帳');
    const lines = Array.from({ length: 30 }, (_, at) => `${at % 7 + 4}月${at % 28 + 1}日,第${at % 3 + 1}会議室,${at + 5}名,担当`);
    const file = join(folder, '研修台帳.csv');
    writeFileSync(file, ['令和8年度　研修台帳,,,', '実施年月日,ところ,受講者数,講師', ...lines, '合計,,585名,'].join('\n'));
    const give = async () => {
      await card(page, /^職員研修/).getByText('表から取り込む').click();
      const form = card(page, /^職員研修/).locator('form.upload-form');
      await form.locator('input[type=file]').setInputFiles(file);
      await go(page, form.getByRole('button', { name: '読み込む' }));
    };
    await give();
    assert.match(await page.locator('h1').innerText(), /この表をこう読みました/);
    assert.deepEqual(await accessibility(page), []);
    await page.getByLabel('「ところ」の列は').selectOption({ label: '場所' });
    await go(page, page.getByRole('button', { name: '30件を取り込む' }));
    assert.match(await page.locator('main').innerText(), /30件を取り込みました[\s\S]*第2会議室/);
    await give();
    assert.match(await page.locator('main').innerText(), /新しい記録はありません/);
    assert.deepEqual(faults, []);
  }],

  ['the secretariat makes a register of its own, and its number becomes an indicator', async ({ browser, freshDemo }) => {
    const { page, faults } = await browser.window({ bypassCSP: true });
    const { address } = await freshDemo();
    await enter(page, address);
    await tab(page, '台帳');
    await go(page, page.getByRole('link', { name: '台帳の設定' }));
    await go(page, page.getByRole('link', { name: '開催', exact: true }));
    await page.getByLabel(/^台帳の名前/).fill('出前授業');
    await page.getByRole('checkbox', { name: /ＳＯＳの出し方に関する授業.*健康推進課/ }).check();
    await page.getByLabel(/^区分/).fill('小学校\n中学校');
    await page.getByLabel('シートに書く文').fill('出前授業を{実施回数}回行い、{参加者数}人が受けた。');
    assert.deepEqual(await accessibility(page), []);
    await go(page, page.getByRole('button', { name: '台帳を加える' }));
    assert.match(await page.locator('main').innerText(), /台帳を保存しました/);

    await page.context().clearCookies();
    await enter(page, address, CLERK);
    await tab(page, '台帳');
    const form = card(page, /^出前授業/).locator('form').first();
    await form.getByLabel(/^日付/).fill('2026-09-10');
    await form.getByLabel('区分').selectOption({ label: '小学校' });
    await form.getByLabel('参加者').fill('62');
    await go(page, form.getByRole('button', { name: '記録する' }));
    await tab(page, '担当分');
    await go(page, page.getByRole('link', { name: 'ＳＯＳの出し方に関する授業' }).first());
    assert.match(await page.locator('.offer-box').first().innerText(), /出前授業を.回行い、[６6][２2]人が受けた。/);

    await page.context().clearCookies();
    await enter(page, address);
    await tab(page, '指標');
    await go(page, page.getByRole('link', { name: /文の数字から選ぶ/ }));
    await go(page, page.getByRole('link', { name: /1年度だけのものも見る/ }));
    const action = page.locator('tbody').filter({ hasText: 'ＳＯＳの出し方に関する授業' });
    await action.getByRole('checkbox', { name: /参加者数（人）　台帳/ }).check();
    await go(page, page.getByRole('button', { name: '選んだ数字を指標にする' }));
    await go(page, page.getByRole('link', { name: '参加者数（人）' }).first());
    assert.match(await page.locator('main').innerText(), /出前授業 62（記録1件）/);
    assert.deepEqual(faults, []);
  }],
];
