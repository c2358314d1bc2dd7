// Journeys through editions and the council: what is frozen, asked, answered and put right.
import assert from 'node:assert/strict';
import { accessibility, enter, go, NARROW } from '../browser.mjs';

const tab = (page, name) => go(page, page.getByRole('navigation', { name: '主なページ' }).getByRole('link', { name, exact: true }));

/** The demo makes its editions while its pages are open already. */
export async function editions(page) {
  for (let i = 0; i < 60; i += 1) {
    await tab(page, '版・公表');
    if (await page.getByRole('link', { name: '協議会用第1版' }).count()) return;
    await page.waitForTimeout(1000);
  }
  assert.fail('the demo has no edition of the council');
}

export default [
  ['a member asks about an edition, and reads the answer once it is fixed', async ({ browser, freshDemo }) => {
    const address = (await freshDemo()).address;
    const { page, faults } = await browser.window({ viewport: NARROW, bypassCSP: true });
    await enter(page, address, '協議会委員');
    await editions(page);
    assert.deepEqual(await page.getByRole('navigation', { name: '主なページ' }).getByRole('link').allInnerTexts(), ['版・公表', '協議会']);
    await go(page, page.getByRole('link', { name: '協議会用第1版' }));
    assert.match(await page.locator('main').innerText(), /照合番号\s*[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}/);
    assert.deepEqual(await accessibility(page), []);

    await tab(page, '協議会');
    await page.getByText('意見・質問を書く').click();
    await page.getByLabel(/^内容/).fill('周知の先に病院を加えてはどうか。');
    await go(page, page.getByRole('button', { name: '送る' }));
    const here = page.url();
    assert.match(await page.locator('main').innerText(), /回答はまだありません/);
    assert.deepEqual(await accessibility(page), []);

    const office = await browser.window({ bypassCSP: true });
    await enter(office.page, address, '事務局');
    await office.page.goto(here);
    await office.page.getByLabel('回答', { exact: true }).fill('次の年度の計画に加えます。');
    await go(office.page, office.page.getByRole('button', { name: '回答を確定する' }));
    await office.page.getByLabel('どうしたか').selectOption({ label: '改めない' });
    await go(office.page, office.page.getByRole('button', { name: '反映を決める' }));
    assert.match(await office.page.locator('main').innerText(), /理由を書いてください/);
    await office.page.goto(here);
    await office.page.getByLabel('どうしたか').selectOption({ label: '次年度計画に入れた' });
    await go(office.page, office.page.getByRole('button', { name: '反映を決める' }));
    assert.deepEqual(await accessibility(office.page), []);
    await page.goto(here);
    assert.match(await page.locator('main').innerText(), /次の年度の計画に加えます。\s*次年度計画に入れた/);
    assert.deepEqual(faults, []);
  }],

  ['the secretariat is told what is open before it freezes, and a year that was published shows its correction', async ({ browser, freshDemo }) => {
    const { page, faults } = await browser.window({ bypassCSP: true });
    await enter(page, (await freshDemo()).address, '事務局');
    await editions(page);
    await go(page, page.getByRole('link', { name: '公表第2版' }));
    const text = await page.locator('main').innerText();
    assert.match(text, /訂正[\s\S]*集計の誤りを訂正した[\s\S]*参加者数の記載に誤りがあったため/);
    assert.deepEqual(await accessibility(page), []);
    await go(page, page.getByRole('link', { name: '公表第1版' }));
    assert.match(await page.locator('main').innerText(), /1か所が違います/);
    assert.deepEqual(await accessibility(page), []);

    await tab(page, '版・公表');
    await go(page, page.getByRole('link', { name: /^決定\s*（令和８年度）$/ }));
    assert.match(await page.locator('main').innerText(), /済んでいないこと[\s\S]*受理されていません/);
    assert.deepEqual(await accessibility(page), []);
    await tab(page, '版・公表');
    await go(page, page.getByRole('link', { name: '公表の設定' }));
    await page.getByLabel('意見の送り先').fill('健康推進課の窓口');
    await go(page, page.getByRole('button', { name: '保存する' }));
    assert.equal(await page.getByLabel('意見の送り先').inputValue(), '健康推進課の窓口');
    assert.deepEqual(await accessibility(page), []);
    assert.deepEqual(faults, []);
  }],
];
