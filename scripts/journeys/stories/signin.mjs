// Journeys of people who sign in.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessibility, enter, go, NARROW, WIDE } from '../browser.mjs';
import { program, root } from '../product.mjs';
import { Issuer, freePort } from '../provider.mjs';

const PASSWORD = 'あおい空を三羽で渡る';

/** Runs a verb of the program, which must work. */
function run(...args) {
  const done = spawnSync(program, args, { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout;
}

/** A database with the demo's last sheet and an administrator; answers its address and the link. */
function city(folder) {
  const database = `sqlite:${join(mkdtempSync(join(folder, 'people-')), 'sasae.sqlite')}`;
  run('import', join(root, 'demo/aozora-r7.csv'), '--city', 'あおぞら市', '--database', database);
  const link = run('people', 'add', '--login', 'kanri', '--name', '管理 花子', '--role', 'システム管理者', '--database', database);
  return { database, link: new URL(link.trim()).pathname };
}

/** The code of an authenticator application, `later` steps from now. */
function code(secret, later = 0) {
  const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const hash = createHmac('sha1', key).update(counter).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The page as it is: pictures at both widths, nothing sideways, nothing that axe-core finds. */
async function looks(page, pictures, name) {
  for (const [width, size] of [['wide', WIDE], ['narrow', NARROW]]) {
    await page.setViewportSize(size);
    await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
    assert.deepEqual(await accessibility(page), [], `${name}, ${width}`);
    assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), `${name}, ${width}: no sideways scrolling`);
  }
  await page.setViewportSize(WIDE);
}

async function signIn(page, address, login, password = PASSWORD) {
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('職員番号').fill(login);
  await page.getByLabel('パスワード').fill(password);
  await go(page, page.getByRole('button', { name: 'サインイン', exact: true }));
}

const alert = (page) => page.getByRole('alert').innerText();

export default [
  ['the demo is entered as each role by one press, and each sees what it may', async ({ browser, demo, pictures }) => {
    const seen = {};
    for (const who of ['健康推進課 担当者', '健康推進課 所属長', '学校教育課 担当者', '事務局', '協議会委員', '監査', 'システム管理者']) {
      const { page, faults } = await browser.window();
      await page.goto(demo.address);
      assert.match(page.url(), /\/sign-in$/);
      if (who === '事務局') await looks(page, pictures, 'demo-sign-in');
      await enter(page, demo.address, who);
      assert.match(await page.locator('.site-user').innerText(), new RegExp(who));
      seen[who] = [await page.locator('h1').innerText(), await page.getByRole('link', { name: '取込', exact: true }).count()];
      await go(page, page.getByRole('button', { name: 'サインアウト' }));
      assert.match(await page.locator('h1').innerText(), /だれとして試しますか/);
      assert.deepEqual(faults, []);
    }
    for (const [who, [heading, imports]] of Object.entries(seen)) {
      const begins = { システム管理者: /職員/, 協議会委員: /版/, 事務局: /概要/, 監査: /概要/ };
      assert.match(heading, begins[who] ?? /令和８年度の調査/, who);
      assert.equal(imports, who === '事務局' ? 1 : 0, who);
    }
  }],

  ['an administrator sets a password by the link, takes a second factor, and ends another session', async ({ browser, folder, start, pictures }) => {
    const { database, link } = city(folder);
    const product = await start('serve', '--database', database);
    const { page, faults } = await browser.window();
    await page.goto(product.address + link);
    await page.getByLabel('新しいパスワード').fill('short');
    await page.getByLabel('もう一度').fill('short');
    await go(page, page.getByRole('button', { name: '設定する' }));
    assert.match(await alert(page), /10文字以上/);
    await looks(page, pictures, 'link');
    await page.getByLabel('新しいパスワード').fill(PASSWORD);
    await page.getByLabel('もう一度').fill(PASSWORD);
    await go(page, page.getByRole('button', { name: '設定する' }));
    assert.match(await page.getByRole('status').innerText(), /パスワードを設定しました/);
    await signIn(page, product.address, 'kanri', 'wrong');
    assert.match(await alert(page), /サインインできませんでした/);
    await looks(page, pictures, 'sign-in');
    await signIn(page, product.address, 'ＫＡＮＲＩ');
    assert.match(await page.locator('h1').innerText(), /^職員/);
    await page.goto(`${product.address}/account/code`);
    await looks(page, pictures, 'account-code');
    const secret = await page.locator('input[name=secret]').inputValue();
    const used = code(secret);
    await page.getByLabel('確認コード').fill(used);
    await page.getByLabel('今のパスワード').fill(PASSWORD);
    await go(page, page.getByRole('button', { name: '設定する' }));
    const other = await browser.window();
    await signIn(other.page, product.address, 'kanri');
    assert.match(other.page.url(), /\/sign-in\/code/);
    // The same, though half a minute may have begun since
    await other.page.getByLabel(/6桁/).fill(used);
    await go(other.page, other.page.getByRole('button', { name: 'サインイン' }));
    assert.match(await alert(other.page), /確認コードが違うか/, 'a code works once');
    await looks(other.page, pictures, 'sign-in-code');
    await other.page.getByLabel(/6桁/).fill(code(secret, 1));
    await go(other.page, other.page.getByRole('button', { name: 'サインイン' }));
    assert.match(await other.page.locator('h1').innerText(), /^職員/);
    await page.goto(`${product.address}/account`);
    await looks(page, pictures, 'account');
    await page.locator('#current-sessions').fill(PASSWORD);
    await go(page, page.getByRole('button', { name: 'ほかの端末をすべてサインアウト' }));
    await other.page.reload();
    assert.match(other.page.url(), /\/sign-in/);
    assert.deepEqual([...faults, ...other.faults], []);
  }],

  ['a personnel change is looked at before it is booked', async ({ browser, folder, start, pictures }) => {
    const { database, link } = city(folder);
    const product = await start('serve', '--database', database);
    const { page, faults } = await browser.window();
    await page.goto(product.address + link);
    await page.getByLabel('新しいパスワード').fill(PASSWORD);
    await page.getByLabel('もう一度').fill(PASSWORD);
    await go(page, page.getByRole('button', { name: '設定する' }));
    await signIn(page, product.address, 'kanri');
    await go(page, page.getByRole('link', { name: '一覧（CSV）で人事異動' }));
    await looks(page, pictures, 'people-import');
    const head = '職員番号,氏名,メール,役割,担当課,開始日,終了日\n';
    const give = async (list) => {
      const file = join(folder, '異動.csv');
      writeFileSync(file, head + list);
      await page.goto(`${product.address}/people/import`);
      await page.locator('#file').setInputFiles(file);
      await go(page, page.getByRole('button', { name: '読み込んで確認する' }));
    };
    await give('1,健康 一郎,,担当者,健康推進課,2026-04-01,\n2,謎 二郎,,部長,宇宙課,,\n');
    assert.match(await page.locator('main').innerText(), /3行目[\s\S]*「部長」という役割/);
    await looks(page, pictures, 'people-preview-problems');
    assert.equal(await page.getByRole('button', { name: 'この内容で登録する' }).count(), 0);
    await give('1,健康 一郎,,担当者,健康推進課,2026-04-01,\n2,学校 二郎,,所属長,学校教育課,2026-04-01,\n');
    await looks(page, pictures, 'people-preview');
    await go(page, page.getByRole('button', { name: 'この内容で登録する' }));
    assert.match(await page.locator('tbody').innerText(), /健康 一郎[\s\S]*担当者（健康部 健康推進課）/);
    await looks(page, pictures, 'people');
    await go(page, page.getByRole('link', { name: '学校 二郎' }));
    await go(page, page.getByRole('button', { name: 'パスワード設定のリンクを作る' }));
    assert.match(await page.getByLabel('リンク', { exact: true }).inputValue(), /\/links\/[0-9a-f]{64}$/);
    await looks(page, pictures, 'person');
    assert.deepEqual(faults, []);
  }],

  ['someone registered signs in at a real OpenID Connect provider, and a bent way back opens nothing', async ({ browser, folder, start }) => {
    const { database } = city(folder);
    run('people', 'add', '--login', 'shokuin', '--name', '監査 三郎', '--role', '監査', '--database', database);
    const port = await freePort();
    const issuer = await Issuer.start(`http://127.0.0.1:${port}`);
    const secret = join(folder, 'oidc-client-secret');
    writeFileSync(secret, 'a secret of the tests\n');
    try {
      const product = await start('serve', '--database', database, '--listen', `127.0.0.1:${port}`,
        '--oidc-issuer', issuer.address, '--oidc-client-id', 'sasae', '--oidc-client-secret-file', secret);
      const come = async (bend = async () => {}) => {
        const { page, context, faults } = await browser.window();
        await page.goto(`${product.address}/sign-in?next=%2Faccount`);
        const begun = await page.getByRole('link', { name: '庁内のサインインを使う' }).getAttribute('href');
        const leave = await context.request.get(product.address + begun, { maxRedirects: 0 });
        const to = leave.headers().location;
        assert.ok(to.startsWith(`${issuer.address}/auth?`) && /code_challenge_method=S256/.test(to), to);
        await bend(context);
        await page.goto(to);
        return { page, context, faults };
      };
      const bentRequest = (at, value) => async (context) => {
        const cookie = (await context.cookies(product.address)).find(({ name }) => name === 'sasae-request');
        const parts = cookie.value.split('.');
        parts[at] = value;
        await context.addCookies([{ ...cookie, value: parts.join('.') }]);
      };
      issuer.account = 'stranger';
      const unknown = await come();
      assert.match(await alert(unknown.page), /「stranger」は、登録されていません/);
      issuer.account = 'shokuin';
      const wrong = [
        ['another state', bentRequest(0, 'f'.repeat(64))],
        ['another nonce', bentRequest(1, 'f'.repeat(64))],
        ['another verifier', bentRequest(2, 'f'.repeat(64))],
        ['no request', (context) => context.clearCookies({ name: 'sasae-request' })],
      ];
      for (const [what, bend] of wrong) {
        const bent = await come(bend);
        assert.match(await alert(bent.page), /庁内のサインインを確認できませんでした/, what);
        const names = (await bent.context.cookies(product.address)).map(({ name }) => name);
        assert.deepEqual(names.filter((name) => name.startsWith('sasae')), [], what);
        await bent.page.goto(`${product.address}/account`);
        assert.match(bent.page.url(), /\/sign-in/, what);
      }
      issuer.lifetime = -60;
      const late = await come();
      assert.match(await alert(late.page), /確認できませんでした/, 'a word that has expired');
      issuer.lifetime = 3600;
      const good = await come();
      assert.equal(new URL(good.page.url()).pathname, '/account');
      assert.match(await good.page.locator('main').innerText(), /監査 三郎/);
      const back = new URL(good.page.url()).origin;
      await good.page.goto(`${back}/sign-in/oidc/return?code=again&state=again`);
      assert.match(await alert(good.page), /確認できませんでした/, 'a way back works once');
      assert.equal(run('people', 'list', '--database', database).trim().split('\n').length, 2, 'nobody was added');
    } finally {
      await issuer.stop();
    }
  }],
];
